"""When a thing is said: on its first day, once more after three days, then no more."""

from collections.abc import Sequence
from datetime import date, timedelta

AGAIN_AFTER = timedelta(days=3)
SOON = timedelta(days=7)


def overstayed_on(stay_on: date, most_days: int) -> date:
    """The first day on which a stay that began on `stay_on` is longer than planned (domain.md A.2)."""
    return stay_on + timedelta(days=most_days + 1)


def closing(closing_on: date, today: date) -> tuple[str, date]:
    """What a closing date is a reason for, due within 7 days (decision 46) or passed, and the first day of that."""
    if closing_on < today:
        return f"passed-{closing_on}", closing_on + timedelta(days=1)
    return f"due-{closing_on}", closing_on - SOON


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


def next_after(since: date, told_on: Sequence[date], snoozed_until: date | None) -> date | None:
    """The day from which a thing that was said on these days, the last of them today, is said again; None: never."""
    again = told_on[0] + AGAIN_AFTER
    return again if due(since, again, told_on, snoozed_until) else None
