"""When a thing is said: on its first day, once more after three days, then no more."""

from collections.abc import Sequence
from datetime import date, timedelta

AGAIN_AFTER = timedelta(days=3)


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
