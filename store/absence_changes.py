"""Setting when somebody is away and who covers, changing it and ending it (issue 4, Absence)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, update

from store import absences, audits, notices, people, teams, workspaces
from store.absence_notices import AWAY
from store.absences import Absence
from store.models.absences import absences as table
from store.models.columns import Key
from store.rights import Member
from store.rules import dates
from store.rules.checks import Checks, given
from store.rules.refusals import (
    AbsenceChanged,
    CoverAway,
    CoverChain,
    CoverCircle,
    CoverIsOneself,
    CoversThen,
    NoCover,
    NotFound,
)
from store.rules.words import Bar, Role
from store.sessions import Session

LONGEST = timedelta(days=366)
_FAR = date.max - LONGEST


@dataclass(frozen=True, slots=True)
class Wanted:
    """When somebody wants to be away; no `from_on`: from today, or since what runs already began.

    `same_cover`: nobody was named, so the cover of what is changed stays.
    """

    from_on: date | None
    until_on: date | None
    cover_id: int | None
    same_cover: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """The absence that was shown, and its version then."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The absence as it is now, and those whose place it took."""

    absence: Absence
    replaced: tuple[Absence, ...]


_a = table.c
_MINE = (_a.workspace_id == bindparam("workspace"), _a.id == bindparam("absence", type_=Key))
_CHANGE = (
    update(table)
    .where(*_MINE, _a.version == bindparam("based_on"))
    .values(
        from_on=bindparam("since"),
        until_on=bindparam("until"),
        cover_id=bindparam("cover", type_=Key),
        version=_a.version + 1,
    )
)
_DELETE = delete(table).where(*_MINE)


def keep(
    session: Session, by: Member, person_id: int, wanted: Wanted, *, seen: Seen | None = None, now: datetime
) -> Kept:
    """Let somebody be away; what of theirs it overlaps is changed instead, and so is the absence that was `seen`.

    What runs already keeps its beginning. Raises NotAllowed, NotYours, NotFound, AbsenceChanged; Missing on
    `until_on`, TooEarly and TooLate on `from_on` and `until_on`, CoversThen; CoverIsOneself, NoCover, CoverAway,
    CoverChain and CoverCircle on `cover`, all together.
    """
    teams.must_reach(session, by, "away", person_id)
    workspaces.hold(session, by)  # two who make each other their cover at the same moment: the later one is told
    person = _person(session, by, person_id)
    today = dates.today(now, by.workspace_timezone)
    former = _seen(session, by, person, seen, today)
    checks = Checks()
    span = checks(_days, session, person, wanted, former, today)
    since, until = (today, today) if checks.found else span
    others = absences.meanwhile(session, by.workspace_id, person_id, since, until)
    replaced = [former] if former else []
    replaced += [one for one in others if former is None or one.id != former.id]
    cover_id = replaced[0].cover_id if wanted.same_cover and replaced else wanted.cover_id
    checks(_must_be_free, session, by, person, cover_id, since, until)
    checks(_cover, session, person, cover_id, since, until)
    checks.done()
    key = _write(session, by, person, replaced, since, until, cover_id, now)
    made = absences.get(session, by, key)
    old = _values(replaced[0]) if replaced else {}
    if len(replaced) > 1:
        old["replaced"] = ", ".join(f"{one.from_on} – {one.until_on}" for one in replaced[1:])
    audits.write(
        session, by, "change absence" if replaced else "set absence", person.name,
        old=old, new=_values(made), now=now,
    )  # fmt: skip
    _tell(session, by, made, replaced, now)
    return Kept(made, tuple(replaced))


def end(session: Session, by: Member, person_id: int, *, seen: Seen | None = None, now: datetime) -> Absence:
    """End the absence that was `seen`, else the one that runs, else the next: somebody is back today.

    Raises NotAllowed, NotYours, NotFound when there is none, AbsenceChanged.
    """
    teams.must_reach(session, by, "away", person_id)
    workspaces.hold(session, by)
    person = _person(session, by, person_id)
    today = dates.today(now, by.workspace_timezone)
    found = _seen(session, by, person, seen, today)
    if found is None:
        found = next(iter(absences.to_come(session, by, person_id, today)), None)
    if found is None:
        raise NotFound("absence", person.name)
    key = {"workspace": by.workspace_id, "absence": found.id}
    until = today - timedelta(days=1)
    if found.from_on < today:
        values = {"since": found.from_on, "until": until, "cover": found.cover_id}
        session.change(_CHANGE, **key, **values, based_on=found.version)
    else:
        session.change(_DELETE, **key)
    new = {"until_on": until} if found.from_on < today else {}
    audits.write(session, by, "end absence", person.name, old=_values(found), new=new, now=now)
    _tell(session, by, found, [], now, changes=1)
    return found


def _tell(
    session: Session, by: Member, absence: Absence, replaced: list[Absence], now: datetime, *, changes: int = 0
) -> None:
    """Tell who covers, who covered until now, and who will be away when somebody else says so."""
    facts = {"absence": absence.id, "person": absence.person_id, "by": by.name}
    those = {absence.cover_id, *(one.cover_id for one in replaced)} - {None, by.id}
    if absence.person_id != by.id and absence.from_on > dates.today(now, by.workspace_timezone):
        those.add(absence.person_id)
    for key in sorted(one for one in those if one is not None):
        named = f"away:{absence.id}:{absence.version + changes}:{key}"
        notices.notify(session, by.workspace_id, key, named, AWAY, facts, now)


def _person(session: Session, by: Member, person_id: int) -> Member:
    person = people.get(session, by.workspace_id, person_id)
    if person is None or not person.here:
        raise NotFound("person", person.name if person else "")
    return person


def _seen(session: Session, by: Member, person: Member, seen: Seen | None, today: date) -> Absence | None:
    if seen is None:
        return None
    found = absences.find(session, by.workspace_id, seen.id)
    stands = found and found.version == seen.version and found.person_id == person.id and found.until_on >= today
    if not stands:
        raise AbsenceChanged(person.name)
    return found


def _days(session: Session, person: Member, wanted: Wanted, former: Absence | None, today: date) -> tuple[date, date]:
    """From when until when; what runs already keeps its beginning, unless it is the one that is changed."""
    running = former or absences.on(session, person.workspace_id, person.id, today)
    began = running.from_on if running else today
    checks = Checks()
    since = checks(dates.between, wanted.from_on or began, "from_on", min(began, today))
    until = checks(_last, wanted.until_on, today if checks.found else since, today)
    checks.done()
    goes_on = former is None and running is not None and since <= running.until_on
    return min(since, began) if goes_on else since, until


def _last(until: date | None, since: date, today: date) -> date:
    """Until when: not over, and a year from its beginning on at most."""
    return dates.between(given(until, "until_on"), "until_on", max(since, today), min(since, _FAR) + LONGEST)


def _must_be_free(session: Session, by: Member, person: Member, cover_id: int | None, since: date, until: date) -> None:
    """Raise CoversThen when others count on this person in that time; a circle is said on the cover."""
    for one in absences.covered_meanwhile(session, person.workspace_id, person.id, since, until):
        if one.person_id != cover_id:
            may = "away" in teams.allowed(session, by, one.person_id)
            key, version = (one.id, one.version) if may else (0, 0)
            raise CoversThen(one.person, one.from_on, one.until_on, absence=key, version=version)


def _cover(session: Session, person: Member, cover_id: int | None, since: date, until: date) -> None:
    if cover_id is None:
        return
    if cover_id == person.id:
        raise CoverIsOneself
    cover = people.get(session, person.workspace_id, cover_id)
    if cover is None:
        raise NotFound("person", field="cover")
    if not absences.fits(cover):
        raise NoCover(cover.name, _why(cover))
    for one in absences.meanwhile(session, person.workspace_id, cover_id, since, until):
        if one.cover_id == person.id:
            raise CoverCircle(cover.name, one.from_on, one.until_on)
        if one.cover:
            raise CoverChain(cover.name, one.from_on, one.until_on, cover=one.cover)
        raise CoverAway(cover.name, one.from_on, one.until_on)


def _why(cover: Member) -> Bar:
    if cover.guest:
        return Bar.GUEST
    if not cover.here:
        return Bar.GONE
    return Bar.READER if cover.role is Role.READER else Bar.BLOCKED


def _write(
    session: Session, by: Member, person: Member, replaced: list[Absence], since: date, until: date,
    cover_id: int | None, now: datetime,
) -> int:  # fmt: skip
    """The row as it is to be; those it takes the place of go, but for the one that becomes it."""
    for one in replaced[1:]:
        session.change(_DELETE, workspace=by.workspace_id, absence=one.id)
    if replaced:
        key = {"workspace": by.workspace_id, "absence": replaced[0].id}
        session.change(_CHANGE, **key, since=since, until=until, cover=cover_id, based_on=replaced[0].version)
        return replaced[0].id
    own = {"workspace_id": by.workspace_id, "person_id": person.id, "at": now, "briefed": False}
    return session.add(table, **own, from_on=since, until_on=until, cover_id=cover_id)


def _values(absence: Absence) -> dict[str, Any]:
    return {"from_on": absence.from_on, "until_on": absence.until_on, "cover": absence.cover or ""}
