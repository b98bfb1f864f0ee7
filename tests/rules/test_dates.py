"""Business dates: today in a zone, and the window of every typed date."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store.rules import dates
from store.rules.refusals import TooEarly, TooLate


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-01-05T22:59:59", "Europe/Zurich", "2026-01-05"),
        ("2026-01-05T23:00:00", "Europe/Zurich", "2026-01-06"),
        ("2026-07-05T22:00:00", "Europe/Zurich", "2026-07-06"),
        ("2026-01-05T10:00:00", "Pacific/Kiritimati", "2026-01-06"),
        ("2026-01-05T10:00:00", "Pacific/Pago_Pago", "2026-01-04"),
    ],
)
def test_today_is_the_day_in_the_zone(moment: str, zone: str, day: str) -> None:
    assert dates.today(datetime.fromisoformat(moment).replace(tzinfo=UTC), zone) == date.fromisoformat(day)


def test_the_bounds_of_a_window_pass_and_the_days_beside_them_do_not() -> None:
    first, last, day = date(2026, 1, 5), date(2026, 2, 5), timedelta(days=1)
    assert [dates.between(d, "closing_on", first, last) for d in (first, last)] == [first, last]
    with pytest.raises(TooEarly) as early:
        dates.between(first - day, "closing_on", first, last)
    with pytest.raises(TooLate) as late:
        dates.between(last + day, "closing_on", first, last)
    assert (early.value.field, early.value.earliest, late.value.latest) == ("closing_on", first, last)


def test_no_window_is_wider_than_two_hundred_years() -> None:
    with pytest.raises(TooEarly) as early:
        dates.between(date(1999, 12, 31), "due_on", date(1900, 1, 1))
    with pytest.raises(TooLate) as late:
        dates.between(date(2200, 1, 1), "due_on", latest=date(9999, 12, 31))
    assert (early.value.earliest, late.value.latest) == (date(2000, 1, 1), date(2199, 12, 31))
