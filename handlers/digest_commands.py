"""What is typed about digests: `digest`, and the word behind it that says what to do with which."""

from dataclasses import replace

from handlers import digest_forms, digest_previews, digests, parsing
from handlers.asked import Asked
from handlers.replies import Form, Reply
from handlers.views import digest_pages as views
from handlers.views import help as help_view
from store import digests as kept
from store.digests import Shown
from store.rules import text
from store.rules.refusals import NotFound, Unreadable
from store.sessions import Session

# Accents and case do not matter.
_WORDS = {
    **dict.fromkeys(("", "list", "liste", "lista"), "list"),
    **dict.fromkeys(("new", "nouveau", "nouvelle", "neu", "nuovo"), "new"),
    **dict.fromkeys(("change", "edit", "modifier", "andern", "modifica"), "change"),
    **dict.fromkeys(("preview", "apercu", "vorschau", "anteprima"), "preview"),
    **dict.fromkeys(("pause", "pausieren", "pausa"), "pause"),
    **dict.fromkeys(("resume", "reprendre", "fortsetzen", "riprendi"), "resume"),
    **dict.fromkeys(("delete", "supprimer", "loschen", "elimina"), "delete"),
}


def typed(session: Session, asked: Asked) -> Reply:
    """`digest`, `digest new weekly monday 8:00`, `digest preview 1`, `digest pause Pipeline` and the like."""
    asked.by.must("digest")
    word, rest = parsing.verb(asked.text)
    act = _WORDS.get(text.folded(word))
    if act is None and parsing.digest(asked.text).kind:  # `digest weekly`
        act, rest = "new", asked.text
    if act == "new":
        return digest_forms.new(session, replace(asked, text=rest))
    if act == "list":
        return digests.listed(session, asked)
    if act is None or not rest:
        return help_view.usage("digest", asked.texts, asked.command)
    if act == "preview":
        return _previewed(session, asked, rest)
    return _done(session, asked, act, _named(session, asked, parsing.unescaped(rest)))


def _done(session: Session, asked: Asked, act: str, one: Shown) -> Reply:
    digest = one.digest
    if act == "change":
        return digest_forms.change(session, replace(asked, text=str(digest.id)))
    if act == "delete":
        return Form(views.delete_form(one, asked.texts, asked.pack(k=digest.id, v=digest.version)))
    turned = digests.pause if act == "pause" else digests.resume
    return turned(session, asked, digest.id, digest.version)


def _previewed(session: Session, asked: Asked, rest: str) -> Reply:
    """`preview Pipeline 31.12.2025`: of that day, past or to come; without one of today; a day alone, of the only one.

    Raises NotFound, Unreadable and AmbiguousDate.
    """
    words = parsing.unescaped(rest).split()
    for named in range(len(words), 0, -1):
        if one := _found(session, asked, " ".join(words[:named])):
            typed_on = " ".join(words[named:])
            on = parsing.day(typed_on, asked.texts, "previewed_on", asked.today) if typed_on else None
            return digest_previews.preview(session, asked, one.digest, on)
    return _previewed_only(session, asked, " ".join(words))


def _previewed_only(session: Session, asked: Asked, typed: str) -> Reply:
    """`preview 31.12.2025`, of who has one digest. Raises NotFound, and Unreadable for a day that no calendar has."""
    try:
        on = parsing.day(typed, asked.texts, "at", asked.today)
    except Unreadable as unreadable:
        raise unreadable if unreadable.kind == "no such day" else NotFound("digest", typed) from None
    found = kept.every(session, asked.by)
    if len(found) != 1:
        raise NotFound("digest", typed)
    return digest_previews.preview(session, asked, found[0].digest, on)


def _named(session: Session, asked: Asked, name: str) -> Shown:
    """The digest that is called so. Raises NotFound."""
    one = _found(session, asked, name)
    if one is None:
        raise NotFound("digest", name)
    return one


def _found(session: Session, asked: Asked, name: str) -> Shown | None:
    """The digest with this number in the list, or this name, or the only one whose name begins so."""
    found = kept.every(session, asked.by)
    number = parsing.count(name)
    if number and number <= len(found):
        return found[number - 1]
    wanted = text.bare(name)
    exact = [one for one in found if text.bare(one.digest.name) == wanted]
    begins = exact or [one for one in found if wanted and text.bare(one.digest.name).startswith(wanted)]
    return begins[0] if len(begins) == 1 else None
