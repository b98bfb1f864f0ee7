"""Date formulas (domain.md C.7)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import formulas
from store.rules.refusals import Misleading, Unreadable

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("formula", "start", "found"),
    [
        ("", "2026-01-12", "2026-01-12"),
        ("2W+1D", "2026-01-12", "2026-01-27"),
        ("1M", "2026-01-31", "2026-02-28"),
        ("1M", "2028-01-31", "2028-02-29"),
        ("1Q", "2026-11-30", "2027-02-28"),
        ("1Y", "2028-02-29", "2029-02-28"),
        ("-1M", "2026-03-31", "2026-02-28"),
        ("CM+10D", "2026-01-15", "2026-02-10"),
        ("CW", "2026-01-12", "2026-01-18"),
        ("CW", "2026-01-18", "2026-01-18"),
        ("CQ", "2026-02-01", "2026-03-31"),
        ("CY", "2026-02-01", "2026-12-31"),
        ("CD", "2026-02-01", "2026-02-01"),
        ("-CM", "2026-02-17", "2026-02-01"),
        ("-CQ", "2026-06-30", "2026-04-01"),
        ("-CY", "2026-06-30", "2026-01-01"),
        ("-CW", "2026-01-18", "2026-01-12"),
        ("D10", "2026-01-09", "2026-01-10"),
        ("D10", "2026-01-10", "2026-02-10"),
        ("D31", "2026-01-31", "2026-03-31"),
        ("-D10", "2026-01-10", "2025-12-10"),
        ("WD4", "2026-01-12", "2026-01-15"),
        ("WD4", "2026-01-15", "2026-01-22"),
        ("-WD4", "2026-01-15", "2026-01-08"),
        ("1M-1D", "2026-01-31", "2026-02-27"),
    ],
)
def test_a_formula_gives_the_date_the_reference_gives(formula: str, start: str, found: str) -> None:
    assert formulas.apply(formula, date.fromisoformat(start)) == date.fromisoformat(found)


def test_lower_case_and_blanks_are_taken() -> None:
    assert formulas.check(" 2w + 1d ") == "2W+1D"
    assert formulas.check("") == ""


@pytest.mark.parametrize(
    "formula",
    [
        "2X",
        "2W1D",
        "W2",
        "++1D",
        "1D+",
        "12345D",
        "D0",
        "D32",
        "WD0",
        "WD8",
        "CX",
        "1.5D",
        "٣D",
        "1D+1D+1D+1D+1D+1D+10D",
    ],
)
def test_what_is_no_formula_or_longer_than_twenty_signs_is_refused(formula: str) -> None:
    with pytest.raises(Unreadable) as refused:
        formulas.check(formula)
    assert (refused.value.field, refused.value.kind) == ("date_formula", "formula")


def test_a_formula_that_leaves_the_calendar_is_refused_when_it_is_applied() -> None:
    for formula in ("9999Y", "-9999Y", "-9999Q"):
        assert formulas.check(formula) == formula
        with pytest.raises(Unreadable):
            formulas.apply(formula, date(2026, 1, 1))


@given(DAYS, st.integers(0, 9999))
def test_days_and_weeks_are_days(start: date, count: int) -> None:
    assert formulas.apply(f"{count}D", start) == start + timedelta(days=count)
    assert formulas.apply(f"{count % 1000}W", start) == start + timedelta(days=7 * (count % 1000))


@given(DAYS, st.integers(0, 1200))
def test_months_keep_the_day_or_end_with_the_month(start: date, count: int) -> None:
    found = formulas.apply(f"{count}M", start)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == count
    assert found.day == start.day or (found.day < start.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, st.sampled_from("WMQY"))
def test_the_current_period_ends_on_the_day_before_the_next_one_starts(start: date, unit: str) -> None:
    first, last = formulas.apply(f"-C{unit}", start), formulas.apply(f"C{unit}", start)
    assert first <= start <= last
    assert formulas.apply(f"-C{unit}", last + timedelta(days=1)) == last + timedelta(days=1)


@given(DAYS, st.integers(1, 7))
def test_the_next_weekday_is_one_to_seven_days_ahead(start: date, weekday: int) -> None:
    found = formulas.apply(f"WD{weekday}", start)
    assert found.isoweekday() == weekday and 1 <= (found - start).days <= 7


@pytest.mark.parametrize("formula", ["", "0D", "8W", "2W+1D", "CM", "CM+10D", "CW", "D31", "WD1", "CY", "1M-28D"])
def test_a_stages_formula_leads_on_from_every_day(formula: str) -> None:
    """F009: arriving on any day can be planned with it."""
    assert formulas.forward(formula, date(2026, 1, 5)) == formula
    for n in range(0, 800, 7):
        start = date(2026, 1, 5) + timedelta(days=n)
        assert formulas.apply(formula, start) >= start


@pytest.mark.parametrize(
    ("formula", "start", "leads"),
    [
        ("-CM", date(2026, 1, 5), date(2026, 1, 1)),
        ("-1D", date(2026, 1, 5), date(2026, 1, 4)),
        ("CM-10D", date(2026, 1, 22), date(2026, 1, 21)),
        ("1M-29D", date(2026, 1, 31), date(2026, 1, 30)),
        ("9999W", date(2026, 1, 5), date(2217, 8, 25)),
    ],
)
def test_one_that_leads_back_or_too_far_is_refused_with_the_first_day_it_does(
    formula: str, start: date, leads: date
) -> None:
    """F009: and with the date it would give."""
    with pytest.raises(Misleading) as refused:
        formulas.forward(formula, date(2026, 1, 5))
    assert (refused.value.start, refused.value.leads, refused.value.place) == (start, leads, "date_formula")
