"""What people list and find: opportunities by whose, which state, which contact, cycle or stage."""

from typing import Any

from handlers import members, parsing
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import help as help_view
from handlers.views import listings as views
from store import contacts, cycles, listings, search
from store.listings import Filters
from store.rules import refusals, text
from store.rules.words import Priority, Status
from store.sessions import Session


def _(label: str) -> str:
    """Mark a part of a list's title for the catalogues."""
    return label


OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS)
# Filters of one word: what each restricts, and what the list's title then says.
_WORDS: dict[str, tuple[dict[str, Any], str]] = {
    "open": ({"statuses": OPEN}, _("not closed")),
    "started": ({"statuses": (Status.NOT_STARTED,)}, _("not started")),  # as in "not started"
    "won": ({"statuses": (Status.WON,)}, _("won")),
    "lost": ({"statuses": (Status.LOST,)}, _("lost")),
    "due": ({"due": True}, _("closing within 7 days")),
    "overdue": ({"overdue": True}, _("closing date passed")),
    "stale": ({"stale": True}, _("too long at one stage")),
    "high": ({"priority": Priority.HIGH}, _("high priority")),
}
# Filters that go on: what stands behind them is a name, a code or a number.
_NAMED = ("contact", "company", "cycle", "stage", "sort")
_KEYWORDS = {*_WORDS, *_NAMED, "mine", "all", "not"}
# Filters in the languages of the catalogues, as they are folded.
_OTHERS = {
    "miennes": "mine", "toutes": "all", "ouvertes": "open", "gagnees": "won", "perdues": "lost",
    "non": "not", "commencees": "started", "echeance": "due", "retard": "overdue", "stagnantes": "stale",
    "haute": "high", "societe": "company", "etape": "stage", "tri": "sort",
}  # fmt: skip
_SORTS = ("value", "date", "stage", "number")


def typed(session: Session, asked: Asked) -> Reply:
    """`list mine overdue sort value`."""
    return _page(session, asked, 0, asked.text)


def turned(session: Session, asked: Asked) -> Reply:
    """A list's button: its page of the same list."""
    start, _, query = asked.text.partition(" ")
    return _page(session, asked, parsing.count(start) or 0, query)


def _page(session: Session, asked: Asked, start: int, query: str) -> Message:
    filters, title = _filters(session, asked, query)
    page = listings.opportunities(session, asked.by, filters, asked.today, start)
    closed = filters.statuses == OPEN and "open" not in map(_key, query.split())
    note = asked.texts.t("Those won and lost are in lists of their own: list won, list lost.") if closed else ""
    return views.message(page, title, query, asked.by, asked.texts, asked.today, note=note)


def _filters(session: Session, asked: Asked, query: str) -> tuple[Filters, str]:
    """What was typed as filters, and as the list's title. Raises NotFound for what names nothing.

    One's own opportunities that are not closed, unless a word, a person or a contact says otherwise.
    """
    t, words = asked.texts.t, query.split()
    found: dict[str, Any] = {"statuses": OPEN}
    whose, said = "", list[str]()
    while words:
        word = words.pop(0)
        key = _key(word)
        if person := members.mentioned(session, asked.by, word):
            found["salesperson_id"], whose = person.id, person.name
        elif key in ("mine", "all"):
            found["salesperson_id"] = asked.by.id if key == "mine" else None
            whose = t("My opportunities") if key == "mine" else t("All opportunities")
        elif key in _NAMED and words:
            more, label = _named(session, asked, key, words)
            found |= more
            said.append(label)
        elif key in _WORDS:
            found |= _WORDS[key][0]
            said.append(t(_WORDS[key][1]))
        elif key != "not" or not words or _key(words[0]) != "started":
            raise refusals.NotFound("filter", key)
    if not found.keys() & {"salesperson_id", "contact_id"}:
        found["salesperson_id"], whose = asked.by.id, t("My opportunities")
    return Filters(**found), " · ".join(part for part in (whose, *said) if part)


def _key(word: str) -> str:
    """The filter a word means, in whichever language it was typed."""
    typed = parsing.unescaped(word)
    return _OTHERS.get(text.folded(typed), typed.lower())


def _named(session: Session, asked: Asked, key: str, words: list[str]) -> tuple[dict[str, Any], str]:
    """A filter with what it names, whose words are taken off. Raises NotFound."""
    if key in ("contact", "company"):
        contact = contacts.show(session, asked.by, _name(words))
        return {"contact_id": contact.id}, contact.name
    word = parsing.unescaped(words.pop(0))
    if key == "cycle":
        cycle = cycles.setup(session, asked.by).cycle(word)
        return {"cycle_id": cycle.id}, cycle.code
    if key == "sort":
        if word.lower() not in _SORTS:
            raise refusals.NotFound("filter", f"{key} {word}")
        return {"sort": word.lower()}, ""
    if (stage := parsing.count(word)) is None:
        raise refusals.NotFound("stage", word)
    return {"stage": stage}, asked.texts.t("stage {stage}", stage=stage)


def _name(words: list[str]) -> str:
    """The words of a name, taken off: up to the next filter."""
    taken = [words.pop(0)]
    while words and _key(words[0]) not in _KEYWORDS and not parsing.mention(words[0]):
        taken.append(words.pop(0))
    return parsing.unescaped(" ".join(taken))


def find(session: Session, asked: Asked) -> Reply:
    """`find words`: opportunities and contacts by any part of their names."""
    wanted = parsing.unescaped(asked.text).strip()
    if not wanted:
        return help_view.usage("find", asked.texts, asked.command)
    opportunities = search.opportunities(session, asked.by, wanted, limit=15)
    return views.found(wanted, opportunities, search.contacts(session, asked.by, wanted, limit=15), asked.texts)
