"""Handing opportunities over to another salesperson (domain.md B.13; decisions 24, F073)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, func, select, update

from store import audits, entries, notices, opportunities, people, teams, wakings
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities as table
from store.models.opportunities import tasks
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules import moves
from store.rules.refusals import AlreadyChanged, AlreadyTheirs, NotFound
from store.rules.words import OPEN
from store.sessions import Session, columns

KIND = "hand_over"  # of the delivery that tells the new salesperson


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was done: to whom, how many opportunities, how many open tasks went along and how many stay."""

    person: Member
    count: int
    tasks: int
    tasks_left: int


@dataclass(frozen=True, slots=True)
class Theirs:
    """An opportunity that somebody has now."""

    number: str
    description: str
    contact: str
    contact_removed: bool


_o, _e, _t = table.c, entry_table.c, tasks.c
_WORKSPACE: BindParameter[int] = bindparam("workspace")
_IDS = bindparam("ids", expanding=True, type_=Key)
_FORMER, _NEXT = bindparam("former", type_=Key), bindparam("next", type_=Key)
_ALL = (
    select(_o.id, _o.number, _o.version)
    .where(_o.workspace_id == _WORKSPACE, _o.salesperson_id == _FORMER, _o.status.in_(OPEN))
    .order_by(_o.id)
    .with_for_update()
)
_OPEN_ONES = select(func.count()).where(
    _o.workspace_id == _WORKSPACE, _o.salesperson_id == _FORMER, _o.status.in_(OPEN)
)
_OWNER = (
    update(table)
    .where(_o.workspace_id == _WORKSPACE, _o.id.in_(_IDS), _o.salesperson_id == _FORMER, _o.status.in_(OPEN))
    .values(salesperson_id=_NEXT, version=_o.version + 1)
)
_ENTRIES = (
    update(entry_table)
    .where(_e.workspace_id == _WORKSPACE, _e.opportunity_id.in_(_IDS), _e.active)
    .values(salesperson_id=_NEXT)
)
_THEIR_TASKS = (_t.workspace_id == _WORKSPACE, _t.opportunity_id.in_(_IDS), _t.salesperson_id == _FORMER, _t.open)
_TASKS = update(tasks).where(*_THEIR_TASKS).values(salesperson_id=_NEXT, version=_t.version + 1)
_HOW_MANY = select(func.count()).where(*_THEIR_TASKS)
_ANY_TASK = (_t.workspace_id == _WORKSPACE, _t.salesperson_id == _FORMER, _t.open)
_ALL_TASKS = select(func.count()).where(*_ANY_TASK)
# Not those of an opportunity that came back to them after the first look: it stays theirs, and its tasks with it.
_STAYS = exists().where(
    _o.workspace_id == _t.workspace_id, _o.id == _t.opportunity_id, _o.salesperson_id == _FORMER, _o.status.in_(OPEN)
)
_OTHERS = select(_t.id, _t.number).where(*_ANY_TASK, ~_STAYS).order_by(_t.id).with_for_update(of=tasks)
_REST = update(tasks).where(*_ANY_TASK, _t.id.in_(_IDS)).values(salesperson_id=_NEXT, version=_t.version + 1)
_STILL = (
    select(*columns(Theirs, table, contact=contacts.c.name, contact_removed=contacts.c.removed_at.is_not(None)))
    .select_from(table.join(contacts, (contacts.c.workspace_id == _o.workspace_id) & (contacts.c.id == _o.contact_id)))
    .where(_o.workspace_id == _WORKSPACE, _o.number.in_(bindparam("numbers", expanding=True)))
    .where(_o.salesperson_id == bindparam("person", type_=Key), _o.status.in_(OPEN))
    .order_by(_o.id)
)
_NAME = select(people_table.c.name).where(
    people_table.c.workspace_id == _WORKSPACE, people_table.c.id == bindparam("person", type_=Key)
)


def open_tasks(session: Session, by: Member, number: str) -> int:
    """How many open tasks of the opportunity are its salesperson's: for the question whether they go along.

    Raises NotFound, NotAllowed, NotYours, IsClosed.
    """
    subject, _ = entries.read(session, by, "hand over", number)
    moves.must_be_open(subject)
    return _left(session, by, [subject.id], subject.salesperson_id)


def _left(session: Session, by: Member, ids: list[int], former: int) -> int:
    return int(session.value(_HOW_MANY, workspace=by.workspace_id, ids=ids, former=former))


def hand_over(
    session: Session,
    by: Member,
    number: str,
    person_id: int | None,
    *,
    tasks_too: bool = False,
    version: int | None = None,
    now: datetime,
) -> HandedOver:
    """Give an opportunity that is not closed to another salesperson, who is told; the active entry follows.

    `tasks_too`: the former salesperson's open tasks of it go along; `version`: the row the person saw.
    Raises NotFound, IsClosed, AlreadyChanged, Missing, NotFound and AlreadyTheirs on `salesperson`.
    """
    subject, _ = entries.locked(session, by, "hand over", number)
    moves.must_be_open(subject)
    if version not in (None, subject.version):
        raise AlreadyChanged(number)
    person = opportunities.usable_salesperson(session, by, person_id)
    if person.id == subject.salesperson_id:
        raise AlreadyTheirs(number, person.name)
    these = [(subject.id, number, subject.version)]
    return _hand_over(session, by, these, subject.salesperson_id, person, tasks_too, now)


def hand_over_all(
    session: Session, by: Member, former_id: int, person_id: int | None, *, tasks_too: bool = False, now: datetime
) -> HandedOver:
    """Give every opportunity of a salesperson that is not closed to another one.

    `tasks_too`: all their open tasks go along, also those of contacts and of nobody's opportunity: whose they were
    can then be taken out (domain.md F076). Raises NotAllowed, NotYours, NotFound and AlreadyTheirs on `salesperson`.
    """
    teams.must_reach(session, by, "hand over", former_id)
    person = opportunities.usable_salesperson(session, by, person_id)
    if person.id == former_id:
        raise AlreadyTheirs("", person.name)
    rows = session.connection.execute(_ALL, {"workspace": by.workspace_id, "former": former_id})
    these = [(row.id, row.number, row.version) for row in rows]
    done = _hand_over(session, by, these, former_id, person, tasks_too, now)
    values = {"workspace": by.workspace_id, "former": former_id}
    others = {row.number: row.id for row in session.connection.execute(_OTHERS, values)}
    if not (tasks_too and others):
        return replace(done, tasks_left=len(others))
    session.change(_REST, **values, ids=list(others.values()), next=person.id)
    name = str(session.value(_NAME, workspace=by.workspace_id, person=former_id))
    old, new = {"salesperson": name, "tasks": ", ".join(others)}, {"salesperson": person.name}
    audits.write(session, by, "hand over tasks", name, old=old, new=new, now=now)
    return replace(done, tasks=done.tasks + len(others), tasks_left=0)


@dataclass(frozen=True, slots=True)
class InHand:
    """What somebody has in hand: opportunities that are not closed, and open tasks."""

    person: Member
    opportunities: int
    tasks: int


def in_hand(session: Session, by: Member, slack_id: str) -> InHand:
    """What of a person would be handed over, for the question to whom. Raises NotFound, NotAllowed, NotYours."""
    person = people.known(session, by.workspace_id, slack_id, people.EVER)
    if person is None:
        raise NotFound("person")
    teams.must_reach(session, by, "hand over", person.id)
    values = {"workspace": by.workspace_id, "former": person.id}
    return InHand(person, int(session.value(_OPEN_ONES, **values)), int(session.value(_ALL_TASKS, **values)))


def _hand_over(
    session: Session,
    by: Member,
    these: list[tuple[int, str, int]],
    former_id: int,
    person: Member,
    tasks_too: bool,
    now: datetime,
) -> HandedOver:
    ids = [key for key, *_ in these]
    values: dict[str, Any] = {"workspace": by.workspace_id, "ids": ids, "next": person.id}
    if session.change(_OWNER, **values, former=former_id) != len(these):
        raise AlreadyChanged(these[0][1])
    session.change(_ENTRIES, **values)
    moved = session.change(_TASKS, **values, former=former_id) if tasks_too else 0
    name = session.value(_NAME, workspace=by.workspace_id, person=former_id)
    for _, number, _version in these:
        old = {"salesperson": name, "salesperson_id": former_id}
        new = {"salesperson": person.name, "salesperson_id": person.id, "tasks_too": tasks_too}
        audits.write(session, by, "hand over", number, old=old, new=new, now=now)
    wakings.follow(session, by.workspace_id, ids, person.id, now)
    if these and person.id != by.id:
        _tell(session, by, these, person, now)
    return HandedOver(person, len(these), moved, _left(session, by, ids, former_id))


def _tell(session: Session, by: Member, these: list[tuple[int, str, int]], person: Member, now: datetime) -> None:
    """Owe the new salesperson a message; its key names this hand-over: the first row as it became."""
    _, number, version = these[0]
    facts = {"by": by.name, "opportunities": [number for _, number, _ in these]}
    notices.notify(session, by.workspace_id, person.id, f"own:{number}:{version + 1}", KIND, facts, now)


def still_theirs(session: Session, person: Member, numbers: list[str]) -> list[Theirs]:
    """Those of these opportunities that the person still has, and that are not closed."""
    return session.all(Theirs, _STILL, workspace=person.workspace_id, person=person.id, numbers=numbers)
