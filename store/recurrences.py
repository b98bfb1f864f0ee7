"""What follows a recurring task: completing one makes the next (domain.md B.9, F068)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, false, insert, select, true

from store import workspaces
from store.models.columns import Key, Moment
from store.models.opportunities import tasks
from store.rights import Member
from store.rules import tasks as rules
from store.rules.words import TaskStatus
from store.sessions import Session

if TYPE_CHECKING:
    from store.tasks import Task


@dataclass(frozen=True, slots=True)
class Following:
    """The next occurrence of a recurring task."""

    number: str
    due_on: date


_t = tasks.c
_KEPT = (
    *("workspace_id", "opportunity_id", "contact_id", "entry_no", "salesperson_id"),
    *("kind", "description", "priority", "recurs_from"),
)
_FOLLOW = insert(tasks).from_select(
    [*_KEPT, "number", "due_on", "recurrence", "created_at", "status", "open", "cancelled"],
    select(
        *(_t[name] for name in _KEPT),
        bindparam("next_number", type_=_t.number.type),
        bindparam("next_due", type_=_t.due_on.type),
        bindparam("interval", type_=_t.recurrence.type),
        bindparam("now", type_=Moment),
        bindparam("next_status", TaskStatus.NOT_STARTED, type_=_t.status.type),
        true(),
        false(),
    ).where(_t.workspace_id == bindparam("workspace", type_=Key), _t.number == bindparam("number")),
    include_defaults=False,
)


def follow(session: Session, by: Member, task: "Task", today: date, now: datetime) -> Following | None:
    """Make the task that follows this one, as it stood when it was closed today; None when none follows."""
    next_due = rules.next_due(task.recurrence, task.recurs_from, task.due_on, today)
    if next_due is None:
        return None
    made = Following(workspaces.numbers(session, by, "task")[0], next_due)
    values = {"next_number": made.number, "next_due": made.due_on, "interval": task.recurrence, "now": now}
    session.change(_FOLLOW, workspace=by.workspace_id, number=task.number, **values)
    return made
