"""Date formulas such as `2W+1D`, `CM+10D`, `WD4` (domain.md C.7), in their language-neutral form."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from store.rules.dates import LAST
from store.rules.refusals import Misleading, Unreadable

LONGEST = 20
FORESEEN = 4 * 366  # days: every month's end and start, the leap day's too
_TERM = re.compile(r"([+-]?)(?:(\d{1,4})([DWMQY])|C([DWMQY])|D(\d{1,2})|WD([1-7]))", re.ASCII)


def check(text: str, field: str = "date_formula") -> str:
    """The formula in upper case without blanks; an empty one means the same day. Raises Unreadable."""
    formula = re.sub(r"\s+", "", text).upper()
    _terms(formula, field)
    return formula


def apply(formula: str, start: date) -> date:
    """The date that `formula` gives from `start`. Raises Unreadable, also when it leaves the calendar."""
    day = start
    try:
        for step in _terms(formula, "date_formula"):
            day = step(day)
    except (OverflowError, ValueError):
        raise Unreadable("date_formula", "formula", formula) from None
    return day


def forward(text: str, today: date, field: str = "date_formula") -> str:
    """The formula of a stage, checked: from whichever day of the coming years it leads to that day or a later one.

    Raises Unreadable; Misleading with the first day from which it does not, or leaves the calendar.
    """
    formula = check(text, field)
    for start in (today + timedelta(days=n) for n in range(FORESEEN)):
        leads = apply(formula, start)
        if not start <= leads <= LAST:
            raise Misleading(field, formula, start, leads)
    return formula


def _terms(formula: str, field: str) -> list[Callable[[date], date]]:
    steps, position = [], 0
    while position < len(formula):
        match = _TERM.match(formula, position)
        if match is None or (position > 0 and not match[1]) or len(formula) > LONGEST:
            raise Unreadable(field, "formula", formula)
        steps.append(_step(match, formula, field))
        position = match.end()
    return steps


def _step(match: re.Match[str], formula: str, field: str) -> Callable[[date], date]:
    sign, count, unit, current, day_of_month, weekday = match.groups()
    direction = -1 if sign == "-" else 1
    if count:
        return lambda day: _shifted(day, direction * int(count), unit)
    if current:
        return lambda day: _start_of(day, current) if direction < 0 else _end_of(day, current)
    if weekday:
        return lambda day: _next_weekday(day, int(weekday), direction)
    if not 1 <= int(day_of_month) <= 31:
        raise Unreadable(field, "formula", formula)
    return lambda day: _next_day_of_month(day, int(day_of_month), direction)


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in "DW":
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    return _plus_months(day, count * {"M": 1, "Q": 3, "Y": 12}[unit])


def _plus_months(day: date, months: int) -> date:
    """Month steps clamp to the month's end: 31 January + 1M is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _start_of(day: date, unit: str) -> date:
    match unit:
        case "D":
            return day
        case "W":
            return day - timedelta(days=day.weekday())
        case "M":
            return day.replace(day=1)
        case "Q":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return day.replace(month=1, day=1)


def _end_of(day: date, unit: str) -> date:
    return _shifted(_start_of(day, unit), 1, unit) - timedelta(days=1)


def _next_weekday(day: date, weekday: int, direction: int) -> date:
    ahead = (weekday - 1 - day.weekday()) * direction % 7 or 7
    return day + timedelta(days=direction * ahead)


def _next_day_of_month(day: date, wanted: int, direction: int) -> date:
    first = day.replace(day=1)
    for months in range(13):
        month = _plus_months(first, direction * months)
        if wanted <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=wanted)
            if (found > day) if direction > 0 else (found < day):
                return found
    raise ValueError(wanted)
