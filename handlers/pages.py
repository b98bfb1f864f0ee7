"""Which page of the set-up is asked for: by the word behind `setup`, or by its button on the board."""

from dataclasses import replace

from handlers import (
    activities,
    close_codes,
    cycles,
    feeds,
    parsing,
    people,
    reminder_rules,
    setup,
    teams,
    templates,
    workspaces,
)
from handlers.asked import Asked, Listener
from handlers.replies import Reply
from handlers.views import help as help_view
from store.cycles import setup as set_up
from store.rules import text
from store.sessions import Session

# Accents and case do not matter.
PAGES: dict[str, Listener] = {
    **dict.fromkeys(("", "board"), setup.shown),
    **dict.fromkeys(("template", "modele", "vorlage", "modello"), templates.typed),
    **dict.fromkeys(("cycles", "cicli"), setup.listed),
    **dict.fromkeys(("cycle", "ciclo"), cycles.typed),
    **dict.fromkeys(("activities", "activites", "aktivitaten", "attivita"), activities.listed),
    "codes": close_codes.listed,
    **dict.fromkeys(("people", "personnes", "personen", "persone"), people.listed),
    **dict.fromkeys(("workspace", "espace", "arbeitsbereich", "spazio"), workspaces.shown),
    **dict.fromkeys(("reminders", "rappels", "erinnerungen", "promemoria"), reminder_rules.shown),
    **dict.fromkeys(("teams", "equipes", "squadre"), teams.listed),
    **dict.fromkeys(("channels", "canaux", "kanale", "canali"), feeds.listed),
}


def typed(session: Session, asked: Asked) -> Reply:
    """`setup`, `setup template EX-LARGE`, `setup cycles`, `setup cycle EX-LARGE`, and the other pages."""
    word, rest = parsing.words(asked.text)
    if page := PAGES.get(text.folded(word)):
        return page(session, replace(asked, text=rest))
    asked.by.must("setup")
    return help_view.usage("setup", asked.texts, asked.command)


def pressed(session: Session, asked: Asked) -> Reply:
    """A button of the board, or Set up: the form while there is no cycle, then the board."""
    word, rest = parsing.words(asked.text)
    first = "board" if set_up(session, asked.by).listed() else "template"
    return PAGES.get(word or first, setup.shown)(session, replace(asked, text=rest))
