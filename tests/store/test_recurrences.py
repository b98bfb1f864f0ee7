"""Recurring tasks: completing one makes the next, once (domain.md B.9)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from store import entries, moves, task_changes, tasks
from store.models.opportunities import tasks as table
from store.rules.refusals import TaskClosed
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at
from tests.store.parallel import THREADS, at_once
from tests.store.test_tasks import create, tasks_of


def finish(firm: Firm, number: str, on: date) -> tasks.Completed:
    """Complete it on that day."""
    with firm.sessions.writing() as session:
        return tasks.complete(session, firm.ben, number, at(on))


@pytest.mark.parametrize(
    ("interval", "counted_from", "due_on"),
    [
        ("1W", RecursFrom.DUE, date(2026, 1, 12)),
        ("1W", RecursFrom.CLOSING, date(2026, 1, 16)),
        ("1M", RecursFrom.DUE, date(2026, 2, 5)),
        ("CM", RecursFrom.CLOSING, date(2026, 1, 31)),
        ("WD1", RecursFrom.DUE, date(2026, 1, 12)),
    ],
)
def test_completing_makes_the_next_one_an_interval_after_due_date_or_closing(
    firm: Firm, interval: str, counted_from: RecursFrom, due_on: date
) -> None:
    """F068."""
    number = firm.create()
    made = create(
        firm, number, "Call", BEGAN, kind=TaskKind.CALL, priority=Priority.HIGH, salesperson_id=firm.ben.id,
        recurrence=interval, recurs_from=counted_from,
    )  # fmt: skip
    following = finish(firm, made.number, BEGAN + timedelta(days=4)).following
    assert following is not None and following.due_on == due_on
    next_one = tasks_of(firm, following.number)
    assert next_one.due_on == due_on and next_one.status is TaskStatus.NOT_STARTED and next_one.open
    same = ("description", "kind", "priority", "recurrence", "recurs_from", "salesperson_id", "opportunity_number")
    assert [getattr(next_one, name) for name in same] == [getattr(made, name) for name in same]
    assert next_one.contact_number == made.contact_number and next_one.version == 1


def test_a_done_one_has_handed_its_interval_on_so_that_reopening_makes_no_second(firm: Firm) -> None:
    """F066, F068."""
    todo = create(firm, None, "Call", BEGAN, recurrence="1W").number
    assert finish(firm, todo, BEGAN).following
    with firm.sessions.writing() as session:
        task_changes.reopen(session, firm.ana, todo, at(BEGAN))
    assert finish(firm, todo, BEGAN).following is None


def test_a_task_of_once_and_one_that_would_leave_the_calendar_have_none_after_them(firm: Firm) -> None:
    """F068."""
    once = create(firm, None, "Call", BEGAN)
    late = create(firm, None, "Call", date(2199, 12, 20), recurrence="1W")
    assert finish(firm, once.number, BEGAN).following is None
    second = finish(firm, late.number, BEGAN).following
    assert second and second.due_on == date(2199, 12, 27)
    assert finish(firm, second.number, BEGAN).following is None


def test_completed_by_eight_at_once_it_has_one_after_it(firm: Firm) -> None:
    """F068, F100."""
    todo = create(firm, firm.create(), "Call", BEGAN, recurrence="1W").number
    results = at_once(firm.sessions, lambda s, _: tasks.complete(s, firm.ana, todo, at(BEGAN)))
    assert Counter(type(r) for r in results) == {tasks.Completed: 1, TaskClosed: THREADS - 1}
    with firm.sessions.reading() as session:
        assert len(session.values(select(table.c.id).where(table.c.recurrence == "1W"))) == 1


def test_completing_and_moves_that_cancel_do_not_wait_for_one_another_for_ever(firm: Firm) -> None:
    """F062, F068: whoever comes first, the task is closed once and the opportunity moves on."""
    number = firm.create()
    todo = create(firm, number, "Call", BEGAN, recurrence="1W").number

    def act(session: Session, n: int) -> object:
        if n % 2:
            return tasks.complete(session, firm.ana, todo, at(BEGAN))
        asked = moves.Asked(cancel_tasks=True)
        return moves.move(session, firm.ana, number, Verb.UPDATE, asked, seen=None, now=at(BEGAN))

    results = at_once(firm.sessions, act)
    errors = {type(r) for r in results if isinstance(r, Exception)}
    assert errors <= {TaskClosed}
    with firm.sessions.reading() as session:
        _, active = entries.read(session, firm.ana, "see", number)
    assert active and active.no == 1 + THREADS // 2 and not tasks_of(firm, todo).open
