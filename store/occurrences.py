"""The days on which digests ring: what is missing is owed once, the newest first of all (reliability.md 6)."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import bindparam, select, update

from store import audits, deliveries, digest_scopes, digests, issues, people, workspaces
from store.digests import Digest
from store.issues import Draft
from store.models.columns import Key, Moment
from store.models.digests import digests as table
from store.models.digests import occurrences
from store.rules import schedules
from store.rules.digests import LATE, Rest, too_late
from store.rules.schedules import Occurrence, Schedule
from store.rules.words import OccurrenceState
from store.sessions import Session, columns
from store.upserts import insert


@dataclass(frozen=True, slots=True)
class Waiting:
    """A digest whose moment has come."""

    workspace_id: int
    digest_id: int


_KEPT = 100  # days that were missed and are recorded, the newest ones: who was away longer reads no list of them

_d, _o = table.c, occurrences.c
_DUE = (_d.next_due_at <= bindparam("now", type_=Moment), ~_d.paused)
_WAITING = select(_d.workspace_id, _d.id).where(*_DUE).order_by(_d.next_due_at, _d.id)
_ITS = select(*columns(Digest, table)).where(
    _d.workspace_id == bindparam("workspace"), _d.id == bindparam("digest", type_=Key), *_DUE
)
_MINE = _ITS.with_for_update(skip_locked=True)
_ACTIVE = select(*columns(Digest, table)).where(_d.next_due_at > bindparam("now", type_=Moment)).order_by(_d.id)
_ALIGN = (
    update(table)
    .where(_d.workspace_id == bindparam("workspace"), _d.id == bindparam("digest", type_=Key))
    .where(_d.next_due_at == bindparam("was", type_=Moment))
    .values(next_on=bindparam("on"), next_due_at=bindparam("due_at"))
)
_ON = (
    update(table)
    .where(_d.workspace_id == bindparam("workspace"), _d.id == bindparam("digest", type_=Key))
    .values(last_on=bindparam("last"), next_on=bindparam("on"), next_due_at=bindparam("due_at"))
)


_SILENT = (
    update(occurrences)
    .where(_o.workspace_id == bindparam("workspace"), _o.digest_id == bindparam("digest", type_=Key))
    .where(_o.on_date == bindparam("day"))
    .values(state=OccurrenceState.NOTHING_NEW)
)


def waiting(session: Session, now: datetime) -> list[Waiting]:
    """The digests whose moment has come, over every workspace: one look at an index."""
    return session.all(Waiting, _WAITING, now=now)


def draft(session: Session, workspace_id: int, digest_id: int, now: datetime) -> Draft | None:
    """What a digest that rings now has to say, worked out before anybody has to wait; None when it is not owed."""
    digest = session.one(Digest, _ITS, workspace=workspace_id, digest=digest_id, now=now)
    if digest is None or (first := digest.rings) is None or _rests(session, digest):
        return None
    *_, newest, following = _rung(digest.schedule, first, now)
    return None if now - newest.due_at > too_late(newest, following) else issues.draft(session, digest, newest.on, now)


def ring(session: Session, workspace_id: int, digest_id: int, now: datetime, drafted: Draft | None = None) -> bool:
    """Owe what a digest has to say by now; False when it says nothing, or another replica has it in hand.

    `drafted`: what `draft` worked out, which is kept if the digest is as it was then.
    Of several days that were missed only the newest is owed, and that not when it is too late by far; the others
    are recorded as skipped. What can not go on any more rests.
    """
    workspaces.steady(session, workspace_id)  # before people, as whoever gives them another role does
    digest = session.one(Digest, _MINE, workspace=workspace_id, digest=digest_id, now=now)
    if digest is None or (first := digest.rings) is None:
        return False
    if why := _rests(session, digest):
        digests.rest(session, digest, why, now)
        return False
    *older, newest, following = _rung(digest.schedule, first, now)
    late, too = now - newest.due_at > LATE, now - newest.due_at > too_late(newest, following)
    skipped = [*older, newest] if too else older
    if skipped:
        _skip(session, digest, skipped, now)
    owed = not too and _keep(session, digest, [newest], OccurrenceState.OWED, late=late)
    session.change(
        _ON, workspace=workspace_id, digest=digest_id, last=newest.on, on=following.on, due_at=following.due_at
    )
    return owed and _say(session, digest, newest, late, now, drafted)


def _rests(session: Session, digest: Digest) -> Rest | None:
    """Why the digest can not go on, if so."""
    owner = people.get(session, digest.workspace_id, digest.person_id)
    if owner is None or not owner.here:
        return Rest.LEFT
    if not owner.may(digests.KIND):
        return Rest.DEMOTED
    if digest_scopes.name(session, digest.workspace_id, digest.scope, digest.scope_id) is None:
        return Rest.GONE
    return None if digest_scopes.reaches(session, owner, digest.scope, digest.scope_id) else Rest.BEYOND


def _rung(schedule: Schedule, first: Occurrence, now: datetime) -> list[Occurrence]:
    """When it rang since the last time, oldest first, and after these when it rings next."""
    rung = deque([first], _KEPT)
    rung.extend(takewhile(lambda one: one.due_at <= now, schedules.ringing(schedule, first.on)))
    return [*rung, schedules.upcoming(schedule, now, rung[-1].on)]


def _skip(session: Session, digest: Digest, skipped: list[Occurrence], now: datetime) -> None:
    _keep(session, digest, skipped, OccurrenceState.SKIPPED_LATE, late=True)
    nobody = people.at_large(session, digest.workspace_id)
    days = ", ".join(one.on.isoformat() for one in skipped)
    audits.write(session, nobody, "skip digest", digest.name, new={"days": days}, now=now)


def _keep(session: Session, digest: Digest, rung: list[Occurrence], state: OccurrenceState, *, late: bool) -> bool:
    """Record these days; whether none of them was recorded before."""
    common = {"workspace_id": digest.workspace_id, "digest_id": digest.id, "state": state, "late": late}
    rows = [common | {"on_date": one.on, "due_at": one.due_at} for one in rung]
    statement = insert(session, occurrences).values(rows).on_conflict_do_nothing()
    return len(session.values(statement.returning(occurrences.c.on_date))) == len(rows)


def _say(session: Session, digest: Digest, rung: Occurrence, late: bool, now: datetime, drafted: Draft | None) -> bool:
    """Keep the issue and owe it instead of those that still wait; False where nothing changed and it is silent then."""
    keys = {"workspace": digest.workspace_id, "digest": digest.id}
    if issues.make(session, digest, rung.on, late, now, drafted) is None:
        session.change(_SILENT, **keys, day=rung.on)
        return False
    earlier = issues.roots_before(session, digest, rung.on)
    deliveries.drop(session, digest.workspace_id, earlier, "a newer one came", now)
    facts = {"digest": digest.id, "on": rung.on.isoformat(), "late": late}
    key = issues.root_key(digest.id, rung.on)
    person_id = None if digest.channel else digest.person_id
    return deliveries.owe(session, digest.workspace_id, key, digests.KIND, person_id, facts, rung.due_at, now)


def align(session: Session, now: datetime) -> int:
    """Reckon anew when every digest rings next, by what this process knows of the zones; how many it changed."""
    changed = 0
    for digest in session.all(Digest, _ACTIVE, now=now):
        was = digest.rings
        rings = was and next(schedules.ringing(digest.schedule, was.on - timedelta(days=1)))
        if was and rings and rings.due_at != was.due_at:
            keys = {"workspace": digest.workspace_id, "digest": digest.id, "was": was.due_at}
            changed += session.change(_ALIGN, **keys, on=rings.on, due_at=rings.due_at)
    return changed
