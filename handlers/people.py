"""What people see of one another, and what admins do about them: roles, blocking, taking out and bringing back."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply, anew
from handlers.views import people as views
from handlers.views import words
from store import memberships, salespeople
from store.rules import refusals
from store.salespeople import Person
from store.sessions import Session


def listed(session: Session, asked: Asked) -> Reply:
    """`setup people [name]`, the People button."""
    return _list(session, asked, parsing.unescaped(asked.text))


def turned(session: Session, asked: Asked) -> Reply:
    """Another page of the list."""
    start, _, query = asked.text.partition(" ")
    return _list(session, asked, query, parsing.count(start) or 0)


def _list(session: Session, asked: Asked, query: str, start: int = 0, note: str = "") -> Message:
    page = salespeople.listed(session, asked.by, query, start)
    return views.message(page, query, asked.texts, note=note)


def typed(session: Session, asked: Asked) -> Reply:
    """`person @ben`, `person ben`; alone, one's own card."""
    asked.by.must("see")
    word = asked.text.strip()
    slack_id = parsing.mention(word) or (salespeople.named(session, asked.by, word) if word else asked.by.slack_id)
    return _card(session, asked, slack_id)


def shown(session: Session, asked: Asked) -> Reply:
    """The Show button of somebody in the list, or the person who was chosen under it."""
    return _card(session, asked, asked.text)


def _card(session: Session, asked: Asked, slack_id: str, note: str = "") -> Message:
    card = salespeople.card(session, asked.by, slack_id)
    return views.card(card, asked.by, asked.texts, asked.today, note=note)


def given_role(session: Session, asked: Asked) -> Reply:
    """The menu of roles, in the list or on a card."""
    chosen = wire.role(asked.text)
    if chosen is None:
        raise refusals.NotFound("person")
    key, seen, role = chosen
    person = memberships.give_role(session, asked.by, key, role, seen=seen, now=asked.now)
    note = asked.texts.t("{name} has the role {role} now.", name=person.name, role=words.role(role, asked.texts))
    return _after(session, asked, person, note)


def blocked(session: Session, asked: Asked) -> Reply:
    """The buttons that block somebody as a salesperson and lift that."""
    key, _, on = asked.text.partition(" ")
    person = memberships.block(session, asked.by, parsing.count(key) or 0, on == "on", asked.now)
    t = asked.texts.t
    if person.blocked:
        note = t("{name} is blocked as a salesperson: not offered any more, and still reading.", name=person.name)
    else:
        note = t("{name} is offered as a salesperson again.", name=person.name)
    return _after(session, asked, person, note)


def taken_out(session: Session, asked: Asked) -> Reply:
    """The Take out button."""
    person = memberships.remove(session, asked.by, parsing.count(asked.text) or 0, asked.now)
    return _after(session, asked, person, asked.texts.t("{name} is taken out of Stagepost.", name=person.name))


def brought_back(session: Session, asked: Asked) -> Reply:
    """The Bring back button."""
    person = memberships.bring_back(session, asked.by, parsing.count(asked.text) or 0, asked.now)
    return _after(session, asked, person, asked.texts.t("{name} is back.", name=person.name))


def _after(session: Session, asked: Asked, person: Person, note: str) -> Reply:
    """The list or the card it was done on, as it is now."""
    name, _, place = asked.block.partition(":")
    if name == wire.PEOPLE:
        start, _, query = place.partition(":")[2].partition(" ")
        said = _list(session, asked, query, parsing.count(start) or 0, note)
    else:
        said = _card(session, asked, person.slack_id, note)
    return anew(said)
