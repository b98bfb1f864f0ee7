"""Feeds: which channel hears of the whole workspace, of a sales cycle, of a team (product.md, Channel feed)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from store import audits, deliveries, notices, people, workspaces
from store.events import EVERYTHING
from store.models.columns import Key
from store.models.cycles import cycles
from store.models.events import feeds
from store.models.teams import teams
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules.checks import given
from store.rules.places import Place, Unfit
from store.rules.refusals import ChannelUnfit, HeardAlready, Missing, NotFound, SetupChanged
from store.sessions import Session, columns

INTRO, TROUBLE = "feed", "feed trouble"  # kinds of deliveries: what a channel is told first, and who hears of trouble


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is shown; for the whole workspace when it has neither cycle nor team."""

    id: int
    scope: str
    cycle: str | None
    team: str | None
    channel: str
    channel_name: str
    person_id: int
    person: str
    trouble: str
    version: int


@dataclass(frozen=True, slots=True)
class Team:
    """A team as it is offered."""

    id: int
    name: str


_f = feeds.c
_SHOWN = (
    select(*columns(Feed, feeds, cycle=cycles.c.code, team=teams.c.name, person=people_table.c.name))
    .select_from(
        feeds.join(people_table, (people_table.c.workspace_id == _f.workspace_id) & (people_table.c.id == _f.person_id))
        .outerjoin(cycles, (cycles.c.workspace_id == _f.workspace_id) & (cycles.c.id == _f.cycle_id))
        .outerjoin(teams, (teams.c.workspace_id == _f.workspace_id) & (teams.c.id == _f.team_id))
    )
    .where(_f.workspace_id == bindparam("workspace"))
    .order_by(_f.id)
)
_ONE = _SHOWN.where(_f.id == bindparam("feed", type_=Key))
_OF_SCOPE = _SHOWN.where(_f.scope == bindparam("named"))
_OF_CHANNEL = _SHOWN.where(_f.channel == bindparam("place"))
_TEAMS = select(*columns(Team, teams)).where(teams.c.workspace_id == bindparam("workspace")).order_by(teams.c.name)
_CYCLE = select(cycles.c.code).where(
    cycles.c.workspace_id == bindparam("workspace"), cycles.c.id == bindparam("asked", type_=Key), ~cycles.c.deleted
)
_TEAM = select(teams.c.name).where(
    teams.c.workspace_id == bindparam("workspace"), teams.c.id == bindparam("asked", type_=Key)
)
_CHANGED = update(feeds).where(_f.workspace_id == bindparam("workspace"), _f.id == bindparam("feed", type_=Key))
_GONE = delete(feeds).where(_f.workspace_id == bindparam("workspace"), _f.id == bindparam("feed", type_=Key))
_BROKEN = (
    update(feeds)
    .where(_f.workspace_id == bindparam("workspace"), _f.id == bindparam("feed", type_=Key), _f.trouble == "")
    .values(trouble=bindparam("why"))
)


def every(session: Session, by: Member) -> list[Feed]:
    """The feeds of the workspace, in the order in which they were set up. Admins only."""
    by.must("setup")
    return session.all(Feed, _SHOWN, workspace=by.workspace_id)


def teams_offered(session: Session, by: Member) -> list[Team]:
    """The teams a feed can be for, by name. Admins only."""
    by.must("setup")
    return session.all(Team, _TEAMS, workspace=by.workspace_id)


def create(session: Session, by: Member, place: Place | None, scope: str | None, now: datetime) -> Feed:
    """Let a channel hear of `all`, of `cycle:7` or of `team:3`.

    Raises Missing on `channel` and `scope`, ChannelUnfit on `channel`, NotFound and HeardAlready on `scope`.
    """
    by.must("setup")
    workspaces.hold(session, by)
    values = _checked(session, by, place, scope, None, now)
    key = session.add(feeds, workspace_id=by.workspace_id, **values)
    return _told(session, by, key, None, now)


def change(
    session: Session, by: Member, feed_id: int, place: Place | None, scope: str | None, *, seen: int, now: datetime
) -> Feed:
    """Let another channel hear what this feed is for, or this channel something else; it rests no more.

    Raises as `create` does, NotFound, SetupChanged.
    """
    by.must("setup")
    workspaces.hold(session, by)
    before = _unchanged(session, by, feed_id, seen)
    values = _checked(session, by, place, scope, before, now)
    session.change(_CHANGED.values(**values, version=seen + 1), workspace=by.workspace_id, feed=feed_id)
    return _told(session, by, feed_id, before, now)


def _unchanged(session: Session, by: Member, feed_id: int, seen: int) -> Feed:
    feed = shown(session, by, feed_id)
    if feed.version != seen:
        raise SetupChanged(f"#{feed.channel_name}")
    return feed


def _checked(
    session: Session, by: Member, place: Place | None, scope: str | None, own: Feed | None, now: datetime
) -> dict[str, Any]:
    """A feed's columns."""
    place = given(place, "channel")
    if place.unfit:
        raise ChannelUnfit(place.name, place.unfit)
    cycle_id, team_id = _scope(session, by, scope or "")
    there = session.one(Feed, _OF_SCOPE, workspace=by.workspace_id, named=scope)
    if there and there.id != (own and own.id):
        raise HeardAlready(there.channel_name)
    return {
        "scope": scope,
        "cycle_id": cycle_id,
        "team_id": team_id,
        "channel": place.channel,
        "channel_name": place.name,
        "person_id": by.id,
        "at": now,
        "trouble": "",
    }


def _told(session: Session, by: Member, feed_id: int, before: Feed | None, now: datetime) -> Feed:
    """The feed as it is now, which its channel is told."""
    feed = shown(session, by, feed_id)
    old = _values(before) if before else None
    audits.write(session, by, "set up feed", f"#{feed.channel_name}", old=old, new=_values(feed), now=now)
    key = f"feed:{feed.id}:{feed.version}.{now:%Y%m%d%H%M%S%f}"
    deliveries.owe(session, by.workspace_id, key, INTRO, None, {"feed": feed.id, "channel": feed.channel}, now, now)
    return feed


def _values(feed: Feed) -> dict[str, object]:
    return {"channel": f"#{feed.channel_name}", "for": feed.cycle or feed.team or EVERYTHING}


def _scope(session: Session, by: Member, scope: str) -> tuple[int | None, int | None]:
    """The cycle and the team that a feed is for."""
    kind, _, key = scope.partition(":")
    if scope == EVERYTHING:
        return None, None
    known = {"cycle": _CYCLE, "team": _TEAM}
    if kind not in known or not (key.isascii() and key.isdigit() and len(key) < 16):
        raise Missing("scope")
    if session.value(known[kind], workspace=by.workspace_id, asked=int(key)) is None:
        raise NotFound(kind, field="scope")
    return (int(key), None) if kind == "cycle" else (None, int(key))


def remove(session: Session, by: Member, feed_id: int, *, seen: int, now: datetime) -> Feed:
    """Let a channel hear no more; the feed it was. Raises NotFound, SetupChanged."""
    by.must("setup")
    workspaces.hold(session, by)
    feed = _unchanged(session, by, feed_id, seen)
    session.change(_GONE, workspace=by.workspace_id, feed=feed_id)
    audits.write(session, by, "remove feed", f"#{feed.channel_name}", old=_values(feed), now=now)
    return feed


def shown(session: Session, by: Member, feed_id: int) -> Feed:
    """The feed with this key, for an admin who changes it. Raises NotFound."""
    by.must("setup")
    feed = get(session, by.workspace_id, feed_id)
    if feed is None:
        raise NotFound("feed")
    return feed


def get(session: Session, workspace_id: int, feed_id: int) -> Feed | None:
    """The feed with this key: for what the jobs send."""
    return session.one(Feed, _ONE, workspace=workspace_id, feed=feed_id)


def of_channel(session: Session, workspace_id: int, channel: str) -> Feed | None:
    """A feed that goes to this channel and is not in trouble, the first set up; None when the channel hears nothing."""
    found = session.all(Feed, _OF_CHANNEL, workspace=workspace_id, place=channel)
    return next((feed for feed in found if not feed.trouble), None)


def lost(session: Session, workspace_id: int, channel: str, why: Unfit, now: datetime) -> None:
    """Nothing can go to this channel any more: its feeds rest, and who set them up is told, once.

    One that somebody lets go elsewhere at the same moment does not rest.
    """
    workspaces.steady(session, workspace_id)
    there = session.all(Feed, _OF_CHANNEL, workspace=workspace_id, place=channel)
    resting = [one for one in there if session.change(_BROKEN, workspace=workspace_id, feed=one.id, why=why)]
    told = [(person.id, feed) for feed in resting for person in responsible(session, workspace_id, feed.person_id)]
    for person_id, feed in sorted(told, key=lambda one: (one[0], one[1].id)):
        key = f"trouble:{feed.id}:{feed.version}.{now:%Y%m%d%H%M%S%f}:{person_id}"
        notices.notify(session, workspace_id, person_id, key, TROUBLE, {"feed": feed.id}, now)


def responsible(session: Session, workspace_id: int, person_id: int) -> list[Member]:
    """Who hears of a feed's trouble: who set it up, else the admins."""
    person = people.get(session, workspace_id, person_id)
    if person and person.may("setup"):
        return [person]
    return list(people.those(session, workspace_id, people.admins(session, workspace_id)).values())
