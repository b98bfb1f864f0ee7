"""Times of the clock as people say them: `8:30`, `8h30`, `8.30 Uhr`, `6pm`, `alle 8`; and from one to another."""

import re
from datetime import time

from handlers.parsing.figures import plain
from store.rules.refusals import SameTime, Unreadable
from store.rules.text import folded

LONGEST = 60
_NAMED = {
    "noon": 12, "midday": 12, "midi": 12, "mittag": 12, "mezzogiorno": 12,
    "midnight": 0, "minuit": 0, "mitternacht": 0, "mezzanotte": 0,
}  # fmt: skip
# What leads to a time and makes one of a bare hour: `um 8`; longer words first.
_LED = r"at|um|gegen|alle ore|alle|all'|ore|a las|vers|à|a"
_CLOCK = re.compile(
    rf"(?P<led>(?:{_LED}) )?(?P<hour>[0-9]{{1,2}})"
    r"(?:(?P<sign>:| ?h ?|\.| uhr )(?P<minute>[0-9]{2}))?"
    r"(?P<mark> ?(?:h|uhr|o'?clock|heures?|ore))?"
    r"(?P<half> ?(?:a\.?m\.?|p\.?m\.?))?",
    re.ASCII,
)
_FROM = re.compile(r"(?:from|between|von|zwischen|de|d'|des|entre|dalle(?: ore)?|dall'|da|tra|fra) ?(?=\S)")
_TO = re.compile(r" ?[-–—…] ?| (?:to|until|till|bis|jusqu'à|jusqu'a|alle(?: ore)?|à|a|and|und|et|e) ")


def clock(typed: str, *, bare: bool = False) -> time | None:
    """The time a text is, or None; `bare`: `8` and `8.30` are one too, where nothing else can stand."""
    text = " ".join(plain(typed).lower().split()).replace("all'", "all' ")
    named = re.sub(rf"^(?:{_LED}) ", "", text)
    if named in _NAMED:
        return time(_NAMED[named])
    match = _CLOCK.fullmatch(text)
    if match is None or not (bare or _is_marked(match)):
        return None
    return _read(match)


def _is_marked(match: re.Match[str]) -> bool:
    """Whether it can be no date and no figure."""
    sign = (match["sign"] or "").strip()
    return bool(match["led"] or match["mark"] or match["half"] or sign not in ("", "."))


def _read(match: re.Match[str]) -> time | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").strip()
    if half and (not 1 <= hour <= 12 or match["mark"]):
        return None
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def dotted(typed: str) -> bool:
    """Whether a text is `8.30` or `3.4.`: figures that can be a time and a date."""
    return re.fullmatch(r"[0-9]{1,2}\. ?[0-9]{1,2}\.?", plain(typed).strip(), re.ASCII) is not None


def hours(typed: str, field: str = "quiet_until") -> tuple[time, time]:
    """From when until when: `18-8`, `18h-8h`, `6pm-8am`, `von 18 bis 8`. Raises Unreadable, SameTime.

    Of `6-8am` nobody knows which half of the day the first means: it is asked for.
    """
    text = " ".join(plain(typed).lower().split())
    if not text or len(text) > LONGEST:
        raise Unreadable(field, "hours", typed)
    for sides in _sides(text):
        begins, ends = (_end(side) for side in sides)
        if begins is not None and ends is not None and _one_way(*sides):
            if begins == ends:
                raise SameTime(begins, field)
            return begins, ends
    raise Unreadable(field, "hours", typed)


def _sides(text: str) -> list[tuple[str, str]]:
    """Each way to part the text in two."""
    led = _FROM.match(text)
    begun = [text[led.end() :], text] if led else [text]
    return [(said[: found.start()], said[found.end() :]) for said in begun for found in _TO.finditer(said)]


def _end(side: str) -> time | None:
    """One end; `24` is the midnight that a day ends with."""
    return time() if re.fullmatch(r"24(?:[:.h]00)?(?: ?h| uhr)?", side, re.ASCII) else clock(side, bare=True)


def _one_way(begins: str, ends: str) -> bool:
    """Whether both say which half of the day they mean, or neither does."""
    halves = [bool(re.search(r"[ap]\.?m\.?$", side)) for side in (begins, ends)]
    clear = [half or not _small(side) for half, side in zip(halves, (begins, ends), strict=True)]
    return not any(halves) or all(clear)


def _small(side: str) -> bool:
    """Whether it is an hour of the first half of the day, by its figures alone."""
    figures = re.search(r"[0-9]{1,2}", side)
    return figures is not None and 1 <= int(figures[0]) <= 12


def is_off(typed: str) -> bool:
    """Whether it says that there are to be none."""
    return folded(typed) in {"off", "none", "no", "aus", "keine", "non", "aucune", "spento", "nessuna"}
