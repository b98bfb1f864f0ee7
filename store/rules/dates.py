"""Business dates: the day in a zone, and the window every typed date must lie in."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.rules.refusals import TooEarly, TooLate

FIRST = date(2000, 1, 1)
LAST = date(2199, 12, 31)
_LEAST = timedelta(microseconds=1)


def zone(timezone: str) -> ZoneInfo:
    """The zone; UTC for a name this machine does not know, so that nobody goes without."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def today(now: datetime, timezone: str) -> date:
    """The day at `now` (aware) in the zone: a workspace's is the business date."""
    return now.astimezone(zone(timezone)).date()


@lru_cache(maxsize=4096)  # a morning asks for the same hours of the same day for everybody
def instant(day: date, clock: time, timezone: str) -> datetime:
    """When a clock there first shows this time, in UTC; skipped, the first moment after it (reliability.md 6.5)."""
    here = zone(timezone)
    local = datetime.combine(day, clock, here)
    found = local.astimezone(UTC)
    if found.astimezone(here).replace(tzinfo=None) == local.replace(tzinfo=None):
        return found
    before, offset = local.replace(fold=1).astimezone(UTC), found.astimezone(here).utcoffset()
    while found - before > _LEAST:
        between = before + (found - before) / 2
        if between.astimezone(here).utcoffset() == offset:
            found = between
        else:
            before = between
    return found


def bounds(day: date, timezone: str) -> tuple[datetime, datetime]:
    """The first moment of the day in the zone, and that of the next day, in UTC."""
    here = zone(timezone)
    first, last = (datetime.combine(d, time(), here).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return first, last


def between(day: date, field: str, earliest: date = FIRST, latest: date = LAST) -> date:
    """The day itself when it lies in the window, bounds included. Raises TooEarly, TooLate."""
    if day < max(earliest, FIRST):
        raise TooEarly(field, max(earliest, FIRST))
    if day > min(latest, LAST):
        raise TooLate(field, min(latest, LAST))
    return day


def instead(refused: TooEarly | TooLate, today: date) -> list[date]:
    """The days to take for one that was refused: the nearest that is accepted, and today where it is.

    The first and the last day that are kept at all (domain.md A, lengths and dates) are nobody's nearest, and until
    today nothing rests.
    """
    if isinstance(refused, TooEarly):
        nearest, fits = refused.earliest, refused.earliest < today
    else:
        nearest, fits = refused.latest, refused.latest > today
    near = [nearest] if FIRST < nearest < LAST else []
    return [*near, today] if fits and refused.field != "until_on" else near
