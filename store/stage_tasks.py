"""The tasks that moves make and cancel: from a stage's activity on arrival, all open ones on demand (domain.md B.9)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from store import workspaces
from store.models.columns import Key
from store.models.opportunities import tasks
from store.rights import Member
from store.rules import formulas
from store.rules.words import TaskStatus
from store.sessions import Session

if TYPE_CHECKING:
    from store.cycles import Step
    from store.entries import Subject

_t = tasks.c
_WORKSPACE = _t.workspace_id == bindparam("workspace")
_OPEN = select(func.count()).where(_WORKSPACE, _t.opportunity_id == bindparam("opportunity", type_=Key), _t.open)
_STATES = select(_t.number, _t.status).where(
    _WORKSPACE, _t.opportunity_id == bindparam("opportunity", type_=Key), _t.open
)
_CANCEL = (
    update(tasks)
    .where(_WORKSPACE, _t.opportunity_id == bindparam("opportunity", type_=Key), _t.open)
    .values(
        open=False,
        cancelled=True,
        status=TaskStatus.COMPLETED,
        closed_on=bindparam("today"),
        version=_t.version + 1,
    )
)


def from_steps(
    session: Session,
    by: Member,
    subject: "Subject",
    entry_no: int,
    steps: Sequence["Step"],
    start: date,
    now: datetime,
    *,
    salesperson_id: int | None = None,
) -> list[str]:
    """One task a step, dated from `start`, for the opportunity's contact and salesperson, or another one; their
    numbers (domain.md B.9).

    A Meeting step asks for nobody's e-mail address, as the original does to invite the contact: Stagepost sends no
    invitations, so there is nothing an address would be needed for (decision 29).
    """
    if not steps:
        return []
    numbers = workspaces.numbers(session, by, "task", len(steps))
    common = {
        "workspace_id": by.workspace_id,
        "opportunity_id": subject.id,
        "entry_no": entry_no,
        "contact_id": subject.contact_id,
        "salesperson_id": salesperson_id or subject.salesperson_id,
        "created_at": now,
    }
    planned = zip(numbers, dated(steps, start), strict=True)
    session.add_all(tasks, [common | _fields(step) | {"number": n, "due_on": due_on} for n, (step, due_on) in planned])
    return numbers


def _fields(step: "Step") -> dict[str, Any]:
    return {"kind": step.kind, "description": step.description, "priority": step.priority}


def dated(steps: Sequence["Step"], start: date) -> list[tuple["Step", date]]:
    """The steps with the dates of their tasks when the activity starts on that day. Raises Unreadable."""
    return [(step, formulas.apply(step.date_formula, start)) for step in steps]


def how_many_open(session: Session, by: Member, opportunity_id: int) -> int:
    """How many open tasks the opportunity has: as many as cancelling would close."""
    return int(session.value(_OPEN, workspace=by.workspace_id, opportunity=opportunity_id))


def cancel_open(session: Session, by: Member, opportunity_id: int, today: date) -> int:
    """Cancel every open task of the opportunity, also others' (domain.md B.9); how many.

    That ends recurrences: nothing follows a cancelled task, and one that is reopened does not recur. The interval
    stays on it, for an Undo of the closing to put back.
    """
    return session.change(_CANCEL, workspace=by.workspace_id, opportunity=opportunity_id, today=today)


def open_ones(session: Session, by: Member, opportunity_id: int) -> dict[str, str]:
    """The status of each open task of the opportunity, by its number: as they were before they are cancelled."""
    rows = session.connection.execute(_STATES, {"workspace": by.workspace_id, "opportunity": opportunity_id})
    return {row.number: str(row.status) for row in rows}
