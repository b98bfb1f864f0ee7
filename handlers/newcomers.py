"""What `new …` says, as far as it was understood; the rest is the description."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.parsing.findings import FIRST, Word, figure, split, typed
from handlers.views.blocks import Block
from handlers.views.contacts import choice, create_choice
from store import contacts, people
from store.cycles import Cycle, Setup
from store.rules import refusals
from store.sessions import Session

_FOR = {"en": "for", "fr": "pour", "de": "fur", "it": "per"}  # language -> the word before the contact
_FIGURES = {"value": "value", "chances": "chances", "day": "closing_on"}  # kinds of figures, and their fields


@dataclass(slots=True)
class Understood:
    """What was read; `words` says it back, `asks` is what can mean two things."""

    description: str = ""
    contact: Block | None = None
    salesperson: str | None = None
    cycle: Cycle | None = None
    value: Decimal | None = None
    chances: Decimal | None = None
    closing_on: date | None = None
    words: str = ""
    asks: list[refusals.Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Next:
    """How many words make the next thing a form has a field for, which field, and its value; no field: none does."""

    length: int = 1
    name: str = ""
    value: Any = None
    asks: refusals.Refusal | None = None


def read(session: Session, asked: Asked, setup: Setup) -> Understood:
    """Amount, percentage, date, @person, a cycle's code, `for` a contact: each once; a second one is description.

    Behind several `for` the contact is the first one there is, else the last: `pumps for the winter for Dupont SA`.
    """
    found, words, left = Understood(), split(asked.text), list[str]()
    wanted, beyond = dict(_FIGURES), words[FIRST:]
    del words[FIRST:]
    while words:
        said = _next(asked, setup, words, wanted)
        if not said.name and words[0].folded in _FOR.values() and len(words) > 1:
            said = _for(session, asked, setup, words)
        if said.asks:
            found.asks.append(said.asks)
        elif said.value is None or getattr(found, said.name) is not None:
            left += [word.typed for word in words[: said.length]]
        else:
            setattr(found, said.name, said.value)
        wanted = {kind: name for kind, name in wanted.items() if name != said.name}
        del words[: said.length]
    found.description = parsing.unescaped(" ".join([*left, *(word.typed for word in beyond)]))
    found.words = _said(session, asked, found)
    return found


def _next(asked: Asked, setup: Setup, words: Sequence[Word], wanted: Collection[str] = tuple(_FIGURES)) -> _Next:
    if person := parsing.mention(words[0].typed):
        return _Next(1, "salesperson", person)
    if cycle := next((c for c in setup.offered() if c.code == words[0].typed.upper()), None):
        return _Next(1, "cycle", cycle)
    if wanted and (found := figure(words, asked.reader(), wanted)):
        return _Next(found.length, _FIGURES[found.kind], found.value, found.asks)
    return _Next()


def _for(session: Session, asked: Asked, setup: Setup, words: Sequence[Word]) -> _Next:
    """The contact behind a `for`; nothing where only a later `for` can have it."""
    length = 1 + _name_length(asked, setup, words[1:])
    own = {_FOR["en"], _FOR.get(asked.texts.language)}
    again = [
        at for at in range(2, len(words) - 1) if words[at].folded in own and not _next(asked, setup, words[at:]).name
    ]
    for end in (length, *(at for at in reversed(again) if at < length)):
        if contact := _known(session, asked, _name(words[1:end])):
            return _Next(end, "contact", contact)
    return _Next() if again else _Next(length, "contact", create_choice(_name(words[1:length]), asked.texts))


def _name(words: Sequence[Word]) -> str:
    return parsing.unescaped(typed(words))


def _name_length(asked: Asked, setup: Setup, words: Sequence[Word]) -> int:
    """How many words a contact's name has: up to the next figure, person or cycle, and at least one."""
    length = 1
    while length < len(words) and not _next(asked, setup, words[length:]).name:
        length += 1
    return length


def _known(session: Session, asked: Asked, name: str) -> Block | None:
    """The choice of a contact there is."""
    try:
        return choice(contacts.show(session, asked.by, name))
    except refusals.NotFound:
        return None


def _named(asked: Asked, contact: Block) -> str:
    name = str(contact["value"])
    if name.startswith(wire.CREATE):
        return asked.texts.t("new contact {name}", name=name.removeprefix(wire.CREATE))
    return str(contact["text"]["text"])


def _seller(session: Session, asked: Asked, slack_id: str) -> str:
    person = people.known(session, asked.by.workspace_id, slack_id, people.EVER)
    return f"@{person.name if person else slack_id}"


def _said(session: Session, asked: Asked, found: Understood) -> str:
    texts = asked.texts
    said = [
        texts.money(found.value) if found.value is not None else "",
        texts.percent(found.chances) if found.chances is not None else "",
        f"{texts.full(found.closing_on)} ({texts.when(found.closing_on, asked.today)})" if found.closing_on else "",
        _named(asked, found.contact) if found.contact else "",
        _seller(session, asked, found.salesperson) if found.salesperson else "",
        found.cycle.code if found.cycle else "",
    ]
    return ", ".join(part for part in said if part)
