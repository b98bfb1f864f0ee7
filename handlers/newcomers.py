"""What `new …` says, as far as it was understood; the rest is the description."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.views.blocks import Block
from handlers.views.contacts import choice, create_choice
from store import contacts
from store.cycles import Cycle, Setup
from store.rules import refusals
from store.sessions import Session

_FOR = {"for", "pour", "für", "per"}


@dataclass(slots=True)
class Understood:
    """What was read; `words` says it back."""

    description: str = ""
    contact: Block | None = None
    salesperson: str | None = None
    cycle: Cycle | None = None
    value: Decimal | None = None
    chances: Decimal | None = None
    closing_on: date | None = None
    words: str = ""


def read(session: Session, asked: Asked, setup: Setup) -> Understood:
    """Amount, percentage, date, @person, a cycle's code, `for` a contact: each once; a second one is description."""
    found, words, left = Understood(), parsing.joined(asked.text.split(), asked.texts), list[str]()
    while words:
        length, name, value = _next(asked, setup, words)
        if not name and words[0].lower() in _FOR and len(words) > 1:
            length = 1 + _name_length(asked, setup, words[1:])
            name, value = "contact", _contact(session, asked, parsing.unescaped(" ".join(words[1:length])))
        if value is None or getattr(found, name) is not None:
            left += words[:length]
        else:
            setattr(found, name, value)
        del words[:length]
    found.description = parsing.unescaped(" ".join(left).replace("\u00a0", " "))
    found.words = _said(asked, found)
    return found


def _next(asked: Asked, setup: Setup, words: list[str]) -> tuple[int, str, Any]:
    """How many of the words make the next thing a form has a field for, which field, and its value; else no field."""
    if person := parsing.mention(words[0]):
        return 1, "salesperson", person
    if cycle := next((c for c in setup.offered() if c.code == words[0].upper()), None):
        return 1, "cycle", cycle
    if len(words) > 1 and (figure := _figure_of_two(asked, *words[:2])):
        return 2, *figure
    if figure := parsing.figure(words[0], asked.texts):
        return 1, *figure
    return 1, "", None


def _figure_of_two(asked: Asked, first: str, second: str) -> tuple[str, Decimal | date] | None:
    """`CHF 500`, `500 CHF`, `by 2026-12-31`: such a word alone may be part of a description."""
    if asked.texts.currency.upper() in (first.upper(), second.upper()):
        return parsing.figure(first + second, asked.texts)
    figure = parsing.figure(second, asked.texts) if first.lower() in parsing.BY else None
    return figure if figure and figure[0] == "closing_on" else None


def _name_length(asked: Asked, setup: Setup, words: list[str]) -> int:
    """How many words a contact's name has: up to the next figure, person or cycle, and at least one."""
    length = 1
    while length < len(words) and not _next(asked, setup, words[length:])[1]:
        length += 1
    return length


def _contact(session: Session, asked: Asked, name: str) -> Block | None:
    """The choice of a contact, there or to be made; None for a name that the form could not carry."""
    try:
        return choice(contacts.show(session, asked.by, name))
    except refusals.NotFound:
        return create_choice(name, asked.texts)


def _named(asked: Asked, contact: Block) -> str:
    name = str(contact["value"])
    if name.startswith(wire.CREATE):
        return asked.texts.t("new contact {name}", name=name.removeprefix(wire.CREATE))
    return str(contact["text"]["text"])


def _said(asked: Asked, found: Understood) -> str:
    texts = asked.texts
    said = [
        texts.money(found.value) if found.value is not None else "",
        texts.percent(found.chances) if found.chances is not None else "",
        texts.date(found.closing_on) if found.closing_on else "",
        _named(asked, found.contact) if found.contact else "",
        found.cycle.code if found.cycle else "",
    ]
    return ", ".join(part for part in said if part)
