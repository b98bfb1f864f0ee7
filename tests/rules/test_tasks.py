"""What a task may become, and when the next one is due (domain.md A.7, B.9)."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import dates, tasks
from store.rules.refusals import MeetingStays, NeverLater
from store.rules.words import RecursFrom, TaskKind

DAYS = st.dates(date(2000, 1, 1), date(2190, 1, 1))
TERM = st.builds("{}{}".format, st.integers(1, 99), st.sampled_from("DWMQY"))
FORWARD = st.one_of(TERM, st.builds("{}+{}".format, TERM, TERM), st.sampled_from(["CM", "CW", "CY", "D10", "WD4"]))
ANY = st.one_of(FORWARD, st.builds("{}{}{}".format, FORWARD, st.sampled_from("+-"), TERM))


@given(FORWARD, st.sampled_from(RecursFrom), DAYS, DAYS)
def test_the_next_one_is_later_than_what_it_is_counted_from(
    formula: str, counted_from: RecursFrom, due_on: date, closed_on: date
) -> None:
    """F068: and never beyond the last date that is kept."""
    start = due_on if counted_from is RecursFrom.DUE else closed_on
    found = tasks.next_due(formula, counted_from, due_on, closed_on)
    assert found is None or start < found <= dates.LAST
    assert found or start.year > 1999 + (2199 - 2000) - 2 * 99


@given(st.integers(1, 400), DAYS, st.integers(1, 5))
def test_days_add_up_however_often_it_is_done(days: int, due_on: date, times: int) -> None:
    """F068: the due date leads, whenever somebody completes it."""
    day: date | None = due_on
    for _ in range(times):
        assert day
        day = tasks.next_due(f"{days}D", RecursFrom.DUE, day, date(2030, 5, 5))
    assert day == due_on + timedelta(days=days * times)


@given(ANY, DAYS)
def test_an_interval_that_is_taken_leads_on_from_the_due_date(formula: str, due_on: date) -> None:
    """F068."""
    try:
        taken = tasks.interval(formula.lower(), due_on)
    except NeverLater:
        assert tasks.next_due(formula, RecursFrom.DUE, due_on, due_on) is None
    else:
        assert taken == formula
        assert tasks.next_due(taken, RecursFrom.DUE, due_on, due_on)


@pytest.mark.parametrize(
    ("formula", "day", "following"),
    [
        ("1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("CM", date(2026, 1, 31), date(2026, 2, 28)),
        ("CM", date(2026, 1, 30), date(2026, 1, 31)),
        ("CW", date(2026, 1, 11), date(2026, 1, 18)),
        ("WD4", date(2026, 1, 8), date(2026, 1, 15)),
        ("", date(2026, 1, 8), None),
        ("-1W", date(2026, 1, 8), None),
        ("1W", date(2199, 12, 31), None),
        ("9999Y", date(2026, 1, 8), None),
    ],
)
def test_an_interval_leads_to_a_later_day_or_none(formula: str, day: date, following: date | None) -> None:
    """F068."""
    assert tasks.next_due(formula, RecursFrom.DUE, day, date(2020, 1, 1)) == following


def test_only_to_do_and_call_change_places() -> None:
    meeting = TaskKind.MEETING
    for wanted, kept in product(TaskKind, TaskKind):
        if wanted is not kept and meeting in (wanted, kept):
            with pytest.raises(MeetingStays):
                tasks.kind(wanted, kept)
        else:
            assert tasks.kind(wanted, kept) is wanted
