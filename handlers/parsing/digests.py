"""What is typed to set a digest up: `weekly monday 8:00 #sales team North`, in four languages."""

import re
from dataclasses import dataclass, field
from datetime import time

from handlers.parsing import calendars, zones
from handlers.parsing.clocks import clock
from handlers.parsing.misspellings import near
from handlers.parsing.verbs import unescaped
from store.rules.refusals import MisspeltRhythm, MisspeltWeekday, MisspeltZone, NotFound, Refusal, Unreadable
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
_HOUR = re.compile(r"([0-9]{1,2}(?:[:.][0-9]{2})?)\s+(uhr|h|heures?|ore|[ap]m)(?!\S)", re.ASCII | re.IGNORECASE)
_LED = re.compile(r"(?<!\S)(?:at|um|gegen|à|vers|alle(?:\s+ore)?|ore)\s+([0-9]{1,2})(?!\S)", re.ASCII | re.IGNORECASE)
# What was meant as a time, as the day of a month: `25:00`, `13pm`, `8.30`; `31.2.`, `32.`.
_CLOCKED = re.compile(r"[0-9]{1,4}(?:[:h][0-9]{0,3}|\.[0-9]{2})?(?:h|uhr|[ap]\.?m\.?)?", re.ASCII | re.IGNORECASE)
_DATED = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}(?:[./-](?:[0-9]{2,4})?)?|[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMBERED = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th|er|e|\.)?", re.ASCII)
_CRON = re.compile(r"(?<!\S)cron:?\s+((?:[-0-9A-Za-z*/,#?]+\s+){4}[-0-9A-Za-z*/,#?]+)(?!\S)", re.ASCII | re.IGNORECASE)
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Words:
    """What was understood; `named` is what stands behind `team` or `cycle`, `rest` what is left: its name.

    `asks`: what was meant as a time, a day, a zone or a channel and is none; what it is nearest to is understood.
    """

    kind: Rhythm | None = None
    weekday: int | None = None
    day_of_month: int | None = None
    at: time | None = None
    cron: str = ""
    channel: str = ""
    scope: DigestScope | None = None
    named: str = ""
    rest: str = ""
    timezone: str = ""
    asks: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class _Heard:
    """What was understood so far."""

    kind: Rhythm | None = None
    weekday: int | None = None
    day: int | None = None
    at: time | None = None
    scope: DigestScope | None = None
    named: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    asks: list[Refusal] = field(default_factory=list)

    def hear(self, word: str) -> None:
        """Understand a word, or keep it as one of a name."""
        if self._understood(word, folded(word)):
            _trim(self.rest)
            _trim(self.named)
        else:
            (self.named if self.scope in (DigestScope.TEAM, DigestScope.CYCLE) else self.rest).append(word)

    def _understood(self, word: str, key: str) -> bool:
        if self.kind is None and key in _RHYTHMS:
            self.kind = _RHYTHMS[key]
        elif self.weekday is None and (weekday := _weekday(key)):
            self.weekday = weekday
        elif self.at is None and (at := clock(word)):
            self.at = at
        elif self.day is None and self.kind is Rhythm.MONTHLY and (day := _day(key)):
            self.day = day
        elif self.scope is None and key in _SCOPES:
            self.scope = _SCOPES[key]
        elif self.kind is None and word.islower() and (close := near(key, _RHYTHMS)):
            self.kind = _RHYTHMS[close]
            self.asks.append(MisspeltRhythm("rhythm", word, self.kind))
        else:
            return False
        return True

    def doubt(self) -> None:
        """Take out of the name what was meant as something else; a time that nobody named may be `8.30` or `8`."""
        alone = len(self.rest) == 1
        for name in (self.rest, self.named):
            for word in list(name):
                asks, understood = self._meant(word.strip("(),;"), alone=alone and name is self.rest)
                if asks or understood:
                    name.remove(word)
                    self.asks += [asks] if asks else []

    def _meant(self, word: str, *, alone: bool) -> tuple[Refusal | None, bool]:
        """What is wrong with a word that was meant as a weekday, a day or a time; whether it was understood."""
        monthly = self.kind is Rhythm.MONTHLY and self.day is None
        if monthly and (_DATED.fullmatch(word) or _NUMBERED.fullmatch(word)):
            return Unreadable("day_of_month", "day of every month", word), False
        marked = _CLOCKED.fullmatch(word) and (alone or not word.isdigit())
        if marked and self.at is None and self.kind is not Rhythm.CRON and not word.endswith("."):
            self.at = clock(word, bare=True)
            return (None, True) if self.at else (Unreadable("at", "clock", word), False)
        if _DATED.fullmatch(word) and (alone or self.kind is None):
            return Unreadable("rhythm", "day that comes again", word), False
        weekly = self.kind is Rhythm.WEEKLY or (self.kind is None and word.islower())
        if weekly and self.weekday is None and (close := near(folded(word), calendars.WEEKDAYS)):
            self.kind, self.weekday = Rhythm.WEEKLY, calendars.WEEKDAYS[close] + 1
            return MisspeltWeekday("weekday", word, self.weekday), False
        return None, False


def digest(text: str) -> Words:
    """What a text says of a digest; the person it mentions is left to who knows people."""
    channel, heard = _CHANNEL.search(text), _Heard()
    plain = unescaped(_MENTION.sub(" ", _CHANNEL.sub(" ", text)))
    if cron := _CRON.search(plain):  # its words mean nothing else, and its figures are no name
        heard.kind, plain = Rhythm.CRON, _CRON.sub(" ", plain, count=1)
    elif period := _PERIOD.search(plain):
        heard.kind, plain = next(one for one in _PERIODS if period[one]), _PERIOD.sub(" ", plain, count=1)
    zone, plain = zones.taken(plain)
    plain = _EACH.sub(lambda each: each[1] if _weekday(folded(each[1])) else each[0], plain)
    words = _HOUR.sub(r"\1\2", _LED.sub(r"\1:00", plain)).split()
    for word in words:
        if not word.startswith("#"):
            heard.hear(word)
    heard.kind = heard.kind or (Rhythm.WEEKLY if heard.weekday else None)
    heard.doubt()
    heard.asks += _unknown(zone, "" if channel else next((one for one in words if one.startswith("#")), ""))
    return Words(
        heard.kind,
        heard.weekday,
        heard.day,
        heard.at,
        " ".join(cron[1].split()) if cron else "",
        channel[1] if channel else "",
        heard.scope,
        _said(heard.named),
        _said(heard.rest),
        zone.name if zone else "",
        tuple(heard.asks),
    )


def _unknown(zone: zones.Zone | None, channel: str) -> list[Refusal]:
    """What is wrong with a time zone, and with a channel that Slack did not know."""
    asks: list[Refusal] = [NotFound("channel", channel, "channel")] if len(channel) > 1 else []
    if zone and zone.wrong:
        close = MisspeltZone("timezone", zone.wrong, zone.name) if zone.name else None
        asks.append(close or NotFound("time zone", zone.wrong, "timezone"))
    return asks


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
