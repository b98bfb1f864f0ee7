"""Tasks edited, handed over, cancelled, reopened, and deleted once cancelled (domain.md A.7, B.9)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import memberships, task_changes, tasks, undos
from store.models.audits import audits
from store.models.opportunities import tasks as table
from store.rights import Member
from store.rules.checks import Several
from store.rules.refusals import (
    MeetingStays,
    Missing,
    NeverLater,
    NotAllowed,
    NotFound,
    TaskChanged,
    TaskClosed,
    TaskOpen,
    Unreadable,
)
from store.rules.words import Outcome, Priority, RecursFrom, Role, TaskKind, TaskStatus
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, founded, refused
from tests.store.parallel import at_once
from tests.store.test_rights import in_a_team
from tests.store.test_tasks import DAY, complete, create, tasks_of


def change(firm: Firm, number: str, *, by: Member | None = None, on: date = BEGAN, **more: Any) -> tasks.Task:
    """Edit it, leaving what is not named."""
    task = tasks_of(firm, number)
    kept = ("description", "due_on", "kind", "priority", "status", "salesperson_id", "recurrence", "recurs_from")
    fields = {name: getattr(task, name) for name in kept} | {"seen": task.version} | more
    with firm.sessions.writing() as session:
        return task_changes.change(session, by or firm.ana, number, now=at(on), **fields)


def act(firm: Firm, operation: Any, number: str, *, by: Member | None = None, on: date = BEGAN) -> tasks.Task:
    """Cancel or reopen it on that day."""
    with firm.sessions.writing() as session:
        return operation(session, by or firm.ana, number, at(on))  # type: ignore[no-any-return] # a task


def test_editing_changes_what_is_named_and_keeps_an_audit_row_of_just_that(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN)
    changed = change(firm, todo.number, description=" Call  back", due_on=BEGAN + DAY, priority=Priority.HIGH)
    assert (changed.description, changed.due_on, changed.priority) == ("Call back", BEGAN + DAY, Priority.HIGH)
    assert changed.version == todo.version + 1
    with firm.sessions.reading() as session:
        row = session.connection.execute(select(audits).order_by(audits.c.id.desc())).first()
    assert row is not None and row.operation == "change task"
    assert row.old == {"task": "Call", "due_on": "2026-01-05", "priority": "normal"}
    assert row.new == {"task": "Call back", "due_on": "2026-01-06", "priority": "high"}


def test_every_status_of_an_open_task_can_be_set_and_completed_is_none_of_them(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN).number
    for status in (TaskStatus.IN_PROGRESS, TaskStatus.WAITING, TaskStatus.POSTPONED, TaskStatus.NOT_STARTED):
        assert change(firm, todo, status=status).status is status
    assert change(firm, todo, status=TaskStatus.COMPLETED).status is TaskStatus.NOT_STARTED


def test_a_type_changes_between_to_do_and_call_and_never_to_or_from_meeting(firm: Firm) -> None:
    todo, meeting = create(firm, None, "A", BEGAN).number, create(firm, None, "B", BEGAN, kind=TaskKind.MEETING).number
    for kind in (TaskKind.CALL, TaskKind.BLANK):
        assert change(firm, todo, kind=kind).kind is kind
    assert change(firm, meeting, kind=TaskKind.MEETING).kind is TaskKind.MEETING
    for number, kind in ((todo, TaskKind.MEETING), (meeting, TaskKind.CALL), (meeting, TaskKind.BLANK)):
        with refused(firm, MeetingStays) as kept:
            change(firm, number, kind=kind)
        assert kept.value.place == "task_kind"


def test_all_that_is_wrong_in_an_edit_is_said_at_once(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN).number
    with refused(firm, Several) as several:
        change(firm, todo, description=" ", due_on=None, kind=TaskKind.MEETING, salesperson_id=0, recurrence="2X")
    assert [(type(one), one.place) for one in several.value.refusals] == [
        *((Missing, "task"), (Missing, "due_on"), (MeetingStays, "task_kind"), (NotFound, "salesperson")),
        (Unreadable, "interval"),
    ]


@pytest.mark.parametrize("formula", ["-1W", "0D", "-CM", "9999Y"])
def test_an_interval_that_leads_to_no_later_day_is_refused(firm: Firm, formula: str) -> None:
    """F068."""
    with refused(firm, NeverLater) as never:
        create(firm, None, "Call", BEGAN, recurrence=formula)
    assert never.value.place == "interval"


def test_an_edit_of_a_task_that_was_changed_meanwhile_is_refused(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN)
    change(firm, todo.number, description="Call Ben")
    with refused(firm, TaskChanged):
        change(firm, todo.number, seen=todo.version, description="Call Ana")
    assert tasks_of(firm, todo.number).description == "Call Ben"


def test_of_eight_who_edit_what_they_saw_at_once_one_wins(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN)
    results = at_once(
        firm.sessions,
        lambda s, n: task_changes.change(
            s, firm.ana, todo.number, seen=todo.version, description=f"Call {n}", due_on=BEGAN, kind=todo.kind,
            priority=todo.priority, status=todo.status, salesperson_id=firm.ana.id, now=at(BEGAN),
        ),
    )  # fmt: skip
    (won,) = [r for r in results if isinstance(r, tasks.Task)]
    assert sum(isinstance(r, TaskChanged) for r in results) == 7
    assert tasks_of(firm, todo.number) == won


def test_a_closed_task_is_not_edited_and_the_refusal_tells_done_from_cancelled(firm: Firm) -> None:
    """F066, F067: decision 34."""
    done, cancelled = (create(firm, None, text, BEGAN).number for text in "AB")
    complete(firm, done)
    act(firm, task_changes.cancel, cancelled)
    for number, was_cancelled in ((done, False), (cancelled, True)):
        for operation in (change, lambda f, n: act(f, task_changes.cancel, n), complete):
            with refused(firm, TaskClosed) as closed:
                operation(firm, number)
            assert closed.value.cancelled is was_cancelled


def test_a_task_is_handed_over_with_the_rest_of_it_as_it_was(firm: Firm) -> None:
    todo = create(firm, None, "Call", BEGAN, kind=TaskKind.CALL, recurrence="1W", recurs_from=RecursFrom.CLOSING)
    with firm.sessions.writing() as session:
        given = task_changes.hand_over(session, firm.ana, todo.number, firm.ben.id, at(BEGAN))
    assert given.salesperson_id == firm.ben.id
    same = ("description", "due_on", "kind", "priority", "status", "recurrence", "recurs_from")
    assert [getattr(given, name) for name in same] == [getattr(todo, name) for name in same]
    reader = firm.member(Role.READER)
    with refused(firm, NotFound) as none, firm.sessions.writing() as session:
        task_changes.hand_over(session, firm.ana, todo.number, reader.id, at(BEGAN))
    assert none.value.place == "salesperson"


def test_reopening_a_done_task_gives_in_progress_and_no_date(firm: Firm) -> None:
    """F066: and it can be completed again; an open one can not be reopened."""
    todo = create(firm, None, "Call", BEGAN).number
    with refused(firm, TaskOpen):
        act(firm, task_changes.reopen, todo)
    complete(firm, todo)
    again = act(firm, task_changes.reopen, todo)
    assert (again.open, again.cancelled, again.status, again.closed_on) == (True, False, TaskStatus.IN_PROGRESS, None)
    assert complete(firm, todo, BEGAN + DAY).closed_on == BEGAN + DAY


def test_a_task_of_somebody_taken_out_is_theirs_who_reopen_it(firm: Firm) -> None:
    """F066, F076: who is out has nothing open."""
    eva = firm.member(Role.SALESPERSON)
    todo = create(firm, None, "Call", BEGAN, salesperson_id=eva.id).number
    complete(firm, todo)
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, eva.id, at(BEGAN))
    assert act(firm, task_changes.reopen, todo, by=firm.ben).salesperson_id == firm.ben.id


def test_cancelling_closes_today_and_reopening_takes_it_back(firm: Firm) -> None:
    """F067."""
    number = firm.create()
    todo = firm.tasks(number)[0].number
    gone = act(firm, task_changes.cancel, todo, on=BEGAN + DAY)
    assert (gone.open, gone.cancelled, gone.status, gone.closed_on) == (False, True, TaskStatus.COMPLETED, BEGAN + DAY)
    again = act(firm, task_changes.reopen, todo)
    assert (again.open, again.cancelled, again.status, again.closed_on) == (True, False, TaskStatus.IN_PROGRESS, None)


def recurring(firm: Firm, **more: Any) -> str:
    """A weekly task."""
    return create(firm, None, "Call", BEGAN, recurrence="1W", **more).number


def test_a_recurring_task_that_is_cancelled_has_none_after_it_and_reopened_it_is_once(firm: Firm) -> None:
    """F067, F068."""
    todo = recurring(firm)
    act(firm, task_changes.cancel, todo)
    assert act(firm, task_changes.reopen, todo).recurrence == ""
    complete(firm, todo)
    with firm.sessions.reading() as session:
        assert session.values(select(table.c.number)) == [todo]


def test_the_batch_deletes_cancelled_tasks_only_of_whom_and_before_when_it_is_told(firm: Firm) -> None:
    """F067: done and open ones stay, whatever the filter."""
    number = firm.create()
    made = {text: create(firm, number, text, BEGAN).number for text in ("done", "old", "new", "open")}
    bens = create(firm, number, "Bens", BEGAN, salesperson_id=firm.ben.id).number
    complete(firm, made["done"])
    for todo, on in ((made["old"], BEGAN), (made["new"], BEGAN + DAY), (bens, BEGAN)):
        act(firm, task_changes.cancel, todo, on=on)
    before = {t.number for t in firm.tasks(number)}

    def delete(**filters: Any) -> int:
        with firm.sessions.writing() as session:
            expected = task_changes.cancelled(session, firm.ana, now=at(BEGAN), **filters)
            assert task_changes.delete_cancelled(session, firm.ana, now=at(BEGAN), **filters) == expected
        return expected

    assert delete(before=BEGAN) == 0
    assert delete(before=BEGAN + DAY, person_id=firm.ana.id) == 1
    assert before - {t.number for t in firm.tasks(number)} == {made["old"]}
    assert delete() == 2
    assert before - {t.number for t in firm.tasks(number)} == {made["old"], made["new"], bens}
    with firm.sessions.reading() as session:
        rows = session.values(select(audits.c.old).where(audits.c.operation == "delete cancelled tasks"))
    assert rows == [{"tasks": made["old"]}, {"tasks": f"{made['new']}, {bens}"}]


def test_a_manager_deletes_cancelled_tasks_of_whom_they_manage_and_a_salesperson_none(firm: Firm) -> None:
    """F067."""
    manager, stranger = firm.member(Role.MANAGER), firm.member(Role.SALESPERSON)
    in_a_team(firm, "Theirs", stranger)
    in_a_team(firm, "Ours", manager, manages=True)
    for owner in (firm.ben, stranger):
        act(firm, task_changes.cancel, create(firm, None, "X", BEGAN, salesperson_id=owner.id).number)
    with firm.sessions.writing() as session:
        assert task_changes.delete_cancelled(session, manager, now=at(BEGAN)) == 1
    with firm.sessions.reading() as session:
        assert session.values(select(table.c.salesperson_id)) == [stranger.id]
    with refused(firm, NotAllowed), firm.sessions.writing() as session:
        task_changes.delete_cancelled(session, firm.ben, now=at(BEGAN))


def test_what_undoing_a_closing_may_put_back_is_not_deleted(firm: Firm) -> None:
    """F054, F067: for the ten minutes in which it can be undone, whoever deletes; and then it goes."""
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    lone = act(firm, task_changes.cancel, create(firm, None, "X", BEGAN).number)
    with firm.sessions.writing() as session:
        assert task_changes.cancelled(session, firm.ana, now=at(BEGAN) + undos.WINDOW) == 1
        assert task_changes.delete_cancelled(session, firm.ana, now=at(BEGAN) + undos.WINDOW) == 1
        with pytest.raises(NotFound):
            tasks.get(session, firm.ana, lone.number)
        assert undos.undo(session, firm.ana, number, version=None, now=at(BEGAN) + undos.WINDOW).tasks == 2
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    with firm.sessions.writing() as session:
        later = at(BEGAN) + undos.WINDOW + timedelta(seconds=1)
        assert task_changes.delete_cancelled(session, firm.ana, now=later) == 2


def test_deleting_waits_for_no_task_that_somebody_changes_just_now(postgresql_url: str) -> None:
    """F067: it holds many, and waiting for one of another's could end in a deadlock."""
    sessions = Sessions(postgresql_url)
    firm = founded(sessions)
    held, free = (act(firm, task_changes.cancel, create(firm, None, "X", BEGAN).number) for _ in range(2))
    with sessions.writing() as busy:
        tasks.locked(busy, firm.ben, held.number)
        with sessions.writing() as session:
            assert task_changes.delete_cancelled(session, firm.ana, now=at(BEGAN)) == 1
    with sessions.reading() as session:
        assert session.values(select(table.c.number)) == [held.number] != [free.number]
    sessions.close()


def test_closing_tasks_of_an_opportunity_ends_what_recurs_on_it(firm: Firm) -> None:
    """F068: domain.md B.9."""
    number = firm.create()
    todo = create(firm, number, "Call", BEGAN, recurrence="1W").number
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    assert len(firm.tasks(number)) == 3 and tasks_of(firm, todo).cancelled
    again = act(firm, task_changes.reopen, todo)
    assert again.recurrence == ""
    complete(firm, todo, BEGAN + timedelta(days=9))
    assert len(firm.tasks(number)) == 3
