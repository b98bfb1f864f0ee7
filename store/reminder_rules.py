"""The workspace's rules of reminders, which managers change (product.md, Reminders, Who)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, select, update

from store import audits, workspaces, worktime
from store.models.workspaces import workspaces as table
from store.personal_settings import place
from store.reasons import Why
from store.rights import Member
from store.rules.checks import Checks
from store.rules.refusals import OutOfRange, RulesOutdated
from store.sessions import Session

LONGEST, MOST = 999, 20  # days without anything; notices a person and a day
NAME = "reminders"  # what the audit trail calls the rules


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for everybody: kinds of reminder switched off, days after which one is due, the noise budget.

    `country`, `canton`: whose public holidays count for who chose none; empty: those of each one's time zone.
    """

    kinds_off: str
    idle_days: int
    not_started_days: int
    notices_a_day: int
    country: str
    canton: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules as they are; `max_days` and the zone are the workspace's settings, `of_zone` the zone's country."""

    rules: Rules
    version: int
    max_days: int
    of_zone: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rules as somebody wants them; None where nothing that can be read was given."""

    kinds: Collection[str]  # those that come
    idle_days: int | None
    not_started_days: int | None
    notices_a_day: int | None
    country: str
    canton: str


_w = table.c
_MINE = _w.id == bindparam("workspace")
_KEPT = select(*(_w[f.name] for f in fields(Rules)), _w.version, _w.max_days).where(_MINE)
_CHANGE = (
    update(table)
    .where(_MINE, _w.version == bindparam("seen"))
    .values({f.name: bindparam(f"now_{f.name}") for f in fields(Rules)} | {"version": _w.version + 1})
)


def get(session: Session, by: Member) -> Kept:
    """The rules as they are. Raises NotAllowed."""
    by.must("reminder rules")
    *rules, version, max_days = session.connection.execute(_KEPT, {"workspace": by.workspace_id}).one()
    return Kept(Rules(*rules), version, max_days, worktime.country_of(by.workspace_timezone))


def change(session: Session, by: Member, wanted: Wanted, *, seen: int, now: datetime) -> Rules:
    """Change the rules. Raises NotAllowed, RulesOutdated, and all together OutOfRange on `idle_days`,
    `not_started_days`, `notices_a_day`, NotFound on `country`, `canton`.
    """
    by.must("reminder rules")
    workspaces.hold(session, by)
    before = get(session, by)
    rules = _checked(wanted, before)
    values = {f"now_{name}": value for name, value in asdict(rules).items()}
    if not session.change(_CHANGE, workspace=by.workspace_id, seen=seen, **values):
        raise RulesOutdated
    old, new = asdict(before.rules), asdict(rules)
    audits.write(session, by, "change reminder rules", NAME, old=old, new=new, now=now)
    return rules


def _checked(wanted: Wanted, before: Kept) -> Rules:
    checks = Checks()
    idle = checks(_within, wanted.idle_days, "idle_days", 1, LONGEST)
    waiting = checks(_within, wanted.not_started_days, "not_started_days", 1, LONGEST)
    notices = checks(_within, wanted.notices_a_day, "notices_a_day", 0, MOST)
    of = checks(place, wanted.country or (before.of_zone if wanted.canton else ""), wanted.canton)
    checks.done()
    off = " ".join(why.value for why in Why if why not in wanted.kinds)
    return Rules(off, idle, waiting, notices, of[0], of[1])


def _within(number: int | None, field: str, least: int, most: int) -> int:
    if number is None or not least <= number <= most:
        raise OutOfRange(field, least, most)
    return number
