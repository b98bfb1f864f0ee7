"""Amounts and percentages: what is kept, and what is refused (decisions 7 and 45)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import numbers
from store.rules.refusals import (
    NotAPercentage,
    NotPositive,
    OutOfRange,
    PercentageOutOfRange,
    Refusal,
    TooLarge,
    TooPrecise,
)


@given(st.decimals(Decimal("0.01"), numbers.LARGEST, places=2))
def test_every_amount_of_cents_up_to_the_largest_is_kept_as_it_is(value: Decimal) -> None:
    kept = numbers.amount(value, "value")
    assert kept == value and kept.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        *(("0", NotPositive), ("-0.01", NotPositive), ("NaN", NotPositive), ("sNaN", NotPositive)),
        *(("Infinity", NotPositive), ("-Infinity", NotPositive), ("0.00", NotPositive)),
        *(("1000000000000", TooLarge), ("999999999999.991", TooLarge), ("1E+999999", TooLarge)),
        *(("0.001", TooPrecise), ("12.345", TooPrecise), ("1E-999999", TooPrecise)),
    ],
)
def test_an_amount_that_is_not_positive_too_large_or_too_precise_is_refused(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        numbers.amount(Decimal(typed), "value")
    assert refused.value.place == "value"


def test_more_decimals_that_are_zeros_are_no_decimals() -> None:
    assert numbers.amount(Decimal("12.5000"), "value") == Decimal("12.50")
    assert numbers.chances(Decimal("12.500")) == Decimal("12.50")


@pytest.mark.parametrize("typed", ["0.01", "0.5", "33.33", "100", "1E+2"])
def test_chances_are_more_than_nothing_and_at_most_a_hundred(typed: str) -> None:
    assert numbers.chances(Decimal(typed)) == Decimal(typed)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        *(("0", NotAPercentage), ("-1", NotAPercentage), ("100.01", NotAPercentage), ("101", NotAPercentage)),
        *(("NaN", NotAPercentage), ("Infinity", NotAPercentage), ("1E+999999", NotAPercentage)),
        *(("33.333", TooPrecise), ("1E-999999", TooPrecise)),
    ],
)
def test_chances_outside_of_that_or_with_more_than_two_decimals_are_refused(typed: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        numbers.chances(Decimal(typed))
    assert refused.value.place == "chances"


@given(st.decimals(-(10**12), 10**12, places=9))
def test_what_is_derived_is_stored_with_six_decimals_half_away_from_zero(value: Decimal) -> None:
    stored = numbers.stored(value)
    assert stored.as_tuple().exponent == -6
    assert abs(stored - value) <= Decimal("0.0000005")
    assert abs(stored) >= abs(value) or abs(stored - value) < Decimal("0.0000005")


@pytest.mark.parametrize("typed", ["0", "-0", "0.01", "33.33", "100", "1E+2"])
def test_a_stages_percentage_goes_from_nothing_to_a_hundred(typed: str) -> None:
    """F007: 0 and 100 pass."""
    assert numbers.percentage(Decimal(typed), "completed") == Decimal(typed)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        *(("101", PercentageOutOfRange), ("-1", PercentageOutOfRange), ("100.01", PercentageOutOfRange)),
        *(("NaN", PercentageOutOfRange), ("sNaN", PercentageOutOfRange), ("1E+999999", PercentageOutOfRange)),
        *(("0.001", TooPrecise), ("1E-999999", TooPrecise)),
    ],
)
def test_a_percentage_beyond_is_refused(typed: str, refusal: type[Refusal]) -> None:
    """F007: 101 and -1 are refused."""
    with pytest.raises(refusal) as refused:
        numbers.percentage(Decimal(typed), "completed")
    assert refused.value.place == "completed"


@pytest.mark.parametrize("typed", ["0", "11", "1.5", "-1", "NaN", "sNaN", "Infinity", "1E+999999", "1E-999999"])
def test_a_whole_number_outside_of_its_bounds_is_refused(typed: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        numbers.whole(Decimal(typed), "max_days", 1, 10)
    assert (refused.value.least, refused.value.most) == (1, 10)
    assert numbers.whole(Decimal("1E+1"), "max_days", 1, 10) == 10
