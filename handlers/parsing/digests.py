"""What is typed to set a digest up: `weekly monday 8:00 #sales team North`, in four languages."""

import re
from dataclasses import dataclass
from datetime import time

from handlers.parsing import calendars
from handlers.parsing.clocks import clock
from handlers.parsing.verbs import unescaped
from store.rules.schedules import LAST_DAY
from store.rules.text import folded
from store.rules.words import DigestScope, Rhythm

_RHYTHMS = {
    **dict.fromkeys(("daily", "quotidien", "quotidienne", "journalier", "taglich", "giornaliero"), Rhythm.DAILY),
    **dict.fromkeys(("weekly", "hebdomadaire", "wochentlich", "settimanale"), Rhythm.WEEKLY),
    **dict.fromkeys(("monthly", "mensuel", "mensuelle", "monatlich", "mensile"), Rhythm.MONTHLY),
}
_SCOPES = {
    **dict.fromkeys(("team", "equipe", "squadra"), DigestScope.TEAM),
    **dict.fromkeys(("cycle", "zyklus", "ciclo"), DigestScope.CYCLE),
    **dict.fromkeys(("all", "everybody", "tous", "tout", "tutti"), DigestScope.ALL),
}
_LAST = {"last", "dernier", "letzter", "letzten", "ultimo"}
_FILLING = {"on", "at", "to", "in", "every", "for", "le", "a", "dans", "chaque", "pour", "am", "um", "jeden", "fur",
            "il", "alle", "ogni", "per", "day", "jour", "tag", "giorno"}  # fmt: skip
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood; `named` is what stands behind `team` or `cycle`, `rest` what is left: its name."""

    kind: Rhythm | None = None
    weekday: int | None = None
    day_of_month: int | None = None
    at: time | None = None
    channel: str = ""
    scope: DigestScope | None = None
    named: str = ""
    rest: str = ""


def digest(text: str) -> Words:
    """What a text says of a digest; the person it mentions is left to who knows people."""
    channel = _CHANNEL.search(text)
    kind = weekday = day = at = scope = None
    named: list[str] = []
    rest: list[str] = []
    for word in unescaped(_MENTION.sub(" ", _CHANNEL.sub(" ", text))).split():
        key = folded(word)
        if kind is None and key in _RHYTHMS:
            kind = _RHYTHMS[key]
        elif weekday is None and key in calendars.WEEKDAYS and len(key) > 2:
            weekday = calendars.WEEKDAYS[key] + 1
        elif at is None and (found := clock(word)):
            at = found
        elif day is None and kind is Rhythm.MONTHLY and (found_day := _day(key)):
            day = found_day
        elif scope is None and key in _SCOPES:
            scope = _SCOPES[key]
        elif scope in (DigestScope.TEAM, DigestScope.CYCLE) and not word.startswith("#"):
            named.append(word)
        elif key not in _FILLING and not word.startswith("#"):
            rest.append(word)
    kind = kind or (Rhythm.WEEKLY if weekday else None)
    return Words(kind, weekday, day, at, channel[1] if channel else "", scope, " ".join(named), " ".join(rest))


def _day(key: str) -> int | None:
    if key in _LAST:
        return LAST_DAY
    number = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|er|e)?", key, re.ASCII)
    return int(number[1]) if number and 1 <= int(number[1]) <= LAST_DAY else None
