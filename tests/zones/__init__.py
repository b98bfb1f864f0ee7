"""The proof of every zone: schedules ring exactly once on every local date that exists (reliability.md 6.5, G10)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo, available_timezones

from store.rules import schedules
from store.rules.schedules import Occurrence, Schedule
from store.rules.words import Rhythm

ZONES = sorted(available_timezones())
# Around midnight, around the hours at which clocks are changed, and one that nothing ever happens to.
HOURS = (time(0), time(0, 30), time(1, 45), time(2, 30), time(8), time(23, 30))
HALF_HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(48))
_DAY, _STEP, _MINUTE = timedelta(days=1), timedelta(hours=6), timedelta(minutes=1)


def dates_of(zone: ZoneInfo, first: date, last: date) -> list[date]:
    """The local dates that exist between these two, both included, read off the clock: no day lasts six hours."""
    at, end = (datetime.combine(day, time(), UTC) for day in (first - _DAY, last + 2 * _DAY))
    shown: dict[date, None] = {}
    while at < end:
        shown[at.astimezone(zone).date()] = None
        at += _STEP
    return [day for day in sorted(shown) if first <= day <= last]


def check(name: str, hour: time, days: list[date]) -> int:
    """Raise AssertionError unless a daily schedule rings exactly once on each of these days; how often it rang."""
    zone, schedule = ZoneInfo(name), Schedule(Rhythm.DAILY, hour, name)
    rung = list(takewhile(lambda one: one.on <= days[-1], schedules.ringing(schedule, days[0] - _DAY)))
    assert [one.on for one in rung] == days, (name, hour, sorted({one.on for one in rung} ^ set(days))[:5])
    for former, one in _pairs(rung):
        assert former is None or former.due_at < one.due_at, (name, hour, former, one)
        _first_moment(one, hour, zone)
    return len(rung)


def _pairs(rung: list[Occurrence]) -> Iterable[tuple[Occurrence | None, Occurrence]]:
    return zip([None, *rung], rung, strict=False)


def _first_moment(one: Occurrence, hour: time, zone: ZoneInfo) -> None:
    """Raise AssertionError unless the clocks of that date show the hour now for the first time, or jumped over it."""
    shown, before = one.due_at.astimezone(zone), (one.due_at - _MINUTE).astimezone(zone)
    assert shown.date() == one.on, (zone, hour, one)
    if shown.time() < hour:  # just before a jump over the rest of the day
        after = (one.due_at + _MINUTE).astimezone(zone)
        assert after.date() > one.on and after.utcoffset() != shown.utcoffset(), (zone, hour, one)
    else:
        assert before.date() < one.on or before.time() < hour, (zone, hour, one)
        assert shown.time() == hour or before.utcoffset() != shown.utcoffset(), (zone, hour, one)


def run(zones: Iterable[str], hours: Iterable[time], first: date, last: date) -> Iterator[tuple[str, int]]:
    """Each zone, once it is proved, and how often its schedules rang."""
    for name in zones:
        days = dates_of(ZoneInfo(name), first, last)
        yield name, sum(check(name, hour, days) for hour in hours)
