"""The forms of tasks: a new one on an opportunity, a contact or nobody, and the one that edits."""

import re
from dataclasses import dataclass, replace
from typing import Any

from handlers import doubts, members, parsing, tasks, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Beside, Form, Message, Redrawn, Reply
from handlers.views import help as help_view
from handlers.views import task_form as views
from handlers.views import tasks as task_views
from store import cards, contacts, people, task_changes
from store import tasks as kept
from store.rights import Member
from store.rules import refusals
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus
from store.sessions import Session

_NUMBER = re.compile(r"(?:op|ct|td)?[0-9]{1,9}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _About:
    """What a new task is about: an opportunity, a contact, or nobody."""

    number: str = ""
    label: str = ""
    salesperson: str = ""  # Slack id
    opportunity: str | None = None
    contact_id: int | None = None


def _about(session: Session, asked: Asked, number: str) -> _About:
    """What this number is of; none is nobody's. Raises NotFound, ContactBlocked, IsClosed."""
    asked.by.must("task")
    if not number:
        return _About(salesperson=asked.by.slack_id)
    if number.lower().startswith("ct"):
        contact = contacts.usable(session, asked.by, contacts.show(session, asked.by, number).id)
        return _About(contact.number, f"{contact.number} {contact.name}", asked.by.slack_id, contact_id=contact.id)
    card = cards.card(session, asked.by, number)
    must_be_open(card)
    label = f"{card.number} {card.description} · {card.contact_name}"
    return _About(card.number, label, card.salesperson_slack_id, card.number)


def typed(session: Session, asked: Asked) -> Reply:
    """`task [OP7|CT3] Call them on friday [@person]`: at once with a date, else the form.

    `task TD3` shows a task, `task TD3 @person` hands it over.
    """
    first, rest = parsing.verb(asked.text)
    number = first if _NUMBER.fullmatch(first) else ""
    person = members.mentioned(session, asked.by, asked.text)
    if number.startswith("td"):
        several = parsing.mention(rest, 1)
        return help_view.usage("task", asked.texts, asked.command) if several else _one(session, asked, number, person)
    about = _about(session, asked, number)
    words = members.unmentioned(rest if number else asked.text)
    said = parsing.deadline(words, asked.reader(day="due_on"))
    if said.day is None:
        about = replace(about, salesperson=person.slack_id if person else about.salesperson)
        return _form(asked, about, said.text, doubts.of([said.asks] if said.asks else [], asked.texts))
    wanted: dict[str, Any] = {"description": said.text, "due_on": said.day}
    return _create(session, asked, about, wanted | ({"salesperson_id": person.id} if person else {}))


def _one(session: Session, asked: Asked, number: str, person: Member | None) -> Message:
    if person is None:
        return task_views.one(kept.get(session, asked.by, number), asked.by, asked.texts, asked.today)
    task = task_changes.hand_over(session, asked.by, number, person.id, asked.now)
    note = asked.texts.t("Task {number} is now {name}’s.", number=task.number, name=person.name)
    return task_views.one(task, asked.by, asked.texts, asked.today, task_views.Note(note))


def pressed(session: Session, asked: Asked) -> Reply:
    """The New task button of a list: its form."""
    return _form(asked, _about(session, asked, wire.seen(asked.text).number), "", {})


def _form(asked: Asked, about: _About, said: str, asks: dict[str, str]) -> Form:
    due_on = None if asks else asked.today
    draft = views.Draft(about.label, about.salesperson, said, due_on, doubts=tuple(asks.values()))
    packed = asked.pack(n=about.number, a=about.label, l=wire.listed(asked.block) or None, q=asks or None)
    return Form(views.task_form(draft, asked.texts, packed))


def edited(session: Session, asked: Asked) -> Reply:
    """Edit, in the menu of a task's row: its form, carrying the row's version."""
    task = kept.get(session, asked.by, asked.text)
    asked.by.must("task")
    if not task.open:
        raise refusals.TaskClosed(task.number, task.cancelled)
    label = _label(task)
    choice = views.chosen(task.recurrence)
    draft = views.Draft(
        label, task.salesperson_slack_id, task.description, task.due_on, task.kind, task.priority, choice,
        task.recurrence, task.recurs_from, task.number, task.status,
    )  # fmt: skip
    listed = wire.listed(asked.block) or None
    packed = asked.pack(t=task.number, v=task.version, k=task.kind.value or None, a=label, l=listed)
    return Form(views.task_form(draft, asked.texts, packed))


def _label(task: kept.Task) -> str:
    """What a task is about: its opportunity with the contact, or its contact alone."""
    if task.opportunity_number:
        return f"{task.opportunity_number} {task.opportunity_description} · {task.contact_name}"
    return f"{task.contact_number} {task.contact_name}" if task.contact_number else ""


def redraw(_session: Session, asked: Asked) -> Reply:
    """The form with the fields that what stands in it asks for."""
    number = asked.metadata.get("t")
    kind = TaskKind.MEETING if asked.metadata.get("k") == TaskKind.MEETING else _kind(asked)
    draft = views.Draft(
        str(asked.metadata.get("a") or ""),
        asked.chosen("salesperson") or asked.by.slack_id,
        asked.typed("task"),
        asked.day("due_on"),
        kind,
        asked.word("priority", Priority) or Priority.NORMAL,
        asked.chosen("recurrence") or views.ONCE,
        asked.typed("interval"),
        asked.word("recurs_from", RecursFrom) or RecursFrom.DUE,
        str(number) if number else None,
        asked.word("task_status", TaskStatus) or TaskStatus.NOT_STARTED,
        () if asked.day("due_on") else tuple(asked.doubts.values()),
    )
    return Redrawn(views.task_form(draft, asked.texts, str(asked.view.get("private_metadata") or "")))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form of a new task, sent."""
    wanted = _wanted(session, asked)
    return _create(session, asked, _about(session, asked, asked.number), wanted)


def _create(session: Session, asked: Asked, about: _About, wanted: dict[str, Any]) -> Message:
    made = kept.create(session, asked.by, about.opportunity, contact_id=about.contact_id, now=asked.now, **wanted)
    note = asked.texts.t("Task {number} is created: {text}", number=made.number, text=made.description)
    if about.opportunity and not asked.metadata.get("l"):
        return card_message(session, asked, about.opportunity, note)
    return _said(session, asked, made, note)


def changed(session: Session, asked: Asked) -> Reply:
    """The form that edits, sent."""
    wanted, seen = _wanted(session, asked), asked.metadata.get("v")
    status = asked.word("task_status", TaskStatus) or TaskStatus.NOT_STARTED
    task = task_changes.change(
        session, asked.by, str(asked.metadata.get("t") or ""), seen=seen if isinstance(seen, int) else 0,
        status=status, now=asked.now, **wanted,
    )  # fmt: skip
    note = asked.texts.t("Task {number} is changed: {text}", number=task.number, text=task.description)
    return _said(session, asked, task, note)


def _said(session: Session, asked: Asked, task: kept.Task, note: str) -> Message:
    """The task, and beside it the list that the form was opened from, as it is now."""
    alone = task_views.one(task, asked.by, asked.texts, asked.today, task_views.Note(note))
    listed = tasks.redrawn(session, asked, str(asked.metadata.get("l") or ""))
    return Beside(alone.blocks, alone.text, original=listed) if listed else alone


def _wanted(session: Session, asked: Asked) -> dict[str, Any]:
    """What the form says. Raises what is wrong in it, all together."""
    checks = Checks()
    recurrence = asked.chosen("recurrence") or views.ONCE
    if recurrence == views.OTHER:
        recurrence = checks(_interval, asked.typed("interval")) or ""
    found = {
        "description": asked.typed("task"),
        "due_on": checks(chosen_day, asked, "due_on"),
        "kind": checks(_kind, asked),
        "priority": checks(asked.word, "priority", Priority) or Priority.NORMAL,
        "salesperson_id": checks(chosen_salesperson, session, asked),
        "recurrence": "" if recurrence == views.ONCE else recurrence,
        "recurs_from": checks(asked.word, "recurs_from", RecursFrom) or RecursFrom.DUE,
    }
    checks.done()
    return found


def _kind(asked: Asked) -> TaskKind:
    chosen = asked.chosen("task_kind")
    return TaskKind.BLANK if chosen in (None, views.PLAIN) else asked.word("task_kind", TaskKind) or TaskKind.BLANK


def _interval(typed_: str) -> str:
    if not typed_.strip():
        raise refusals.Missing("interval")
    return typed_


def chosen_salesperson(session: Session, asked: Asked) -> int:
    """The key of the person who was chosen. Raises Missing, and NotFound for somebody of whom nothing is kept."""
    chosen = asked.chosen("salesperson")
    if not chosen:
        raise refusals.Missing("salesperson")
    person = people.known(session, asked.by.workspace_id, chosen, people.EVER)
    if person is None:
        raise refusals.NotFound("salesperson", field="salesperson")
    return person.id
