"""Parking: an opportunity that rests until a day, for a reason, and is not nagged about (issue 4, Park)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, and_, bindparam, exists, func, select, update

from store import audits, entries, wakings
from store.models.columns import Key, Moment
from store.models.opportunities import opportunities
from store.models.parkings import parkings
from store.models.workspaces import people
from store.rights import Member
from store.rules import dates, moves, text
from store.rules import parkings as rules
from store.rules.checks import Checks, given
from store.rules.refusals import AlreadyChanged, NotParked
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Parking:
    """Why an opportunity rests, and until which day: on that one it is awake."""

    id: int
    parked_on: date
    until_on: date
    reason: str
    person: str
    version: int


@dataclass(frozen=True, slots=True)
class Parked:
    """What parking did: until when it rests now, how often it was parked, and what it was parked for before."""

    until_on: date
    reason: str
    times: int
    former: Parking | None


@dataclass(frozen=True, slots=True)
class Resting:
    """Until when and why an opportunity was parked last; `version` as waking it sends it back."""

    until_on: date
    reason: str
    version: int


_p = parkings.c
OPEN = _p.ended_on.is_(None)
ASLEEP = and_(OPEN, _p.until_on > bindparam("today", type_=Date()))  # of a parking's row
# Beside an opportunity in a statement: it is parked on the workspace's day `today`, which the statement is given.
_asleep = parkings.alias("asleep").c
ACTIVE = exists().where(
    _asleep.workspace_id == opportunities.c.workspace_id,
    _asleep.opportunity_id == opportunities.c.id,
    _asleep.ended_on.is_(None),
    _asleep.until_on > bindparam("today", type_=Date()),
)
# Beside an opportunity: the parking that was not ended before its day, which may have come; how often there was one.
BESIDE = and_(_p.workspace_id == opportunities.c.workspace_id, _p.opportunity_id == opportunities.c.id, OPEN)
_every = parkings.alias("every_parking").c
HOW_OFTEN = (
    select(func.count())
    .where(_every.workspace_id == opportunities.c.workspace_id, _every.opportunity_id == opportunities.c.id)
    .scalar_subquery()
)
_OF_ONE = (_p.workspace_id == bindparam("workspace"), _p.opportunity_id == bindparam("opportunity", type_=Key))
_CURRENT = (
    select(*columns(Parking, parkings, person=people.c.name))
    .select_from(parkings.join(people, (people.c.workspace_id == _p.workspace_id) & (people.c.id == _p.person_id)))
    .where(*_OF_ONE, ASLEEP)
)
_FORMER = select(func.count(), func.coalesce(func.max(_p.version), 0)).where(*_OF_ONE)
_CHANGE = (
    update(parkings)
    .where(*_OF_ONE, OPEN, _p.version == bindparam("based_on"))
    .values(
        until_on=bindparam("until"),
        reason=bindparam("why"),
        person_id=bindparam("who", type_=Key),
        at=bindparam("moment", type_=Moment),
        version=_p.version + 1,
    )
)


def current(session: Session, workspace_id: int, opportunity_id: int, today: date) -> Parking | None:
    """The parking of an opportunity that rests on the workspace's day `today`."""
    return session.one(Parking, _CURRENT, workspace=workspace_id, opportunity=opportunity_id, today=today)


def preset(session: Session, by: Member, number: str, now: datetime, *, seen: int | None = None) -> Parking | None:
    """What the form of parking starts from: the present one, if there is one. Raises what parking raises."""
    subject, active = entries.read(session, by, "park", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    return current(session, by.workspace_id, subject.id, dates.today(now, by.workspace_timezone))


def park(
    session: Session, by: Member, number: str, *, until_on: date | None, reason: str, now: datetime,
    seen: int | None = None, shown: int | None = None,
) -> Parked:  # fmt: skip
    """Park an opportunity that is not closed, or change until when and why one is parked.

    That is another parking only of one that had woken: the third marks a risk. `seen`: the active entry, and
    `shown`: the version of the parking (0: none) that the form showed. Raises NotFound, NotAllowed, NotYours,
    IsClosed, AlreadyMoved, AlreadyChanged; Missing, TooEarly, TooLate on `until_on`, Missing, TooLong on `reason`.
    """
    subject, active = entries.locked(session, by, "park", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    today = dates.today(now, by.workspace_timezone)
    former = current(session, by.workspace_id, subject.id, today)
    if shown not in (None, former.version if former else 0):
        raise AlreadyChanged(number)
    checks = Checks()
    day = checks(_until, until_on, today)
    why = checks(text.line, reason, "reason", rules.REASON)
    checks.done()
    times = _write(session, by, subject, former, day, why, now)
    new, old = {"until_on": day, "reason": why}, {}
    if former:
        old = {"until_on": former.until_on, "reason": former.reason}
    if new != old:
        audits.write(session, by, "park", number, old=old, new=new, now=now)
    return Parked(day, why, times, former)


def _until(day: date | None, today: date) -> date:
    return rules.until(given(day, "until_on"), today)


def _write(
    session: Session, by: Member, subject: entries.Subject, former: Parking | None, day: date, why: str, now: datetime
) -> int:
    """Write it, unless it is so already; how often the opportunity was parked."""
    key = {"workspace": by.workspace_id, "opportunity": subject.id}
    times, version = session.row(_FORMER, **key) or (0, 0)
    if former:
        if (former.until_on, former.reason) != (day, why):
            met = session.change(_CHANGE, **key, based_on=former.version, until=day, why=why, who=by.id, moment=now)
            if not met:
                raise AlreadyChanged(subject.number)
        return int(times)
    today = dates.today(now, by.workspace_timezone)
    wakings.end(session, by, subject.id, today)  # one whose day has come, and whose owner was not told yet
    session.add(
        parkings,
        workspace_id=by.workspace_id,
        opportunity_id=subject.id,
        parked_on=today,
        until_on=day,
        reason=why,
        person_id=by.id,
        at=now,
        version=version + 1,
    )
    return int(times) + 1


def unpark(session: Session, by: Member, number: str, *, shown: int | None = None, now: datetime) -> Parking:
    """Wake a parked opportunity before its day; the parking that ended. `shown`: its version that was on the screen.

    Raises NotFound, NotAllowed, NotYours, IsClosed, NotParked, AlreadyChanged.
    """
    subject, _ = entries.locked(session, by, "park", number)
    moves.must_be_open(subject)
    today = dates.today(now, by.workspace_timezone)
    former = current(session, by.workspace_id, subject.id, today)
    if former is None:
        raise NotParked(number)
    if shown not in (None, former.version):
        raise AlreadyChanged(number)
    wakings.end(session, by, subject.id, today)
    audits.write(
        session, by, "unpark", number, old={"until_on": former.until_on, "reason": former.reason}, new={}, now=now
    )
    return former
