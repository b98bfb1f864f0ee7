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
# `every day`, `on the 15th of every month`: the list of digests says it so.
_PERIODS = {
    Rhythm.DAILY: r"(?:every|each|chaque|jeden|ogni)\s+(?:day|jour|tag|giorno)|tous\s+les\s+jours|tutti\s+i\s+giorni",
    Rhythm.WEEKLY: r"(?:every|each|chaque|jede|ogni)\s+(?:week|semaine|woche|settimana)"
    r"|toutes\s+les\s+semaines|tutte\s+le\s+settimane",
    Rhythm.MONTHLY: r"(?:(?:of|de|di)\s+)?(?:every|each|chaque|jeden|jedes|ogni)\s+(?:month|mois|monats?|mese)"
    r"|tous\s+les\s+mois|tutti\s+i\s+mesi",
}
_PERIOD = re.compile(
    rf"(?<!\S)(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _PERIODS.items())})(?!\S)", re.IGNORECASE
)
_EACH = re.compile(r"(?<!\S)(?:tous\s+les|tutti\s+i)\s+(\S+)", re.IGNORECASE)  # `tous les lundis`
_FIRST = {"first", "premier", "ersten", "erster", "primo"}
_LAST = {"last", "dernier", "letzter", "letzten", "ultimo"}
# What leads to the next thing, and what belongs to the one before: `on the last day of the month at`.
_LEADS = {"on", "at", "to", "in", "every", "for", "le", "a", "dans", "chaque", "pour", "am", "um", "jeden", "fur",
          "il", "alle", "ogni", "per"}  # fmt: skip
_FILLING = _LEADS | {"day", "jour", "tag", "giorno", "the", "of", "month", "mois", "du", "des", "monats", "del", "mese"}
_HOUR = re.compile(r"([0-9]{1,2}(?::[0-9]{2})?)\s+(uhr|h|heures?|ore|[ap]m)(?!\S)", re.ASCII | re.IGNORECASE)
_CRON = re.compile(r"(?<!\S)cron:?\s+((?:[-0-9A-Za-z*/,#?]+\s+){4}[-0-9A-Za-z*/,#?]+)(?!\S)", re.ASCII | re.IGNORECASE)
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood; `named` is what stands behind `team` or `cycle`, `rest` what is left: its name."""

    kind: Rhythm | None = None
    weekday: int | None = None
    day_of_month: int | None = None
    at: time | None = None
    cron: str = ""
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
    plain = unescaped(_MENTION.sub(" ", _CHANNEL.sub(" ", text)))
    if cron := _CRON.search(plain):  # its words mean nothing else, and its figures are no name
        kind, plain = Rhythm.CRON, _CRON.sub(" ", plain, count=1)
    elif period := _PERIOD.search(plain):
        kind, plain = next(one for one in _PERIODS if period[one]), _PERIOD.sub(" ", plain, count=1)
    plain = _EACH.sub(lambda each: each[1] if _weekday(folded(each[1])) else each[0], plain)
    for word in _HOUR.sub(r"\1\2", plain).split():
        key = folded(word)
        if kind is None and key in _RHYTHMS:
            kind = _RHYTHMS[key]
        elif weekday is None and (found_weekday := _weekday(key)):
            weekday = found_weekday
        elif at is None and (found := clock(word)):
            at = found
        elif day is None and kind is Rhythm.MONTHLY and (found_day := _day(key)):
            day = found_day
        elif scope is None and key in _SCOPES:
            scope = _SCOPES[key]
        elif not word.startswith("#"):
            (named if scope in (DigestScope.TEAM, DigestScope.CYCLE) else rest).append(word)
            continue
        _trim(rest)
        _trim(named)
    kind = kind or (Rhythm.WEEKLY if weekday else None)
    line, goes_to = " ".join(cron[1].split()) if cron else "", channel[1] if channel else ""
    return Words(kind, weekday, day, at, line, goes_to, scope, _said(named), _said(rest))


def _trim(words: list[str]) -> None:
    """Take off what only led to the next thing that was understood: `Sales review on`."""
    while words and folded(words[-1]) in _LEADS:
        words.pop()


def _said(words: list[str]) -> str:
    """A name, without what leads to it or away from it."""
    _trim(words)
    first = next((n for n, word in enumerate(words) if folded(word) not in _FILLING), len(words))
    return " ".join(words[first:])


def _weekday(key: str) -> int | None:
    """Monday is 1, in the plural too; two letters are another word."""
    number = calendars.WEEKDAYS.get(key, calendars.WEEKDAYS.get(key.removesuffix("s")))
    return None if number is None or len(key) < 3 else number + 1


def _day(key: str) -> int | None:
    if key in _FIRST:
        return 1
    if key in _LAST:
        return LAST_DAY
    number = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|er|e)?", key, re.ASCII)
    return int(number[1]) if number and 1 <= int(number[1]) <= LAST_DAY else None
