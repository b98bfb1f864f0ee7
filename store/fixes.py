"""The fix-it sweep: a person's open opportunities with something wrong that can be mended at once."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select

from store.models.columns import Key, Moment
from store.models.contacts import contacts
from store.models.cycles import stages
from store.models.opportunities import entries, opportunities, tasks
from store.models.workspaces import snoozes, workspaces
from store.parkings import ACTIVE
from store.rights import Member
from store.rules import dates
from store.rules.fixes import Condition, faults
from store.rules.words import Fault, Status
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Faulty:
    """An opportunity and what is wrong with it, the most serious first."""

    number: str
    description: str
    contact: str
    status: Status
    seen: int  # the active history entry; 0: not started
    stage: str | None
    value: Decimal | None
    closing_on: date | None
    stay_on: date | None
    most_days: int
    faults: tuple[Fault, ...]


_o, _e, _s, _t, _z = opportunities.c, entries.c, stages.c, tasks.c, snoozes.c
_PERSON = bindparam("person", type_=Key)
_TASKS = exists().where(_t.workspace_id == _o.workspace_id, _t.opportunity_id == _o.id, _t.open)
_RESTS = exists().where(
    *(_z.workspace_id == _o.workspace_id, _z.opportunity_id == _o.id, _z.person_id == _PERSON),
    or_(_z.until_at > bindparam("now", type_=Moment), _z.until_on > bindparam("local")),
)
_OPEN = (
    select(
        _o.number, _o.description, contacts.c.name, _o.status, func.coalesce(_e.no, 0), _e.stage_description,
        _e.value, _o.closing_on, _e.stay_on, func.coalesce(_s.max_days, workspaces.c.max_days), _TASKS,
    )
    .select_from(
        opportunities.join(workspaces, workspaces.c.id == _o.workspace_id)
        .join(contacts, (contacts.c.workspace_id == _o.workspace_id) & (contacts.c.id == _o.contact_id))
        .outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active)
        .outerjoin(
            stages, (_s.workspace_id == _o.workspace_id) & (_s.cycle_id == _o.cycle_id) & (_s.stage == _e.stage)
        )
    )
    .where(_o.workspace_id == bindparam("workspace"), _o.salesperson_id == _PERSON, _o.closed_on.is_(None))
    .where(~ACTIVE, ~_RESTS)
    .order_by(_o.id)
)  # fmt: skip


def faulty(session: Session, by: Member, now: datetime) -> list[Faulty]:
    """One's own opportunities with something wrong, the most serious first, of equal ones the most valuable.

    Neither what is parked nor what one has snoozed.
    """
    by.must("see")
    today = dates.today(now, by.workspace_timezone)
    values = {"workspace": by.workspace_id, "person": by.id, "today": today, "now": now}
    rows = session.connection.execute(_OPEN, values | {"local": dates.today(now, by.timezone)})
    found = [_faulty(tuple(row), today) for row in rows]
    order = list(Fault)
    wrong = [one for one in found if one.faults]
    return sorted(wrong, key=lambda one: (order.index(one.faults[0]), -len(one.faults), -(one.value or 0), one.number))


def _faulty(row: tuple[Any, ...], today: date) -> Faulty:
    *kept, open_tasks = row
    wrong = faults(Condition(kept[7], kept[6], kept[8], kept[9], bool(open_tasks)), today)
    return Faulty(*[*kept, wrong])
