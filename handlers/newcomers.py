"""What `new …` says, as far as it was understood; the rest is the description."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.views.blocks import Block, option
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
    """Amount, percentage, date, @person, a cycle's code, `for` a contact; a contact's number alone is a button's."""
    found, rest, left = Understood(), asked.text.split(), []
    while rest:
        word = rest.pop(0)
        if word.lower() in _FOR and rest and found.contact is None:
            found.contact = _contact(session, asked, _name(asked, rest, setup))
        elif not _taken(asked, setup, word, found):
            left.append(word)
    found.description = parsing.unescaped(" ".join(left))
    if left and len(left) == 1 and left[0].upper().startswith("CT") and found.contact is None:
        found.contact, found.description = _contact(session, asked, left[0]), ""
    found.words = _said(asked, found)
    return found


def _taken(asked: Asked, setup: Setup, word: str, found: Understood) -> bool:
    """Whether the word is one of the figures and names a form has; it is then kept."""
    if person := parsing.mention(word):
        found.salesperson = person
    elif cycle := next((c for c in setup.offered() if c.code == word.upper()), None):
        found.cycle = cycle
    elif word.upper() == asked.texts.currency.upper() or word.lower() in parsing.BY:
        return True
    elif figure := parsing.figure(word, asked.texts):
        name, value = figure
        setattr(found, name, value)
    else:
        return False
    return True


def _name(asked: Asked, rest: list[str], setup: Setup) -> str:
    """The words of a contact's name: up to the next figure, person or cycle."""
    taken = [rest.pop(0)]
    while rest and not _taken(asked, setup, rest[0], Understood()):
        taken.append(rest.pop(0))
    return parsing.unescaped(" ".join(taken))


def _contact(session: Session, asked: Asked, name: str) -> Block | None:
    try:
        return choice(contacts.show(session, asked.by, name))
    except refusals.NotFound:
        return create_choice(name, asked.texts) or option(name, f"{wire.CREATE}{name[:140]}")


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
