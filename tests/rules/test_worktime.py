"""When somebody works: days, hours and holidays in their own zone, never in quiet hours; whatever the clock does."""

from collections.abc import Container
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.rules import dates
from store.rules.worktime import (
    Worktime,
    beginning,
    deliverable_at,
    is_working_day,
    next_beginning,
    quiet_until,
    working_day,
)

MONDAY = date(2026, 1, 12)
ZURICH = Worktime("Europe/Zurich", time(8), time(18))
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
NOBODY_WORKS = 22  # days in a row, of those that are drawn here

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
zones = st.sampled_from(sorted(available_timezones()))
clocks = st.times().map(lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0))
workdays = st.sets(st.sampled_from("1234567"), min_size=1).map(lambda chosen: "".join(sorted(chosen)))


class Holidays(Container[date]):
    """Two days every month."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day.day in (1, 15)


lives = st.builds(
    Worktime, zones, clocks, clocks, workdays, quiet_from=clocks, quiet_until=clocks,
    holidays=st.sampled_from([frozenset[date](), Holidays()]),
)  # fmt: skip


def utc(text: str) -> datetime:
    """A moment as it is written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-12T06:59:59", None),
        ("2026-01-12T07:00:00", MONDAY),
        ("2026-01-12T17:00:00", MONDAY),
        ("2026-01-12T17:00:01", None),
        ("2026-01-10T09:00:00", None),  # Saturday
        ("2026-01-11T09:00:00", None),  # Sunday
        ("2026-03-30T06:00:00", date(2026, 3, 30)),  # the first Monday of summer time
        ("2026-03-30T05:59:59", None),
        ("2026-10-26T06:59:59", None),  # the first Monday of winter time
    ],
)
def test_working_hours_are_those_of_the_persons_own_clock(moment: str, expected: date | None) -> None:
    assert working_day(utc(moment), ZURICH) == expected


def test_hours_that_end_before_they_begin_last_until_midnight() -> None:
    night = replace(ZURICH, begins=time(22), ends=time(6))
    assert working_day(utc("2026-01-12T22:30:00"), night) == MONDAY
    assert working_day(utc("2026-01-12T23:00:00"), night) is None, "Tuesday's have not begun"


def test_a_zone_nobody_knows_is_utc() -> None:
    assert working_day(utc("2026-01-12T08:00:00"), replace(ZURICH, timezone="Mars/Base")) == MONDAY


def test_who_works_from_sunday_to_thursday_has_their_own_week() -> None:
    sunday_first = replace(ZURICH, days="71234")
    assert [is_working_day(MONDAY + n * DAY, sunday_first) for n in range(-1, 6)] == [True] * 5 + [False] * 2


def test_on_a_holiday_nobody_works() -> None:
    off = replace(ZURICH, holidays={MONDAY})
    assert not is_working_day(MONDAY, off) and working_day(utc("2026-01-12T09:00:00"), off) is None
    assert next_beginning(utc("2026-01-09T12:00:00"), off) == utc("2026-01-13T07:00:00")
    assert deliverable_at(utc("2026-01-12T09:00:00"), off) == utc("2026-01-13T07:00:00")


def test_in_a_gap_of_the_clock_the_day_begins_the_moment_after_it_and_in_a_fold_at_the_first_of_the_two() -> None:
    early = replace(ZURICH, begins=time(2, 30), days="7")
    assert beginning(date(2026, 3, 29), early) == utc("2026-03-29T01:00:00")  # two o'clock is three there
    assert beginning(date(2026, 10, 25), early) == utc("2026-10-25T00:30:00")
    santiago = replace(early, timezone="America/Santiago", begins=time(0, 30))
    assert beginning(date(2026, 9, 6), santiago) == utc("2026-09-06T04:00:00")  # midnight is one there


def test_a_day_that_a_zone_skips_is_no_working_day() -> None:
    samoa = replace(ZURICH, timezone="Pacific/Apia")
    assert [is_working_day(date(2011, 12, day), samoa) for day in (29, 30, 31)] == [True, False, False]
    assert next_beginning(utc("2011-12-30T09:00:00"), samoa) == utc("2012-01-01T18:00:00")


@pytest.mark.parametrize(
    ("begins", "until", "moment", "expected"),
    [
        (time(12), time(13), "2026-01-12T11:00:00", "2026-01-12T12:00:00"),
        (time(12), time(13), "2026-01-12T10:59:59", None),
        (time(12), time(13), "2026-01-12T12:00:00", None),
        (time(18), time(8, 30), "2026-01-12T22:00:00", "2026-01-13T07:30:00"),
        (time(18), time(8, 30), "2026-01-12T03:00:00", "2026-01-12T07:30:00"),
        (time(18), time(8, 30), "2026-01-12T07:30:00", None),
        (time(9), time(9), "2026-01-12T08:00:00", None),  # the same twice is none
        (None, None, "2026-01-12T08:00:00", None),
    ],
)
def test_quiet_hours_may_cross_midnight(
    begins: time | None, until: time | None, moment: str, expected: str | None
) -> None:
    lives = replace(ZURICH, quiet_from=begins, quiet_until=until)
    assert quiet_until(utc(moment), lives) == (utc(expected) if expected else None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-12T06:00:00", "2026-01-12T07:30:00"),  # not at eight, when the quiet hours still run
        ("2026-01-12T11:15:00", "2026-01-12T11:15:00"),
        ("2026-01-12T16:30:00", "2026-01-13T07:30:00"),
        ("2026-01-09T16:00:00", "2026-01-12T07:30:00"),  # Friday at five
    ],
)
def test_what_comes_in_quiet_hours_waits_for_the_first_working_moment_after_them(moment: str, expected: str) -> None:
    lives = replace(ZURICH, quiet_from=time(17), quiet_until=time(8, 30))
    assert deliverable_at(utc(moment), lives) == utc(expected)


@pytest.mark.parametrize(
    ("begins", "until", "swallowed", "comes"),
    [
        (time(8), time(18), True, "2026-01-12T17:00:00"),
        (time(6), time(23), True, "2026-01-12T22:00:00"),
        (time(20), time(19), True, "2026-01-12T18:00:00"),
        (time(7), time(6), True, "2026-01-13T05:00:00"),  # it is past six on Monday
        (time(8), time(17, 55), False, "2026-01-12T16:55:00"),
        (time(8, 5), time(8), False, "2026-01-13T07:00:00"),
    ],
)
def test_quiet_hours_that_swallow_the_day_let_it_through_when_they_end(
    begins: time, until: time, swallowed: bool, comes: str
) -> None:
    lives = replace(ZURICH, quiet_from=begins, quiet_until=until)
    assert lives.swallowed is swallowed
    assert deliverable_at(utc("2026-01-12T07:10:00"), lives) == utc(comes)


def test_hours_until_midnight_are_swallowed_only_by_quiet_hours_until_midnight() -> None:
    late = replace(ZURICH, begins=time(20), ends=time(2))
    spans = [(time(20), time()), (time(19), time(3)), (time(19), time(23)), (time(21), time(3)), (time(1), time(20))]
    assert [replace(late, quiet_from=a, quiet_until=b).swallowed for a, b in spans] == [True, True, False, False, False]


def test_somebody_who_never_works_is_reached_all_the_same() -> None:
    never = replace(ZURICH, days="")
    assert not is_working_day(MONDAY, never)
    assert deliverable_at(utc("2026-01-10T03:00:00"), never) == utc("2026-01-10T07:00:00")


@given(day=days, lives=lives)
def test_every_working_day_of_every_zone_begins_once(day: date, lives: Worktime) -> None:
    assume(is_working_day(day, lives))
    began = beginning(day, lives)
    assert working_day(began, lives) == day == dates.today(began, lives.timezone)
    assert working_day(began - timedelta(microseconds=1), lives) is None
    assert next_beginning(began - timedelta(microseconds=1), lives) == began < next_beginning(began, lives)


@given(now=moments, lives=lives)
def test_the_next_beginning_is_that_of_the_nearest_working_day(now: datetime, lives: Worktime) -> None:
    found = next_beginning(now, lives)
    between = [dates.today(now, lives.timezone) + n * DAY for n in range(-1, NOBODY_WORKS)]
    assert found == min(at for day in between if is_working_day(day, lives) and (at := beginning(day, lives)) > now)


@given(now=moments, lives=lives)
def test_there_is_always_a_moment_that_is_in_hours_not_quiet_and_the_first(now: datetime, lives: Worktime) -> None:
    found = deliverable_at(now, lives)
    assert now <= found < now + NOBODY_WORKS * DAY
    assert deliverable_at(found, lives) == found
    assert working_day(found, lives) is not None and quiet_until(found, lives) is None
    for n in range(int((found - now) / HALF_HOUR)):
        earlier = now + n * HALF_HOUR
        assert working_day(earlier, lives) is None or quiet_until(earlier, lives), earlier
