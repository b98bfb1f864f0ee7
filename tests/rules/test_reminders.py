"""When a thing is said: on its first day, once more, and no more."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.rules import reminders

MONDAY = date(2026, 1, 12)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


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


def test_what_is_said_tells_when_it_is_said_again() -> None:
    later, last = MONDAY + timedelta(days=2), MONDAY + timedelta(days=7)
    assert reminders.next_after(MONDAY, [MONDAY], None) == MONDAY + timedelta(days=3)
    assert reminders.next_after(MONDAY, [later], None) == later + timedelta(days=3)
    assert reminders.next_after(MONDAY, [MONDAY, MONDAY + timedelta(days=3)], None) is None
    assert reminders.next_after(MONDAY, [MONDAY, last], last) is None, "once after a snooze"


@given(since=days, first=st.integers(0, 9))
def test_what_it_tells_comes_true(since: date, first: int) -> None:
    told = [since + timedelta(days=first)]
    again = reminders.next_after(since, told, None)
    assert again is not None and reminders.due(since, again, told, None)
    assert not any(reminders.due(since, told[0] + timedelta(days=n), told, None) for n in range((again - told[0]).days))


def test_a_closing_date_is_due_for_eight_days_and_then_passed() -> None:
    found = [reminders.closing(MONDAY, MONDAY + timedelta(days=n)) for n in (-7, 0, 1)]
    due = ("due-2026-01-12", MONDAY - timedelta(days=7))
    assert found == [due, due, ("passed-2026-01-12", MONDAY + timedelta(days=1))]
