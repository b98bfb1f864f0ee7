"""When a schedule rings: once on a local date, whatever the clocks of its zone do (reliability.md 6.5)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from store.rules import dates
from store.rules.refusals import CronNever, CronTooOften, CronUnreadable
from store.rules.words import Rhythm

LAST_DAY = 31  # of a month: the last one, also where there are fewer
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_LEAP = datetime(2024, 1, 1)  # noqa: DTZ001 - the days of a cron line are those of a calendar, in no zone


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often, at which local time, in which zone."""

    kind: Rhythm
    at: time
    timezone: str
    weekday: int | None = None  # 1 is Monday
    day_of_month: int | None = None
    cron: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A local date on which a schedule rings, and the moment (UTC)."""

    on: date
    due_at: datetime


def ringing(schedule: Schedule, after: date) -> Iterator[Occurrence]:
    """Every time the schedule rings on a local date after that one, in their order."""
    zone = dates.zone(schedule.timezone)
    for day in _days(schedule, after + _DAY):
        due_at = moment(day, schedule.at, zone)
        if due_at:
            yield Occurrence(day, due_at)


def upcoming(schedule: Schedule, now: datetime, last_on: date | None = None) -> Occurrence:
    """The next time the schedule rings after `now`, on a local date after the last on which it rang.

    So that a schedule that moves to another zone does not ring twice on one date, west across the date line included.
    """
    yesterday = dates.today(now, schedule.timezone) - _DAY
    after = max(last_on or yesterday, yesterday)
    return next(one for one in ringing(schedule, after) if one.due_at > now)


def changed(schedule: Schedule, now: datetime, last_on: date | None, next_on: date) -> Occurrence:
    """The next time a schedule rings that is changed at `now`: until then it would have rung on `next_on`.

    At once when today was still to come, and the new hour has passed: a change of hour or zone takes no day away.
    """
    today = dates.today(now, schedule.timezone)
    if next_on <= today and (last_on is None or last_on < today):
        here = next(ringing(schedule, today - _DAY))
        if here.on == today and here.due_at <= now:
            return Occurrence(today, now)
    return upcoming(schedule, now, last_on)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The first moment (UTC) of the day at which the clocks of the zone show that time or a later one.

    Where the clocks are put back, the first of the two; where they are put on, when they are. Where they jump over
    the rest of the day, just before; None where they jump over all of it (Apia, 30 December 2011).
    """
    wall = datetime.combine(day, at, zone)
    found = wall.astimezone(UTC)
    back = found.astimezone(zone)
    if back.replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    jump = _jump(wall.replace(fold=1).astimezone(UTC), found, zone)
    if jump.astimezone(zone).date() == day:
        return jump
    before = jump - _SECOND
    return before if before.astimezone(zone).date() == day else None


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second (UTC) at which the clocks are put on, between these two."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


def _days(schedule: Schedule, first: date) -> Iterator[date]:
    """The days of the calendar that the schedule names, from the first on."""
    match schedule.kind:
        case Rhythm.DAILY:
            return (first + timedelta(n) for n in count())
        case Rhythm.WEEKLY:
            start = first + timedelta(((schedule.weekday or 1) - first.isoweekday()) % 7)
            return (start + timedelta(7 * n) for n in count())
        case Rhythm.MONTHLY:
            return (day for day in _monthly(first, schedule.day_of_month or LAST_DAY) if day >= first)
        case Rhythm.CRON:
            start_at = datetime.combine(first, time()) - _SECOND
            return (found.date() for found in CronSim(schedule.cron, start_at))


def _monthly(first: date, day_of_month: int) -> Iterator[date]:
    for month in count(first.year * 12 + first.month - 1):
        year, index = divmod(month, 12)
        yield date(year, index + 1, min(day_of_month, monthrange(year, index + 1)[1]))


def cron_time(line: str) -> time:
    """The local time of a cron line: minute, hour, day of month, month, weekday (0 and 7 are Sunday, 1 is Monday).

    Raises on `cron` CronUnreadable, CronTooOften for one that rings more than once a day, CronNever.
    """
    fields = line.split()
    if len(fields) != 5:
        raise CronUnreadable("cron", line)
    ringing_at = _simulated(fields, line)
    times = len(ringing_at.minutes) * len(ringing_at.hours)
    if times > 1:
        raise CronTooOften("cron", line, times)
    try:
        return next(ringing_at).time()
    except StopIteration:
        raise CronNever("cron", line) from None


def _simulated(fields: list[str], line: str) -> CronSim:
    try:
        return CronSim(line, _LEAP)
    except CronSimError:
        pass
    try:
        CronSim(" ".join([*fields[:3], "*", fields[4]]), _LEAP)
    except CronSimError:
        raise CronUnreadable("cron", line) from None
    # Right but for its months: either they are no months, or none of them has that day.
    try:
        CronSim(" ".join([*fields[:2], "*", *fields[3:]]), _LEAP)
    except CronSimError:
        raise CronUnreadable("cron", line) from None
    raise CronNever("cron", line)
