"""Parking: until when an opportunity may rest, and when resting has become a risk (issue 4, Park)."""

from datetime import date, timedelta

from store.rules import dates, formulas

REASON = 200  # characters
RISK = 3  # times: what was parked so often is at risk


def earliest(today: date) -> date:
    """The first day until which something may be parked today: on it, it is awake again."""
    return today + timedelta(days=1)


def latest(today: date) -> date:
    """The last day until which something may be parked today."""
    return formulas.apply("1Y", today)


def until(day: date, today: date) -> date:
    """The day itself when an opportunity may be parked until then: from tomorrow on, and at most a year.

    Raises TooEarly and TooLate on `until_on`.
    """
    return dates.between(day, "until_on", earliest(today), latest(today))
