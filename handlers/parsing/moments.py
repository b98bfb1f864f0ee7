"""Moments as people say them: `monday 8:30`, `in 2 hours`, `demain à 8 h`, `8.30 Uhr`; a day alone is one too.

A moment is ahead: of what a text can mean, what is over is left out where something else remains.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.parsing import days
from handlers.parsing.calendars import COUNTS, UNITS, either
from handlers.parsing.clocks import clock, dotted
from handlers.parsing.figures import plain
from handlers.parsing.findings import split, typed
from handlers.texts import Texts
from store.rules import dates, formulas
from store.rules.refusals import AmbiguousDate, Past, Refusal, TimeOrDate, TooEarly, Unreadable
from store.rules.text import folded

LONGEST = 60  # characters
_MOST_WORDS = 9
_FIELD = "remind_on"
# What leads to a day or a time, and says no more.
_LEADING = re.compile(
    r"^(?:until|till|by|on|for|the|this|bis|zum|zu|am|den|für|spätestens|jusqu'(?:au|à|a|en)|jusque|d'ici|le|pour|pendant"
    r"|au|fino (?:al|alle|a)|entro|il|per) +",
    re.IGNORECASE,
)
_MORNING = re.compile(r" (?:in the )?(?:morning|au matin|matin|früh|frueh|vormittag|mattina)$", re.IGNORECASE)
_SOON = {
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "minuten": 1, "minuti": 1, "minuto": 1,
    "hour": 60, "hours": 60, "heure": 60, "heures": 60, "stunde": 60, "stunden": 60, "std": 60, "ora": 60, "ore": 60,
}  # fmt: skip
_COUNT = rf"(?P<count>[0-9]{{1,4}}|half an|{either(COUNTS)})"
_SHORTLY = re.compile(rf"(?:in|dans|tra|fra)? ?{_COUNT} ?(?P<unit>{either(_SOON)})")
_HOURS_AHEAD = re.compile(r"(?:in|dans|tra|fra) (?P<count>[0-9]{1,3}) ?h")
_LONG = re.compile("[0-9]{1,3} ?h", re.ASCII | re.IGNORECASE)  # in two hours, or at two: a snooze says how long
_LASTING = re.compile(rf"(?P<count>[0-9]{{1,4}}|{either(COUNTS)}) (?P<unit>{either(UNITS)})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, and the very moment where one was named."""

    day: date
    at: datetime | None = None


def moment(said: str, texts: Texts, now: datetime, field: str = _FIELD, *, tomorrow: bool = False) -> Moment:
    """The one moment a text means, said at `now` by somebody in the zone of `texts`.

    `tomorrow`: a day alone is tomorrow at the earliest, else today, and `2h` is how long. A time alone is the next
    such. A local time that the clock skips is the first moment after it, one that comes twice the first of the two.
    Raises Unreadable, AmbiguousDate, TimeOrDate, and TooEarly or Past for what is over.
    """
    text = " ".join(plain(said).split()).rstrip(",;:")
    if not text or len(text) > LONGEST or (_LONG.fullmatch(text) and not tomorrow):
        raise Unreadable(field, "moment", said)
    if tomorrow and _LONG.fullmatch(text):
        text = f"in {text}"
    if dotted(text):
        raise TimeOrDate(field, said)
    today = dates.today(now, texts.timezone)
    found = list(dict.fromkeys(_readings(text, texts, now, today)))
    earliest = today + timedelta(days=1) if tomorrow else today
    ahead = [one for one in found if (one.at > now if one.at else one.day >= earliest)]
    return _only(ahead or found, bool(ahead), said, field, earliest)


def _only(found: list[Moment], ahead: bool, said: str, field: str, earliest: date) -> Moment:
    if not found:
        raise Unreadable(field, "moment", said)
    if not ahead:
        over = found[0]
        raise TooEarly(field, earliest) if over.at is None or over.day < earliest else Past(field, over.at)
    if len(found) == 1:
        return found[0]
    on = tuple(dict.fromkeys(one.day for one in found))
    same_time = len({one.at is None for one in found}) == 1 and len(on) == len(found)
    raise AmbiguousDate(field, said, on) if same_time else TimeOrDate(field, said)


def _readings(text: str, texts: Texts, now: datetime, today: date) -> Iterator[Moment]:
    """What a text can mean: a while from now, a time, a day, a day with a time before or behind it."""
    bare = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    for words in dict.fromkeys((text, bare, _LEADING.sub("", bare, count=1))):
        if (soon := _shortly(words, now)) is not None:
            yield Moment(dates.today(soon, texts.timezone), soon)
        if (at := clock(words)) is not None:
            here = dates.instant(today, at, texts.timezone)
            day = today if here > now else today + timedelta(days=1)
            yield Moment(day, dates.instant(day, at, texts.timezone))
        yield from (Moment(day) for day in _days(words, texts, today))
    yield from _parted(text, texts, today)


def _parted(text: str, texts: Texts, today: date) -> Iterator[Moment]:
    """A day and a time, in either order."""
    words = text.split(" ")[: _MOST_WORDS + 3]
    for at in range(1, len(words)):
        first, last = " ".join(words[:at]).rstrip(","), " ".join(words[at:])
        for day_said, time_said in ((first, last), (last, first)):
            named = clock(time_said, bare=_is_time(time_said, words[at - 1] if day_said == first else ""))
            if named is None:
                continue
            for day in _days(_LEADING.sub("", day_said, count=1), texts, today):
                yield Moment(day, dates.instant(day, named, texts.timezone))


def _is_time(time_said: str, before: str) -> bool:
    """Whether `8.30` beside a day is a time: not right behind a figure, where it may be anything."""
    return dotted(time_said) and not time_said.endswith(".") and not before[-1:].isdigit()


def _days(words: str, texts: Texts, today: date) -> list[date]:
    """The days a phrase can mean; `3 days` and `tomorrow morning` too."""
    said = _MORNING.sub("", words)
    if dotted(said) and not said.endswith("."):
        return []
    if match := _LASTING.fullmatch(folded(said)):
        with suppress(OverflowError, ValueError, Unreadable):
            return [formulas.apply(f"{COUNTS.get(match['count'], match['count'])}{UNITS[match['unit']]}", today)]
        return []
    return list(days.readings(said, texts, today))


def _shortly(words: str, now: datetime) -> datetime | None:
    """`in 2 hours`, `30 min`, `dans 2h`, to the minute."""
    text = folded(words)
    match = _SHORTLY.fullmatch(text) or _HOURS_AHEAD.fullmatch(text)
    if match is None:
        return None
    minutes = _SOON[match["unit"]] if "unit" in match.re.groupindex else 60
    count = match["count"]
    ahead = minutes // 2 if count == "half an" else int(COUNTS.get(count, count)) * minutes
    return (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wants to be told, and when; or what has to be asked about that."""

    text: str
    moment: Moment | None = None
    asks: Refusal | None = None


def told(said: str, texts: Texts, now: datetime) -> Told:
    """`monday 8:30 call Ben`, `call Ben on friday`: the moment at the beginning or the end, and the rest.

    Where there is none, or none that is sure, but a date that no calendar has (`31.2. 8:00`), that is what is wrong.
    """
    found = _told(said, texts, now) or Told(said.strip())
    wrong = None if found.moment else next((word for word in said.split() if days.never(word)), None)
    return Told(found.text, None, Unreadable(_FIELD, "no such day", wrong)) if wrong else found


def _told(said: str, texts: Texts, now: datetime) -> Told | None:
    words = split(said)
    lengths = range(min(_MOST_WORDS, len(words)), 0, -1)
    for length in lengths:
        if found := _at_an_end(typed(words[:length]), typed(words[length:]), texts, now):
            return found
    for length in lengths:
        if length < len(words) and (found := _at_an_end(typed(words[-length:]), typed(words[:-length]), texts, now)):
            return found
    return None


def _at_an_end(phrase: str, rest: str, texts: Texts, now: datetime) -> Told | None:
    note = re.sub(r"^(?:to|that|:|[-–—,])\s+", "", rest)
    try:
        return Told(note, moment(phrase, texts, now))
    except Unreadable:
        return None
    except Refusal as asks:
        return Told(note, None, asks)
