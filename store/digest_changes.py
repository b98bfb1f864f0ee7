"""What managers do with digests: set up, change, pause, resume and delete their own; an admin everybody's."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, update

from store import audits, digest_scopes, digest_wishes, digests, people, workspaces
from store.digest_wishes import Wanted
from store.digests import Digest
from store.models.columns import Key
from store.models.digests import digests as table
from store.rights import Member
from store.rules import schedules
from store.rules.refusals import SetupChanged
from store.rules.schedules import Occurrence, Schedule
from store.sessions import Session

_d = table.c
_KEY = (_d.workspace_id == bindparam("workspace"), _d.id == bindparam("digest", type_=Key))
_CHANGED, _GONE = update(table).where(*_KEY), delete(table).where(*_KEY)


def create(session: Session, by: Member, wanted: Wanted, now: datetime) -> Digest:
    """Set up a digest. Raises what `digest_wishes.columns` raises."""
    by.must("digest")
    workspaces.hold(session, by)
    values, schedule = digest_wishes.columns(session, by, wanted)
    rings = schedules.upcoming(schedule, now)
    own = {"person_id": by.id, "created_at": now, **_next(rings)}
    key = session.add(table, workspace_id=by.workspace_id, **values, **own)
    made = digests.kept(session, by.workspace_id, key)
    audits.write(session, by, "set up digest", made.name, new=_values(session, made), now=now)
    return made


def change(session: Session, by: Member, digest_id: int, wanted: Wanted, *, seen: int, now: datetime) -> Digest:
    """Change a digest; one that rested because of trouble goes on. Raises as `create` does, NotFound, SetupChanged."""
    before = _held(session, by, digest_id, seen)
    owner = owner_of(session, by, before)
    values, schedule = digest_wishes.columns(session, owner, wanted, before.id)
    paused = before.paused and not before.trouble
    rings = _rings(before, schedule, now)
    new = {
        **values,
        "person_id": owner.id,
        **(_next(None) if paused else _next(rings)),
        "paused": paused,
        "trouble": "",
    }
    after, values = _changed(session, by, before, new)
    audits.write(session, by, "change digest", before.name, **values, now=now)
    return after


def pause(session: Session, by: Member, digest_id: int, *, seen: int, now: datetime) -> Digest:
    """Let a digest rest until somebody resumes it. Raises NotFound, SetupChanged, also when it rests already."""
    before = _held(session, by, digest_id, seen)
    if before.paused:
        raise SetupChanged(before.name)
    after, values = _changed(session, by, before, {"paused": True, **_next(None)})
    audits.write(session, by, "pause digest", before.name, **values, now=now)
    return after


def resume(session: Session, by: Member, digest_id: int, *, seen: int, now: datetime) -> Digest:
    """Let a digest that rests go on with its next day; what it missed stays unsaid.

    Raises NotFound, SetupChanged, and OutOfReach where its owner does not manage all those it is about.
    """
    before = _held(session, by, digest_id, seen)
    if not before.paused:
        raise SetupChanged(before.name)
    owner = owner_of(session, by, before)
    digest_scopes.chosen(session, owner, digest_scopes.packed(before.scope, before.scope_id))
    rings = schedules.upcoming(before.schedule, now, before.last_on)
    new = {"person_id": owner.id, "paused": False, "trouble": "", **_next(rings)}
    after, values = _changed(session, by, before, new)
    audits.write(session, by, "resume digest", before.name, **values, now=now)
    return after


def remove(session: Session, by: Member, digest_id: int, *, seen: int, now: datetime) -> Digest:
    """Delete a digest with its issues; what was posted stays. The digest it was. Raises NotFound, SetupChanged."""
    before = _held(session, by, digest_id, seen)
    old = _values(session, before)
    session.change(_GONE, workspace=by.workspace_id, digest=digest_id)
    audits.write(session, by, "delete digest", before.name, old=old, now=now)
    return before


def next_day(wanted: Wanted, before: Digest | None, now: datetime) -> Occurrence:
    """When a digest would ring next if it were saved so, `before` it being so or not there.

    Raises what `digest_wishes.schedule` raises.
    """
    schedule = digest_wishes.schedule(wanted)
    return schedules.upcoming(schedule, now) if before is None else _rings(before, schedule, now)


def _rings(before: Digest, schedule: Schedule, now: datetime) -> Occurrence:
    """When it rings next with that schedule; a day that is due, and that no replica looked at yet, stays owed."""
    if before.next_on is None or before.next_due_at is None:
        return schedules.upcoming(schedule, now, before.last_on)
    waits = Occurrence(before.next_on, before.next_due_at)
    if schedule == before.schedule:
        return waits
    rings = schedules.changed(schedule, now, before.last_on, before.next_on)
    return waits if waits.due_at <= now and waits.on != rings.on else rings


def owner_of(session: Session, by: Member, digest: Digest) -> Member:
    """Whose digest it is: who changes it takes over one whose owner may not have it any more."""
    owner = people.get(session, by.workspace_id, digest.person_id)
    return owner if owner and owner.may("digest") else by


def _held(session: Session, by: Member, digest_id: int, seen: int) -> Digest:
    """The digest, as it was seen; others who change the set-up wait."""
    by.must("digest")
    workspaces.hold(session, by)
    found = digests.shown(session, by, digest_id).digest
    if found.version != seen:
        raise SetupChanged(found.name)
    return found


def _changed(session: Session, by: Member, before: Digest, new: dict[str, Any]) -> tuple[Digest, dict[str, Any]]:
    """The digest as it is now, and what the audit keeps of it before and after."""
    old = _values(session, before)
    statement = _CHANGED.values(**new, version=before.version + 1)
    session.change(statement, workspace=by.workspace_id, digest=before.id)
    after = digests.kept(session, by.workspace_id, before.id)
    return after, {"old": old, "new": _values(session, after)}


def _next(rings: Occurrence | None) -> dict[str, Any]:
    return {"next_on": rings and rings.on, "next_due_at": rings and rings.due_at}


def _values(session: Session, digest: Digest) -> dict[str, object]:
    """A digest as the audit keeps it."""
    scope = digest_scopes.name(session, digest.workspace_id, digest.scope, digest.scope_id)
    owner = people.get(session, digest.workspace_id, digest.person_id)
    days = {"weekday": digest.weekday, "day_of_month": digest.day_of_month, "cron": digest.cron}
    return {
        "name": digest.name,
        "owner": owner.name if owner else "",
        "rhythm": digest.kind,
        **{field: value for field, value in days.items() if value},
        "at": digest.at.isoformat("minutes"),
        "timezone": digest.timezone,
        "about": scope or digest.scope,
        "channel": f"#{digest.channel_name}" if digest.channel else "",
        "sections": digest.sections,
        "when_unchanged": digest.when_unchanged,
        "language": digest.language,
        "paused": digest.paused,
    }
