"""What a digest can be set up as: its columns, checked all at once, so that a form shows every refusal on its field."""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import bindparam, select

from store import digest_scopes
from store.models.columns import Key
from store.models.digests import digests
from store.rights import Member
from store.rules import schedules, text
from store.rules.checks import Checks, given
from store.rules.places import Place
from store.rules.refusals import AlreadyThere, ChannelUnfit, Missing, NotFound, OutOfRange, TooLong
from store.rules.schedules import Schedule
from store.rules.words import Rhythm, WhenUnchanged
from store.sessions import Session

LONGEST, LONGEST_CRON = 100, 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest as somebody wants it; None and empty where nothing that can be read was given.

    `scope` is `all`, `cycle:7`, `team:3` or `person:5`; `direct`: to who sets it up, and to no channel.
    """

    name: str
    kind: Rhythm | None
    at: time | None
    timezone: str
    scope: str | None
    sections: tuple[str, ...]
    when_unchanged: WhenUnchanged | None
    language: str | None
    weekday: int | None = None
    day_of_month: int | None = None
    cron: str = ""
    direct: bool = True
    place: Place | None = None


_d = digests.c
_NAMES = select(_d.id, _d.name).where(
    _d.workspace_id == bindparam("workspace"), _d.person_id == bindparam("owner", type_=Key)
)


def columns(session: Session, owner: Member, wanted: Wanted, own: int | None = None) -> tuple[dict[str, Any], Schedule]:
    """The columns of a digest of `owner`, and when it rings; `own` is the key of the one that is changed.

    Raises all together: Missing, TooLong and AlreadyThere on `name`, what `schedule` and `digest_scopes.chosen` raise,
    Missing and ChannelUnfit on `channel`, Missing on `sections`, `when_unchanged`, `language`.
    """
    checks = Checks()
    name = checks(_name, session, owner, wanted.name, own)
    rule = checks(schedule, wanted)
    scope = checks(digest_scopes.chosen, session, owner, wanted.scope)
    place = checks(_place, wanted)
    sections = checks(given, " ".join(wanted.sections), "sections")
    when_unchanged = checks(given, wanted.when_unchanged, "when_unchanged")
    language = checks(given, wanted.language, "language")
    checks.done()
    return {
        **{field.name: getattr(rule, field.name) for field in fields(Schedule)},
        "name": name,
        "scope": scope.kind,
        "scope_id": scope.id,
        "channel": place.channel,
        "channel_name": place.name,
        "sections": sections,
        "when_unchanged": when_unchanged,
        "language": language,
    }, rule


def _name(session: Session, owner: Member, typed: str, own: int | None) -> str:
    name = text.line(typed, "name", LONGEST)
    rows = session.connection.execute(_NAMES, {"workspace": owner.workspace_id, "owner": owner.id})
    taken = {text.bare(row.name) for row in rows if row.id != own}
    if text.bare(name) in taken:
        raise AlreadyThere("digest", name, "name")
    return name


def _place(wanted: Wanted) -> Place:
    if wanted.direct:
        return Place("")
    place = given(wanted.place, "channel")
    if place.unfit:
        raise ChannelUnfit(place.name, place.unfit)
    return place


def schedule(wanted: Wanted) -> Schedule:
    """When it rings; of the days only what its rhythm asks for.

    Raises all together: Missing on `rhythm`, `weekday`, `day_of_month`, `at`, OutOfRange on the days, Missing and
    NotFound on `timezone`, and on `cron` what `schedules.cron_time` raises.
    """
    checks = Checks()
    kind = checks(given, wanted.kind, "rhythm")
    timezone = checks(_timezone, wanted.timezone)
    weekday = day_of_month = at = None
    cron = ""
    if kind is Rhythm.WEEKLY:
        weekday = checks(_one_of, wanted.weekday, "weekday", 7)
    elif kind is Rhythm.MONTHLY:
        day_of_month = checks(_one_of, wanted.day_of_month, "day_of_month", schedules.LAST_DAY)
    elif kind is Rhythm.CRON:
        cron = checks(_cron, wanted.cron)
        at = cron and checks(schedules.cron_time, cron)
    if kind is not Rhythm.CRON:
        at = checks(given, wanted.at, "at")
    checks.done()
    return Schedule(kind, at or time(), timezone, weekday, day_of_month, cron)


def _cron(typed: str) -> str:
    line = " ".join(given(typed.strip(), "cron").split())
    if len(line) > LONGEST_CRON:
        raise TooLong("cron", LONGEST_CRON)
    return line


def _one_of(number: int | None, field: str, most: int) -> int:
    if number is None:
        raise Missing(field)
    if not 1 <= number <= most:
        raise OutOfRange(field, 1, most)
    return number


def _timezone(name: str) -> str:
    if given(name, "timezone") not in available_timezones():
        raise NotFound("time zone", name, "timezone")
    return name
