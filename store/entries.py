"""History entries: the one way an opportunity's state is written (domain.md A.5, B.5, B.9)."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, select, update

from store import audits, cycles, events, stage_tasks, teams, wakings
from store.models.columns import Key
from store.models.opportunities import entries, opportunities
from store.models.workspaces import people
from store.rights import Member
from store.rules import moves
from store.rules.refusals import AlreadyChanged, AlreadyMoved, NotFound
from store.rules.words import Action, Status
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Subject:
    """The opportunity an entry is written for."""

    id: int
    number: str
    version: int
    status: Status
    contact_id: int
    company_id: int | None
    salesperson_id: int
    cycle_id: int
    created_on: date


@dataclass(frozen=True, slots=True)
class Active:
    """The active entry: the opportunity's present state."""

    no: int
    stage: int
    stage_description: str
    previous_stage: int
    changed_on: date
    stay_no: int
    stay_on: date
    value: Decimal
    chances: Decimal
    completed: Decimal
    probability: Decimal
    weighted: Decimal
    closing_on: date
    at: datetime
    person: str


_TOLD = (
    *("changed_on", "stage", "stage_description", "value"),
    *("chances", "completed", "probability", "weighted", "closing_on"),
)
_o, _e = opportunities.c, entries.c
_SUBJECT = select(*columns(Subject, opportunities)).where(
    _o.workspace_id == bindparam("workspace"), _o.number == bindparam("number")
)
_LOCKED = _SUBJECT.with_for_update()
_HELD = (
    select(_o.id)
    .where(_o.workspace_id == bindparam("workspace"), _o.id.in_(bindparam("ids", expanding=True, type_=Key)))
    .order_by(_o.id)
    .with_for_update()
)
_ACTIVE = (
    select(*columns(Active, entries, person=people.c.name))
    .select_from(entries.join(people, people.c.id == _e.person_id))
    .where(
        _e.workspace_id == bindparam("workspace"),
        _e.opportunity_id == bindparam("opportunity", type_=Key),
        _e.active,
    )
)
_RETIRE = (
    update(entries)
    .where(_e.workspace_id == bindparam("workspace"), _e.opportunity_id == bindparam("opportunity", type_=Key))
    .where(_e.active, _e.no == bindparam("seen"))
    .values(active=False, days_open=bindparam("days"))
)
_STATE = (
    update(opportunities)
    .where(_o.workspace_id == bindparam("workspace"), _o.id == bindparam("opportunity", type_=Key))
    .where(_o.version == bindparam("based_on"))
    .values(
        status=bindparam("now_status"),
        closed_on=bindparam("now_closed"),
        closing_on=bindparam("now_closing"),
        version=_o.version + 1,
    )
)


def locked(session: Session, by: Member, operation: str, number: str) -> tuple[Subject, Active | None]:
    """The opportunity under its lock, and then its active entry: for writing, by somebody who may.

    Raises NotAllowed, NotFound, NotYours. Two statements on purpose: PostgreSQL re-reads only the locked row
    after waiting for it.
    """
    return _found(session, by, operation, number, _LOCKED)


def hold(session: Session, workspace_id: int, *opportunity_ids: int) -> None:
    """Lock opportunities that are there, before what hangs on them: whoever moves or deletes them does so too.

    In the order of their keys, else two who hold several could wait for one another.
    """
    session.values(_HELD, workspace=workspace_id, ids=opportunity_ids)


def read(session: Session, by: Member, operation: str, number: str) -> tuple[Subject, Active | None]:
    """The same without the lock: for showing what will be written, which waits for no writer."""
    return _found(session, by, operation, number, _SUBJECT)


def _found(
    session: Session, by: Member, operation: str, number: str, statement: Select[Any]
) -> tuple[Subject, Active | None]:
    by.must(operation)
    subject = session.one(Subject, statement, workspace=by.workspace_id, number=number)
    if subject is None:
        raise NotFound("opportunity", number)
    teams.must_reach(session, by, operation, subject.salesperson_id)
    return subject, session.one(Active, _ACTIVE, workspace=by.workspace_id, opportunity=subject.id)


def compare(subject: Subject, active: Active | None, seen: int | None) -> None:
    """Raise AlreadyMoved when another entry is active than the person saw; None is a typed move, which saw nothing."""
    if seen is not None and active is not None and active.no != seen:
        raise AlreadyMoved(subject.number, active.person, active.at, active.stage_description)


def arrive(
    session: Session, by: Member, subject: Subject, former: Active | None, action: Action, stage: cycles.Stage,
    estimates: moves.Estimates, changed_on: date, now: datetime,
) -> "Change":  # fmt: skip
    """Write the entry of reaching `stage`, and its activity's tasks unless it is a mere update (domain.md B.6, B.9)."""
    change = Change(action, changed_on, estimates, stage.stage, stage.description)
    no = append(session, by, subject, former, change, now)
    setup = cycles.setup(session, by)
    cycles.must_be_current(session, by, setup.cycles[subject.cycle_id].code)
    if action is not Action.UPDATED:
        steps = setup.steps(stage.activity_id)
        stage_tasks.from_steps(session, by, subject, no, steps, changed_on, now)
    return change


@dataclass(frozen=True, slots=True)
class Change:
    """What an entry records; won and lost stand at no stage."""

    action: Action
    changed_on: date
    estimates: moves.Estimates
    stage: int = 0
    stage_description: str = ""
    close_code_id: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The change as an entry keeps it."""
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "estimates"}
        figures = {f.name: getattr(self.estimates, f.name) for f in fields(self.estimates)}
        return own | figures | {"closed_on": None if self.stage else self.changed_on}


def append(
    session: Session, by: Member, subject: Subject, former: Active | None, change: Change, now: datetime,
    undo: dict[str, Any] | None = None,
) -> int:  # fmt: skip
    """Write a new active entry in the place of `former`; its number within the opportunity.

    `undo`: what undoing it puts back besides the entries.
    Raises AlreadyChanged when `former` is no longer the active one.
    """
    if former:
        _retire(session, by, subject, former, change.changed_on)
    no = former.no + 1 if former else 1
    goes_on = former if change.action is Action.UPDATED else None
    session.add(
        entries,
        workspace_id=by.workspace_id,
        opportunity_id=subject.id,
        cycle_id=subject.cycle_id,
        contact_id=subject.contact_id,
        company_id=subject.company_id,
        salesperson_id=subject.salesperson_id,
        no=no,
        active=True,
        previous_stage=(former.stage or former.previous_stage) if former else 0,
        stay_no=goes_on.stay_no if goes_on else no,
        stay_on=goes_on.stay_on if goes_on else change.changed_on,
        person_id=by.id,
        at=now,
        undo=undo,
        **change.columns,
    )
    if told := events.of_entry(subject, no, former, change):
        events.announce(session, by, subject, told, now)
    return no


def audit(
    session: Session, by: Member, subject: Subject, former: Active | None, change: Change, now: datetime,
    woken: wakings.Woken | None = None, **more: Any,
) -> None:  # fmt: skip
    """Keep that the entry was written: the figures before and after, the parking it ended, what else was done."""
    after = {name: value for name, value in change.columns.items() if name not in ("action", "close_code_id")}
    rested: audits.Values = {"parked_until_on": woken.until_on} if woken else {}
    old, new = told(former) | rested, after | more | dict.fromkeys(rested)
    audits.write(session, by, change.action, subject.number, old=old, new=new, now=now)


def told(entry: Active | None) -> audits.Values:
    """What the audit trail keeps of an entry."""
    return {name: getattr(entry, name) for name in _TOLD} if entry else {}


def _retire(session: Session, by: Member, subject: Subject, former: Active, changed_on: date) -> None:
    days = (changed_on - former.changed_on).days if former.stage else 0  # a closing stays for no days (A.5)
    key = {"workspace": by.workspace_id, "opportunity": subject.id}
    if not session.change(_RETIRE, **key, seen=former.no, days=days):
        raise AlreadyChanged(subject.number)


def set_status(session: Session, by: Member, subject: Subject, status: Status, closing_on: date | None) -> None:
    """Write the opportunity's status, and when it is expected to close, or closed; None while it is not started.

    Raises AlreadyChanged when its row is no longer what was locked.
    """
    if not session.change(
        _STATE,
        workspace=by.workspace_id,
        opportunity=subject.id,
        based_on=subject.version,
        now_status=status,
        now_closed=closing_on if status.closed else None,
        now_closing=closing_on,
    ):
        raise AlreadyChanged(subject.number)
