"""Several checks at once."""

import pytest

from store.rules.checks import Checks, Several
from store.rules.refusals import Missing, NotPositive, Refusal, TooLong


def refuse(refusal: Refusal) -> int:
    """A check that refuses."""
    raise refusal


def test_checks_that_pass_give_their_results_and_nothing_is_raised() -> None:
    checks = Checks()
    assert checks(max, 1, 2) == 2
    checks.done()


def test_one_refusal_is_raised_as_itself() -> None:
    checks, refusal = Checks(), Missing("description")
    assert checks(refuse, refusal) is None
    with pytest.raises(Missing) as raised:
        checks.done()
    assert raised.value is refusal


def test_several_refusals_are_raised_together_in_their_order_and_flat() -> None:
    first, second, third = Missing("description"), NotPositive("value"), TooLong("name", 200)
    checks = Checks()
    checks(refuse, first)
    checks(refuse, Several((second, third)))
    with pytest.raises(Several) as raised:
        checks.done()
    assert raised.value.refusals == (first, second, third)


def test_a_bug_is_no_refusal() -> None:
    with pytest.raises(ZeroDivisionError):
        Checks()(divmod, 1, 0)
