"""Tasks: made by hand, completed, found by number (domain.md A.7, B.9). Their lists are in `store.task_lists`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from store import audits, contacts, entries, parkings, people, recurrences, teams, workspaces
from store.models.columns import Key
from store.models.contacts import contacts as contact_table
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules import dates, text
from store.rules import tasks as rules
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.refusals import NotFound, TaskClosed
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it is shown: on an opportunity, on a contact alone, or on nobody."""

    number: str
    description: str
    kind: TaskKind
    priority: Priority
    due_on: date
    status: TaskStatus
    open: bool
    cancelled: bool
    closed_on: date | None
    recurrence: str
    recurs_from: RecursFrom
    version: int
    salesperson_id: int
    salesperson_name: str
    salesperson_slack_id: str
    opportunity_id: int | None
    opportunity_number: str | None
    opportunity_description: str | None
    contact_number: str | None
    contact_name: str | None

    @property
    def about(self) -> str | None:
        """Under which number the audit trail keeps what is done with it; None: its own."""
        return self.opportunity_number or self.contact_number


@dataclass(frozen=True, slots=True)
class Completed:
    """A task that is done, and the one that follows it when it recurs."""

    task: Task
    following: recurrences.Following | None


_t = tasks.c
SHOWN = columns(
    Task,
    tasks,
    salesperson_name=people_table.c.name,
    salesperson_slack_id=people_table.c.slack_id,
    opportunity_number=func.coalesce(opportunities.c.number, _t.former_number),
    opportunity_description=func.coalesce(opportunities.c.description, _t.former_description),
    contact_number=contact_table.c.number,
    contact_name=contact_table.c.name,
)
JOINED = (
    tasks.join(people_table, people_table.c.id == _t.salesperson_id)
    .outerjoin(opportunities, opportunities.c.id == _t.opportunity_id)
    .outerjoin(contact_table, contact_table.c.id == _t.contact_id)
)
_WORKSPACE = _t.workspace_id == bindparam("workspace")
_OF_PERSON = (_WORKSPACE, _t.salesperson_id == bindparam("person", type_=Key), _t.open)
_DUE = (
    select(*SHOWN, func.count().over())
    .select_from(JOINED)
    .where(*_OF_PERSON, _t.due_on <= bindparam("today"), ~parkings.ACTIVE)
    .order_by(_t.due_on, _t.id)
    .limit(bindparam("size"))
)
_BY_NUMBER = select(*SHOWN).select_from(JOINED).where(_WORKSPACE, _t.number == bindparam("number"))
_LOCKED = select(_t.id).where(_WORKSPACE, _t.number == bindparam("number")).with_for_update()
_COMPLETE = (
    update(tasks)
    .where(_WORKSPACE, _t.number == bindparam("task"), _t.open)
    .values(
        open=False,
        status=TaskStatus.COMPLETED,
        closed_on=bindparam("today"),
        recurrence="",  # the task that follows has it now
        version=_t.version + 1,
    )
)


def create(
    session: Session, by: Member, opportunity: str | None, *, description: str, due_on: date | None,
    kind: TaskKind = TaskKind.BLANK, priority: Priority = Priority.NORMAL, salesperson_id: int | None = None,
    contact_id: int | None = None, recurrence: str = "", recurs_from: RecursFrom = RecursFrom.DUE, now: datetime,
) -> Task:  # fmt: skip
    """A task by hand (domain.md F063): on an opportunity that is not closed, else on a contact, else on nobody.

    Its salesperson is the opportunity's, else the one who makes it, unless somebody is named. Raises NotFound,
    NotYours, IsClosed, ContactBlocked, Missing and TooLong on `task`, Missing, TooEarly and TooLate on `due_on`,
    Unreadable and NeverLater on `interval`, NotFound on `salesperson`.
    """
    by.must("task")
    checks = Checks()
    own: dict[str, Any] = {"contact_id": contact_id, "entry_no": 0}
    preset = by.id
    if opportunity is not None:
        subject, active = entries.locked(session, by, "task", opportunity)
        must_be_open(subject)
        own = {"opportunity_id": subject.id, "contact_id": subject.contact_id, "entry_no": active.no if active else 0}
        preset = subject.salesperson_id
    elif contact_id is not None:
        checks(contacts.usable, session, by, contact_id)
    values: dict[str, Any] = {
        "description": checks(text.line, description, "task", text.DESCRIPTION),
        "due_on": checks(rules.due, due_on),
        "salesperson_id": checks(owner_id, session, by, preset if salesperson_id is None else salesperson_id),
        "recurrence": checks(rules.interval, recurrence, due_on),
    }
    checks.done()
    if opportunity is None:
        teams.must_reach(session, by, "task", values["salesperson_id"])
    values |= {"kind": kind, "priority": priority, "recurs_from": recurs_from}
    number = workspaces.numbers(session, by, "task")[0]
    session.add(tasks, workspace_id=by.workspace_id, number=number, created_at=now, **own, **values)
    made = get(session, by, number)
    audits.write(session, by, "create task", number, about=made.about, new=written(made), now=now)
    return made


def owner_id(session: Session, by: Member, person_id: int) -> int:
    """The key of somebody who may own something. Raises NotFound on `salesperson`."""
    return people.offered(session, by, person_id).id


def written(task: Task) -> audits.Values:
    """What the audit trail keeps of a task's fields."""
    return {
        "task": task.description,
        "due_on": task.due_on,
        "type": task.kind,
        "priority": task.priority,
        "status": task.status,
        "salesperson": task.salesperson_name,
        "interval": task.recurrence,
        "recurs_from": task.recurs_from if task.recurrence else "",
    }


def get(session: Session, by: Member, typed: str) -> Task:
    """The task with this number (`TD000003`, `td3`). Raises NotFound."""
    by.must("see")
    number = workspaces.number(typed, "TD")
    found = session.one(Task, _BY_NUMBER, workspace=by.workspace_id, number=number) if number else None
    if found is None:
        raise NotFound("task", typed)
    return found


def locked(session: Session, by: Member, typed: str) -> Task:
    """The task under its lock, by somebody who may change it. Raises NotAllowed, NotFound, NotYours.

    The opportunity's lock comes first, as in moves that cancel tasks: else the two could wait for one another.
    """
    by.must("task")
    task = get(session, by, typed)
    if task.opportunity_id:
        entries.hold(session, by.workspace_id, task.opportunity_id)
    session.value(_LOCKED, workspace=by.workspace_id, number=task.number)
    task = get(session, by, task.number)
    teams.must_reach(session, by, "task", task.salesperson_id)
    return task


def complete(session: Session, by: Member, typed: str, now: datetime) -> Completed:
    """Close the task with today's date, and make the one that follows when it recurs (domain.md F066, F068).

    Raises NotAllowed, NotFound, NotYours, TaskClosed.
    """
    task = locked(session, by, typed)
    today = dates.today(now, by.workspace_timezone)
    if not session.change(_COMPLETE, workspace=by.workspace_id, task=task.number, today=today):
        raise TaskClosed(task.number, task.cancelled)
    done = get(session, by, task.number)
    following = recurrences.follow(session, by, task, today, now)
    new: audits.Values = {"status": done.status, "closed_on": done.closed_on}
    if following:
        new |= {"next_task": following.number, "next_due_on": following.due_on}
    old = {"status": task.status}
    audits.write(session, by, "complete task", task.number, about=task.about, old=old, new=new, now=now)
    return Completed(done, following)


def due(session: Session, by: Member, person_id: int, today: date, size: int) -> tuple[list[Task], int]:
    """The first `size` of a person's open tasks that are due today or overdue, by date; how many there are in all.

    Without those of what is parked: nobody is reminded of them either.
    """
    by.must("see")
    values = {"workspace": by.workspace_id, "person": person_id, "today": today, "size": size}
    rows = session.connection.execute(_DUE, values).all()
    return [Task(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
