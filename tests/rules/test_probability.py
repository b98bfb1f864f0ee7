"""Probability and weighted value, to the last digit (domain.md C.1, C.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.numbers import LARGEST
from store.rules.probability import probability, weighted
from store.rules.words import Method

PERCENTAGES = st.decimals(0, 100, places=2)
AMOUNTS = st.decimals(Decimal("0.01"), LARGEST, places=2)
UNIT = Decimal("0.000001")


@pytest.mark.parametrize(
    ("method", "value", "chances", "completed", "likely", "worth"),
    [
        (Method.MULTIPLY, "50000", "25", "35", "8.75", "4375"),
        (Method.MULTIPLY, "10000", "10", "2", "0.2", "20"),
        (Method.MULTIPLY, "12345.67", "80", "85", "68", "8395.0556"),
        (Method.ADD, "50000", "25", "35", "30", "15000"),
        (Method.ADD, "12345.67", "80", "85", "82.5", "10185.17775"),
        (Method.ADD, "84000", "60", "70", "65", "54600"),
        (Method.CHANCES, "50000", "25", "35", "25", "12500"),
        (Method.CHANCES, "1000", "100", "95", "100", "1000"),
        (Method.CHANCES, "12345.67", "80", "85", "80", "9876.536"),
        (Method.COMPLETED, "50000", "25", "35", "35", "17500"),
        (Method.COMPLETED, "10000", "10", "2", "2", "200"),
        (Method.COMPLETED, "12345.67", "80", "85", "85", "10493.8195"),
    ],
)
def test_the_table_of_the_reference_is_met_exactly(
    method: Method, value: str, chances: str, completed: str, likely: str, worth: str
) -> None:
    """F042-F044."""
    found = probability(method, Decimal(chances), Decimal(completed))
    assert (found, weighted(Decimal(value), found)) == (Decimal(likely), Decimal(worth))


@given(st.sampled_from(Method), PERCENTAGES, PERCENTAGES)
def test_a_probability_is_a_percentage_and_grows_with_what_it_is_made_of(
    method: Method, chances: Decimal, completed: Decimal
) -> None:
    found = probability(method, chances, completed)
    assert 0 <= found <= 100
    assert found <= probability(method, Decimal(100), completed)
    assert found <= probability(method, chances, Decimal(100))


@given(st.sampled_from(Method), st.integers(0, 100), st.integers(0, 100))
def test_whole_percentages_are_never_rounded(method: Method, chances: int, completed: int) -> None:
    exact = {
        Method.MULTIPLY: Decimal(chances * completed) / 100,
        Method.ADD: Decimal(chances + completed) / 2,
        Method.CHANCES: Decimal(chances),
        Method.COMPLETED: Decimal(completed),
    }
    assert probability(method, Decimal(chances), Decimal(completed)) == exact[method]


@given(AMOUNTS, st.decimals(0, 100, places=6))
def test_a_weighted_value_is_kept_with_six_decimals_rounded_half_away_from_zero(
    value: Decimal, likely: Decimal
) -> None:
    """F044."""
    found = weighted(value, likely)
    assert found.as_tuple().exponent == -6
    twice = 2 * (value * likely - 100 * found)  # in hundredths of what is left over, exactly
    assert -100 * UNIT <= twice < 100 * UNIT  # an exact half was rounded up, and is now too much


def test_half_of_the_last_digit_is_rounded_up() -> None:
    assert weighted(Decimal("0.01"), Decimal("0.005")) == Decimal("0.000001")
    assert weighted(Decimal("0.01"), Decimal("0.0049")) == 0
    assert probability(Method.MULTIPLY, Decimal("0.05"), Decimal("0.01")) == Decimal("0.000005")


def test_the_largest_amount_is_weighted_to_the_last_digit() -> None:
    assert weighted(LARGEST, Decimal("99.999999")) == Decimal("999999989999.990000")
