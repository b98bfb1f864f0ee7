"""What runs in sales cycles: how many opportunities, what they are worth, how long they stay (domain.md C.4, C.6)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, bindparam, case, func, select

from store.models.columns import Key
from store.models.functions import exact_sum
from store.models.opportunities import entries
from store.rights import Member
from store.sessions import Session

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """The opportunities in progress of a cycle or at a stage: what is closed or not started is in none."""

    count: int = 0
    value: Decimal = ZERO
    weighted: Decimal = ZERO


_e = entries.c
_SUMS = (func.count(), exact_sum(_e.value), exact_sum(_e.weighted))
_RUNNING = (_e.workspace_id == bindparam("workspace"), _e.active, _e.stage > 0)
_BY_CYCLE = select(_e.cycle_id, *_SUMS).where(*_RUNNING).group_by(_e.cycle_id)
_BY_STAGE = select(_e.stage, *_SUMS).where(*_RUNNING, _e.cycle_id == bindparam("cycle", type_=Key)).group_by(_e.stage)
_now = entries.alias("now")
# A stay is entries on end at one stage: as many as there are entries that begin one. The running one is not mixed in.
_STAYS = (
    select(_e.stage, func.sum(_e.days_open), func.sum(case((_e.no == _e.stay_no, 1), else_=0)))
    .select_from(
        entries.outerjoin(
            _now, and_(_now.c.opportunity_id == _e.opportunity_id, _now.c.active, _now.c.stay_no == _e.stay_no)
        )
    )
    .where(_e.workspace_id == bindparam("workspace"), _e.cycle_id == bindparam("cycle", type_=Key))
    .where(~_e.active, _e.stage > 0, _now.c.id.is_(None))
    .group_by(_e.stage)
)


def of_cycles(session: Session, by: Member) -> dict[int, Sum]:
    """The sums of every cycle in which something runs, by its key (domain.md F082)."""
    by.must("see")
    rows = session.connection.execute(_BY_CYCLE, {"workspace": by.workspace_id})
    return {key: Sum(*sums) for key, *sums in rows}


def of_stages(session: Session, by: Member, cycle_id: int) -> dict[int, Sum]:
    """The sums at each stage of a cycle at which something stands, by its number (domain.md F083)."""
    by.must("see")
    rows = session.connection.execute(_BY_STAGE, {"workspace": by.workspace_id, "cycle": cycle_id})
    return {stage: Sum(*sums) for stage, *sums in rows}


def average_days(session: Session, by: Member, cycle_id: int) -> dict[int, Decimal]:
    """How many days the stays that are over took on average at each stage, by its number (decision 18)."""
    by.must("see")
    rows = session.connection.execute(_STAYS, {"workspace": by.workspace_id, "cycle": cycle_id})
    return {stage: Decimal(days) / stays for stage, days, stays in rows}
