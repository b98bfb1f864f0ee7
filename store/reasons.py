"""Reasons to remind a salesperson: a task that is due, a stay in a stage that is longer than planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from store.models.columns import Key
from store.models.contacts import contacts
from store.models.cycles import stages
from store.models.opportunities import entries, opportunities, tasks
from store.models.workspaces import snoozes, workspaces
from store.rights import Member
from store.rules.reminders import overstayed_on
from store.rules.words import Status
from store.sessions import Session


class Why(StrEnum):
    """The kinds of reminder."""

    TASK = "task"
    STAGE = "stage"


class End(StrEnum):
    """What became of a reason that is one no more."""

    DONE = "done"
    CANCELLED = "cancelled"
    MOVED = "moved"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is to be reminded, as of now; `end` when it is no reason any more."""

    why: Why
    number: str | None  # the opportunity's
    description: str | None
    contact: str | None
    seen: int  # the active history entry, for the Next button; 0: none
    since: date  # the first day it was a reason
    arose_at: datetime  # when it came into being
    snoozed_until: date | None
    end: End | None
    task: str | None = None  # the task's number
    task_description: str = ""
    stage: str = ""
    stay_no: int = 0  # the history entry that the stay began with
    stay_on: date | None = None
    most_days: int = 0

    @property
    def about(self) -> str:
        """The fact's key without which time: `rem:OP000007:task:TD000003`, `rem:OP000007:stage:2`."""
        return f"rem:{self.number or '-'}:{self.why}:{self.task or self.stay_no}"

    def days(self, today: date) -> int:
        """How long it has been in its stage."""
        return (today - self.stay_on).days if self.stay_on else 0


_o, _e, _t, _s = opportunities.c, entries.c, tasks.c, stages.c
_PERSON = bindparam("person", type_=Key)
_IN_ONE_QUERY = 500
_active = (_e.opportunity_id == _o.id) & _e.active
_snoozed = (
    (snoozes.c.workspace_id == _o.workspace_id) & (snoozes.c.opportunity_id == _o.id) & (snoozes.c.person_id == _PERSON)
)
_TASKS: Select[Any] = (
    select(
        _t.number.label("named"), _t.description.label("described"), _t.due_on, _t.open, _t.cancelled,
        _t.salesperson_id, _t.created_at, _o.number, _o.description, contacts.c.name, snoozes.c.until_on, _e.no,
    )
    .select_from(
        tasks.outerjoin(opportunities, _o.id == _t.opportunity_id)
        .outerjoin(contacts, contacts.c.id == func.coalesce(_o.contact_id, _t.contact_id))
        .outerjoin(entries, _active)
        .outerjoin(snoozes, _snoozed)
    )
    .where(_t.workspace_id == bindparam("workspace"))
    .order_by(_t.due_on, _t.id)
)  # fmt: skip
_STAYS: Select[Any] = (
    select(
        _o.number.label("named"), _o.description, _o.salesperson_id, _o.status,
        _e.no, _e.stay_no, _e.stay_on, _e.stage_description, _e.at,
        contacts.c.name, snoozes.c.until_on, func.coalesce(_s.max_days, workspaces.c.max_days).label("most"),
    )
    .select_from(
        opportunities.join(workspaces, workspaces.c.id == _o.workspace_id)
        .join(contacts, contacts.c.id == _o.contact_id)
        .join(entries, _active)
        .outerjoin(stages, (_s.cycle_id == _o.cycle_id) & (_s.stage == _e.stage))
        .outerjoin(snoozes, _snoozed)
    )
    .where(_o.workspace_id == bindparam("workspace"))
    .order_by(_e.stay_on, _o.id)
)  # fmt: skip
_OPEN_TASKS = _TASKS.where(_t.salesperson_id == _PERSON, _t.open, _t.due_on <= bindparam("today"))
_OPEN_STAYS = _STAYS.where(_o.salesperson_id == _PERSON, _o.status == Status.IN_PROGRESS)
_THESE_TASKS = _TASKS.where(_t.number.in_(bindparam("numbers", expanding=True)))
_THESE_STAYS = _STAYS.where(_o.number.in_(bindparam("numbers", expanding=True)))


def present(session: Session, person: Member, today: date) -> list[Reason]:
    """Every reason to remind this salesperson on their local day `today`, tasks first, oldest first."""
    values = {"workspace": person.workspace_id, "person": person.id}
    due = session.connection.execute(_OPEN_TASKS, values | {"today": today})
    found = [_task(row, person, today) for row in due]
    found += [_stay(row, row.stay_no, person, today) for row in session.connection.execute(_OPEN_STAYS, values)]
    return [reason for reason in found if reason.end in (None, End.SNOOZED) and reason.since <= today]


def again(session: Session, person: Member, facts: Sequence[dict[str, Any]], today: date) -> list[Reason | None]:
    """These facts as they stand now, in the same order; None for one whose opportunity or task is gone."""
    now_tasks = _rows(session, _THESE_TASKS, person, [fact["task"] for fact in facts if fact["why"] == Why.TASK])
    now_stays = _rows(session, _THESE_STAYS, person, [f["opportunity"] for f in facts if f["why"] == Why.STAGE])
    found: list[Reason | None] = []
    for fact in facts:
        if fact["why"] == Why.TASK:
            row = now_tasks.get(fact["task"])
            found.append(_task(row, person, today) if row else None)
        else:
            row = now_stays.get(fact["opportunity"])
            found.append(_stay(row, fact["entry"], person, today) if row else None)
    return found


def _rows(session: Session, statement: Select[Any], person: Member, numbers: list[str]) -> dict[str, Row[Any]]:
    """The rows of these tasks or opportunities, by the number that the statement calls `named`."""
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(numbers), _IN_ONE_QUERY):
        part = numbers[start : start + _IN_ONE_QUERY]
        values = {"workspace": person.workspace_id, "person": person.id, "numbers": part}
        found |= {row.named: row for row in session.connection.execute(statement, values)}
    return found


def _task(row: Row[Any], person: Member, today: date) -> Reason:
    end = End.SNOOZED if row.until_on and today < row.until_on else None
    if not row.open:
        end = End.CANCELLED if row.cancelled else End.DONE  # told apart everywhere (decision 34)
    elif row.salesperson_id != person.id or row.due_on > today:
        end = End.MOVED
    return Reason(
        Why.TASK, row.number, row.description, row.name, row.no or 0, row.due_on, row.created_at, row.until_on, end,
        task=row.named, task_description=row.described,
    )  # fmt: skip


def _stay(row: Row[Any], stay_no: int, person: Member, today: date) -> Reason:
    since = overstayed_on(row.stay_on, row.most)
    end = End.SNOOZED if row.until_on and today < row.until_on else None
    here = row.stay_no == stay_no and row.status == Status.IN_PROGRESS and row.salesperson_id == person.id
    if not here or today < since:
        end = End.MOVED
    return Reason(
        Why.STAGE, row.named, row.description, row.name, row.no, since, row.at, row.until_on, end,
        stage=row.stage_description, stay_no=stay_no, stay_on=row.stay_on, most_days=row.most,
    )  # fmt: skip
