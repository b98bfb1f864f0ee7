"""Which opportunities a list has: the filters, and the conditions they become (product.md, `list`)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, bindparam, case, func, literal_column, or_, select

from store import parkings
from store.models.columns import Key
from store.models.cycles import stages
from store.models.functions import days_between
from store.models.opportunities import entries
from store.models.opportunities import opportunities as table
from store.models.parkings import parkings as parking_table
from store.rights import Member
from store.rules.words import OPEN, Priority, Status

SOON = timedelta(days=7)

Sort = Literal["closing", "number", "value", "date", "stage"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which opportunities, and in which order; what is None or empty does not restrict.

    A company includes its persons. `due`: in progress and closing within 7 days, `overdue`: before today
    (decision 46). `stale`: longer at its stage than the stage's, else the workspace's, maximum days (A.2). What is
    parked is none of these three: its stall has a reason. `parked`: only what is.
    """

    salesperson_id: int | None = None
    contact_id: int | None = None
    cycle_id: int | None = None
    stage: int | None = None
    statuses: tuple[Status, ...] = ()
    due: bool = False
    overdue: bool = False
    stale: bool = False
    parked: bool = False
    priority: Priority | None = None
    closing_from: date | None = None
    closing_until: date | None = None
    sort: Sort = "closing"

    @property
    def may_rest(self) -> bool:
        """Whether some of these may be parked, and others not."""
        awake = self.due or self.overdue or self.stale or self.parked
        return not awake and (not self.statuses or any(not status.closed for status in self.statuses))


_o, _e = table.c, entries.c
reached: ColumnElement[Any] = func.nullif(case((_e.stage == 0, _e.previous_stage), else_=_e.stage), 0)
_open = _o.status == Status.IN_PROGRESS
OF_ENTRIES = {"stage", "stale"}  # of the active entry
FEW = {"salesperson_id", "contact_id"}  # what belongs to somebody is not much
_today: ColumnElement[Any] = bindparam("today", type_=Date())
_p = parking_table.c
# From the few that rest to their opportunities: beside `ACTIVE`, which asks of each opportunity whether it does.
_RESTING = (_p.workspace_id == bindparam("workspace"), parkings.ASLEEP)
PARKED = _o.id.in_(select(_p.opportunity_id).where(*_RESTING))
AWAKE = ~parkings.ACTIVE

_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "salesperson_id": _o.salesperson_id == bindparam("salesperson_id", type_=Key),
    "contact_id": or_(
        _o.contact_id == bindparam("contact_id", type_=Key), _o.company_id == bindparam("contact_id", type_=Key)
    ),
    "cycle_id": _o.cycle_id == bindparam("cycle_id", type_=Key),
    "stage": reached == bindparam("stage"),
    "due": and_(_open, _o.closing_on >= _today, _o.closing_on <= bindparam("soon", type_=Date()), AWAKE),
    "overdue": and_(_open, _o.closing_on < _today, AWAKE),
    "stale": and_(
        _open, days_between(_e.stay_on, _today) > func.coalesce(stages.c.max_days, bindparam("max_days")), AWAKE
    ),
    "parked": PARKED,
    "priority": _o.priority == bindparam("priority"),
    "closing_from": _o.closing_on >= bindparam("closing_from"),
    "closing_until": _o.closing_on <= bindparam("closing_until"),
}


def passing(
    used: tuple[str, ...], statuses: tuple[Status, ...], *, parked: bool | None = None
) -> list[ColumnElement[bool]]:
    """The conditions of these filters, in this workspace; `parked`: of what is, or of what is not."""
    found = [_o.workspace_id == bindparam("workspace"), *(_CONDITIONS[name] for name in used if name != "parked")]
    if parked is False:
        found.append(AWAKE)
    elif (parked or "parked" in used) and not FEW.isdisjoint(used):
        found.append(parkings.ACTIVE)
    elif parked or "parked" in used:  # from the few that are parked, and not by the workspace through all in order
        found[0] = _o.workspace_id + literal_column("0") == bindparam("workspace")
        found.append(PARKED)
    if set(statuses) == set(OPEN):  # in the words of the index that has them in the order of closing
        found.append(_o.closed_on.is_(None))
    elif statuses:
        found.append(or_(*(_o.status == status for status in statuses)))
    return found


def every_parked() -> Select[int]:
    """How many are parked in the workspace, asked of their index alone: only what is open is."""
    return select(func.count()).where(*_RESTING)


def joined(with_entries: bool, with_stages: bool) -> FromClause:
    """Opportunities, with their active entries, with these entries' stages as they are set up."""
    if not with_entries:
        return table
    found = table.outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active)
    if not with_stages:
        return found
    return found.outerjoin(
        stages,
        (stages.c.workspace_id == _o.workspace_id) & (stages.c.cycle_id == _o.cycle_id) & (stages.c.stage == _e.stage),
    )


def restricting(filters: Filters) -> dict[str, Any]:
    """The filters that restrict, with their values."""
    asked = {name: getattr(filters, name) for name in _CONDITIONS}
    return {name: value for name, value in asked.items() if value is not None and value is not False}


def today_of(by: Member, today: date) -> dict[str, Any]:
    """What the conditions go by: the workspace, its day, and how long a stay at a stage may be."""
    return {"workspace": by.workspace_id, "today": today, "soon": today + SOON, "max_days": by.max_days}
