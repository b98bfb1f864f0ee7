"""Digests: what managers are told on a schedule, and who hears of their trouble (product.md, Digests)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time

from sqlalchemy import bindparam, func, select, update

from store import audits, notices, people, workspaces
from store.models.columns import Key
from store.models.cycles import cycles
from store.models.digests import digests, occurrences
from store.models.teams import teams
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules.digests import Rest
from store.rules.places import Unfit
from store.rules.refusals import NotFound
from store.rules.schedules import Occurrence, Schedule
from store.rules.words import DigestScope, OccurrenceState, Rhythm, WhenUnchanged
from store.sessions import Session, columns

KIND = "digest"  # of the delivery that is its root
TROUBLE = "digest trouble"  # of the one that tells somebody why it rests


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as it is set up; `person_id` set it up, and gets it where it goes to no channel."""

    id: int
    workspace_id: int
    person_id: int
    name: str
    timezone: str
    kind: Rhythm
    at: time  # local
    weekday: int | None  # 1 is Monday
    day_of_month: int | None  # 31: the last one
    cron: str
    scope: DigestScope
    scope_id: int | None  # of the person, team or cycle
    channel: str  # empty: a direct message
    channel_name: str
    sections: str  # words separated by blanks
    when_unchanged: WhenUnchanged
    language: str
    paused: bool
    trouble: str  # why it was paused by itself
    last_on: date | None  # the last local day on which it rang
    next_on: date | None  # none while it is paused
    next_due_at: datetime | None
    created_at: datetime
    version: int

    @property
    def schedule(self) -> Schedule:
        """When it rings."""
        return Schedule(self.kind, self.at, self.timezone, self.weekday, self.day_of_month, self.cron)

    @property
    def rings(self) -> Occurrence | None:
        """When it rings next; None while it is paused."""
        return Occurrence(self.next_on, self.next_due_at) if self.next_on and self.next_due_at else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A digest as it is listed: with who set it up, what it is about, and what became of its last day."""

    digest: Digest
    owner: str
    owner_slack_id: str
    scope_name: str | None  # None for everybody, and for what is gone
    last: OccurrenceState | None


_d, _o = digests.c, occurrences.c
_DIGEST = columns(Digest, digests)
_WORKSPACE = _d.workspace_id == bindparam("workspace")
_ONE = select(*_DIGEST).where(_WORKSPACE, _d.id == bindparam("digest", type_=Key))
_named = people_table.alias("named")
_SHOWN = (
    select(
        *_DIGEST,
        people_table.c.name.label("owner"),
        people_table.c.slack_id,
        func.coalesce(cycles.c.code, teams.c.name, _named.c.name),
        _o.state,
    )
    .select_from(
        digests.join(
            people_table, (people_table.c.workspace_id == _d.workspace_id) & (people_table.c.id == _d.person_id)
        )
        .outerjoin(
            cycles,
            (cycles.c.workspace_id == _d.workspace_id) & (cycles.c.id == _d.scope_id) & (_d.scope == DigestScope.CYCLE),
        )
        .outerjoin(
            teams,
            (teams.c.workspace_id == _d.workspace_id) & (teams.c.id == _d.scope_id) & (_d.scope == DigestScope.TEAM),
        )
        .outerjoin(
            _named,
            (_named.c.workspace_id == _d.workspace_id)
            & (_named.c.id == _d.scope_id)
            & (_d.scope == DigestScope.PERSON),
        )
        .outerjoin(
            occurrences,
            (_o.workspace_id == _d.workspace_id) & (_o.digest_id == _d.id) & (_o.on_date == _d.last_on),
        )
    )
    .where(_WORKSPACE)
    .order_by(_d.id)
)
_MINE = _SHOWN.where(_d.person_id == bindparam("owner", type_=Key))
_OF_CHANNEL = select(*_DIGEST).where(_WORKSPACE, _d.channel == bindparam("place"), ~_d.paused).order_by(_d.id)
_REST = (
    update(digests)
    .where(_WORKSPACE, _d.id == bindparam("digest", type_=Key), _d.version == bindparam("seen"), ~_d.paused)
    .values(paused=True, trouble=bindparam("why"), next_on=None, next_due_at=None, version=_d.version + 1)
)


def get(session: Session, workspace_id: int, digest_id: int) -> Digest | None:
    """The digest with this key: for what the jobs send."""
    return session.one(Digest, _ONE, workspace=workspace_id, digest=digest_id)


def kept(session: Session, workspace_id: int, digest_id: int) -> Digest:
    """The digest with this key, which was just written."""
    return session.kept(Digest, _ONE, workspace=workspace_id, digest=digest_id)


def every(session: Session, by: Member) -> list[Shown]:
    """The digests somebody set up, in that order; an admin sees all of the workspace."""
    by.must("digest")
    statement = _SHOWN if by.may("setup") else _MINE
    rows = session.connection.execute(
        statement, {"workspace": by.workspace_id} | ({} if by.may("setup") else {"owner": by.id})
    )
    own = len(fields(Digest))
    return [Shown(Digest(*row[:own]), *row[own:]) for row in rows]


def shown(session: Session, by: Member, digest_id: int) -> Shown:
    """One of those that somebody sees. Raises NotFound, for somebody else's too."""
    found = next((one for one in every(session, by) if one.digest.id == digest_id), None)
    if found is None:
        raise NotFound("digest")
    return found


def rest(session: Session, digest: Digest, why: Rest | Unfit, now: datetime) -> None:
    """Pause a digest that can not go on, and tell who set it up, or the admins once that person may not any more."""
    _rest(session, [digest], why, now)


def _rest(session: Session, resting: Iterable[Digest], why: Rest | Unfit, now: datetime) -> None:
    told: list[tuple[int, Digest]] = []
    for digest in resting:
        if session.change(_REST, workspace=digest.workspace_id, digest=digest.id, seen=digest.version, why=why):
            nobody, new = people.at_large(session, digest.workspace_id), {"paused": True, "trouble": why}
            audits.write(session, nobody, "rest digest", digest.name, old={"paused": False}, new=new, now=now)
            told += [(person.id, digest) for person in responsible(session, digest)]
    for person_id, digest in sorted(told, key=lambda one: (one[0], one[1].id)):
        key = f"digest trouble:{digest.id}:{digest.version}:{person_id}"
        notices.notify(session, digest.workspace_id, person_id, key, TROUBLE, {"digest": digest.id}, now)


def responsible(session: Session, digest: Digest) -> list[Member]:
    """Who hears of a digest's trouble: who set it up, else the admins."""
    owner = people.get(session, digest.workspace_id, digest.person_id)
    if owner and owner.may(KIND):
        return [owner]
    return list(people.those(session, digest.workspace_id, people.admins(session, digest.workspace_id)).values())


def lost(session: Session, workspace_id: int, channel: str, why: Unfit, now: datetime) -> None:
    """Nothing can go to this channel any more: the digests that went there rest.

    One that somebody lets go elsewhere at the same moment does not.
    """
    workspaces.steady(session, workspace_id)
    _rest(session, session.all(Digest, _OF_CHANNEL, workspace=workspace_id, place=channel), why, now)
