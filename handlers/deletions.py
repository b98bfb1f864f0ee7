"""What people do to delete opportunities: one, after a form that says what goes; many closed ones, after a question."""

from typing import Any

from handlers import members, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply
from handlers.views import deletions as views
from handlers.views import help as help_view
from store import cards, contacts, cycles, deletions, purges, workspaces
from store.purges import Which
from store.rules import refusals, text
from store.sessions import Session

_CLOSED = {"closed", "cloturees", "cloturee", "abgeschlossene", "chiuse"}
# The words that filters begin with, as they are folded.
_FILTERS = {
    "before": "before", "avant": "before", "vor": "before", "prima": "before",
    "cycle": "cycle", "prozess": "cycle", "ciclo": "cycle",
    "contact": "contact", "company": "contact", "societe": "contact", "kontakt": "contact", "contatto": "contact",
}  # fmt: skip
_LONGEST = 4  # words of a date


def typed(session: Session, asked: Asked) -> Reply:
    """`delete OP7`: the form that says what goes; `delete closed before 1.1.2025 @ben cycle NEW`: the question."""
    first, rest = parsing.verb(asked.text)
    if text.folded(first) in _CLOSED and rest:
        return _question(session, asked, rest)
    if not first or text.folded(first) in _CLOSED:
        return help_view.usage("delete", asked.texts, asked.command)
    return _form(session, asked, cards.card(session, asked.by, first).number)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Delete choice of a card."""
    return _form(session, asked, wire.seen(asked.text).number)


def _form(session: Session, asked: Asked, number: str) -> Form:
    going = deletions.plan(session, asked.by, number)
    return Form(views.form_of(going, asked.texts, asked.pack(n=going.number, v=going.version)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    going = deletions.one(session, asked.by, asked.number, version=asked.version, now=asked.now)
    return views.gone(going, asked.texts)


def _question(session: Session, asked: Asked, query: str, note: str = "") -> Message:
    plan = purges.plan(session, asked.by, _which(session, asked, query))
    return views.question(plan, query, asked.texts, note=note)


def many(session: Session, asked: Asked) -> Reply:
    """The button under the question: deletes as many as were told of, and asks again when there are others now."""
    told, _, query = asked.text.partition(" ")
    which = _which(session, asked, query)
    if purges.plan(session, asked.by, which).total != parsing.count(told):
        return _question(session, asked, query, asked.texts.t("Meanwhile there are others than you were told of."))
    deleted, left = purges.purge(session, asked.by, which, asked.now)
    return views.gone_many(deleted, left, query, asked.texts)


def _which(session: Session, asked: Asked, query: str) -> Which:
    """The filters that were typed. Raises NotFound for what names nothing, Unreadable for what is no date."""
    words, found, numbers = query.split(), dict[str, Any](), list[str]()
    while words:
        word = words.pop(0)
        kind = _FILTERS.get(text.folded(parsing.unescaped(word)))
        person = members.mentioned(session, asked.by, word)
        if person and "salesperson_id" not in found:
            found["salesperson_id"] = person.id
        elif kind == "before" and words:
            found["before"] = _day(asked, words)
        elif kind == "cycle" and words:
            found["cycle_id"] = cycles.setup(session, asked.by).cycle(parsing.unescaped(words.pop(0))).id
        elif kind == "contact" and words:
            found["contact_id"] = contacts.show(session, asked.by, _name(words)).id
        elif number := workspaces.number(word, "OP"):
            numbers.append(number)
        else:
            raise refusals.NotFound("deletion", parsing.unescaped(word))
    return Which(**found, numbers=tuple(numbers))


def _day(asked: Asked, words: list[str]) -> Any:
    """The longest date that the words begin with, taken off. Raises Unreadable, AmbiguousDate."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        try:
            day = parsing.day(" ".join(words[:length]), asked.texts, "closed_on", asked.today, past=True)
        except refusals.Unreadable:
            continue
        del words[:length]
        return day
    return parsing.day(words[0], asked.texts, "closed_on", asked.today, past=True)


def _name(words: list[str]) -> str:
    """The words of a contact's name, taken off: up to the next filter."""
    taken = [words.pop(0)]
    while words and text.folded(words[0]) not in _FILTERS and not parsing.mention(words[0]):
        taken.append(words.pop(0))
    return parsing.unescaped(" ".join(taken))
