"""A person's own settings: language, working time, quiet hours, which reminders come (product.md, Reminders, Who)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, time

from sqlalchemy import bindparam, select, update

from store import audits, workspaces, worktime
from store.models.columns import Key
from store.models.workspaces import people
from store.models.workspaces import workspaces as workspaces_table
from store.reasons import Why
from store.rights import Member
from store.rules.checks import Checks, given
from store.rules.refusals import AllQuiet, Missing, NotFound, SameTime, SettingsOutdated
from store.rules.worktime import Worktime
from store.sessions import Session, columns
from store.worktime import Lived

Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the person's own; empty language, country and canton: Slack's, the workspace's.

    `work_days` are digits, 1 is Monday; `kinds_off` kinds of reminder, separated by blanks.
    """

    language: str
    day_begins: time
    day_ends: time
    work_days: str
    country: str
    canton: str
    quiet_from: time | None
    quiet_until: time | None
    kinds_off: str

    @property
    def quiet(self) -> Hours | None:
        """From when until when nothing may come, where that was set."""
        return (self.quiet_from, self.quiet_until) if self.quiet_from and self.quiet_until else None


@dataclass(frozen=True, slots=True)
class Kept:
    """The settings as they are, how the person lives by them, and what the whole workspace switched off.

    `inherited`: the country that counts where none is their own.
    """

    settings: Settings
    version: int
    lives: Worktime
    inherited: str
    off_for_all: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The settings as somebody wants them; None where nothing that can be read was given; `quiet` None: none."""

    language: str | None
    day_begins: time | None
    day_ends: time | None
    work_days: str
    country: str
    canton: str
    quiet: tuple[time | None, time | None] | None
    kinds: Collection[str]  # those that come


_p = people.c
_MINE = (_p.workspace_id == bindparam("workspace"), _p.id == bindparam("person", type_=Key))
_KEPT = (
    select(*columns(Settings, people), _p.version, workspaces_table.c.kinds_off, *worktime.COLUMNS)
    .select_from(worktime.JOINED)
    .where(*_MINE)
)
_OWN = len(fields(Settings))
_CHANGE = (
    update(people)
    .where(*_MINE, _p.version == bindparam("seen"))
    .values({f.name: bindparam(f"now_{f.name}") for f in fields(Settings)} | {"version": _p.version + 1})
)


def get(session: Session, by: Member) -> Kept:
    """The settings as they are."""
    by.must("see")
    row = session.connection.execute(_KEPT, {"workspace": by.workspace_id, "person": by.id}).one()
    settings, lived = Settings(*row[:_OWN]), Lived(*row[_OWN + 2 :])
    inherited = replace(lived, country="", canton="").worktime().country
    return Kept(settings, row[_OWN], lived.worktime(), inherited, frozenset(row[_OWN + 1].split()))


def change(session: Session, by: Member, wanted: Wanted, *, seen: int, now: datetime) -> Settings:
    """Change one's own settings. Raises SettingsOutdated, and all together Missing on `language`, `day_begins`,
    `day_ends`, `work_days`, `quiet_from`, `quiet_until`, SameTime and AllQuiet on hours, NotFound on `country`,
    `canton`.
    """
    workspaces.steady(session, by.workspace_id)
    before = get(session, by)
    settings = _checked(wanted, before)
    _write(session, by, before, settings, seen, now)
    return settings


def be_quiet(session: Session, by: Member, quiet: Hours | None, now: datetime) -> Settings:
    """Set one's quiet hours, or none, whatever else is set. Raises SameTime and AllQuiet on `quiet_until`."""
    workspaces.steady(session, by.workspace_id)
    before = get(session, by)
    begins, ends = quiet or (None, None)
    settings = replace(before.settings, quiet_from=begins, quiet_until=ends)
    if quiet:
        _heard(quiet, settings.day_begins, settings.day_ends)
    _write(session, by, before, settings, before.version, now)
    return settings


def _write(session: Session, by: Member, before: Kept, settings: Settings, seen: int, now: datetime) -> None:
    values = {f"now_{name}": value for name, value in asdict(settings).items()}
    if not session.change(_CHANGE, workspace=by.workspace_id, person=by.id, seen=seen, **values):
        raise SettingsOutdated
    old, new = _told(before.settings), _told(settings)
    audits.write(session, by, "change settings", by.name, old=old, new=new, now=now)


def _told(settings: Settings) -> audits.Values:
    """The settings as the audit trail keeps them: times as text."""
    told = {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in asdict(settings).items()}
    return {name: "" if value is None else value for name, value in told.items()}


def _checked(wanted: Wanted, before: Kept) -> Settings:
    checks = Checks()
    language = checks(_language, wanted.language)
    hours = checks(_hours, wanted.day_begins, wanted.day_ends, "day_begins", "day_ends")
    days = checks(_days, wanted.work_days)
    of = checks(_place, wanted.country, wanted.canton, before.inherited)
    quiet = checks(_hours, *wanted.quiet, "quiet_from", "quiet_until") if wanted.quiet else None
    if quiet and hours:
        checks(_heard, quiet, *hours)
    checks.done()
    off = " ".join(why.value for why in Why if why not in wanted.kinds)
    begins, ends = quiet or (None, None)
    return Settings(language, hours[0], hours[1], days, of[0], of[1], begins, ends, off)


def _language(chosen: str | None) -> str:
    """Empty is Slack's."""
    if chosen is None:
        raise Missing("language")
    return chosen


def _hours(begins: time | None, ends: time | None, first: str, last: str) -> Hours:
    checks = Checks()
    found = checks(given, begins, first), checks(given, ends, last)
    checks.done()
    if found[0] == found[1]:
        raise SameTime(found[0], last)
    return found


def _heard(quiet: Hours, begins: time, ends: time) -> None:
    """Raise SameTime, or AllQuiet where nothing of the working hours would be left."""
    if quiet[0] == quiet[1]:
        raise SameTime(quiet[0], "quiet_until")
    if Worktime("UTC", begins, ends, quiet_from=quiet[0], quiet_until=quiet[1]).swallowed:
        raise AllQuiet(*quiet, begins, ends)


def _days(typed: str) -> str:
    days = "".join(digit for digit in "1234567" if digit in typed)
    if not days:
        raise Missing("work_days")
    return days


def _place(country: str, canton: str, inherited: str) -> tuple[str, str]:
    """A canton of no country of one's own is of the one that counts anyhow, which then is one's own."""
    return place(country or (inherited if canton else ""), canton)


def place(country: str, canton: str) -> tuple[str, str]:
    """A country whose public holidays are known, or none, and a part of it, or none.

    Raises NotFound on `country`, `canton`.
    """
    if country and country not in worktime.countries():
        raise NotFound("country", country, "country")
    if canton and canton not in worktime.cantons(country):
        raise NotFound("canton", canton, "canton")
    return country, canton
