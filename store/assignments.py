"""Activities assigned by hand: one task a step, from a start date (domain.md B.9, F064)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select

from store import audits, cycles, entries, opportunities, stage_tasks
from store.models.opportunities import opportunities as opportunity_table
from store.models.opportunities import tasks
from store.rights import Member
from store.rules import dates, text
from store.rules.checks import Checks, given
from store.rules.moves import must_be_open
from store.rules.refusals import ActivityThere, NotFound, SetupChanged
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed or sent for an assignment; None where nothing was chosen."""

    activity_id: int | None
    start_on: date | None
    salesperson_id: int | None
    again: bool = False  # also when tasks of it are open
    version: int | None = None  # of the activity whose tasks were shown


@dataclass(frozen=True, slots=True)
class There:
    """An open task on the opportunity that is like one of the activity's."""

    number: str
    description: str
    due_on: date


_t, _o = tasks.c, opportunity_table.c
_THERE = (
    select(*columns(There, tasks))
    .join_from(tasks, opportunity_table, (_o.workspace_id == _t.workspace_id) & (_o.id == _t.opportunity_id))
    .where(_t.workspace_id == bindparam("workspace"), _o.number == bindparam("number"))
    .where(_t.open, _t.description.in_(bindparam("steps", expanding=True)))
    .order_by(_t.due_on, _t.id)
)


def named(setup: cycles.Setup, typed: str) -> cycles.Activity:
    """The activity with this code, else the only one whose description begins so. Raises NotFound."""
    code, wanted = typed.strip().upper(), text.folded(typed)
    begins = [a for a in setup.activities.values() if wanted and text.folded(a.description).startswith(wanted)]
    found = [a for a in setup.activities.values() if a.code == code] or begins
    if len(found) != 1:
        raise NotFound("activity code", typed, "activity")
    return found[0]


def there(session: Session, by: Member, number: str, activity: cycles.Activity) -> list[There]:
    """The opportunity's open tasks that are like the activity's, by date: it was assigned before, or a stage did."""
    by.must("see")
    steps = [step.description for step in cycles.setup(session, by).steps(activity.id)]
    return session.all(There, _THERE, workspace=by.workspace_id, number=number, steps=steps)


def assign(session: Session, by: Member, number: str, wanted: Wanted, now: datetime) -> list[str]:
    """Make the tasks of an activity's steps on an opportunity that is not closed; their numbers.

    Raises NotAllowed, NotFound, NotYours, IsClosed, and, all together, Missing and NotFound on `activity`, Missing,
    TooEarly, TooLate and Unreadable on `start_on` (also for what a step's date then is), Missing and NotFound on
    `salesperson`; then SetupChanged when the activity is not the one that was shown, and ActivityThere on `again`,
    unless it is wanted: nobody doubles tasks unawares.
    """
    subject, active = entries.locked(session, by, "task", number)
    must_be_open(subject)
    checks = Checks()
    activity = checks(_activity, cycles.setup(session, by), wanted.activity_id)
    steps = cycles.setup(session, by).steps(activity.id if activity else None)
    start_on = checks(_start, wanted.start_on, steps)
    owner = checks(opportunities.usable_salesperson, session, by, wanted.salesperson_id)
    checks.done()
    if wanted.version not in (None, activity.version):
        raise SetupChanged(activity.code)
    if not wanted.again and (left := there(session, by, subject.number, activity)):
        raise ActivityThere(subject.number, activity.code, tuple(one.number for one in left), "again")
    entry_no = active.no if active else 0
    made = stage_tasks.from_steps(session, by, subject, entry_no, steps, start_on, now, salesperson_id=owner.id)
    cycles.must_be_current(session, by, activity.code)
    new = {"activity": activity.code, "start_on": start_on, "salesperson": owner.name, "tasks": ", ".join(made)}
    audits.write(session, by, "assign activity", subject.number, new=new, now=now)
    return made


def _activity(setup: cycles.Setup, activity_id: int | None) -> cycles.Activity:
    activity_id = given(activity_id, "activity")
    if activity_id not in setup.activities:
        raise NotFound("activity", field="activity")
    return setup.activities[activity_id]


def _start(start_on: date | None, steps: tuple[cycles.Step, ...]) -> date:
    start_on = dates.between(given(start_on, "start_on"), "start_on")
    for _step, due_on in stage_tasks.dated(steps, start_on):
        dates.between(due_on, "start_on")
    return start_on
