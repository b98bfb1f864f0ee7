"""Escalation: what was said twice without reaction stands in the manager's digest, and a week later they are told."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, func, or_, select

from store import deliveries, notices, people, reasons, standings, teams, worktime
from store.deliveries import Told
from store.models.columns import Key
from store.models.digests import digests, occurrences
from store.models.opportunities import opportunities
from store.models.teams import team_members
from store.reasons import Reason
from store.rights import Member
from store.rules import dates
from store.rules.words import DigestScope, OccurrenceState, Section
from store.rules.worktime import Worktime, beginning, next_beginning
from store.sessions import Session

KIND = "escalation"  # of the delivery that tells a manager
TWICE = 2
AFTER = timedelta(days=7)  # in the digest, before the manager is told of it directly


@dataclass(frozen=True, slots=True)
class Ignored:
    """A thing that was said to a salesperson twice, and stands: from which day on the managers' digests list it."""

    reason: Reason
    salesperson: Member
    told_on: tuple[date, ...]
    listed_from: date
    row: int  # of the last time it was said, in the ledger
    saying: dict[str, Any]  # what that row keeps
    managers: frozenset[int] = frozenset()  # who were told of it already


@dataclass(frozen=True, slots=True)
class Escalated:
    """What a manager is told: of whose things, and those that stand as yet."""

    salesperson: str
    reasons: tuple[Reason, ...]
    on: date


_d, _o, _m = digests.c, occurrences.c, team_members.c
_PERSON = bindparam("person", type_=Key)
_IN_TEAM = exists().where(_m.workspace_id == _d.workspace_id, _m.team_id == _d.scope_id, _m.person_id == _PERSON)
# Whether a digest is about a thing of the salesperson's: one that is not never lists it.
_ABOUT_IT = or_(
    _d.scope == DigestScope.ALL,
    and_(_d.scope == DigestScope.PERSON, _d.scope_id == _PERSON),
    and_(_d.scope == DigestScope.TEAM, _IN_TEAM),
    and_(_d.scope == DigestScope.CYCLE, _d.scope_id == bindparam("cycle", type_=Key)),
)
_rang = (_o.on_date >= bindparam("since")) & (_o.state == OccurrenceState.OWED)
_LISTED = (
    select(func.count(func.distinct(_d.id)), func.min(case((_rang, _o.on_date))))
    .select_from(digests.outerjoin(occurrences, (_o.workspace_id == _d.workspace_id) & (_o.digest_id == _d.id)))
    .where(_d.workspace_id == bindparam("workspace"), _d.person_id == bindparam("manager", type_=Key))
    .where(_d.paused.is_(False), _d.sections.contains(Section.ESCALATED.value), _ABOUT_IT)
)
_CYCLES = select(opportunities.c.number, opportunities.c.cycle_id).where(
    opportunities.c.workspace_id == bindparam("workspace"),
    opportunities.c.number.in_(bindparam("numbers", expanding=True)),
)


def ignored(session: Session, workspace_id: int, salespeople: Collection[int], now: datetime) -> list[Ignored]:
    """What these people were reminded of twice without reaction, from the working day after the second time on."""
    found = []
    for key in sorted(salespeople):
        person = people.get(session, workspace_id, key)
        if person is None or not person.here:
            continue
        here = reasons.present(session, person, now)
        told = deliveries.told(session, workspace_id, [reason.about for reason in here])
        lives = worktime.of(session, workspace_id, key)
        found += of(person, lives, here, told, dates.today(now, lives.timezone))
    return found


def of(person: Member, lives: Worktime, here: Sequence[Reason], told: Sequence[Told], today: date) -> list[Ignored]:
    """Those of a person's reasons that were said twice without reaction, given every time they were said."""
    arrived, found = deliveries.arrived(told, person.id), []
    for reason in here:
        times = arrived.get(reason.about, [])
        if len(times) < TWICE:
            continue
        last = times[-1]
        listed_from = dates.today(next_beginning(beginning(last.on, lives), lives), lives.timezone)
        if listed_from <= today:
            managers = frozenset(last.facts.get("managers", ()))
            told_on = tuple(one.on for one in times)
            found.append(Ignored(reason, person, told_on, listed_from, last.id, last.facts, managers))
    return found


def tell(session: Session, person: Member, found: Sequence[Ignored], day: date, now: datetime) -> int:
    """Owe the person's managers one notice of what has stood in their digest for a week; how many of them.

    A manager without a digest that lists it is told a week after it would have. Of each thing they are told once.
    """
    told: dict[int, set[int]] = {}
    owed: list[tuple[int, str, dict[str, Any]]] = []
    managers = teams.managers_of(session, person.workspace_id, person.id) if found else []
    cycles = cycles_of(session, person.workspace_id, [one.reason.number for one in found]) if managers else {}
    for manager in managers:
        listed_on = cache(partial(_listed_on, session, person, manager))  # many are listed from one day on
        untold = [one for one in found if manager not in one.managers]
        due = [one for one in untold if _is_due(listed_on(one.listed_from, cycles.get(one.reason.number or "")), day)]
        if not due:
            continue
        key, facts = f"esc:{person.slack_id}:{manager}:{day}", [one.reason.fact for one in due]
        numbers = [one.reason.number for one in due if one.reason.number]
        saying = {"salesperson": person.id, "facts": facts, "opportunities": numbers, "at": now.isoformat()}
        if (to := _whom(session, person, manager, managers, now)) is not None:
            owed.append((to, key, saying))
        for one in due:
            told.setdefault(one.row, set(one.managers)).add(manager)
    for to, key, saying in sorted(owed, key=lambda one: one[:2]):
        notices.notify(session, person.workspace_id, to, key, KIND, saying, now, never=person.id)
    for one in found:
        if one.row in told:
            saying = one.saying | {"managers": sorted(told[one.row])}
            deliveries.remember(session, person.workspace_id, one.row, saying)
    return len(set().union(*told.values()))


def _whom(session: Session, person: Member, manager: int, managers: Collection[int], now: datetime) -> int | None:
    """Who is told for a manager: they, or who covers; where that is the person, an admin who is not concerned.

    None where another manager of the person's hears of it anyway. With nobody else they are told for their return.
    """

    def concerned(key: int) -> bool:
        return notices.reader_of(session, person.workspace_id, key, now).id == person.id

    if not concerned(manager):
        return manager
    if not all(map(concerned, managers)):
        return None
    admins = people.those(session, person.workspace_id, people.admins(session, person.workspace_id)).values()
    return next((key for key in sorted(one.id for one in admins) if not concerned(key)), manager)


def cycles_of(session: Session, workspace_id: int, numbers: Iterable[str | None]) -> dict[str, int]:
    """The cycles of these opportunities, by their numbers."""
    found: dict[str, int] = {}
    for part in standings.in_parts(sorted({one for one in numbers if one})):
        found |= {
            row.number: row.cycle_id
            for row in session.connection.execute(_CYCLES, {"workspace": workspace_id, "numbers": part})
        }
    return found


def _is_due(listed_on: date | None, day: date) -> bool:
    return listed_on is not None and listed_on + AFTER <= day


def _listed_on(session: Session, person: Member, manager: int, since: date, cycle: int | None) -> date | None:
    """When a digest of the manager's listed a thing of the person's since that day; the day itself where none does.

    `cycle`: of the opportunity that it is about.
    """
    keys = {"workspace": person.workspace_id, "manager": manager, "person": person.id, "cycle": cycle}
    row = session.row(_LISTED, **keys, since=since) or (0, None)
    found: date | None = row[1]
    return found if row[0] else since


def standing(session: Session, manager: Member, facts: dict[str, Any]) -> Escalated | None:
    """What a notice says that still stands; None when nothing does. Time alone ends none of it."""
    person = people.get(session, manager.workspace_id, facts["salesperson"])
    if person is None or not person.here or not manager.may("see"):
        return None
    at = datetime.fromisoformat(facts["at"])
    again = reasons.again(session, person, facts["facts"], at)
    left = tuple(reason for reason in again if reason and reason.end is None)
    return Escalated(person.name, left, dates.today(at, person.timezone)) if left else None
