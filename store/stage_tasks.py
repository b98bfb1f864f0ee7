"""The tasks that moves make and cancel: from a stage's activity on arrival, all open ones on demand (domain.md B.9)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

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
) -> None:
    """One task a step, dated from `start`, for the opportunity's salesperson and contact (domain.md B.9)."""
    if not steps:
        return
    numbers = workspaces.numbers(session, by, "task", len(steps))
    common = {
        "workspace_id": by.workspace_id,
        "opportunity_id": subject.id,
        "entry_no": entry_no,
        "contact_id": subject.contact_id,
        "salesperson_id": subject.salesperson_id,
        "created_at": now,
    }
    session.add_all(
        tasks,
        [
            common
            | {
                "number": number,
                "kind": step.kind,
                "description": step.description,
                "priority": step.priority,
                "due_on": formulas.apply(step.date_formula, start),
            }
            for number, step in zip(numbers, steps, strict=True)
        ],
    )


def how_many_open(session: Session, by: Member, opportunity_id: int) -> int:
    """How many open tasks the opportunity has: as many as cancelling would close."""
    return int(session.value(_OPEN, workspace=by.workspace_id, opportunity=opportunity_id))


def cancel_open(session: Session, by: Member, opportunity_id: int, today: date) -> int:
    """Cancel every open task of the opportunity, also others' (domain.md B.9); how many."""
    return session.change(_CANCEL, workspace=by.workspace_id, opportunity=opportunity_id, today=today)


def open_ones(session: Session, by: Member, opportunity_id: int) -> dict[str, str]:
    """The status of each open task of the opportunity, by its number: as they were before they are cancelled."""
    rows = session.connection.execute(_STATES, {"workspace": by.workspace_id, "opportunity": opportunity_id})
    return {row.number: str(row.status) for row in rows}
