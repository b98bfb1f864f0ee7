"""What people list and find: opportunities by whose, which state, which contact, cycle or stage."""

from dataclasses import replace

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import contacts as contact_views
from handlers.views import help as help_view
from handlers.views import listings as views
from handlers.views.blocks import Block, button, esc, header, section
from handlers.wire import SHOW
from store import contacts, cycles, listings, people, search
from store.listings import Filters
from store.rules import refusals, text
from store.rules.words import Priority, Status
from store.sessions import Session

OPEN = (Status.NOT_STARTED, Status.IN_PROGRESS)
_STATUSES: dict[str, tuple[Status, ...]] = {
    "open": OPEN,
    "started": (Status.NOT_STARTED,),  # as in "not started"
    "won": (Status.WON,),
    "lost": (Status.LOST,),
}
# Filters in the languages of the catalogues, as they are folded.
_OTHERS = {
    "miennes": "mine", "toutes": "all", "ouvertes": "open", "gagnees": "won", "perdues": "lost",
    "echeance": "due", "retard": "overdue", "stagnantes": "stale", "haute": "high",
    "societe": "company", "etape": "stage", "tri": "sort",
}  # fmt: skip
_FLAGS = {"due": "due", "overdue": "overdue", "stale": "stale"}
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
    return views.message(page, title, query, asked.by, asked.texts, asked.today)


def _filters(session: Session, asked: Asked, query: str) -> tuple[Filters, str]:
    """What was typed as filters, and as the list's title. Raises NotFound for what names nothing."""
    t, words = asked.texts.t, [w if parsing.mention(w) else parsing.unescaped(w) for w in query.split()]
    filters, said = Filters(salesperson_id=asked.by.id, statuses=OPEN), [t("My opportunities")]
    while words:
        word = words.pop(0)
        key = _key(word)
        if key == "all":
            filters, said[0] = replace(filters, salesperson_id=None), t("All opportunities")
        elif person := parsing.mention(word):
            named = _person(session, asked, person, word)
            filters, said[0] = replace(filters, salesperson_id=named.id), named.name
        elif key in ("contact", "company") and words:
            contact = contacts.show(session, asked.by, " ".join(_up_to_keyword(words)))
            everybody = filters.salesperson_id == asked.by.id and "mine" not in map(_key, query.split())
            owner = None if everybody else filters.salesperson_id
            filters = replace(filters, contact_id=contact.id, salesperson_id=owner)
            said[0] = contact.name
        elif key == "cycle" and words:
            cycle = cycles.setup(session, asked.by).cycle(words.pop(0))
            filters, said = replace(filters, cycle_id=cycle.id), [*said, cycle.code]
        elif key == "stage" and words:
            stage = _stage(words.pop(0))
            filters, said = replace(filters, stage=stage), [*said, t("stage {stage}", stage=stage)]
        elif key == "sort" and words and words[0].lower() in _SORTS:
            filters = replace(filters, sort=words.pop(0).lower())  # type: ignore[arg-type] # one of _SORTS
        else:
            filters, label = _simple(filters, key, asked)
            said += label
    return filters, " · ".join(said)


def _key(word: str) -> str:
    """The filter a word means, in whichever language it was typed."""
    return _OTHERS.get(text.folded(word), word.lower())


def _simple(filters: Filters, key: str, asked: Asked) -> tuple[Filters, list[str]]:
    """A filter of one word. Raises NotFound with what was typed."""
    t = asked.texts.t
    labels = {
        "open": t("not closed"),
        "started": t("not started"),
        "won": t("won"),
        "lost": t("lost"),
        "due": t("closing within 7 days"),
        "overdue": t("closing date passed"),
        "stale": t("too long at one stage"),
    }
    if key in ("mine", "not", "closing"):
        return filters, []
    if key in _STATUSES:
        return replace(filters, statuses=_STATUSES[key]), [labels[key]]
    if key == "due":
        return replace(filters, due=True), [labels[key]]
    if key == "overdue":
        return replace(filters, overdue=True), [labels[key]]
    if key == "stale":
        return replace(filters, stale=True), [labels[key]]
    if key == "high":
        return replace(filters, priority=Priority.HIGH), [t("high priority")]
    raise refusals.NotFound("filter", key)


def _stage(typed: str) -> int:
    if (stage := parsing.count(typed)) is None:
        raise refusals.NotFound("stage", typed)
    return stage


def _person(session: Session, asked: Asked, slack_id: str, typed: str) -> people.Named:
    named = next((p for p in people.offered(session, asked.by) if p.slack_id == slack_id), None)
    if named is None:
        raise refusals.NotFound("person", parsing.unescaped(typed))
    return named


def _up_to_keyword(words: list[str]) -> list[str]:
    """The words of a name, taken off: up to the next filter word."""
    keywords = {*_STATUSES, *_FLAGS, "mine", "all", "sort", "cycle", "stage", "high", "not"}
    taken = [words.pop(0)]
    while words and _key(words[0]) not in keywords:
        taken.append(words.pop(0))
    return taken


def find(session: Session, asked: Asked) -> Reply:
    """`find words`: opportunities and contacts by any part of their names."""
    wanted = parsing.unescaped(asked.text).strip()
    if not wanted:
        return help_view.usage("find", asked.texts, asked.command)
    title = asked.texts.t("Found for “{typed}”", typed=wanted[:100])
    drawn: list[Block] = [header(title)]
    for hit in search.opportunities(session, asked.by, wanted, limit=15):
        line = f"*{hit.number}* {esc(hit.description)} · {esc(hit.contact_name)}"
        drawn.append(section(line, button(asked.texts.t("Show"), SHOW, hit.number)))
    people_found = contact_views.found(wanted, search.contacts(session, asked.by, wanted, limit=15), asked.texts)
    drawn += [b for b in people_found.blocks if b["type"] == "section" and "accessory" in b]
    if len(drawn) == 1:
        drawn.append(section(asked.texts.t("Nothing has this in its name. Try fewer letters.")))
    return Message(drawn, esc(title))
