"""Tasks: from a stage's activity, by hand, completed, listed (domain.md A.7, B.9)."""

from datetime import date, timedelta
from typing import Any

from store import tasks
from store.rules.checks import Several
from store.rules.refusals import IsClosed, Missing, NotFound, Refusal, TaskClosed, TooEarly, TooLate, TooLong
from store.rules.words import Outcome, Priority, TaskKind, TaskStatus, Verb
from tests.store.firm import BEGAN, Firm, at, refused

DAY = timedelta(days=1)


def create(firm: Firm, number: str, description: str, due_on: date | None, **more: Any) -> tasks.Task:
    """A task by hand."""
    with firm.sessions.writing() as session:
        return tasks.create(
            session,
            firm.ana,
            number,
            description=description,
            due_on=due_on,
            now=at(BEGAN),
            **more,
        )


def complete(firm: Firm, typed: str, on: date = BEGAN) -> tasks.Task:
    """Complete it on that day."""
    with firm.sessions.writing() as session:
        return tasks.complete(session, firm.ben, typed, at(on))


def test_arriving_makes_one_task_a_step_with_its_type_priority_text_date_and_owner(firm: Firm) -> None:
    number = firm.create(by=firm.ben)
    firm.move(number, Verb.NEXT, on=BEGAN + DAY)
    made = [t for t in firm.tasks(number) if int(t.number[2:]) > 2]
    assert [(t.description, t.kind, t.due_on) for t in made] == [
        ("Prepare the agenda", TaskKind.BLANK, BEGAN + DAY),
        ("Confirm the meeting", TaskKind.CALL, BEGAN + 4 * DAY),
        ("Needs meeting", TaskKind.MEETING, BEGAN + 15 * DAY),
        ("Send the summary of needs", TaskKind.BLANK, BEGAN + 22 * DAY),
    ]
    assert {(t.priority, t.status, t.salesperson_name) for t in made} == {(Priority.LOW, TaskStatus.NOT_STARTED, "Ben")}
    assert {t.opportunity_number for t in made} == {number}


def test_tasks_are_dated_from_the_day_of_the_change_not_from_today(firm: Firm) -> None:
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN + 9 * DAY, changed_on=BEGAN + 2 * DAY)
    assert BEGAN + 5 * DAY in {t.due_on for t in firm.tasks(number)}


def test_a_task_by_hand_belongs_to_the_opportunitys_salesperson_and_needs_text_and_date(firm: Firm) -> None:
    number = firm.create(by=firm.ben, value=None)
    made = create(firm, number, " Call  back ", BEGAN + DAY, kind=TaskKind.CALL)
    assert (made.description, made.due_on, made.kind, made.salesperson_name) == (
        *("Call back", BEGAN + DAY, TaskKind.CALL, "Ben"),
    )
    assert (made.priority, made.open, made.number) == (Priority.NORMAL, True, "TD000001")
    wrong: list[tuple[str, date | None, type[Refusal], str]] = [
        *((" ", BEGAN, Missing, "task"), ("x" * 201, BEGAN, TooLong, "task"), ("x", None, Missing, "due_on")),
        *(("x", date(1999, 1, 1), TooEarly, "due_on"), ("x", date(2200, 1, 1), TooLate, "due_on")),
    ]
    for description, due_on, refusal, place in wrong:
        with refused(firm, refusal) as one:
            create(firm, number, description, due_on)
        assert one.value.place == place
    with refused(firm, Several):
        create(firm, number, "", None)


def test_a_closed_opportunity_takes_no_task(firm: Firm) -> None:
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, IsClosed):
        create(firm, number, "Too late", BEGAN)


def test_a_completed_task_is_closed_today_and_only_once(firm: Firm) -> None:
    number = firm.create()
    todo = firm.tasks(number)[0].number
    done = complete(firm, todo.lower().replace("td0", "td"), BEGAN + DAY)
    assert (done.open, done.cancelled, done.status, done.closed_on) == (
        *(False, False, TaskStatus.COMPLETED, BEGAN + DAY),
    )
    with refused(firm, TaskClosed):
        complete(firm, todo)
    for typed in ("TD000099", "", "x"):
        with refused(firm, NotFound):
            complete(firm, typed)


def test_cancelling_leaves_what_is_done_as_it_was(firm: Firm) -> None:
    number = firm.create()
    done = complete(firm, firm.tasks(number)[0].number)
    firm.close(number, Outcome.LOST, on=BEGAN + DAY, cancel_tasks=True)
    states = {t.number: (t.cancelled, t.closed_on) for t in firm.tasks(number)}
    assert states.pop(done.number) == (False, BEGAN)
    assert list(states.values()) == [(True, BEGAN + DAY)]


def test_the_lists_have_open_ones_first_and_by_date_and_a_person_only_their_own(firm: Firm) -> None:
    number, bens = firm.create(), firm.create(by=firm.ben)
    complete(firm, firm.tasks(number)[0].number)
    assert [t.open for t in firm.tasks(number)] == [True, False]
    with firm.sessions.reading() as session:
        mine = tasks.of_person(session, firm.ana, firm.ana.id)
        theirs = tasks.of_person(session, firm.ana, firm.ben.id)
    assert [t.opportunity_number for t in mine] == [number]
    assert [t.opportunity_number for t in theirs] == [bens, bens]
    assert [t.due_on for t in theirs] == sorted(t.due_on for t in theirs)
