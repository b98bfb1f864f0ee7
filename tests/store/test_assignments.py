"""Activities assigned by hand (domain.md B.9)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from store import activities, assignments, cycles, stage_tasks, task_changes, tasks
from store.assignments import Wanted
from store.models.audits import audits
from store.rules.checks import Several
from store.rules.refusals import ActivityThere, IsClosed, Missing, NotFound, SetupChanged, TooLate
from store.rules.words import Outcome, TaskKind
from tests.store.firm import BEGAN, Firm, at, refused

START = date(2026, 3, 2)


def assign(firm: Firm, number: str, wanted: Wanted) -> list[str]:
    """Assign it today."""
    with firm.sessions.writing() as session:
        return assignments.assign(session, firm.ana, number, wanted, at(BEGAN))


def activity(firm: Firm, typed: str = "SIGN") -> cycles.Activity:
    """An activity of the template."""
    return assignments.named(firm.setup(), typed)


def test_an_activity_becomes_one_task_a_step_from_the_start_date_for_the_chosen_person(firm: Firm) -> None:
    """F064: as the preview said, on an opportunity that may not be started."""
    number = firm.create(value=None)
    chosen = activity(firm, "needs")
    planned = [(step.description, due_on) for step, due_on in stage_tasks.dated(chosen.steps, START)]
    made = assign(firm, number, Wanted(chosen.id, START, firm.ben.id))
    found = firm.tasks(number)
    assert [t.number for t in found] == made
    assert [(t.description, t.due_on) for t in found] == planned
    assert [t.kind for t in found] == [TaskKind.BLANK, TaskKind.CALL, TaskKind.MEETING, TaskKind.BLANK]
    assert {(t.salesperson_name, t.contact_name) for t in found} == {("Ben", firm.person.name)}
    with firm.sessions.reading() as session:
        (kept,) = session.values(select(audits.c.new).where(audits.c.operation == "assign activity"))
    assert kept == {"activity": "NEEDS", "start_on": "2026-03-02", "salesperson": "Ben", "tasks": ", ".join(made)}


def test_an_activity_is_found_by_code_or_the_beginning_of_its_name(firm: Firm) -> None:
    """F064."""
    found = activity(firm, "init")
    assert activity(firm, found.description[:6].upper()) == found
    for typed in ("", "p", "xyz"):
        with pytest.raises(NotFound):
            activity(firm, typed)


def test_what_is_open_of_it_already_is_made_once_more_only_when_that_is_wanted(firm: Firm) -> None:
    """F064: by whoever and however it was assigned; what is done or cancelled does not count."""
    number, chosen = firm.create(), activity(firm, "INIT")
    first = [one.number for one in firm.tasks(number)]
    with refused(firm, ActivityThere) as there:
        assign(firm, number, Wanted(chosen.id, START, firm.ana.id))
    assert (there.value.tasks, there.value.activity, there.value.place) == (tuple(first), "INIT", "again")
    assign(firm, number, Wanted(activity(firm, "NEEDS").id, START, firm.ana.id))
    assign(firm, firm.create(value=None), Wanted(chosen.id, START, firm.ana.id))
    with firm.sessions.writing() as session:
        task_changes.cancel(session, firm.ana, first[0], at(BEGAN))
    with refused(firm, ActivityThere) as there:
        assign(firm, number, Wanted(chosen.id, START, firm.ana.id))
    assert there.value.tasks == tuple(first[1:])
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, first[1], at(BEGAN))
    again = assign(firm, number, Wanted(chosen.id, START, firm.ana.id))
    twice = assign(firm, number, Wanted(chosen.id, START, firm.ana.id, again=True))
    assert len(again) == len(twice) == 2


def test_an_activity_without_steps_is_one_task_called_like_it_also_when_it_is_there_already(firm: Firm) -> None:
    """F064: domain.md B.9."""
    with firm.sessions.writing() as session:
        empty = activities.create(session, firm.ana, "ASK", "Ask around", at(BEGAN))
    firm.ana, number = firm.fresh(firm.ana), firm.create(value=None)
    (made,) = assign(firm, number, Wanted(empty.id, START, firm.ana.id))
    assert firm.tasks(number)[0].description == "Ask around"
    with refused(firm, ActivityThere) as there:
        assign(firm, number, Wanted(empty.id, START, firm.ana.id))
    assert there.value.tasks == (made,)


def test_an_activity_that_changed_since_its_tasks_were_shown_is_refused(firm: Firm) -> None:
    """F064, F100: also where the set-up changed under the transaction that assigns it."""
    number, shown, former = firm.create(value=None), activity(firm), firm.ana
    with firm.sessions.writing() as session:
        after = activities.remove_step(session, firm.ana, shown.id, 10, seen=shown.version, now=at(BEGAN))
    with refused(firm, SetupChanged):
        assign(firm, number, Wanted(shown.id, START, former.id))
    firm.ana = firm.fresh(firm.ana)
    with refused(firm, SetupChanged) as changed:
        assign(firm, number, Wanted(shown.id, START, firm.ana.id, version=shown.version))
    assert changed.value.name == "SIGN"
    assert len(assign(firm, number, Wanted(shown.id, START, firm.ana.id, version=after.version))) == len(after.steps)


def test_what_is_missing_or_wrong_is_said_at_once(firm: Firm) -> None:
    """F064: activity, start date and salesperson are required; no date of a step may leave the calendar."""
    number = firm.create(value=None)
    with refused(firm, Several) as several:
        assign(firm, number, Wanted(None, None, None))
    assert [(type(r), r.place) for r in several.value.refusals] == [
        *((Missing, "activity"), (Missing, "start_on"), (Missing, "salesperson")),
    ]
    with refused(firm, NotFound) as none:
        assign(firm, number, Wanted(99, START, firm.ana.id))
    assert none.value.place == "activity"
    with refused(firm, TooLate) as late:
        assign(firm, number, Wanted(activity(firm).id, date(2199, 12, 31) - timedelta(days=3), firm.ana.id))
    assert late.value.place == "start_on"


def test_a_closed_opportunity_takes_no_activity(firm: Firm) -> None:
    """F054, F064."""
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, IsClosed):
        assign(firm, number, Wanted(activity(firm).id, START, firm.ana.id))
