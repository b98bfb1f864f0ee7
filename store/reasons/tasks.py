"""Tasks that are due, of which a salesperson is reminded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from store.models.contacts import contacts
from store.models.opportunities import entries, opportunities, tasks
from store.models.workspaces import mutes, snoozes
from store.reasons.facts import End, Reason, Why
from store.reasons.switches import HELD, MUTED, PERSON, SNOOZED, Reader
from store.sessions import Session

_o, _e, _t = opportunities.c, entries.c, tasks.c
_TASKS: Select[Any] = (
    select(
        _t.number.label("named"), _t.description.label("described"), _t.due_on, _t.open, _t.cancelled,
        _t.salesperson_id, _t.created_at, _o.number, _o.description, contacts.c.name, _e.no, *HELD,
    )
    .select_from(
        tasks.outerjoin(opportunities, (_o.workspace_id == _t.workspace_id) & (_o.id == _t.opportunity_id))
        .outerjoin(contacts, contacts.c.id == func.coalesce(_o.contact_id, _t.contact_id))
        .outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active)
        .outerjoin(snoozes, SNOOZED)
        .outerjoin(mutes, MUTED)
    )
    .where(_t.workspace_id == bindparam("workspace"))
    .order_by(_t.due_on, _t.id)
)  # fmt: skip
_OPEN = _TASKS.where(_t.salesperson_id == PERSON, _t.open, _t.due_on <= bindparam("day"))
_THESE = _TASKS.where(_t.number.in_(bindparam("numbers", expanding=True)))


def present(session: Session, reader: Reader) -> list[Reason]:
    """The tasks that are due, oldest first."""
    if Why.TASK not in reader.on:
        return []
    due = session.connection.execute(_OPEN, reader.values | {"day": reader.today})
    return [_reason(row, reader) for row in due]


def these(session: Session, reader: Reader, numbers: Sequence[str]) -> dict[str, Reason]:
    """These tasks as they are now, by their number; without those that are gone."""
    found = session.connection.execute(_THESE, reader.values | {"numbers": numbers})
    return {row.named: _reason(row, reader) for row in found}


def _reason(row: Row[Any], reader: Reader) -> Reason:
    end = reader.end(row, Why.TASK)
    if not row.open:
        end = End.CANCELLED if row.cancelled else End.DONE  # told apart everywhere (decision 34)
    elif row.salesperson_id != reader.member.id or row.due_on > reader.today:
        end = End.MOVED
    return Reason(
        Why.TASK, row.number, row.description, row.name, row.no or 0, row.named, row.due_on, row.created_at,
        row.until_on, end, task_description=row.described,
    )  # fmt: skip
