"""The verbs of the one command, in English and in the languages of the catalogues, and the number they are about."""

import re
from dataclasses import dataclass

from handlers.parsing.verbs import verb
from store.rules.text import folded

_ENGLISH = (
    *("help", "new", "list", "find", "show", "contact", "person", "setup", "audit", "deliveries"),
    *("activate", "next", "previous", "skip", "jump", "update", "won", "lost", "history", "tasks", "task", "activity"),
    *("comment", "comments", "log", "interactions", "quote", "link", "order", "invoice", "undo", "edit", "assign"),
    *("fix", "oneonone"),
    *("digest", "delete", "away", "park", "unpark", "settings", "quiet", "mute", "unmute", "snooze", "remind"),
)
# Accents and case do not matter: what is typed is folded first.
_OTHERS = {
    "aide": "help", "hilfe": "help", "aiuto": "help",
    "nouveau": "new", "nouvelle": "new", "neu": "new", "nuovo": "new", "nuova": "new",
    "afficher": "show", "voir": "show", "zeigen": "show", "mostra": "show",
    "liste": "list", "lista": "list",
    "chercher": "find", "suchen": "find", "cerca": "find",
    "activer": "activate", "aktivieren": "activate", "attiva": "activate",
    "suivant": "next", "suivante": "next", "nachste": "next", "successiva": "next",
    "precedent": "previous", "precedente": "previous", "vorherige": "previous",
    "ignorer": "skip", "uberspringen": "skip", "ignora": "skip",
    "revenir": "jump", "zuruckspringen": "jump", "torna": "jump",
    "maj": "update", "actualiser": "update", "aktualisieren": "update", "aggiorna": "update",
    "gagne": "won", "gagnee": "won", "gewonnen": "won", "vinta": "won",
    "perdu": "lost", "perdue": "lost", "verloren": "lost", "persa": "lost",
    "historique": "history", "verlauf": "history", "storia": "history",
    "taches": "tasks", "aufgaben": "tasks",
    "tache": "task", "aufgabe": "task",
    "activite": "activity", "aktivitat": "activity", "attivita": "activity",
    "commentaire": "comment", "commenter": "comment", "kommentar": "comment", "commento": "comment",
    "commentaires": "comments", "kommentare": "comments", "commenti": "comments",
    "consigner": "log", "protokollieren": "log", "registra": "log",
    "interaktionen": "interactions", "interazioni": "interactions",
    "lien": "link", "verknupfen": "link", "collega": "link",
    "devis": "quote", "offerte": "quote", "offerta": "quote",
    "commande": "order", "auftrag": "order", "bestellung": "order", "ordine": "order",
    "facture": "invoice", "rechnung": "invoice", "fattura": "invoice",
    "annuler": "undo", "ruckgangig": "undo", "annulla": "undo",
    "modifier": "edit", "bearbeiten": "edit", "modifica": "edit",
    "attribuer": "assign", "transmettre": "assign", "zuweisen": "assign", "assegna": "assign",
    "digests": "digest", "resume": "digest", "zusammenfassung": "digest", "riepilogo": "digest",
    "abwesend": "away", "abwesenheit": "away", "absent": "away", "absente": "away", "absence": "away",
    "assente": "away",
    "entretien": "oneonone", "einzelgesprach": "oneonone", "colloquio": "oneonone",
    "corriger": "fix", "beheben": "fix", "sistema": "fix",
    "supprimer": "delete", "loschen": "delete", "elimina": "delete",
    "kontakt": "contact", "contatto": "contact",
    "prufspur": "audit", "verifica": "audit",
    "envois": "deliveries", "livraisons": "deliveries", "zustellungen": "deliveries", "consegne": "deliveries",
    "personne": "person", "persona": "person",
    "parquer": "park", "parken": "park", "parkieren": "park", "parcheggia": "park", "parcheggiare": "park",
    "reprendre": "unpark", "reveiller": "unpark", "entparken": "unpark", "wecken": "unpark", "riprendi": "unpark",
    "reglages": "settings", "preferences": "settings", "einstellungen": "settings", "impostazioni": "settings",
    "calme": "quiet", "silence": "quiet", "ruhe": "quiet", "ruhezeit": "quiet", "silenzio": "quiet",
    "sourdine": "mute", "stumm": "mute", "silenzia": "mute",
    "retablir": "unmute", "laut": "unmute", "riattiva": "unmute",
    "rappeler": "remind", "rappel": "remind", "erinnern": "remind", "ricorda": "remind",
    "reporter": "snooze", "pause": "snooze", "verschieben": "snooze", "rimanda": "snooze",
    "configurer": "setup", "einrichten": "setup", "configura": "setup",
}  # fmt: skip
# A verb of several words: what must stand behind the first.
_BEHIND = {"mettre": ("en attente", "park")}
ALIASES = {word: word for word in _ENGLISH} | _OTHERS
_SIGNS = {"1:1": "oneonone", "1-1": "oneonone"}  # which are no words, and lose what they are when they are folded
_NUMBER = re.compile(r"(?:op)?[0-9]{1,9}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command's verb in English, and what stands behind it; `behind`: it stood behind its number."""

    verb: str | None  # None: a word that is none; empty: nothing was typed
    rest: str
    behind: bool = False


def command(typed: str) -> Command:
    """`next OP7 60k`, `OP7 next 60k`, `OP7` as what they ask for; a word that is no verb with what was typed."""
    word, rest = verb(typed)
    if not word:
        return Command("", "")
    if found := _named(word, rest):
        return found
    if not _NUMBER.fullmatch(word):
        return Command(None, typed)
    if not rest:
        return Command("show", word)
    second, more = verb(rest)
    found = _named(second, more)
    return Command(found.verb, f"{word} {found.rest}", behind=True) if found else Command(None, rest)


def _named(word: str, rest: str) -> Command | None:
    """The verb that this word is, alone or with those behind it, and what is left."""
    if found := ALIASES.get(folded(word)) or _SIGNS.get(word):
        return Command(found, rest)
    behind, name = _BEHIND.get(folded(word), ("", ""))
    first, rest = verb(rest)
    second, rest = verb(rest)
    return Command(name, rest) if behind and folded(f"{first} {second}") == behind else None
