"""Dates said in words, in any of four languages, and what they can mean on a given day.

The rules, where people differ:
- *next friday* is the first Friday after today and the Friday of next week: where these are two days both are meant,
  and the person is asked. *this friday* is the first one, today included, *coming friday* the first after today.
- *friday* alone, said on a Friday, can be today or a week from today.
- *last friday* mirrors *next friday*.
- *monday 26* is in this month or the one beside it, where that day is a Monday; else it is no date.
- *end of week* is its Friday or its Sunday, while both lie ahead.
- *march* alone, where a day is asked for, is its first or its last day; a quarter is its last day.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from handlers.parsing.calendars import (
    COMING,
    COUNTS,
    END,
    ENDS,
    LAST,
    MONTHS,
    NEAR,
    NEXT,
    OF,
    THIS,
    UNITS,
    WEEKDAYS,
    either,
)
from store.rules import formulas

_M, _W, _U = either(MONTHS), either(WEEKDAYS), either(UNITS)
_Y = r"(?P<year>(?:19|2[01])[0-9]{2})"
_N = rf"(?P<count>[0-9]{{1,4}}|{either(COUNTS)})"
_D = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|e|o)?"
_WHICH = rf"(?:(?P<next>{NEXT})|(?P<coming>{COMING})|(?P<this>{THIS})|(?P<last>{LAST}))"
_FILLERS = re.compile(r"(?:(?:the|le|la|l|den|dem|der|il|lo|zum) ){1,2}")
_QUARTER = rf"(?:[qt](?P<q>[1-4])|(?P<qn>[1-4])(?:st|nd|rd|th|er|e|o)? (?:quarter|quartal|trimestre))(?: {_Y})?"
_WEEK = timedelta(days=7)

Match = re.Match[str]


def readings(words: str, today: date, *, past: bool, loose: bool) -> Iterator[date]:
    """What the folded words can mean. Raises OverflowError or ValueError for what leaves the calendar."""
    filler = _FILLERS.match(words)
    said = words[filler.end() :] if filler else words
    for shape, meaning, only_loose in _RULES:
        match = shape.fullmatch(said)
        if match and (loose or not only_loose):
            yield from meaning(match, today, past)


def without_year(number: int, month: int, today: date, *, past: bool) -> date | None:
    """The next such day, today included, or in the past the last one; None when there never is one."""
    for years in range(9):  # a 29 February may be eight years off
        year = today.year + (-years if past else years)
        if 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]:
            found = date(year, month, number)
            if found <= today if past else found >= today:
                return found
    return None


def _dated(match: Match, today: date, past: bool) -> Iterator[date]:
    """`15 janvier`, `Jan 15, 2027`, `Fri, 16 Jan`: the weekday must be that of the day."""
    number, month = int(match["day"]), MONTHS[match["month"]]
    if match["year"]:
        fits = 1 <= number <= calendar.monthrange(int(match["year"]), month)[1]
        found = date(int(match["year"]), month, number) if fits else None
    else:
        found = without_year(number, month, today, past=past)
    if found and match["weekday"] in (None, *(name for name, day in WEEKDAYS.items() if day == found.weekday())):
        yield found


def _near(match: Match, today: date, _past: bool) -> Iterator[date]:
    yield today + timedelta(days=NEAR[match["near"]])


def _ahead(match: Match, today: date, _past: bool) -> Iterator[date]:
    yield formulas.apply(f"{_counted(match)}{UNITS[match['unit']]}", today)


def _ago(match: Match, today: date, _past: bool) -> Iterator[date]:
    yield formulas.apply(f"-{_counted(match)}{UNITS[match['unit']]}", today)


def _counted(match: Match) -> int:
    return COUNTS.get(match["count"]) or int(match["count"])


def _qualified(match: Match, today: date, _past: bool) -> Iterator[date]:
    """`next friday`, `ce vendredi`, `letzten Freitag`: see the rules above."""
    wanted = WEEKDAYS[match["weekday"]]
    ahead = timedelta(days=(wanted - today.weekday()) % 7)
    in_this_week = today - timedelta(days=today.weekday() - wanted)
    if match["last"]:
        yield today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
        yield in_this_week - _WEEK
    elif match["this"]:
        yield today + ahead
    else:
        yield today + (ahead or _WEEK)
        if match["next"]:
            yield in_this_week + _WEEK


def _weekday(match: Match, today: date, past: bool) -> Iterator[date]:
    """`friday`: the next one, or in the past the last one; on a Friday today and the one a week from it."""
    apart = (WEEKDAYS[match["weekday"]] - today.weekday()) % 7
    if apart == 0:
        yield today
    yield today + timedelta(days=apart - 7 if past else apart or 7)


def _numbered(match: Match, today: date, past: bool) -> Iterator[date]:
    """`lundi 26`: in the first month whose 26th is not behind us, or in the past not ahead, if it is a Monday there."""
    months = [formulas.apply(f"{sign}CM{sign}1D", today) for sign in ("-" if past else "+")]
    for month in (today, *months):
        fits = int(match["day"]) <= calendar.monthrange(month.year, month.month)[1]
        found = month.replace(day=int(match["day"])) if fits else None
        if found and (found <= today if past else found >= today):
            if found.weekday() == WEEKDAYS[match["weekday"]]:
                yield found
            return


def _end(match: Match, today: date, _past: bool) -> Iterator[date]:
    """`end of month`, `fin de l'année prochaine`, `eow`."""
    unit = UNITS[match["unit"]] if "unit" in match.re.groupindex else ENDS[match["ends"]]
    shift = 0
    if "unit" in match.re.groupindex:
        shift = 1 if match["next"] or match["coming"] else -1 if match["last"] else 0
    within = {0: today, 1: formulas.apply(f"C{unit}+1D", today), -1: formulas.apply(f"-C{unit}-1D", today)}[shift]
    end = formulas.apply(f"C{unit}", within)
    if unit == "W" and (shift or end - timedelta(days=2) >= today):
        yield end - timedelta(days=2)
    yield end


def _end_of_month(match: Match, today: date, past: bool) -> Iterator[date]:
    yield from list(_of_month(match, today, past))[-1:]


def _month(match: Match, today: date, past: bool) -> Iterator[date]:
    """A month is its first day or its last, as far as it is ahead."""
    found = list(_of_month(match, today, past))
    yield from found if match["year"] else (d for d in found if (d <= today if past else d >= today))


def _of_month(match: Match, today: date, past: bool) -> Iterator[date]:
    yield from month_of(MONTHS[match["month"]], match["year"], today, past=past)


def month_of(month: int, year: str | None, today: date, *, past: bool) -> tuple[date, date]:
    """The first and the last day of a month: without a year the next one that is not over, or the last that began."""
    number = int(year) if year else today.year
    if not year and past and month > today.month:
        number -= 1
    elif not year and not past and month < today.month:
        number += 1
    first = date(number, month, 1)
    return first, formulas.apply("CM", first)


def quarter_of(match: Match, today: date, *, past: bool) -> tuple[date, date]:
    """The first and the last day of a quarter: without a year the next one that is not over, or the last that began."""
    quarter = int(match["q"] or match["qn"])
    number = int(match["year"]) if match["year"] else today.year
    present = (today.month + 2) // 3
    if not match["year"] and (quarter > present if past else quarter < present):
        number += -1 if past else 1
    first = date(number, quarter * 3 - 2, 1)
    return first, formulas.apply("CQ", first)


def _quarter(match: Match, today: date, past: bool) -> Iterator[date]:
    yield quarter_of(match, today, past=past)[1]


def _end_of_year(match: Match, _today: date, _past: bool) -> Iterator[date]:
    yield date(int(match["year"]), 12, 31)


_ON = rf"(?:(?P<weekday>{_W}) )?"
_UNIT = rf"(?:{_WHICH} )?(?P<unit>{_U})"
QUARTER = re.compile(_QUARTER)
NUMBERED = re.compile(rf"(?:(?P<weekday>{_W})|[qt][1-4]) (?:the )?{_D}")  # of one kind, or no date: never two figures
MONTH = re.compile(rf"(?P<month>{_M})(?: {_Y})?")
PERIOD = re.compile(rf"(?:{_M})(?: {_Y})?|{_QUARTER.replace('?P<year>', '?:')}")  # what only with `by` is a day
# A shape, what it means, and whether it is a date only where one is expected.
_RULES: list[tuple[re.Pattern[str], Callable[[Match, date, bool], Iterator[date]], bool]] = [
    (re.compile(rf"{_ON}(?:the |le |den |il )?{_D} (?:of |de |di )?(?P<month>{_M})(?: {_Y})?"), _dated, False),
    (re.compile(rf"{_ON}(?P<month>{_M}) (?:the )?{_D}(?: {_Y})?"), _dated, False),
    (re.compile(rf"(?P<near>{either(NEAR)})"), _near, True),
    (re.compile(rf"(?:in|dans|tra|fra) {_N} (?P<unit>{_U})"), _ahead, False),
    (re.compile(rf"{_N} (?P<unit>{_U}) from now"), _ahead, False),
    (re.compile(rf"{_N} (?P<unit>{_U}) (?:ago|fa)"), _ago, False),
    (re.compile(rf"(?:(?:il )?y a|vor) {_N} (?P<unit>{_U})"), _ago, False),
    (re.compile(rf"{_WHICH} (?P<weekday>{_W})"), _qualified, False),
    (re.compile(rf"(?P<weekday>{_W}) {_WHICH}"), _qualified, False),
    (re.compile(rf"(?P<weekday>{_W})"), _weekday, True),
    (re.compile(rf"(?P<weekday>{_W}) (?:the )?{_D}"), _numbered, True),
    (re.compile(rf"(?P<ends>{either(ENDS)})"), _end, False),
    (re.compile(rf"(?:{END}) (?:{OF})?(?:the )?{_UNIT}"), _end, False),
    (re.compile(rf"(?:{END}) (?:{OF})?(?:the )?(?P<unit>{_U}) {_WHICH}"), _end, False),
    (re.compile(rf"(?:{END}) (?:{OF})?(?P<month>{_M})(?: {_Y})?"), _end_of_month, False),
    (re.compile(rf"(?:{END}) (?:{OF})?(?:the )?{_QUARTER}"), _quarter, False),
    (re.compile(rf"(?:{END}) (?:{OF})?{_Y}"), _end_of_year, False),
    (MONTH, _month, True),
    (QUARTER, _quarter, True),
]  # fmt: skip
