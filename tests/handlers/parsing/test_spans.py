"""How long somebody is away, as it is typed in four languages."""

from datetime import date

import pytest

from handlers.parsing import Period, span
from store.rules.refusals import Unreadable
from tests.handlers.parsing.readers import reader

TUESDAY = date(2026, 7, 21)
FORTNIGHT = Period(date(2026, 8, 1), date(2026, 8, 14))


@pytest.mark.parametrize(
    "typed",
    [
        *("1.-14.8.", "1.–14.8.", "1-14 august", "aug 1-14", "from 1 to 14 august"),
        *("1.8.-14.8.", "1.8.2026-14.8.2026", "2026-08-01 to 2026-08-14", "vom 1. bis 14. august", "1. bis 14.8."),
        *("du 1 au 14 août", "du 1er au 14 août", "du 1er août au 14 août", "dal 1 al 14.8.", "dal 1º al 14 agosto"),
    ],
)
def test_from_a_day_until_a_day(typed: str) -> None:
    assert span(typed, reader("en"), TUESDAY, "until_on") == FORTNIGHT


def test_a_first_day_behind_the_last_is_of_the_month_before() -> None:
    assert span("28.-3.9.", reader("en"), TUESDAY, "until_on") == Period(date(2026, 8, 28), date(2026, 9, 3))
    with pytest.raises(Unreadable):
        span("31.-1.3.", reader("en"), TUESDAY, "until_on")


@pytest.mark.parametrize("typed", ["until friday", "jusqu'au 24.7.", "bis 24.7.", "fino al 24.7.", "monday to friday"])
def test_what_has_begun_or_has_no_beginning_runs_from_today(typed: str) -> None:
    assert span(typed, reader("en"), TUESDAY, "until_on") == Period(None, date(2026, 7, 24))


def test_a_day_is_a_day_and_what_has_no_end_is_open() -> None:
    assert span("tomorrow", reader("en"), TUESDAY, "until_on") == Period(date(2026, 7, 22), date(2026, 7, 22))
    assert span("from 3.8.", reader("en"), TUESDAY, "until_on") == Period(date(2026, 8, 3), None)
