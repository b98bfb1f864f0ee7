"""Periods as people say them: `this month`, `nächstes Quartal`, `Q1`, `until 31.3.`, `from 1.2. to 31.3.`."""

import re
import unicodedata
from collections.abc import Iterator
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
_FROM = r"from|since|a partir (?:du|de)|des(?: le)?|depuis(?: le)?|du|ab(?: dem)?|seit(?: dem)?|von|vom|dal|da|dall"
_BOTH = re.compile(
    rf"(?:(?:{_FROM}) |between |entre |zwischen |tra )?(.+?)(?: (?:{_UNTIL}|and|et|und|e) | ?[–…] ?)(.+)"
)
_ONE = re.compile(rf"(?:(?P<until>{_UNTIL})|(?P<from>{_FROM})) ?(?P<what>.+)")
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


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None where it is open."""

    since: date | None
    until: date | None


def period(typed: str, texts: Texts, today: date, field: str) -> Period:
    """The period a text means, said on `today`; a single day is one too. Raises Unreadable, AmbiguousDate.

    A month or quarter without a year is the next one that is not over.
    """
    text = " ".join(plain(typed).casefold().split())
    if text and len(text) <= LONGEST:
        with suppress(OverflowError, ValueError, Unreadable):
            for found in _read(text, texts, today, field):
                return found
    raise Unreadable(field, "period", typed)


def _read(text: str, texts: Texts, today: date, field: str) -> Iterator[Period]:
    yield from _whole(text, texts, today, field)
    bare = _unaccented(text)
    if match := _ONE.fullmatch(bare):
        for found in _whole(match["what"], texts, today, field):
            yield Period(None, found.until) if match["until"] else Period(found.since, None)
    if match := _BOTH.fullmatch(bare):
        for begin in _whole(match[1], texts, today, field):
            yield from (Period(begin.since, end.until) for end in _whole(match[2], texts, today, field))


def _unaccented(text: str) -> str:
    """Without accents, but with the signs that dates in figures need."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _whole(text: str, texts: Texts, today: date, field: str) -> Iterator[Period]:
    """What is a period or a day in itself."""
    text = _LEADING.sub("", text)
    words = _LEADING.sub("", folded(text))
    if match := _UNIT.fullmatch(words) or _UNIT_FIRST.fullmatch(words):
        yield _unit(match, today)
    elif match := _SEVERAL.fullmatch(words):
        yield _several(match, today)
    elif match := phrases.MONTH.fullmatch(words):
        yield Period(*phrases.month_of(MONTHS[match["month"]], match["year"], today, past=False))
    elif match := phrases.QUARTER.fullmatch(words):
        yield Period(*phrases.quarter_of(match, today, past=False))
    elif _YEAR.fullmatch(words):
        yield Period(date(int(words), 1, 1), date(int(words), 12, 31))
    elif days.readings(text, texts, today):
        day = days.day(text, texts, field, today)
        yield Period(day, day)


def _unit(match: re.Match[str], today: date) -> Period:
    """`this month`, `mese prossimo`, `letztes Quartal`: the whole of it."""
    unit = UNITS[match["unit"]]
    shift = f"C{unit}+1D" if match["next"] else f"-C{unit}-1D" if match["last"] else ""
    within = formulas.apply(shift, today)
    return Period(formulas.apply(f"-C{unit}", within), formulas.apply(f"C{unit}", within))


def _several(match: re.Match[str], today: date) -> Period:
    """`next 30 days`, `les 2 prochaines semaines`: from today, or up to today."""
    number = match["count"] or match["first"]
    step = f"{COUNTS.get(number) or int(number)}{UNITS[match['units']]}"
    if match["last"] or match["ago"]:
        return Period(formulas.apply(f"-{step}", today), today)
    return Period(today, formulas.apply(step, today))
