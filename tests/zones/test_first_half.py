"""The first half of the zones, a year of them: two files, so that two workers share the proof."""

from datetime import date

import pytest

from tests.zones import HOURS, ZONES, run

YEAR = 2026


@pytest.mark.parametrize("zone", ZONES[: len(ZONES) // 2])
def test_every_local_date_of_a_year_has_exactly_one_occurrence(zone: str) -> None:
    ((_, rung),) = run([zone], HOURS, date(YEAR, 1, 1), date(YEAR, 12, 31))
    assert rung == len(HOURS) * 365
