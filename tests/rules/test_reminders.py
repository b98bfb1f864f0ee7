"""When to remind: in working hours, on the first day, once more, and no more; whatever the calendar does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import dates, reminders

MONDAY = date(2026, 1, 12)
EIGHT, SIX = time(8), time(18)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
zones = st.sampled_from(sorted(available_timezones()))


def said(since: date, until: date, snoozes: dict[date, date] | None = None) -> list[date]:
    """On which days a thing that is so from `since` on is said, when somebody asks every day."""
    told: list[date] = []
    snoozed: date | None = None
    day = min([since, *(snoozes or {})]) - timedelta(days=3)
    while day <= until:
        if reminders.due(since, day, told, snoozed):
            told.append(day)
        snoozed = (snoozes or {}).get(day, snoozed)
        day += timedelta(days=1)
    return told


def test_it_is_said_on_its_first_day_and_once_more_after_three() -> None:
    assert said(MONDAY, MONDAY + timedelta(days=60)) == [MONDAY, MONDAY + timedelta(days=3)]


def test_a_first_day_that_was_missed_moves_the_second_on() -> None:
    first = MONDAY + timedelta(days=5)
    assert reminders.due(MONDAY, first, [], None)
    assert not reminders.due(MONDAY, first + timedelta(days=2), [first], None)
    assert reminders.due(MONDAY, first + timedelta(days=3), [first], None)


def test_a_snooze_brings_it_once_more_on_its_day() -> None:
    until = MONDAY + timedelta(days=7)
    assert said(MONDAY, MONDAY + timedelta(days=60), {MONDAY: until}) == [MONDAY, until]


def test_what_begins_during_a_snooze_is_held_back_and_then_said_as_if_it_began_then() -> None:
    before, until = MONDAY - timedelta(days=2), MONDAY + timedelta(days=4)
    assert said(MONDAY, MONDAY + timedelta(days=60), {before: until}) == [until, until + timedelta(days=3)]


def test_a_snooze_that_is_over_does_not_touch_what_begins_later() -> None:
    over = MONDAY - timedelta(days=1)
    assert said(MONDAY, MONDAY + timedelta(days=60), {over - timedelta(days=1): over}) == [
        MONDAY,
        MONDAY + timedelta(days=3),
    ]


@given(since=days, snoozes=st.dictionaries(days, st.integers(1, 60), max_size=4))
def test_nobody_is_nagged_more_than_twice_and_once_a_snooze(since: date, snoozes: dict[date, int]) -> None:
    ends = {day: day + timedelta(days=length) for day, length in snoozes.items()}
    told = said(since, since + timedelta(days=150), ends)
    assert len(told) <= 2 + len(ends)
    assert all(one >= since for one in told)
    if ends:
        last = max(ends)
        assert not [one for one in told if last < one < ends[last]], "held back by the snooze that counts"


def test_a_stay_is_too_long_the_day_after_the_last_that_was_planned() -> None:
    assert reminders.overstayed_on(MONDAY, 14) - MONDAY == timedelta(days=15)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-01-12T06:59:59+00:00", None),
        ("2026-01-12T07:00:00+00:00", MONDAY),
        ("2026-01-12T17:00:00+00:00", MONDAY),
        ("2026-01-12T17:00:01+00:00", None),
        ("2026-01-10T09:00:00+00:00", None),  # Saturday
        ("2026-01-11T09:00:00+00:00", None),  # Sunday
        ("2026-03-30T06:00:00+00:00", date(2026, 3, 30)),  # the first Monday of summer time
        ("2026-03-30T05:59:59+00:00", None),
        ("2026-10-26T06:59:59+00:00", None),  # the first Monday of winter time
    ],
)
def test_working_hours_are_those_of_the_persons_own_clock(moment: str, expected: date | None) -> None:
    assert reminders.working_day(datetime.fromisoformat(moment), "Europe/Zurich", EIGHT, SIX) == expected


def test_hours_that_end_before_they_begin_last_until_midnight() -> None:
    late = datetime(2026, 1, 12, 22, 30, tzinfo=UTC)
    assert reminders.working_day(late, "Europe/Zurich", time(22), time(6)) == MONDAY


def test_a_zone_nobody_knows_is_utc() -> None:
    assert reminders.working_day(datetime(2026, 1, 12, 8, tzinfo=UTC), "Mars/Base", EIGHT, SIX) == MONDAY


@given(day=days, zone=zones, hour=st.integers(0, 17))
def test_every_working_day_of_every_zone_begins_once(day: date, zone: str, hour: int) -> None:
    began = reminders.beginning(day, zone, time(hour))
    if day.weekday() < 5 and dates.today(began, zone) == day:  # a few zones skipped a whole day
        assert reminders.working_day(began, zone, time(hour), SIX) == day
        local = (began - timedelta(seconds=1)).astimezone(dates.zone(zone))
        assert local.date() < day or local.time() < time(hour) or local.fold
