"""When a person is reminded: in their working hours, on the first day, once more after three days, then no more."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from store.rules.dates import zone

AGAIN_AFTER = timedelta(days=3)
_WEEKEND = 5  # Saturday


def working_day(now: datetime, timezone: str, begins: time, ends: time) -> date | None:
    """The person's local day when `now` is in their working hours, Monday to Friday; else None.

    Hours that end before they begin last until midnight (product.md, Reminders).
    """
    local = now.astimezone(zone(timezone))
    until = ends if ends > begins else time.max
    if local.weekday() >= _WEEKEND or not begins <= local.time() <= until:
        return None
    return local.date()


def beginning(day: date, timezone: str, begins: time) -> datetime:
    """The moment a person's working day begins, in UTC; in a gap of the clock the first moment after it."""
    return datetime.combine(day, begins, zone(timezone)).astimezone(UTC)


def overstayed_on(stay_on: date, most_days: int) -> date:
    """The first day on which a stay that began on `stay_on` is longer than planned (domain.md A.2)."""
    return stay_on + timedelta(days=most_days + 1)


def due(since: date, today: date, told_on: Sequence[date], snoozed_until: date | None) -> bool:
    """Whether a thing that is so `since` a day is to be said today.

    Said on the first day, once more three days after that when nobody reacted, then no more: that would be
    nagging. A snooze holds back until its day; what was said before it is then said once again.
    """
    if today < since or (snoozed_until and today < snoozed_until):
        return False
    if snoozed_until and any(day < snoozed_until for day in told_on):
        return all(day < snoozed_until for day in told_on)
    if len(told_on) < 2:
        return not told_on or today >= told_on[0] + AGAIN_AFTER
    return False
