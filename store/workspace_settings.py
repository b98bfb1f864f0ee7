"""A workspace's own settings, which admins change (product.md, The command, setup; decision 42)."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from zoneinfo import available_timezones

from sqlalchemy import bindparam, exists, or_, select, update

from store import audits, currencies, workspaces
from store.models.documents import quotes
from store.models.opportunities import entries
from store.models.workspaces import workspaces as table
from store.rights import Member
from store.rules.checks import Checks, given
from store.rules.refusals import CurrencyKept, NotFound, OutOfRange, SetupChanged
from store.rules.words import Role
from store.sessions import Session

LONGEST_STAY = 999


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace may set: the zone whose day is the business day, and what is taken where nothing is said."""

    timezone: str
    currency: str
    language: str
    default_role: Role
    max_days: int
    owner_only: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """The settings as they are; `amounts`: whether amounts are kept in the currency, which then stays."""

    name: str
    settings: Settings
    version: int
    amounts: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """The settings as somebody wants them; None where nothing that can be read was given."""

    timezone: str
    currency: str | None
    language: str | None
    default_role: Role | None
    max_days: int | None
    owner_only: bool


_w = table.c
_MINE = _w.id == bindparam("workspace")
_AMOUNTS = or_(
    exists().where(entries.c.workspace_id == bindparam("workspace")),
    exists().where(quotes.c.workspace_id == bindparam("workspace")),
)
_KEPT = select(_w.name, *(_w[f.name] for f in fields(Settings)), _w.version, _AMOUNTS).where(_MINE)
_CHANGE = (
    update(table)
    .where(_MINE, _w.version == bindparam("seen"))
    .values({f.name: bindparam(f"now_{f.name}") for f in fields(Settings)} | {"version": _w.version + 1})
)


def get(session: Session, by: Member) -> Kept:
    """The settings as they are."""
    by.must("setup")
    name, *settings, version, amounts = session.connection.execute(_KEPT, {"workspace": by.workspace_id}).one()
    return Kept(name, Settings(*settings), version, bool(amounts))


def change(session: Session, by: Member, wanted: Wanted, *, seen: int, now: datetime) -> Settings:
    """Change the settings. Raises SetupChanged, and all together Missing and NotFound on `timezone`, `currency`,
    CurrencyKept on `currency` once amounts are kept, Missing on `language`, `default_role`, OutOfRange on `max_days`.
    """
    by.must("setup")
    workspaces.hold(session, by)
    before = get(session, by)
    settings = _checked(wanted, before)
    values = {f"now_{name}": value for name, value in asdict(settings).items()}
    if not session.change(_CHANGE, workspace=by.workspace_id, seen=seen, **values):
        raise SetupChanged(before.name)
    old, new = asdict(before.settings), asdict(settings)
    audits.write(session, by, "change workspace", before.name, old=old, new=new, now=now)
    return settings


def _checked(wanted: Wanted, before: Kept) -> Settings:
    checks = Checks()
    timezone = checks(_timezone, wanted.timezone)
    currency = checks(_currency, wanted.currency, before)
    language = checks(given, wanted.language, "language")
    role = checks(given, wanted.default_role, "default_role")
    max_days = checks(_max_days, wanted.max_days)
    checks.done()
    return Settings(timezone, currency, language, role, max_days, wanted.owner_only)


def _timezone(name: str) -> str:
    if given(name, "timezone") not in available_timezones():
        raise NotFound("time zone", name, "timezone")
    return name


def _currency(typed: str | None, before: Kept) -> str:
    """Other amounts would be read in a currency nobody meant, so it stays once there are any; not given, it stays."""
    is_now = before.settings.currency
    if typed is None:
        return is_now
    code = currencies.check(typed)
    if code != is_now and before.amounts:
        raise CurrencyKept(is_now)
    return code


def _max_days(days: int | None) -> int:
    if days is None or not 1 <= days <= LONGEST_STAY:
        raise OutOfRange("max_days", 1, LONGEST_STAY)
    return days
