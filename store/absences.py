"""Absences: who is away on a day, who covers for them, and for whom somebody covers (issue 4, Absence)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, select

from store import people
from store.models.absences import absences
from store.models.columns import Key
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules import dates
from store.rules.refusals import NotFound
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from a day until a day of the workspace's calendar, both included."""

    id: int
    person_id: int
    person: str
    person_slack_id: str
    cover_id: int | None
    cover: str | None
    cover_slack_id: str | None
    from_on: date
    until_on: date
    version: int


_a = absences.c
_person, _cover = people_table.alias("person"), people_table.alias("cover")
_WORKSPACE = _a.workspace_id == bindparam("workspace")
_DAY: BindParameter[date] = bindparam("day")
SHOWN = (
    select(
        *columns(
            Absence,
            absences,
            person=_person.c.name,
            person_slack_id=_person.c.slack_id,
            cover=_cover.c.name,
            cover_slack_id=_cover.c.slack_id,
        )
    )
    .select_from(
        absences.join(_person, (_person.c.workspace_id == _a.workspace_id) & (_person.c.id == _a.person_id)).outerjoin(
            _cover, (_cover.c.workspace_id == _a.workspace_id) & (_cover.c.id == _a.cover_id)
        )
    )
    .where(_WORKSPACE)
    .order_by(_a.from_on, _a.id)
)
_MINE = _a.person_id == bindparam("person", type_=Key)
_COVERED = _a.cover_id == bindparam("person", type_=Key)
_BETWEEN = (_a.until_on >= bindparam("since"), _a.from_on <= bindparam("until"))
_BY_ID = SHOWN.where(_a.id == bindparam("absence", type_=Key))
_TO_COME = SHOWN.where(_MINE, _a.until_on >= _DAY)
_ON = SHOWN.where(_MINE, _a.from_on <= _DAY, _a.until_on >= _DAY)
_MEANWHILE = SHOWN.where(_MINE, *_BETWEEN)
_OF_ALL = SHOWN.where(*_BETWEEN)
_COVERED_MEANWHILE = SHOWN.where(_COVERED, *_BETWEEN)
_COVERED_ON = SHOWN.where(_COVERED, _a.from_on <= _DAY, _a.until_on >= _DAY)
_THOSE = select(_a.person_id).where(_WORKSPACE, _COVERED, _a.from_on <= _DAY, _a.until_on >= _DAY)


def to_come(session: Session, by: Member, person_id: int, day: date) -> list[Absence]:
    """When somebody is away on that day or later, in their order."""
    by.must("see")
    return session.all(Absence, _TO_COME, workspace=by.workspace_id, person=person_id, day=day)


def get(session: Session, by: Member, absence_id: int) -> Absence:
    """The absence with this key. Raises NotFound."""
    by.must("see")
    found = find(session, by.workspace_id, absence_id)
    if found is None:
        raise NotFound("absence", "–")
    return found


def find(session: Session, workspace_id: int, absence_id: int) -> Absence | None:
    """The absence with this key, if it is still set."""
    return session.one(Absence, _BY_ID, workspace=workspace_id, absence=absence_id)


def on(session: Session, workspace_id: int, person_id: int, day: date) -> Absence | None:
    """The absence of somebody who is away on that day."""
    return session.one(Absence, _ON, workspace=workspace_id, person=person_id, day=day)


def meanwhile(session: Session, workspace_id: int, person_id: int, since: date, until: date) -> list[Absence]:
    """When somebody is away between two days, both included."""
    key = {"workspace": workspace_id, "person": person_id}
    return session.all(Absence, _MEANWHILE, **key, since=since, until=until)


def of_all(session: Session, workspace_id: int, since: date, until: date) -> list[Absence]:
    """When anybody is away between two days, both included."""
    return session.all(Absence, _OF_ALL, workspace=workspace_id, since=since, until=until)


def covered_meanwhile(session: Session, workspace_id: int, cover_id: int, since: date, until: date) -> list[Absence]:
    """The absences for which somebody covers between two days, both included."""
    key = {"workspace": workspace_id, "person": cover_id}
    return session.all(Absence, _COVERED_MEANWHILE, **key, since=since, until=until)


def fits(person: Member) -> bool:
    """Whether somebody can cover: who owns nothing new, as a reader, somebody blocked or gone, acts for nobody."""
    return person.may("create")


def cover_of(session: Session, workspace_id: int, person_id: int, day: date) -> Member | None:
    """Who covers for somebody on that day; None when they are here, or away without one who still can."""
    away = on(session, workspace_id, person_id, day)
    cover = people.get(session, workspace_id, away.cover_id) if away and away.cover_id else None
    return cover if cover and fits(cover) else None


def covering(session: Session, cover: Member, day: date) -> list[Absence]:
    """The absences of those for whom somebody covers on that day, in their order; none when they can not any more."""
    if not fits(cover):
        return []
    return session.all(Absence, _COVERED_ON, workspace=cover.workspace_id, person=cover.id, day=day)


def acting(session: Session, member: Member, now: datetime) -> Member:
    """The member with those for whom they act today, by the workspace's calendar: what their rights ask."""
    today = dates.today(now, member.workspace_timezone)
    covered = session.values(_THOSE, workspace=member.workspace_id, person=member.id, day=today)
    return replace(member, covers=frozenset(covered)) if covered and fits(member) else member
