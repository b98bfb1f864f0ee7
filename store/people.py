"""The people of a workspace: found by their Slack id, kept as Slack describes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, case, or_, select, update

from store import upserts
from store.models.workspaces import people, workspaces
from store.rights import Member
from store.rules.refusals import NotFound
from store.rules.words import Role
from store.sessions import Session, columns
from store.workspaces import steady

STALE = timedelta(hours=24)
EVER = datetime(2000, 1, 1, tzinfo=UTC)  # before anybody was asked about
DAY_BEGINS, DAY_ENDS = time(8), time(18)

_OF_WORKSPACE = {
    "team_id": workspaces.c.team_id,
    "workspace_language": workspaces.c.language,
    "workspace_timezone": workspaces.c.timezone,
    "workspace_country": workspaces.c.country,
    "currency": workspaces.c.currency,
    "default_cycle_id": workspaces.c.default_cycle_id,
    "max_days": workspaces.c.max_days,
    "setup_version": workspaces.c.setup_version,
    "owner_only": workspaces.c.owner_only,
}
_MEMBER = columns(Member, people, **_OF_WORKSPACE)
_JOINED = select(*_MEMBER).select_from(people.join(workspaces, workspaces.c.id == people.c.workspace_id))
_BY_SLACK = _JOINED.where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.slack_id == bindparam("slack"),
    people.c.refreshed_at > bindparam("since"),
)
_THOSE = _JOINED.where(
    people.c.workspace_id == bindparam("workspace"), people.c.slack_id.in_(bindparam("slacks", expanding=True))
)
# A workspace of a Grid is known by its organisation too; requests may name the one or not (reliability.md 2.4).
_ACTING = _JOINED.where(
    workspaces.c.team_id == bindparam("team"),
    workspaces.c.enterprise_id.in_([bindparam("enterprise"), ""]),
    people.c.slack_id == bindparam("slack"),
    people.c.refreshed_at > bindparam("since"),
).order_by(workspaces.c.enterprise_id.desc())
_EVERY = _JOINED.where(people.c.workspace_id == bindparam("workspace"))
_BY_ID = _JOINED.where(people.c.workspace_id == bindparam("workspace"), people.c.id == bindparam("id"))
# Nobody in particular: without a key, with a salesperson's rights, in the language and zone of the workspace.
_NOBODY: dict[str, Any] = {
    "id": 0,
    "slack_id": "",
    "role": Role.SALESPERSON,
    "guest": False,
    "active": True,
    "blocked": False,
    "removed": False,
    "locale": "",
    "language": "",
    "day_begins": DAY_BEGINS,
    "day_ends": DAY_ENDS,
    "home_seen": False,
    "version": 0,
}
_AT_LARGE = select(
    workspaces.c.id.label("workspace_id"),
    workspaces.c.name,
    workspaces.c.timezone,
    *(column.label(name) for name, column in _OF_WORKSPACE.items()),
).where(workspaces.c.id == bindparam("workspace"))
_ADMINS = (
    select(people.c.slack_id)
    .where(people.c.workspace_id == bindparam("workspace"), people.c.role == Role.ADMIN)
    .where(people.c.active, ~people.c.guest, ~people.c.removed)
    .order_by(people.c.id)
)


@dataclass(frozen=True, slots=True)
class Described:
    """A person as Slack describes them."""

    slack_id: str
    name: str
    email: str = ""
    locale: str = ""
    timezone: str = ""
    guest: bool = False
    active: bool = True
    owner_or_admin: bool = False


def known(session: Session, workspace_id: int, slack_id: str, since: datetime) -> Member | None:
    """The member with this Slack id, if Slack was asked about them after `since`."""
    return session.one(Member, _BY_SLACK, workspace=workspace_id, slack=slack_id, since=since)


def those(session: Session, workspace_id: int, slack_ids: Collection[str]) -> dict[str, Member]:
    """The members with these Slack ids, by them; whom nobody ever asked Slack about is not among them."""
    found = session.all(Member, _THOSE, workspace=workspace_id, slacks=list(slack_ids))
    return {member.slack_id: member for member in found}


def every(session: Session, workspace_id: int) -> list[Member]:
    """Whoever is kept of a workspace, also who left or is a guest."""
    return session.all(Member, _EVERY, workspace=workspace_id)


def acting(session: Session, team_id: str, enterprise_id: str, slack_id: str, since: datetime) -> Member | None:
    """The member who acts in a Slack team, if Slack was asked about them after `since`."""
    return session.one(Member, _ACTING, team=team_id, enterprise=enterprise_id, slack=slack_id, since=since)


def get(session: Session, workspace_id: int, person_id: int) -> Member | None:
    """The member with this key."""
    return session.one(Member, _BY_ID, workspace=workspace_id, id=person_id)


def offered(session: Session, by: Member, person_id: int) -> Member:
    """The salesperson to whom something is given; nobody takes them out until the transaction ends.

    Raises NotFound on `salesperson` for one who may not own it: a reader, somebody blocked, a guest (F076).
    """
    steady(session, by.workspace_id)
    person = get(session, by.workspace_id, person_id)
    if person is None or not person.may("create"):
        raise NotFound("salesperson", field="salesperson")
    return person


def at_large(session: Session, workspace_id: int) -> Member:
    """The workspace itself as a reader: for what is written to a channel, and for what nobody did."""
    found = session.connection.execute(_AT_LARGE, {"workspace": workspace_id}).mappings().one()
    return Member(**_NOBODY, **found)


def keep(session: Session, workspace_id: int, person: Described, now: datetime) -> Member:
    """Store what Slack says of a person; a first-timer gets the workspace's default role, an owner's admin."""
    workspace = session.connection.execute(
        select(workspaces.c.timezone, workspaces.c.default_role).where(workspaces.c.id == workspace_id)
    ).one()
    told = {
        "name": person.name,
        "email": person.email,
        "locale": person.locale,
        "timezone": person.timezone or workspace.timezone,
        "guest": person.guest,
        "active": person.active,
        "refreshed_at": now,
    }
    mine = (people.c.workspace_id == workspace_id) & (people.c.slack_id == person.slack_id)
    if person.owner_or_admin and not admins(session, workspace_id):
        told["role"] = Role.ADMIN  # the last one was deactivated in Slack: somebody must be able to name others
    other = or_(*(people.c[name].is_distinct_from(value) for name, value in told.items() if name != "refreshed_at"))
    rises = case((other, 1), else_=0)  # a form that is open needs no new start where nothing changed
    if not session.change(update(people).where(mine).values(**told, version=people.c.version + rises)):
        keys = {"workspace_id": workspace_id, "slack_id": person.slack_id}
        role = Role.ADMIN if person.owner_or_admin else workspace.default_role
        own = {"role": role, "day_begins": DAY_BEGINS, "day_ends": DAY_ENDS}
        upserts.add(session, people, keys, own | told)  # another request of theirs may be keeping them just now
    member = known(session, workspace_id, person.slack_id, now - STALE)
    assert member is not None  # noqa: S101 - written in this transaction
    return member


def still(session: Session, workspace_id: int, slack_id: str, now: datetime) -> bool:
    """Let what is kept of a person stand; False when nothing is."""
    mine = (people.c.workspace_id == workspace_id) & (people.c.slack_id == slack_id)
    return bool(session.change(update(people).where(mine).values(refreshed_at=now)))


def admins(session: Session, workspace_id: int) -> tuple[str, ...]:
    """The Slack ids of the workspace's admins."""
    return tuple(session.values(_ADMINS, workspace=workspace_id))


def saw_home(session: Session, by: Member) -> None:
    """Remember that the person has a Home to be redrawn."""
    session.change(
        update(people).where(people.c.workspace_id == by.workspace_id, people.c.id == by.id).values(home_seen=True)
    )
