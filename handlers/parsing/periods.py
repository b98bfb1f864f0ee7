"""Periods as people say them: `this month`, `nächstes Quartal`, `Q1`, `until 31.3.`, `from 1.2. to 31.3.`."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from handlers.parsing import days, phrases
from handlers.parsing.calendars import COMING, COUNTS, LAST, MONTHS, NEXT, THIS, UNITS, either
from handlers.parsing.figures import plain
from handlers.texts import Texts
from store.rules import formulas
from store.rules.refusals import Unreadable
from store.rules.text import folded

LONGEST = 60
_UNTIL = r"until|till|by|to|up to|jusqu'?(?:au|a|en)?|au|bis(?: zum| ende)?|fino (?:al|a)|entro(?: il)?|al"
_SINCE = r"since|depuis(?: le)?|seit(?: dem)?"
_FROM = r"from|a partir (?:du|de)|des(?: le)?|du|ab(?: dem)?|von|vom|dal|da|dall"
_TO = r" ?[–…] ?| - |(?<=[a-z.])-|-(?=[a-z])"
_BOTH = re.compile(
    rf"(?:(?:{_FROM}|{_SINCE}) |between |entre |zwischen |tra )?(.+?)(?: (?:{_UNTIL}|and|et|und|e) |{_TO})(.+)"
    r"|(?:de |d'|da |dal )?(.+?) (?:a|al) (.+)"
)
_ONE = re.compile(rf"(?:(?P<until>{_UNTIL})|(?P<since>{_SINCE})|(?:{_FROM})) ?(?P<what>.+)")
_WHICH = rf"(?:(?P<next>{NEXT}|{COMING})|(?P<this>{THIS})|(?P<last>{LAST}))"
_U = either(UNITS)
_UNIT = re.compile(rf"(?:{_WHICH} (?P<unit>{_U}))")
_UNIT_FIRST = re.compile(rf"(?P<unit>{_U}) {_WHICH}")
_SEVERAL = re.compile(
    rf"(?:{_WHICH} (?P<count>[0-9]{{1,3}}|{either(COUNTS)})"
    rf"|(?P<first>[0-9]{{1,3}}) (?:(?P<ahead>{NEXT})|(?P<ago>{LAST}))) (?P<units>{_U})"
)
_LEADING = re.compile(r"^(?:on|in|the|le|la|l|les|die|der|den|das|il|lo|la|i|gli|am|im|en|nel|nell|dans) ")
_YEAR = re.compile(r"(?:19|2[01])[0-9]{2}")
_NO_YEAR = re.compile(r"[0-9]{1,2}([./])[0-9]{1,2}")
_Days = tuple[date, date]
_LEAP = 9  # so many years hold a 29 February


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None where it is open."""

    since: date | None
    until: date | None


def period(typed: str, texts: Texts, today: date, field: str) -> Period:
    """The period a text means, said on `today`; a single day is one too. Raises Unreadable, AmbiguousDate.

    A month or quarter without a year is the next one that is not over, behind `since` the last that began. Between
    two, what has no year goes with the other: `from november to february` began in November.
    """
    text = " ".join(plain(typed).casefold().split())
    if text and len(text) <= LONGEST:
        with suppress(OverflowError, ValueError, Unreadable):
            if found := _read(text, texts, today, field):
                return found
    raise Unreadable(field, "period", typed)


def _read(text: str, texts: Texts, today: date, field: str) -> Period | None:
    if whole := _whole(text, texts, today, field):
        return Period(*whole)
    bare = _unaccented(text)
    if match := _ONE.fullmatch(bare):
        whole = _whole(match["what"], texts, today, field, past=bool(match["since"]))
        if whole:
            return Period(None, whole[1]) if match["until"] else Period(whole[0], None)
    match = _BOTH.fullmatch(bare)
    return _between(match[1] or match[3], match[2] or match[4], texts, today, field) if match else None


def _between(first: str, last: str, texts: Texts, today: date, field: str) -> Period | None:
    """From the one to the other; None where that is backwards."""
    begin, end = _whole(first, texts, today, field), _whole(last, texts, today, field)
    if not begin or not end:
        return None
    running = min(begin[1], today)  # an end before it would be within what is over
    earlier = (_in_year(first, end[0].year - years, texts, today, field) for years in range(_LEAP))
    later = (_in_year(last, begin[0].year + years, texts, today, field) for years in range(_LEAP))
    if found := next((one for one in earlier if one and one[0] <= end[0]), None):
        begin = found
    elif found := next((one for one in later if one and one[1] >= max(begin[0], running)), None):
        end = found
    elif end[1] < begin[0]:
        begin = _whole(first, texts, today, field, past=True) or begin
    return Period(begin[0], end[1]) if begin[0] <= end[1] else None


def _in_year(text: str, year: int, texts: Texts, today: date, field: str) -> _Days | None:
    """What has no year in this one; None for what has one, and for `today` and the like."""
    match = _NO_YEAR.fullmatch(text)
    return _whole(f"{text}{match[1] if match else ' '}{year}", texts, today, field)


def _unaccented(text: str) -> str:
    """Without accents, but with the signs that dates in figures need."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _whole(text: str, texts: Texts, today: date, field: str, *, past: bool = False) -> _Days | None:
    """The first and the last day of what is a period or a day in itself."""
    text = _LEADING.sub("", text)
    words = _LEADING.sub("", folded(text))
    if match := _UNIT.fullmatch(words) or _UNIT_FIRST.fullmatch(words):
        return _unit(match, today)
    if match := _SEVERAL.fullmatch(words):
        return _several(match, today)
    if match := phrases.MONTH.fullmatch(words):
        return phrases.month_of(MONTHS[match["month"]], match["year"], today, past=past)
    if match := phrases.QUARTER.fullmatch(words):
        return phrases.quarter_of(match, today, past=past)
    if _YEAR.fullmatch(words):
        return date(int(words), 1, 1), date(int(words), 12, 31)
    if days.readings(text, texts, today, past=past):
        day = days.day(text, texts, field, today, past=past)
        return day, day
    return None


def _unit(match: re.Match[str], today: date) -> _Days:
    """`this month`, `mese prossimo`, `letztes Quartal`: the whole of it."""
    unit = UNITS[match["unit"]]
    shift = f"C{unit}+1D" if match["next"] else f"-C{unit}-1D" if match["last"] else ""
    within = formulas.apply(shift, today)
    return formulas.apply(f"-C{unit}", within), formulas.apply(f"C{unit}", within)


def _several(match: re.Match[str], today: date) -> _Days:
    """`next 30 days`, `les 2 prochaines semaines`: from today, or up to today."""
    number = match["count"] or match["first"]
    step = f"{COUNTS.get(number) or int(number)}{UNITS[match['units']]}"
    if match["last"] or match["ago"]:
        return formulas.apply(f"-{step}", today), today
    return today, formulas.apply(step, today)
