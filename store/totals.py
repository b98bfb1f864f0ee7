"""What the opportunities of a list are worth in all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Select, func, select

from store.filters import Filters, joined, passing, restricting, today_of
from store.models.functions import exact_sum
from store.models.opportunities import entries
from store.rights import Member
from store.rules.words import Status
from store.sessions import Session

_e = entries.c


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a list: how many of it were started, and the exact sums of their estimated and weighted values."""

    started: int
    value: Decimal
    weighted: Decimal


@lru_cache(maxsize=512)
def _summing(used: tuple[str, ...], statuses: tuple[Status, ...]) -> Select[int, Decimal, Decimal]:
    """Three sums over the active entries: no entry, no value."""
    sums = select(func.count(_e.id), exact_sum(_e.value), exact_sum(_e.weighted))
    return sums.select_from(joined(True, "stale" in used)).where(*passing(used, statuses))


def of_list(session: Session, by: Member, filters: Filters, today: date) -> Sums:
    """What the opportunities that pass every filter are worth; those not started have no value (domain.md C.6)."""
    by.must("see")
    used = restricting(filters)
    row = session.row(_summing(tuple(used), filters.statuses), **used, **today_of(by, today))
    started, value, weighted = row or (0, None, None)
    return Sums(started, value or Decimal(0), weighted or Decimal(0))
