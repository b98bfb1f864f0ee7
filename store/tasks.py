"""Tasks: from a stage's activity or by hand, completed, cancelled, listed (domain.md A.7, B.9)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select, update

from store import audits, entries, teams, workspaces
from store.models.columns import Key
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import people
from store.rights import Member
from store.rules import dates, text
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.refusals import Missing, NotFound, TaskClosed
from store.rules.words import Priority, TaskKind, TaskStatus
from store.sessions import Session, columns

PAGE = 20


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it is listed."""

    number: str
    description: str
    kind: TaskKind
    priority: Priority
    due_on: date
    status: TaskStatus
    open: bool
    cancelled: bool
    closed_on: date | None
    salesperson_id: int
    salesperson_name: str
    opportunity_number: str | None
    opportunity_description: str | None


_t = tasks.c
_LISTED = select(
    *columns(
        Task,
        tasks,
        salesperson_name=people.c.name,
        opportunity_number=func.coalesce(opportunities.c.number, _t.former_number),
        opportunity_description=func.coalesce(opportunities.c.description, _t.former_description),
    )
).select_from(
    tasks.join(people, people.c.id == _t.salesperson_id).outerjoin(
        opportunities, opportunities.c.id == _t.opportunity_id
    )
)
_WORKSPACE = _t.workspace_id == bindparam("workspace")
_OF_OPPORTUNITY = _LISTED.where(_WORKSPACE, _t.opportunity_id == bindparam("opportunity", type_=Key)).order_by(
    _t.open.desc(), _t.due_on, _t.id
)
_OF_PERSON = _LISTED.where(_WORKSPACE, _t.salesperson_id == bindparam("person", type_=Key), _t.open).order_by(
    _t.due_on, _t.id
)
_DUE = _OF_PERSON.where(_t.due_on <= bindparam("today")).add_columns(func.count().over()).limit(bindparam("size"))
_BY_NUMBER = _LISTED.where(_WORKSPACE, _t.number == bindparam("number"))
_COMPLETE = (
    update(tasks)
    .where(_WORKSPACE, _t.number == bindparam("task"), _t.open)
    .values(open=False, status=TaskStatus.COMPLETED, closed_on=bindparam("today"), version=_t.version + 1)
)


def create(
    session: Session, by: Member, opportunity: str, *, description: str, due_on: date | None,
    kind: TaskKind = TaskKind.BLANK, now: datetime,
) -> Task:  # fmt: skip
    """A task by hand on an opportunity that is not closed, for its salesperson (domain.md F063).

    Raises NotFound, IsClosed, Missing and TooLong on `task`, Missing, TooEarly and TooLate on `due_on`.
    """
    subject, active = entries.locked(session, by, "task", opportunity)
    must_be_open(subject)
    checks = Checks()
    described = checks(text.line, description, "task", text.DESCRIPTION)
    due = checks(_due, due_on)
    checks.done()
    number = workspaces.numbers(session, by, "task")[0]
    session.add(
        tasks,
        workspace_id=by.workspace_id,
        number=number,
        opportunity_id=subject.id,
        entry_no=active.no if active else 0,
        contact_id=subject.contact_id,
        salesperson_id=subject.salesperson_id,
        kind=kind,
        description=described,
        due_on=due,
        created_at=now,
    )
    values = {"task": described, "due_on": due, "type": kind}
    audits.write(session, by, "create task", number, about=subject.number, new=values, now=now)
    return get(session, by, number)


def _due(due_on: date | None) -> date:
    if due_on is None:
        raise Missing("due_on")
    return dates.between(due_on, "due_on")


def get(session: Session, by: Member, typed: str) -> Task:
    """The task with this number (`TD000003`, `td3`). Raises NotFound."""
    by.must("see")
    number = workspaces.number(typed, "TD")
    found = session.one(Task, _BY_NUMBER, workspace=by.workspace_id, number=number) if number else None
    if found is None:
        raise NotFound("task", typed)
    return found


def complete(session: Session, by: Member, typed: str, now: datetime) -> Task:
    """Close the task with today's date. Raises NotFound, NotYours, TaskClosed (domain.md F066)."""
    by.must("task")
    task = get(session, by, typed)
    teams.must_reach(session, by, "task", task.salesperson_id)
    today = dates.today(now, by.workspace_timezone)
    if not session.change(_COMPLETE, workspace=by.workspace_id, task=task.number, today=today):
        raise TaskClosed(task.number)
    done = get(session, by, task.number)
    old, new = {"status": task.status}, {"status": done.status, "closed_on": done.closed_on}
    audits.write(session, by, "complete task", task.number, about=task.opportunity_number, old=old, new=new, now=now)
    return done


def of_opportunity(session: Session, by: Member, opportunity_id: int) -> list[Task]:
    """Every task of an opportunity, open ones first, by date."""
    by.must("see")
    return session.all(Task, _OF_OPPORTUNITY, workspace=by.workspace_id, opportunity=opportunity_id)


def of_person(session: Session, by: Member, person_id: int) -> list[Task]:
    """A person's open tasks, by date."""
    by.must("see")
    return session.all(Task, _OF_PERSON, workspace=by.workspace_id, person=person_id)


def due(session: Session, by: Member, person_id: int, today: date, size: int) -> tuple[list[Task], int]:
    """The first `size` of a person's open tasks that are due today or overdue, by date; how many there are in all."""
    by.must("see")
    values = {"workspace": by.workspace_id, "person": person_id, "today": today, "size": size}
    rows = session.connection.execute(_DUE, values).all()
    return [Task(*row[:-1]) for row in rows], rows[0][-1] if rows else 0
