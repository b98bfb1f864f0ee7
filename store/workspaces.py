"""Workspaces: one a Slack team, with its defaults and its number series."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from store.models.workspaces import series, workspaces
from store.rights import Member
from store.rules.refusals import NoSeries
from store.sessions import Session, columns

SERIES = {"opportunity": "OP", "task": "TD", "contact": "CT"}
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as the border needs it."""

    id: int
    team_id: str
    enterprise_id: str
    name: str
    bot_user_id: str
    language: str
    timezone: str
    currency: str


_BY_TEAM = select(*columns(Workspace, workspaces)).where(
    workspaces.c.team_id == bindparam("team"), workspaces.c.enterprise_id == bindparam("enterprise")
)
_ALL = select(*columns(Workspace, workspaces)).order_by(workspaces.c.id)


def find(session: Session, team_id: str, enterprise_id: str = "") -> Workspace | None:
    """The workspace of a Slack team."""
    return session.one(Workspace, _BY_TEAM, team=team_id, enterprise=enterprise_id)


def every(session: Session) -> list[Workspace]:
    """Every workspace: for jobs, which then work one by one."""
    return session.all(Workspace, _ALL)


def connected(session: Session, workspace: Workspace, name: str, bot_user_id: str) -> None:
    """Keep what Slack calls the workspace and our bot in it: both change when the app is installed again.

    Nothing is written, and so nobody waited for, while both are the same: a start needs no turn of its own.
    """
    if (workspace.name, workspace.bot_user_id) == (name, bot_user_id):
        return
    mine = workspaces.c.id == workspace.id
    session.change(update(workspaces).where(mine).values(name=name, bot_user_id=bot_user_id))


def create(
    session: Session,
    *,
    team_id: str,
    enterprise_id: str,
    name: str,
    bot_user_id: str,
    language: str,
    timezone: str,
    currency: str,
    now: datetime,
) -> Workspace:
    """A new workspace with its three number series."""
    key = session.add(
        workspaces,
        team_id=team_id,
        enterprise_id=enterprise_id,
        name=name,
        bot_user_id=bot_user_id,
        language=language,
        timezone=timezone,
        currency=currency,
        created_at=now,
    )
    session.add_all(
        series,
        [{"workspace_id": key, "kind": kind, "prefix": prefix, "digits": DIGITS} for kind, prefix in SERIES.items()],
    )
    return Workspace(key, team_id, enterprise_id, name, bot_user_id, language, timezone, currency)


_DRAW = (
    update(series)
    .where(series.c.workspace_id == bindparam("workspace"), series.c.kind == bindparam("series"))
    .values(last=series.c.last + bindparam("count"))
    .returning(series.c.prefix, series.c.digits, series.c.last)
)


def numbers(session: Session, by: Member, kind: str, count: int = 1) -> list[str]:
    """The next `count` numbers of a series, consecutive, drawn in the creating transaction (decision 41).

    Raises NoSeries (domain.md F017).
    """
    row = session.connection.execute(_DRAW, {"workspace": by.workspace_id, "series": kind, "count": count}).first()
    if row is None:
        raise NoSeries(kind)
    return [f"{row.prefix}{n:0{row.digits}d}" for n in range(row.last - count + 1, row.last + 1)]


def number(typed: str, prefix: str) -> str | None:
    """A number as it is kept, from `OP000007`, `op7` or `7`; None when the text is none."""
    match = re.fullmatch(rf"(?:{prefix})?0*([0-9]{{1,9}})", typed.strip().upper(), re.ASCII)
    return f"{prefix}{int(match[1]):0{DIGITS}d}" if match else None


def any_number(typed: str) -> str | None:
    """A number of any series as it is kept, from `td3` or `OP000007`; a bare `7` is an opportunity's."""
    kind = typed.strip().upper()[:2]
    return number(typed, kind if kind in SERIES.values() else SERIES["opportunity"])


_HELD = select(workspaces.c.id).where(workspaces.c.id == bindparam("workspace")).with_for_update()


def hold(session: Session, by: Member) -> None:
    """Let changes of the set-up wait for one another until the transaction ends."""
    session.value(_HELD, workspace=by.workspace_id)


_STEADY = (
    select(workspaces.c.setup_version)
    .where(workspaces.c.id == bindparam("workspace"))
    .with_for_update(read=True, key_share=True)
)


def steady(session: Session, workspace_id: int) -> int:
    """Let changes of the set-up wait until the transaction ends, and wait for one that is being made; its version.

    Whoever changes a row of the set-up or of a person asks for this, or for `hold`, before they do.
    """
    return int(session.value(_STEADY, workspace=workspace_id))


_IN_TURN = select(workspaces.c.id).where(workspaces.c.id == bindparam("workspace")).with_for_update(key_share=True)


def in_turn(session: Session, workspace_id: int) -> None:
    """Let what tells several people unasked go one after another, which no other writer waits for.

    Each takes places of several people's days, in the order of its own work: two at once could wait for one another.
    It is as good as `steady` to whoever changes a person.
    """
    session.value(_IN_TURN, workspace=workspace_id)


def setup_changed(session: Session, by: Member) -> None:
    """Say that cycles, stages, activities or close codes are no longer what was remembered."""
    session.change(
        update(workspaces)
        .where(workspaces.c.id == by.workspace_id)
        .values(setup_version=workspaces.c.setup_version + 1)
    )


_DEFAULT = select(workspaces.c.default_cycle_id).where(workspaces.c.id == bindparam("workspace"))
_SET_DEFAULT = (
    update(workspaces).where(workspaces.c.id == bindparam("workspace")).values(default_cycle_id=bindparam("cycle"))
)


def default_cycle(session: Session, by: Member) -> int | None:
    """The key of the default cycle as this transaction sees it."""
    found: int | None = session.value(_DEFAULT, workspace=by.workspace_id)
    return found


def set_default_cycle(session: Session, by: Member, cycle_id: int | None) -> None:
    """Let new opportunities take this cycle, or none."""
    session.change(_SET_DEFAULT, workspace=by.workspace_id, cycle=cycle_id)
