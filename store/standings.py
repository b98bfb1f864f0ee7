"""How the opportunities stand that somebody looks at: now, or as of a past day, from their history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, case, func, literal, or_, select, type_coerce

from store import parkings
from store.models.audits import audits
from store.models.columns import Key, Moment, Word
from store.models.cycles import stages
from store.models.opportunities import entries, opportunities
from store.models.parkings import parkings as table
from store.models.teams import team_members
from store.rules.standings import Standing
from store.rules.words import Action, DigestScope, Status
from store.sessions import Session, columns

T = TypeVar("T")
_IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class Point:
    """A moment, and the day it is on."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Over which opportunities somebody looks, and as of when.

    `past`: as their history had them at the end of the day `on`, by dates of change; else as they are, with `on` for
    today. What history does not keep is as it is now: who was in a team, and of whom one was that is not started.
    One that was deleted since is not seen. `max_days`: the workspace's, for stages without their own.
    """

    workspace_id: int
    scope: DigestScope
    scope_id: int | None
    max_days: int
    on: date
    past: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What the statements ask for."""
        named = {"scope_id": self.scope_id} if self.scope is not DigestScope.ALL else {}
        return {"workspace": self.workspace_id, "today": self.on, "max_days": self.max_days, **named}


_o, _e, _m, _x, _a = opportunities.c, entries.c, team_members.c, entries.alias("until_then").c, audits.c
_p, _every = table.c, table.alias("every").c
_WORKSPACE: ColumnElement[Any] = bindparam("workspace")
_SCOPE: ColumnElement[Any] = bindparam("scope_id", type_=Key)
_DAY: ColumnElement[Any] = bindparam("today", type_=Date())
_OWNER: dict[bool, ColumnElement[Any]] = {
    False: _o.salesperson_id,
    True: func.coalesce(_e.salesperson_id, _o.salesperson_id),
}
_STATUS_THEN = type_coerce(
    case(
        (_e.id.is_(None), literal(Status.NOT_STARTED.value)),
        (_e.action == Action.WON, literal(Status.WON.value)),
        (_e.action == Action.LOST, literal(Status.LOST.value)),
        else_=literal(Status.IN_PROGRESS.value),
    ),
    Word(Status),
)
_LAST_THEN = (
    select(func.max(_x.no))
    .where(_x.workspace_id == _o.workspace_id, _x.opportunity_id == _o.id, _x.changed_on <= _DAY)
    .correlate(opportunities)
    .scalar_subquery()
)
_RESTED_THEN = and_(_p.parked_on <= _DAY, _p.until_on > _DAY, or_(_p.ended_on.is_(None), _p.ended_on > _DAY))
_TIMES = (
    select(func.count())
    .where(_every.workspace_id == _o.workspace_id, _every.opportunity_id == _o.id, _every.parked_on <= _DAY)
    .correlate(opportunities)
    .scalar_subquery()
)
_NUMBERS: Any = bindparam("numbers", expanding=True)
_BEGUN = (
    select(_o.number)
    .select_from(opportunities.join(entries, (_e.workspace_id == _o.workspace_id) & (_e.opportunity_id == _o.id)))
    .where(_o.workspace_id == _WORKSPACE, _o.number.in_(_NUMBERS), _e.no == 1)
)
_BEGUN_BY = {
    True: _BEGUN.where(_e.changed_on <= bindparam("since", type_=Date())),
    False: _BEGUN.where(_e.at <= bindparam("since", type_=Moment())),
}
_DELETED = select(_a.subject).where(_a.workspace_id == _WORKSPACE, _a.about.in_(_NUMBERS), _a.operation == "delete")


def within(scope: DigestScope, owner: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The conditions of a scope, beside opportunities; `owner` is whose they are."""
    team = select(_m.person_id).where(_m.workspace_id == _WORKSPACE, _m.team_id == _SCOPE)
    conditions: dict[DigestScope, list[ColumnElement[bool]]] = {
        DigestScope.PERSON: [owner == _SCOPE],
        DigestScope.TEAM: [owner.in_(team)],
        DigestScope.CYCLE: [_o.cycle_id == _SCOPE],
        DigestScope.ALL: [],
    }
    return conditions[scope]


@lru_cache(32)
def _standing(past: bool, scope: DigestScope | None) -> Select[Any]:
    """Open ones of a scope; without one, those named, also closed ones."""
    own = (_e.workspace_id == _o.workspace_id) & (_e.opportunity_id == _o.id)
    at_stage = (stages.c.workspace_id == _o.workspace_id) & (stages.c.cycle_id == _o.cycle_id)
    shown = columns(
        Standing,
        entries,
        id=_o.id,
        number=_o.number,
        salesperson_id=_OWNER[past],
        cycle_id=_o.cycle_id,
        created_on=_o.created_on,
        status=_STATUS_THEN if past else _o.status,
        entry=_e.no,
        stage_description=func.coalesce(stages.c.description, _e.stage_description),
        most_days=func.coalesce(stages.c.max_days, bindparam("max_days")),
        rests_until=_p.until_on,
        rests_for=_p.reason,
        rested=case((_p.id.is_not(None), _TIMES), else_=0),
    )
    joined = opportunities.outerjoin(entries, own & ((_e.no == _LAST_THEN) if past else _e.active))
    joined = joined.outerjoin(stages, at_stage & (stages.c.stage == _e.stage))
    resting = _RESTED_THEN if past else parkings.ASLEEP
    joined = joined.outerjoin(table, (_p.workspace_id == _o.workspace_id) & (_p.opportunity_id == _o.id) & resting)
    found = select(*shown).select_from(joined)
    found = found.where(_o.workspace_id == _WORKSPACE).order_by(_o.id)
    if scope is None:
        return found.where(_o.number.in_(_NUMBERS))
    found = found.where(*within(scope, _OWNER[past]))
    if past:
        still_open = or_(_e.id.is_(None), _e.action.not_in((Action.WON, Action.LOST)))
        return found.where(_o.created_on <= _DAY, still_open)
    return found.where(_o.closed_on.is_(None))


def open_ones(session: Session, look: Look) -> list[Standing]:
    """Every open opportunity of the scope, in the order of creation: one query."""
    return session.all(Standing, _standing(look.past, look.scope), **look.values)


def these(session: Session, look: Look, numbers: Iterable[str]) -> list[Standing]:
    """Those with these numbers, whatever their scope; also closed ones, none that is deleted."""
    found: list[Standing] = []
    for part in in_parts(numbers):
        values = {"workspace": look.workspace_id, "today": look.on, "max_days": look.max_days, "numbers": part}
        found += session.all(Standing, _standing(look.past, None), **values)
    return found


def begun_by(session: Session, look: Look, numbers: Iterable[str], since: Point) -> set[str]:
    """Those of the numbers whose first stage was activated by then."""
    when = since.on if look.past else since.at
    asked = (
        session.values(_BEGUN_BY[look.past], workspace=look.workspace_id, numbers=part, since=when)
        for part in in_parts(numbers)
    )
    return {number for found in asked for number in found}


def deleted(session: Session, look: Look, numbers: Iterable[str]) -> frozenset[str]:
    """Those of the numbers that somebody deleted: the audit trail has them."""
    asked = (session.values(_DELETED, workspace=look.workspace_id, numbers=part) for part in in_parts(numbers))
    return frozenset(number for found in asked for number in found)


def in_parts(values: Iterable[T]) -> Iterator[list[T]]:
    """As many at once as a statement takes."""
    every = list(values)
    for start in range(0, len(every), _IN_ONE_QUERY):
        yield every[start : start + _IN_ONE_QUERY]
