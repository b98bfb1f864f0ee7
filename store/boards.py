"""A person's own board: what the day asks for, and the pipeline by stage (product.md, App Home)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, select

from store import listings, parkings, tasks
from store.filters import Filters
from store.listings import Page, Row
from store.models.columns import Key
from store.models.cycles import cycles, stages
from store.models.functions import exact_sum
from store.models.opportunities import entries, opportunities
from store.models.parkings import parkings as parking_table
from store.rights import Member
from store.rules.words import Status
from store.sessions import Session, columns

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Day:
    """What the person should look at today, each list with how many there are in all."""

    tasks: Page[tasks.Task]
    due: Page[Row]
    overdue: Page[Row]
    stale: Page[Row]

    @property
    def empty(self) -> bool:
        """Whether nothing asks for anything."""
        return not (self.tasks.total or self.due.total or self.overdue.total or self.stale.total)


@dataclass(frozen=True, slots=True)
class StageSum:
    """The opportunities in progress at a stage: how many, what they are worth, what that weighs (domain.md C.6).

    And the same of those among them that are parked, None for sums of none.
    """

    cycle_code: str
    cycle_description: str
    stage: int
    stage_description: str
    count: int
    value: Decimal
    weighted: Decimal
    parked: int = 0
    parked_value: Decimal | None = None
    parked_weighted: Decimal | None = None


_o, _e = opportunities.c, entries.c


def _resting(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """What the column says of one that is parked."""
    return case((parking_table.c.id.is_not(None), column))


_PIPELINE = (
    select(
        *columns(
            StageSum,
            entries,
            cycle_code=cycles.c.code,
            cycle_description=cycles.c.description,
            stage_description=func.coalesce(func.max(stages.c.description), func.max(_e.stage_description)),
            count=func.count(),
            value=exact_sum(_e.value),
            weighted=exact_sum(_e.weighted),
            parked=func.count(_resting(_e.id)),
            parked_value=exact_sum(_resting(_e.value)),
            parked_weighted=exact_sum(_resting(_e.weighted)),
        )
    )
    .select_from(
        opportunities.join(entries, (_e.opportunity_id == _o.id) & _e.active)
        .join(cycles, (cycles.c.workspace_id == _o.workspace_id) & (cycles.c.id == _o.cycle_id))
        .outerjoin(parking_table, parkings.BESIDE & parkings.ASLEEP)
        .outerjoin(
            stages,  # one that was taken out of its cycle keeps the name its entries know
            (stages.c.workspace_id == _o.workspace_id)
            & (stages.c.cycle_id == _o.cycle_id)
            & (stages.c.stage == _e.stage),
        )
    )
    .where(
        _o.workspace_id == bindparam("workspace"),
        _o.salesperson_id == bindparam("person", type_=Key),
        _o.status == Status.IN_PROGRESS,
    )
    .group_by(cycles.c.code, cycles.c.description, _e.stage)
    .order_by(cycles.c.code, _e.stage)
)


def day(session: Session, by: Member, today: date, size: int = SHOWN) -> Day:
    """The person's open tasks due today or overdue, their closings due within 7 days or overdue, their
    overstayed stages: the first `size` of each.
    """
    by.must("see")
    todos, how_many = tasks.due(session, by, by.id, today, size)

    def closings(which: Filters) -> Page[Row]:
        return listings.opportunities(session, by, which, today, 0, size)

    return Day(
        Page(todos, how_many, 0, size),
        closings(Filters(by.id, due=True)),
        closings(Filters(by.id, overdue=True)),
        closings(Filters(by.id, stale=True)),
    )


def pipeline(session: Session, by: Member, today: date) -> list[StageSum]:
    """The person's own opportunities in progress, summed exactly by cycle and stage."""
    by.must("see")
    return session.all(StageSum, _PIPELINE, workspace=by.workspace_id, person=by.id, today=today)
