"""Tasks edited, handed over, cancelled and reopened; the cancelled ones deleted (domain.md A.7, B.9)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from store import audits, people, teams, undos, workspaces
from store.models.columns import Key
from store.models.opportunities import tasks
from store.rights import Member
from store.rules import dates, text
from store.rules import tasks as rules
from store.rules.checks import Checks
from store.rules.refusals import TaskChanged, TaskClosed, TaskOpen
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus
from store.sessions import Session
from store.tasks import Task, get, locked, owner_id, written

_t = tasks.c
_WORKSPACE = _t.workspace_id == bindparam("workspace")
_ONE = update(tasks).where(_WORKSPACE, _t.number == bindparam("task")).values(version=_t.version + 1)
_FIELDS = ("description", "due_on", "kind", "priority", "status", "salesperson_id", "recurrence", "recurs_from")
_CHANGE = _ONE.where(_t.open, _t.version == bindparam("seen")).values(
    {name: bindparam(f"new_{name}", type_=_t[name].type) for name in _FIELDS}
)
_CANCEL = _ONE.where(_t.open).values(
    open=False, cancelled=True, status=TaskStatus.COMPLETED, closed_on=bindparam("today")
)
_REOPEN = _ONE.where(~_t.open).values(
    open=True,
    cancelled=False,
    status=TaskStatus.IN_PROGRESS,
    closed_on=None,
    recurrence="",
    salesperson_id=bindparam("owner", type_=Key),
)


def change(
    session: Session, by: Member, typed: str, *, seen: int, description: str, due_on: date | None, kind: TaskKind,
    priority: Priority, status: TaskStatus, salesperson_id: int, recurrence: str = "",
    recurs_from: RecursFrom = RecursFrom.DUE, now: datetime,
) -> Task:  # fmt: skip
    """Edit an open task of which the row's version `seen` was shown; naming another salesperson hands it over.

    Raises NotAllowed, NotFound, NotYours, TaskClosed, TaskChanged, and, all together, Missing and TooLong on `task`,
    Missing, TooEarly and TooLate on `due_on`, MeetingStays on `task_kind`, NotFound on `salesperson`, Unreadable and
    NeverLater on `interval` (domain.md A.7).
    """
    task = locked(session, by, typed)
    _must_be_open(task)
    checks = Checks()
    wanted: dict[str, Any] = {
        "description": checks(text.line, description, "task", text.DESCRIPTION),
        "due_on": checks(rules.due, due_on),
        "kind": checks(rules.kind, kind, task.kind),
        "salesperson_id": checks(_owner_id, session, by, salesperson_id, task),
        "recurrence": checks(rules.interval, recurrence, due_on),
        "priority": priority,
        "status": status if status in rules.OPEN else task.status,
        "recurs_from": recurs_from,
    }
    checks.done()
    values = {f"new_{name}": value for name, value in wanted.items()}
    if not session.change(_CHANGE, workspace=by.workspace_id, task=task.number, seen=seen, **values):
        raise TaskChanged(task.number)
    after, kept = _now(session, by, task)
    audits.write(session, by, "change task", task.number, **kept, now=now)
    return after


def hand_over(session: Session, by: Member, typed: str, salesperson_id: int, now: datetime) -> Task:
    """Give an open task to somebody. Raises NotAllowed, NotFound, NotYours, TaskClosed, NotFound on `salesperson`."""
    task = locked(session, by, typed)
    return change(
        session, by, typed, seen=task.version, description=task.description, due_on=task.due_on, kind=task.kind,
        priority=task.priority, status=task.status, salesperson_id=salesperson_id, recurrence=task.recurrence,
        recurs_from=task.recurs_from, now=now,
    )  # fmt: skip


def cancel(session: Session, by: Member, typed: str, now: datetime) -> Task:
    """Close the task as cancelled; none follows it (domain.md F067).

    Raises NotAllowed, NotFound, NotYours, TaskClosed.
    """
    task = locked(session, by, typed)
    _must_be_open(task)
    today = dates.today(now, by.workspace_timezone)
    session.change(_CANCEL, workspace=by.workspace_id, task=task.number, today=today)
    after, kept = _now(session, by, task)
    audits.write(session, by, "cancel task", task.number, **kept, now=now)
    return after


def reopen(session: Session, by: Member, typed: str, now: datetime) -> Task:
    """Open a done or cancelled task again: in progress, without a date of closing, and once (domain.md B.9, F066).

    Raises NotAllowed, NotFound, NotYours, TaskOpen, NotFound on `salesperson`.
    """
    task = locked(session, by, typed)
    owner = _owner_again(session, by, task)
    if not session.change(_REOPEN, workspace=by.workspace_id, task=task.number, owner=owner):
        raise TaskOpen(task.number)
    after, kept = _now(session, by, task)
    audits.write(session, by, "reopen task", task.number, **kept, now=now)
    return after


def _owner_again(session: Session, by: Member, task: Task) -> int:
    """Whose it was, or, of somebody taken out meanwhile, who reopens it: who is out has nothing open (F076)."""
    workspaces.steady(session, by.workspace_id)
    owner = people.get(session, by.workspace_id, task.salesperson_id)
    return task.salesperson_id if owner and not owner.removed else owner_id(session, by, by.id)


def _owner_id(session: Session, by: Member, person_id: int, task: Task) -> int:
    """Somebody who may own something; whose the task is keeps it whatever became of them."""
    return person_id if person_id == task.salesperson_id else owner_id(session, by, person_id)


def _must_be_open(task: Task) -> None:
    if not task.open:
        raise TaskClosed(task.number, task.cancelled)


def _now(session: Session, by: Member, before: Task) -> tuple[Task, dict[str, Any]]:
    """The task as it is now, and what the audit trail keeps of how it was and is."""
    after = get(session, by, before.number)
    old, new = (written(one) | {"cancelled": one.cancelled, "closed_on": one.closed_on} for one in (before, after))
    return after, {"about": after.about, "old": old, "new": new}


_CANCELLED = select(_t.id, _t.number, _t.salesperson_id).where(_WORKSPACE, _t.cancelled, ~undos.MAY_COME_BACK)
_DELETE = delete(tasks).where(_WORKSPACE, _t.cancelled, _t.id.in_(bindparam("keys", expanding=True)))
_IN_ONE_DELETE = 500


def cancelled(
    session: Session, by: Member, before: date | None = None, person_id: int | None = None, *, now: datetime
) -> int:
    """How many cancelled tasks `delete_cancelled` would delete. Raises NotAllowed."""
    return len(_deletable(session, by, before, person_id, now, lock=False))


def delete_cancelled(
    session: Session, by: Member, before: date | None = None, person_id: int | None = None, *, now: datetime
) -> int:
    """Delete cancelled tasks, and no others: those cancelled `before` a date, of one person; how many (F067).

    Of everybody whom the person manages, but for those that undoing a closing may put back. Raises NotAllowed.
    """
    found = _deletable(session, by, before, person_id, now, lock=True)
    keys, numbers = list(found), list(found.values())
    for start in range(0, len(keys), _IN_ONE_DELETE):
        session.change(_DELETE, workspace=by.workspace_id, keys=keys[start : start + _IN_ONE_DELETE])
    if keys:
        subject = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else numbers[0]
        audits.write(session, by, "delete cancelled tasks", subject, old={"tasks": ", ".join(numbers)}, now=now)
    return len(keys)


def _deletable(
    session: Session, by: Member, before: date | None, person_id: int | None, now: datetime, *, lock: bool
) -> dict[int, str]:
    by.must("delete tasks")
    # What somebody changes just now is left out: waiting for one while holding others could end in a deadlock.
    statement = _CANCELLED.with_for_update(skip_locked=True) if lock else _CANCELLED
    if before is not None:
        statement = statement.where(_t.closed_on < before)
    if person_id is not None:
        statement = statement.where(_t.salesperson_id == bindparam("person", person_id, type_=Key))
    values = {"workspace": by.workspace_id, "undoable": now - undos.WINDOW}
    rows = session.connection.execute(statement.order_by(_t.id), values).all()
    reached = teams.reached(session, by, (row.salesperson_id for row in rows))
    return {row.id: row.number for row in rows if row.salesperson_id in reached}
