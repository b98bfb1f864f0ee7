"""What the opportunities of a list are worth in all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Select, case, func, select

from store import parkings
from store.filters import Filters, joined, passing, restricting, today_of
from store.models.functions import exact_sum
from store.models.opportunities import entries
from store.models.parkings import parkings as parking_table
from store.rights import Member
from store.rules.words import Status
from store.sessions import Session

ZERO = Decimal(0)
_e, _p = entries.c, parking_table.c


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a list: how many of it were started, and the exact sums of their estimated and weighted values.

    The same of those among them that are parked.
    """

    started: int
    value: Decimal
    weighted: Decimal
    parked: int = 0
    parked_value: Decimal = ZERO
    parked_weighted: Decimal = ZERO


@lru_cache(maxsize=512)
def _summing(
    used: tuple[str, ...], statuses: tuple[Status, ...]
) -> Select[int, Decimal, Decimal, int, Decimal, Decimal]:
    """Three sums over the active entries: no entry, no value; and the same over the entries of what is parked."""
    rests = _p.id.is_not(None)
    sums = select(
        func.count(_e.id),
        exact_sum(_e.value),
        exact_sum(_e.weighted),
        func.count(case((rests, _e.id))),
        exact_sum(case((rests, _e.value))),
        exact_sum(case((rests, _e.weighted))),
    )
    among = joined(True, "stale" in used).outerjoin(parking_table, parkings.BESIDE & parkings.ASLEEP)
    return sums.select_from(among).where(*passing(used, statuses))


def of_list(session: Session, by: Member, filters: Filters, today: date) -> Sums:
    """What the opportunities that pass every filter are worth; those not started have no value (domain.md C.6)."""
    by.must("see")
    used = restricting(filters)
    row = session.row(_summing(tuple(used), filters.statuses), **used, **today_of(by, today))
    started, value, weighted, parked, parked_value, parked_weighted = row or (0, None, None, 0, None, None)
    return Sums(started, value or ZERO, weighted or ZERO, parked, parked_value or ZERO, parked_weighted or ZERO)
