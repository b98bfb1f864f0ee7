"""The list of opportunities, a page at a time (domain.md F080; product.md, `list`)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, bindparam, case, func, select

from store import parkings
from store.filters import OF_ENTRIES, Filters, every_parked, joined, passing, reached, restricting, today_of
from store.models.contacts import contacts
from store.models.cycles import cycles
from store.models.opportunities import entries
from store.models.opportunities import opportunities as table
from store.models.parkings import parkings as parking_table
from store.models.workspaces import people
from store.rights import Member
from store.rules.words import OPEN, Priority, Status
from store.sessions import Session, columns

T = TypeVar("T")
PAGE = 20
COUNTED = 1000  # rows beyond a page that are counted: counting all takes longer the more there are
MANY_PARKED = 10_000  # that rest and are counted


@dataclass(frozen=True, slots=True)
class Row:
    """An opportunity in a list; a closed one is at the stage it had reached (decision 15).

    What its history tells is None while it is not started; `seen` is its active entry, then 0.
    """

    id: int
    number: str
    description: str
    status: Status
    priority: Priority
    created_on: date
    salesperson_id: int
    seen: int
    stage: int | None
    closing_on: date | None
    value: Decimal | None
    weighted: Decimal | None
    chances: Decimal | None
    probability: Decimal | None
    changed_on: date | None
    contact_name: str
    company_name: str | None
    salesperson_name: str
    cycle_code: str
    stage_description: str | None
    parked_until: date | None
    times_parked: int = 0


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of `total`, those after the first `start`; of very many only so many are counted."""

    rows: list[T]
    total: int
    start: int
    size: int
    capped: bool = False  # whether there are more than `total`
    parked: int = 0  # of opportunities: how many of `total` rest; they come last


_o, _e = table.c, entries.c
_company, _former = contacts.alias("company"), entries.alias("former")
_ORDERS: dict[str, tuple[str, ...]] = {
    "closing": ("closing_on",),
    "date": ("closing_on",),
    "number": (),
    "value": ("-value", "closing_on"),
    "stage": ("cycle_id", "stage", "closing_on"),
}
_OF_ENTRIES = {"value", "stage"}  # orders that ask the active entry
_FIGURES = ("closing_on", "value", "weighted", "chances", "probability", "changed_on")


def _ordered(sort: str) -> list[ColumnElement[Any]]:
    """The not started last, what is equal in the order of creation."""
    keys = {"cycle_id": _o.cycle_id, "stage": reached, "closing_on": _o.closing_on, "-value": _e.value.desc()}
    return [keys[name].nulls_last() for name in _ORDERS[sort]] + [_o.id]


@lru_cache(maxsize=512)
def _counting(used: tuple[str, ...], statuses: tuple[Status, ...], *, parked: bool | None = None) -> Select[Any]:
    """How many pass the filters, up to `counted`; `parked`: of those that rest."""
    fits = passing(used, statuses, parked=parked)
    if parked and not used and set(statuses) in (set(), set(OPEN)):
        return every_parked()
    few = select(_o.id).select_from(joined(not OF_ENTRIES.isdisjoint(used), "stale" in used)).where(*fits)
    return select(func.count()).select_from(few.limit(bindparam("counted")).subquery("found"))


@lru_cache(maxsize=512)
def _statement(used: tuple[str, ...], statuses: tuple[Status, ...], sort: str, rest: bool | None) -> Select[Any]:
    """The statement for a combination of filters: building it costs more than running it.

    Filtered, sorted and cut are keys only; what is shown is read for the page's rows, a fifth of the work.
    `rest`: of those that are parked, or of those that are not, while all are counted; None does not ask.
    """
    by_entry, by_stage = not OF_ENTRIES.isdisjoint(used), "stale" in used
    page = (
        select(_o.id)
        .select_from(joined(by_entry or sort in _OF_ENTRIES, by_stage))
        .where(*passing(used, statuses, parked=rest))
        .order_by(*_ordered(sort))
        .limit(bindparam("size"))
        .offset(bindparam("start"))
        .subquery("page")
    )
    total = _counting(used, statuses).correlate(None).scalar_subquery()
    return select(total, *_SHOWN).select_from(_looked_up(page)).order_by(*_ordered(sort))


_SHOWN = columns(
    Row,
    table,
    **{name: _e[name] for name in _FIGURES},
    seen=func.coalesce(_e.no, 0),
    stage=reached,
    contact_name=contacts.c.name,
    company_name=_company.c.name,
    salesperson_name=people.c.name,
    cycle_code=cycles.c.code,
    stage_description=func.coalesce(_former.c.stage_description, func.nullif(_e.stage_description, "")),
    parked_until=parking_table.c.until_on,
    times_parked=parkings.HOW_OFTEN,
)


# How many entries ago one that is closed stood at a stage: one that has no close code was won before (F056).
_SINCE_STAGE = case((_e.stage > 0, None), (_e.close_code_id.is_(None), 2), else_=1)


def _looked_up(page: Subquery) -> FromClause:
    """The rows of a page with everything they show; a closed one's former entry names the stage reached."""
    return (
        page.join(table, _o.id == page.c.id)
        .join(contacts, (contacts.c.workspace_id == _o.workspace_id) & (contacts.c.id == _o.contact_id))
        .join(people, (people.c.workspace_id == _o.workspace_id) & (people.c.id == _o.salesperson_id))
        .join(cycles, (cycles.c.workspace_id == _o.workspace_id) & (cycles.c.id == _o.cycle_id))
        .outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active)
        .outerjoin(parking_table, parkings.BESIDE & parkings.ASLEEP)
        .outerjoin(
            _company,
            (_company.c.workspace_id == _o.workspace_id)
            & (_company.c.id == _o.company_id)
            & (_company.c.id != _o.contact_id),
        )
        .outerjoin(
            _former,
            (_former.c.workspace_id == _o.workspace_id)
            & (_former.c.opportunity_id == _o.id)
            & (_former.c.no == _e.no - _SINCE_STAGE),
        )
    )


def opportunities(
    session: Session, by: Member, filters: Filters, today: date, start: int = 0, size: int = PAGE
) -> Page[Row]:
    """A page of the opportunities that pass every filter, in the order asked for: those that are parked last."""
    by.must("see")
    used = restricting(filters)
    names, values = tuple(used), used | today_of(by, today)
    # Asked before: where none rests the list is the one without them, which an index has in its order.
    parked = _count(session, names, filters, values, MANY_PARKED, parked=True) if filters.may_rest else 0
    counted = start + COUNTED + parked + 1
    page = _Page(session, names, filters, values | {"counted": counted})
    total, rows = page.read(start, size, rest=False if parked else None)
    if parked and len(rows) < size:
        awake = start + len(rows) if rows else _count(session, names, filters, values, start, parked=False)
        total, resting = page.read(max(0, start - awake), size - len(rows), rest=True)
        rows += resting
    if not rows and start:  # beyond the end: nothing to show, and still a total to tell
        total = opportunities(session, by, filters, today, 0, 1).total
        return Page([], total, start, size, parked=parked)
    capped = total > start + COUNTED + parked
    return Page(rows, total - capped, start, size, capped, parked)


@dataclass(frozen=True, slots=True)
class _Page:
    """What is asked for, whichever part of it is read."""

    session: Session
    used: tuple[str, ...]
    filters: Filters
    values: dict[str, Any]

    def read(self, start: int, size: int, *, rest: bool | None) -> tuple[int, list[Row]]:
        """How many there are in all, and these rows."""
        statement = _statement(self.used, self.filters.statuses, self.filters.sort, rest)
        found = self.session.connection.execute(statement, self.values | {"start": start, "size": size}).all()
        return (found[0][0] if found else 0), [Row(*row[1:]) for row in found]


def _count(
    session: Session,
    used: tuple[str, ...],
    filters: Filters,
    values: dict[str, Any],
    most: int,
    *,
    parked: bool,
) -> int:
    """How many of these are parked, or are not, up to `most`."""
    return int(session.value(_counting(used, filters.statuses, parked=parked), **values, counted=most))
