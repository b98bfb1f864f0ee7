"""Where a sales cycle's stages stand: their numbers, which are their order (domain.md A.2, F006).

A stage's number is also what history, lists and open forms call it by. One that history names keeps its number
therefore: giving it another would move opportunities to another stage, and their past with them, silently.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select, update

from store import audits, cycle_changes, cycles
from store.cycle_changes import Held
from store.models import cycles as tables
from store.models.columns import Key
from store.models.opportunities import entries
from store.rights import Member
from store.rules import numbers
from store.rules.refusals import AlreadyThere, NotFound, StageKept
from store.sessions import Session, columns

HIGHEST = 9999
_ASIDE = 100_000  # a number beyond the highest, for a moment

_s, _e = tables.stages.c, entries.c
OF_CYCLE = (_s.workspace_id == bindparam("workspace"), _s.cycle_id == bindparam("cycle", type_=Key))
ONE_OF_CYCLE = (*OF_CYCLE, _s.stage == bindparam("of_stage"))
_ALL = select(*columns(cycles.Stage, tables.stages)).where(*OF_CYCLE).order_by(_s.stage)
_SHIFTED = (
    update(tables.stages)
    .where(*OF_CYCLE, _s.stage >= bindparam("first"), _s.stage <= bindparam("last"))
    .values(version=_s.version + 1, stage=_s.stage + bindparam("by"))
)
_NAMED = (
    select(_e.stage, func.count(_e.opportunity_id.distinct()))
    .where(_e.workspace_id == bindparam("workspace"), _e.cycle_id == bindparam("cycle", type_=Key))
    .where(_e.stage.in_(bindparam("of_stages", expanding=True)))
    .group_by(_e.stage)
)


def of_cycle(session: Session, by: Member, cycle: Held) -> list[cycles.Stage]:
    """The stages as this transaction sees them, in their order."""
    return session.all(cycles.Stage, _ALL, workspace=by.workspace_id, cycle=cycle.id)


def numbered(stages: list[cycles.Stage], number: int) -> cycles.Stage:
    """The stage with this number. Raises NotFound."""
    for stage in stages:
        if stage.stage == number:
            return stage
    raise NotFound("stage", str(number))


def move(session: Session, by: Member, cycle_id: int, number: int, step: int, *, seen: int, now: datetime) -> int:
    """Let a stage change places with the one before (`step` -1) or behind it (1); its new number.

    Admins only. Raises NotAllowed, NotFound, SetupChanged; StageKept when history names one of the two.
    """
    cycle = cycle_changes.held(session, by, cycle_id, seen)
    stages = of_cycle(session, by, cycle)
    place = stages.index(numbered(stages, number)) + step
    if not 0 <= place < len(stages):
        raise NotFound("stage", str(number))
    other = stages[place].stage
    _must_be_free(session, by, cycle, [numbered(stages, number), stages[place]])
    for old, new in ((number, _ASIDE), (other, number), (_ASIDE, other)):
        _shift(session, by, cycle, (old, old), new - old)
    cycle_changes.changed(session, by, cycle)
    audits.write(
        session, by, "move stage", f"{cycle.code} {other}", about=cycle.code, old={"number": number},
        new={"number": other, "description": numbered(stages, number).description}, now=now,
    )  # fmt: skip
    return other


def free(stages: list[cycles.Stage], number: Decimal | None, after: int | None) -> int:
    """The number for a new stage. Raises AlreadyThere, OutOfRange on `number`."""
    if number is None:
        before = stages[-1].stage if stages and after is None else numbered(stages, after).stage if after else 0
        return numbers.whole(Decimal(before + 1), "number", 1, HIGHEST)
    place = numbers.whole(number, "number", 1, HIGHEST)
    if any(stage.stage == place for stage in stages):
        raise AlreadyThere("stage", str(place), "number")
    return place


def crowd(
    session: Session, by: Member, cycle: Held | cycles.Cycle, stages: Sequence[cycles.Stage], place: int
) -> list[cycles.Stage]:
    """The stages that move on by one when another is put at `place`: those that stand there without a gap.

    Raises StageKept when history names one of them.
    """
    found: list[cycles.Stage] = []
    while at := next((s for s in stages if s.stage == place + len(found)), None):
        found.append(at)
    _must_be_free(session, by, cycle, found)
    return found


def make_room(session: Session, by: Member, cycle: Held, stages: Sequence[cycles.Stage], place: int) -> None:
    """Let the crowd at `place` move on. Raises StageKept, OutOfRange."""
    moving = crowd(session, by, cycle, stages, place)
    numbers.whole(Decimal(place + len(moving)), "number", 1, HIGHEST)
    first, last = place, place + len(moving) - 1
    _shift(session, by, cycle, (first, last), _ASIDE)  # one at a time would meet the one before it
    _shift(session, by, cycle, (first + _ASIDE, last + _ASIDE), 1 - _ASIDE)


def _must_be_free(session: Session, by: Member, cycle: Held | cycles.Cycle, stages: Sequence[cycles.Stage]) -> None:
    """Raise StageKept for the first of the stages that history names."""
    asked = {"cycle": cycle.id, "of_stages": [stage.stage for stage in stages]}
    named = dict(map(tuple, session.connection.execute(_NAMED, {"workspace": by.workspace_id, **asked})))
    for stage in stages:
        if count := named.get(stage.stage):
            raise StageKept(cycle.code, f"{stage.stage} {stage.description}", count, cycle.id)


def _shift(session: Session, by: Member, cycle: Held, stages: tuple[int, int], step: int) -> None:
    """Let the stages from the first to the last of these numbers have others."""
    first, last = stages
    session.change(_SHIFTED, workspace=by.workspace_id, cycle=cycle.id, first=first, last=last, by=step)
