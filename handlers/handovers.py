"""What people do to hand opportunities over: one, or all of somebody who leaves."""

import re

from handlers import members, parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.opportunities import chosen_salesperson
from handlers.replies import Form, Message, Reply
from handlers.views import edits as views
from handlers.views import help as help_view
from handlers.views.blocks import esc, section
from store import cards, handovers
from store.handovers import HandedOver
from store.rules.checks import Checks
from store.sessions import Session

_WITH_TASKS = re.compile(r"\b(with|avec|mit|con)\b.*\b(tasks?|taches?|tâches?|aufgaben|attività|compiti)\b", re.I)


def typed(session: Session, asked: Asked) -> Reply:
    """`assign OP7 @ben [with tasks]`, `assign @ana @ben [with tasks]` at once; `assign OP7`: the form."""
    first, rest = parsing.first(asked.text)
    tasks_too = bool(_WITH_TASKS.search(parsing.unescaped(rest)))
    person = members.mentioned(session, asked.by, rest)
    former = members.mentioned(session, asked.by, first)
    if not first or (former and not person) or parsing.mention(rest, 1):
        return help_view.usage("assign", asked.texts, asked.command)
    if former and person:
        done = handovers.hand_over_all(session, asked.by, former.id, person.id, tasks_too=tasks_too, now=asked.now)
        return _all(asked, former.name, done)
    card = cards.card(session, asked.by, parsing.unescaped(first))
    if person is None:
        return _form(session, asked, card.number)
    done = handovers.hand_over(session, asked.by, card.number, person.id, tasks_too=tasks_too, now=asked.now)
    return card_message(session, asked, card.number, *_notes(asked, card.number, card.salesperson_name, done))


def pressed(session: Session, asked: Asked) -> Reply:
    """The Hand over choice of a card."""
    return _form(session, asked, wire.seen(asked.text).number)


def _form(session: Session, asked: Asked, number: str) -> Form:
    left = handovers.open_tasks(session, asked.by, number)
    card = cards.card(session, asked.by, number)
    return Form(views.hand_over_form(card, left, asked.texts, asked.pack(n=number, v=card.version)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks, number = Checks(), asked.number
    person_id = checks(chosen_salesperson, session, asked)
    checks.done()
    former = cards.card(session, asked.by, number).salesperson_name
    tasks_too = bool(asked.ticked("tasks_too"))
    done = handovers.hand_over(
        session, asked.by, number, person_id, tasks_too=tasks_too, version=asked.version, now=asked.now
    )
    return card_message(session, asked, number, *_notes(asked, number, former, done))


def _notes(asked: Asked, number: str, former: str, done: HandedOver) -> list[str]:
    said = asked.texts.t("{number} now belongs to {name}.", number=number, name=done.person.name)
    return [said, *_tasks(asked, former, done)]


def _tasks(asked: Asked, former: str, done: HandedOver) -> list[str]:
    t, said = asked.texts, list[str]()
    if done.tasks:
        said.append(t.n("{count} open task went along.", "{count} open tasks went along.", done.tasks))
    if done.tasks_left:
        left = t.n("{count} open task stays with {name}.", "{count} open tasks stay with {name}.", done.tasks_left,
                   name=former)  # fmt: skip
        said.append(left)
    return said


def all_pressed(session: Session, asked: Asked) -> Reply:
    """Hand over, where somebody can not be taken out yet: the form."""
    theirs = handovers.in_hand(session, asked.by, asked.text)
    return Form(views.hand_over_all_form(theirs, asked.texts, asked.pack(p=asked.text)))


def all_submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    person_id = checks(chosen_salesperson, session, asked)
    checks.done()
    former = handovers.in_hand(session, asked.by, str(asked.metadata.get("p") or "")).person
    tasks_too = bool(asked.ticked("tasks_too"))
    done = handovers.hand_over_all(session, asked.by, former.id, person_id, tasks_too=tasks_too, now=asked.now)
    return _all(asked, former.name, done)


def _all(asked: Asked, former: str, done: HandedOver) -> Message:
    name = done.person.name
    said = asked.texts.n(
        "{count} opportunity of {former} now belongs to {name}.",
        "{count} opportunities of {former} now belong to {name}.",
        done.count,
        former=former,
        name=name,
    )
    text = " ".join([said, *_tasks(asked, former, done)])
    return Message([section(esc(text))], esc(text))
