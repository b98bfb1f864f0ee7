"""How absences end: who is back gets a brief, and one whose cover left goes on without (issue 4, Absence)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select, update

from store import absences, audits, notices, people, teams, workspaces, worktime
from store.absence_notices import BRIEF, UNCOVERED
from store.models.absences import absences as table
from store.models.columns import Key
from store.models.workspaces import people as people_table
from store.rules import dates
from store.rules.words import Role
from store.rules.worktime import working_day
from store.sessions import Session

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """An absence that may have ended, or whose cover left."""

    id: int
    workspace_id: int
    until_on: date


_a, _p = table.c, people_table.c
_MINE = (_a.workspace_id == bindparam("workspace"), _a.id == bindparam("absence", type_=Key))
_OVER = (
    select(_a.id, _a.workspace_id, _a.until_on).where(~_a.briefed, _a.until_on < bindparam("latest")).order_by(_a.id)
)
_LEFT = (
    select(_a.id, _a.workspace_id, _a.until_on)
    .join_from(table, people_table, (_p.workspace_id == _a.workspace_id) & (_p.id == _a.cover_id))
    .where(~_a.briefed, _a.until_on >= bindparam("earliest"))
    .where(or_(~_p.active, _p.guest, _p.removed, _p.blocked, _p.role == Role.READER))
    .order_by(_a.id)
)
_TELL = update(table).where(*_MINE, ~_a.briefed).values(briefed=True)
_UNCOVER = (
    update(table)
    .where(*_MINE, _a.cover_id == bindparam("left", type_=Key))
    .values(cover_id=None, version=_a.version + 1)
)


def over(session: Session, now: datetime) -> list[Due]:
    """Absences that are over somewhere on earth, and whose person was not told yet, of every workspace."""
    return session.all(Due, _OVER, latest=now.date() + _DAY)


def left(session: Session, now: datetime) -> list[Due]:
    """Absences that are not over and whose cover can not cover any more, of every workspace."""
    return session.all(Due, _LEFT, earliest=now.date() - _DAY)


def is_back(session: Session, due: Due, now: datetime) -> bool:
    """Whether somebody may be told of that absence now: they work today and are not away, or are not here any more."""
    absence = absences.find(session, due.workspace_id, due.id)
    person = people.get(session, due.workspace_id, absence.person_id) if absence else None
    if absence is None or person is None:
        return False
    if not person.here:
        return True
    day = working_day(now, worktime.of(session, due.workspace_id, person.id))
    today = dates.today(now, person.workspace_timezone)
    if day is None or min(day, today) <= absence.until_on:
        return False
    return absences.on(session, due.workspace_id, person.id, max(day, today)) is None


def brief(session: Session, due: Due, now: datetime) -> bool:
    """Owe who is back the brief of what happened, on their first working day; whether it is owed now."""
    absence = absences.find(session, due.workspace_id, due.id)
    person = people.get(session, due.workspace_id, absence.person_id) if absence else None
    if absence is None or person is None or not is_back(session, due, now):
        return False
    if not session.change(_TELL, workspace=due.workspace_id, absence=due.id):
        return False
    key, facts = f"brief:{due.id}", {"absence": due.id}
    return person.here and notices.notify(session, due.workspace_id, person.id, key, BRIEF, facts, now)


def uncover(session: Session, due: Due, now: datetime) -> bool:
    """Let an absence go on without the cover who left, and tell the person's managers; whether it was so."""
    workspaces.in_turn(session, due.workspace_id)
    absence = absences.find(session, due.workspace_id, due.id)
    cover = people.get(session, due.workspace_id, absence.cover_id) if absence and absence.cover_id else None
    if absence is None or cover is None or absences.fits(cover):
        return False
    if not session.change(_UNCOVER, workspace=due.workspace_id, absence=due.id, left=cover.id):
        return False
    by = people.at_large(session, due.workspace_id)
    audits.write(session, by, "lose cover", absence.person, old={"cover": cover.name}, new={"cover": ""}, now=now)
    facts = {"absence": due.id, "cover": cover.name}
    for manager_id in teams.managers_of(session, due.workspace_id, absence.person_id):
        key = f"uncovered:{due.id}:{cover.id}:{manager_id}"
        notices.notify(session, due.workspace_id, manager_id, key, UNCOVERED, facts, now)
    return True
