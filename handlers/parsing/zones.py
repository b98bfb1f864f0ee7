"""Time zones as people type them: `Europe/Zurich`, `zone new york`; and the nearest of what is none."""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from store.rules.text import folded

_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_NEAR = 0.8  # of 1, as difflib counts: a letter or two wrong
# A word alone may be a part of a name, as `Zone Ouest` is; these two lead to nothing else.
_LED = re.compile(
    r"(?<!\S)(?:in\s+)?(?P<led>(?P<sure>time\s?zone|zeitzone|fuseau(?:\s+horaire)?|fuso(?:\s+orario)?)|zone)"
    r"\s*:?\s+(?P<said>\S+(?:\s+\S+){0,2})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(?<!\S)\(?(?P<said>[^\W\d_]+/[\w+/-]+)\)?(?!\S)")


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone that was typed; or the nearest to `wrong`, which is none: empty where none is near."""

    name: str
    wrong: str = ""


@cache
def _names() -> dict[str, str]:
    """Each folded name and its zone; a city alone too, where only one is called so."""
    found = {folded(name): name for name in available_timezones() if "/" in name or name == "UTC"}
    cities: dict[str, list[str]] = {}
    for name in sorted(found.values()):
        if name.startswith(_AREAS):
            cities.setdefault(folded(name.rpartition("/")[2]), []).append(name)
    return {city: names[0] for city, names in cities.items() if len(names) == 1} | found


def nearest(typed: str) -> str:
    """The zone whose name or city is the nearest to what was typed; empty where none is near."""
    near = difflib.get_close_matches(folded(typed), list(_names()), n=1, cutoff=_NEAR)
    return _names()[near[0]] if near else ""


def taken(text: str) -> tuple[Zone | None, str]:
    """The time zone in a text, and the text without it."""
    for match in _LED.finditer(text):
        words = match["said"].split()
        for length in range(len(words), 0, -1):
            if name := _names().get(folded(" ".join(words[:length]))):
                return Zone(name), _without(text, match, words[length:])
        near = nearest(words[0])
        if near or match["sure"] or "/" in words[0]:
            return Zone(near, words[0]), _without(text, match, words[1:])
    for match in _SLASHED.finditer(text):
        name = _names().get(folded(match["said"]))
        near = name or nearest(match["said"])
        if near:
            return Zone(near, "" if name else match["said"]), _without(text, match, [])
    return None, text


def _without(text: str, match: re.Match[str], left: list[str]) -> str:
    return " ".join([text[: match.start()], *left, text[match.end() :]])
