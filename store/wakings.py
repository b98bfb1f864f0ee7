"""Waking: how a parking ends - with its day, by hand, or because the opportunity was moved or closed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, update

from store.models.columns import Key
from store.models.parkings import parkings
from store.rights import Member
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Woken:
    """A parking that was ended before its day."""

    id: int
    until_on: date
    reason: str


_p = parkings.c
_END = (
    update(parkings)
    .where(_p.workspace_id == bindparam("workspace"), _p.opportunity_id == bindparam("opportunity", type_=Key))
    .where(_p.ended_on.is_(None))
    .values(
        ended_on=case((_p.until_on < bindparam("today"), _p.until_on), else_=bindparam("today")),
        version=_p.version + 1,
    )
    .returning(_p.id, _p.until_on, _p.reason)
)
_RESTORE = (
    update(parkings)
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("parking", type_=Key))
    .where(_p.ended_on.is_not(None))
    .values(ended_on=None, version=_p.version + 1)
    .returning(_p.until_on)
)


def end(session: Session, by: Member, opportunity_id: int, today: date) -> Woken | None:
    """End the parking of an opportunity that is locked; None when it was awake, or its day had come.

    Nobody is told then any more that it woke: who ends it knows.
    """
    row = session.row(_END, workspace=by.workspace_id, opportunity=opportunity_id, today=today)
    return Woken(*row) if row and row[1] > today else None


def restore(session: Session, by: Member, parking_id: int) -> date | None:
    """Let the parking that a closing ended go on, since the closing is undone; until when."""
    until: date | None = session.value(_RESTORE, workspace=by.workspace_id, parking=parking_id)
    return until
