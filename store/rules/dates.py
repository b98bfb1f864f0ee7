"""Business dates: the day in a zone, and the window every typed date must lie in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.rules.refusals import TooEarly, TooLate

FIRST = date(2000, 1, 1)
LAST = date(2199, 12, 31)


def today(now: datetime, timezone: str) -> date:
    """The business date at `now` (aware) in the zone."""
    return now.astimezone(ZoneInfo(timezone)).date()


def between(day: date, field: str, earliest: date = FIRST, latest: date = LAST) -> date:
    """The day itself when it lies in the window, bounds included. Raises TooEarly, TooLate."""
    if day < max(earliest, FIRST):
        raise TooEarly(field, max(earliest, FIRST))
    if day > min(latest, LAST):
        raise TooLate(field, min(latest, LAST))
    return day
