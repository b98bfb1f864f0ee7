"""What people list and find: opportunities by whose, which state, which contact, cycle or stage."""

from typing import Any

from handlers import members, parsing
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import help as help_view
from handlers.views import listings as views
from store import contacts, cycles, listings, search, totals
from store.filters import Filters
from store.rules import refusals, text
from store.rules.words import CLOSED, OPEN, Priority, Status
from store.sessions import Session


def _(label: str) -> str:
    """Mark a part of a list's title for the catalogues."""
    return label


SUMMED = 500  # opportunities that are summed unasked: a millisecond
# Filters of one word: what each restricts, and what the list's title then says.
_WORDS: dict[str, tuple[dict[str, Any], str]] = {
    "open": ({"statuses": OPEN}, _("not closed")),
    "started": ({"statuses": (Status.NOT_STARTED,)}, _("not started")),  # as in "not started"
    "won": ({"statuses": (Status.WON,)}, _("won")),
    "lost": ({"statuses": (Status.LOST,)}, _("lost")),
    "closed": ({"statuses": CLOSED}, _("closed")),
    "due": ({"due": True}, _("closing within 7 days")),
    "overdue": ({"overdue": True}, _("closing date passed")),
    "stale": ({"stale": True}, _("too long at one stage")),
    "parked": ({"parked": True}, _("parked")),
    "high": ({"priority": Priority.HIGH}, _("high priority")),
}
# Filters that go on: what stands behind them is a name, a code or a number.
_NAMED = ("contact", "company", "cycle", "stage", "closing", "sort")
_BEFORE = {"not": "started", "en": "parked"}  # what says nothing but before that one: `not started`, `en attente`
_KEYWORDS = {*_WORDS, *_NAMED, "mine", "all", "not"}
# Filters in the languages of the catalogues, as they are folded.
_OTHERS = {
    "miennes": "mine", "toutes": "all", "ouvertes": "open", "gagnees": "won", "perdues": "lost", "cloturees": "closed",
    "non": "not", "commencees": "started", "echeance": "due", "retard": "overdue", "stagnantes": "stale",
    "attente": "parked", "parquees": "parked", "geparkt": "parked", "parcheggiate": "parked",
    "haute": "high", "societe": "company", "etape": "stage", "tri": "sort",
    "cloture": "closing", "abschluss": "closing", "chiusura": "closing",
}  # fmt: skip
_SORTS = {
    "value": "value", "date": "date", "stage": "stage", "number": "number",
    "valeur": "value", "etape": "stage", "numero": "number",
    "wert": "value", "datum": "date", "stufe": "stage", "nummer": "number",
    "valore": "value", "data": "date", "fase": "stage",
}  # fmt: skip
_LONGEST = 9  # words of a period: `from 1 february 2027 to 31 march 2027`


def typed(session: Session, asked: Asked) -> Reply:
    """`list mine overdue sort value`."""
    return _page(session, asked, 0, asked.text)


def turned(session: Session, asked: Asked) -> Reply:
    """A list's button: its page of the same list."""
    start, _, query = asked.text.partition(" ")
    return _page(session, asked, parsing.count(start) or 0, query)


def summed(session: Session, asked: Asked) -> Reply:
    """The Totals button of a long list."""
    filters, title = _filters(session, asked, asked.text)
    sums = totals.of_list(session, asked.by, filters, asked.today)
    return views.totals(sums, title, asked.text, asked.texts)


def _page(session: Session, asked: Asked, start: int, query: str) -> Message:
    filters, title = _filters(session, asked, query)
    page = listings.opportunities(session, asked.by, filters, asked.today, start)
    sums = totals.of_list(session, asked.by, filters, asked.today) if 0 < page.total <= SUMMED else None
    closed = filters.statuses == OPEN and "open" not in map(_key, query.split())
    note = asked.texts.t("Those won and lost are in lists of their own: list won, list lost.") if closed else ""
    return views.message(page, title, query, asked.by, asked.texts, asked.today, sums=sums, note=note)


def _filters(session: Session, asked: Asked, query: str) -> tuple[Filters, str]:
    """What was typed as filters, and as the list's title. Raises NotFound for what names nothing.

    One's own opportunities that are not closed, unless a word, a person or a contact says otherwise; of several
    statuses those of any: `open closed` are all.
    """
    t, words = asked.texts.t, query.split()
    found: dict[str, Any] = {}
    whose, said, statuses = "", list[str](), list[Status]()
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
            restricts, label = _WORDS[key]
            statuses += restricts.get("statuses", ())
            found |= restricts
            said.append(t(label))
        elif not words or _BEFORE.get(key) != _key(words[0]):
            raise refusals.NotFound("filter", key)
    if not found.keys() & {"salesperson_id", "contact_id"}:
        found["salesperson_id"], whose = asked.by.id, t("My opportunities")
    found["statuses"] = tuple(dict.fromkeys(statuses)) or OPEN
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
    if key == "closing":
        return _closing(asked, words)
    word = parsing.unescaped(words.pop(0))
    if key == "cycle":
        cycle = cycles.setup(session, asked.by).cycle(word)
        return {"cycle_id": cycle.id}, cycle.code
    if key == "sort":
        if text.folded(word) not in _SORTS:
            raise refusals.NotFound("filter", f"{key} {word}")
        return {"sort": _SORTS[text.folded(word)]}, ""
    if (stage := parsing.count(word)) is None:
        raise refusals.NotFound("stage", word)
    return {"stage": stage}, asked.texts.t("stage {stage}", stage=stage)


def _closing(asked: Asked, words: list[str]) -> tuple[dict[str, Any], str]:
    """The window of closing dates, whose words are taken off: as many as make a period. Raises Unreadable."""
    typed = [parsing.unescaped(word) for word in words]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        try:
            period = parsing.period(" ".join(typed[:length]), asked.texts, asked.today, "closing_on")
        except refusals.Unreadable:
            continue
        del words[:length]
        return {"closing_from": period.since, "closing_until": period.until}, _window(asked, period)
    known = next((n for n, word in enumerate(words) if n and _key(word) in _KEYWORDS), len(words))
    raise refusals.Unreadable("closing_on", "period", " ".join(typed[:known]))


def _window(asked: Asked, period: parsing.Period) -> str:
    """What the list's title says of a window of closing dates."""
    t, since, until = asked.texts.t, period.since, period.until
    if since and until:
        if since == until:
            return t("closing on {date}", date=asked.texts.date(since))
        return t("closing from {since} to {until}", since=asked.texts.date(since), until=asked.texts.date(until))
    if until:
        return t("closing until {date}", date=asked.texts.date(until))
    return t("closing from {date}", date=asked.texts.date(since)) if since else ""


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
