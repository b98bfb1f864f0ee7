"""Dates as people write and say them: `31.12.`, `15 janvier 2027`, `next friday`, `fin du mois`, `2W`."""

import calendar
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from handlers.parsing import phrases
from handlers.parsing.calendars import WEEKDAYS, either
from handlers.parsing.figures import plain
from handlers.texts import Texts, pattern
from store.rules import formulas
from store.rules.refusals import AmbiguousDate, Unreadable
from store.rules.text import folded

LONGEST = 40
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})", re.ASCII)
_NO_YEAR = re.compile(r"([0-9]{1,2})([./]) ?([0-9]{1,2})(\.?)", re.ASCII)
_FORMULA = re.compile(r"[-+]?(?:[0-9]{1,4}[DWMQY]|C[DWMQY]|D[0-9]|WD[1-7])[-+0-9CDWMQY]{0,16}", re.ASCII)
_NAMED = re.compile(rf"({either(WEEKDAYS)})\.?,? (.+)", re.IGNORECASE)
_SPOKEN = re.compile(r"[\w .,'’°º/-]+")


def day(typed: str, texts: Texts, field: str, today: date, *, past: bool = False) -> date:
    """The one date a text means, said on `today`. Raises Unreadable, AmbiguousDate.

    Without a year it is the next such day, today included; in the `past` (a date of change, of closing) the last one.
    """
    found = readings(typed, texts, today, past=past)
    if len(found) > 1:
        raise AmbiguousDate(field, typed, found)
    if not found:
        raise Unreadable(field, "no such day" if never(typed) else "date", typed)
    return found[0]


def readings(typed: str, texts: Texts, today: date, *, past: bool = False, loose: bool = True) -> tuple[date, ...]:
    """Every date a text can mean: none, one, or several between which only the person can choose.

    Dots are always day.month.year; another sign is in the reader's order where it is the reader's own, else only one
    order may fit. `loose`: also what is a date only where one is expected: `friday`, `march`, `Q1`, `26.1`, `2W`.
    """
    text = plain(typed).strip()
    if not text or len(text) > LONGEST or any(c.isdigit() and not c.isdecimal() for c in text):
        return ()
    found = list(_in_figures(text, texts, today, past=past, loose=loose))
    if not found and loose and _FORMULA.fullmatch(text.upper()):
        with suppress(Unreadable):
            found = [formulas.apply(text.upper(), today)]
    if not found and re.search(r"[^\W\d_]", text) and _SPOKEN.fullmatch(text):
        found = list(_in_words(text, texts, today, past=past, loose=loose))
    return tuple(dict.fromkeys(found))


def never(typed: str) -> bool:
    """Whether a text is a date in figures that no calendar has, as 31.2., 30.2.2027 and 2027-02-30 are.

    The day before the month only with dots: other signs stand in either order.
    """
    text = plain(typed).strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, number = int(match[1]), int(match[3]), int(match[4])
        return year > 0 and 1 <= month <= 12 and calendar.monthrange(year, month)[1] < number <= 31
    match = _YEAR_LAST.fullmatch(text) or _NO_YEAR.fullmatch(text)
    if not match or match[2] != "." or len(text) > LONGEST or (match.re is _NO_YEAR and not match[4]):
        return False
    number, month = int(match[1]), int(match[3])
    if not (1 <= number <= 31 and 1 <= month <= 12):
        return False
    year = int(match[4]) % 100 + 2000 if match.re is _YEAR_LAST else 2000  # a leap year, as one will come
    return number > calendar.monthrange(year, month)[1]


def _in_words(text: str, texts: Texts, today: date, *, past: bool, loose: bool) -> Iterator[date]:
    """A phrase; or the name of a weekday before a date in figures that is one."""
    words = folded(text)
    with suppress(OverflowError, ValueError, Unreadable):  # what lies beyond the calendar is no date
        yield from phrases.readings(words, today, past=past, loose=loose)
    if match := _NAMED.fullmatch(text):
        named = (d for d in _in_figures(match[2], texts, today, past=past, loose=True))
        yield from (d for d in named if d.weekday() == WEEKDAYS[folded(match[1])])


def _in_figures(text: str, texts: Texts, today: date, *, past: bool, loose: bool) -> Iterator[date]:
    if match := _YEAR_FIRST.fullmatch(text):
        with suppress(ValueError):
            yield date(int(match[1]), int(match[3]), int(match[4]))
    elif match := _YEAR_LAST.fullmatch(text):
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        for number, month in _orders(match[2], int(match[1]), int(match[3]), texts):
            with suppress(ValueError):
                yield date(year, month, number)
    elif match := _NO_YEAR.fullmatch(text):
        if not loose and not (match[2] == "." and match[4]):
            return
        for number, month in _orders(match[2], int(match[1]), int(match[3]), texts):
            if found := phrases.without_year(number, month, today, past=past):
                yield found


def _orders(sign: str, first: int, second: int, texts: Texts) -> list[tuple[int, int]]:
    """As (day, month): in the reader's order where that gives a month, else in any that does."""
    written = pattern(texts.locale)
    as_typed, other = (first, second), (second, first)
    if sign == ".":
        return [as_typed]
    own = sign in written and not written.startswith("y")
    orders = [as_typed, other] if written.index("d") < written.index("M") else [other, as_typed]
    possible = [(number, month) for number, month in orders if 1 <= month <= 12 and 1 <= number <= 31]
    return possible[:1] if own else possible
