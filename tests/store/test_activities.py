"""Activities: made, changed with their steps, dated from a start, kept while a stage uses them (domain.md A.6)."""

from collections.abc import Callable
from typing import Any

from store import activities, audits, cycles
from store.activities import Wanted
from store.models.cycles import cycles as cycle_table
from store.rules.checks import Several
from store.rules.refusals import (
    ActivityInUse,
    AlreadyThere,
    Missing,
    NotFound,
    SetupChanged,
    TooLate,
    TooLong,
    TooManySteps,
    Unreadable,
)
from store.rules.words import Priority, TaskKind
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)
CALL = Wanted("Call them", TaskKind.CALL, Priority.HIGH, "3d")


def do(firm: Firm, operation: Callable[..., cycles.Activity], *on: Any, **more: Any) -> cycles.Activity:
    """An operation of Ana's."""
    with firm.sessions.writing() as session:
        made = operation(session, firm.ana, *on, now=NOW, **more)
    firm.ana = firm.fresh(firm.ana)
    return made


def create(firm: Firm, description: str = "First contact", code: str = "") -> cycles.Activity:
    """A new activity."""
    return do(firm, activities.create, code, description)


def add(firm: Firm, activity: cycles.Activity, *wanted: Wanted) -> cycles.Activity:
    """The activity with these steps added."""
    for one in wanted:
        activity = do(firm, activities.add_step, activity.id, one, seen=activity.version)
    return activity


def steps(activity: cycles.Activity) -> list[tuple[int, str]]:
    """The steps' numbers and texts."""
    return [(one.step, one.description) for one in activity.steps]


def test_an_activity_has_steps_with_type_text_priority_and_formula(firm: Firm) -> None:
    """F015: an admin defines an activity with two steps and offsets."""
    made = add(firm, create(firm), CALL, Wanted(" Send  papers "))
    assert (made.code, made.description) == ("FIRSTCONTA", "First contact")
    assert made.steps == (
        cycles.Step(made.id, 10, "call", "Call them", "high", "3D"),
        cycles.Step(made.id, 20, "", "Send papers", "low", ""),
    )
    assert firm.setup().activities[made.id] == made


def test_tasks_are_made_of_the_steps_as_they_are_when_a_stage_is_reached(firm: Firm) -> None:
    """F015, F060: type, priority, text and date come from the steps."""
    made = add(firm, create(firm), CALL, Wanted("Papers"))
    firm.set_up(1, activity_id=made.id)
    number = firm.create(by=firm.ben)
    found = [(t.description, t.kind, t.priority, (t.due_on - BEGAN).days) for t in firm.tasks(number)]
    assert sorted(found) == [
        ("Call them", TaskKind.CALL, Priority.HIGH, 3),
        ("Papers", TaskKind.BLANK, Priority.LOW, 0),
    ]


def test_steps_are_changed_moved_and_removed(firm: Firm) -> None:
    """F015: add, edit, reorder, remove."""
    made = add(firm, create(firm), *(Wanted(word) for word in ("one", "two", "three")))
    made = do(firm, activities.move_step, made.id, 30, up=True, seen=made.version)
    assert steps(made) == [(10, "one"), (20, "three"), (30, "two")]
    made = do(firm, activities.move_step, made.id, 10, up=False, seen=made.version)
    made = do(firm, activities.move_step, made.id, 10, up=True, seen=made.version)  # it is the first already
    assert steps(made) == [(10, "three"), (20, "one"), (30, "two")]
    made = do(firm, activities.change_step, made.id, 20, Wanted("ONE", date_formula="1W"), seen=made.version)
    made = do(firm, activities.remove_step, made.id, 10, seen=made.version)
    assert steps(made) == [(10, "ONE"), (20, "two")] and made.steps[0].date_formula == "1W"
    with refused(firm, NotFound):
        do(firm, activities.remove_step, made.id, 30, seen=made.version)


def test_an_activity_that_stages_use_is_not_deleted_and_they_are_named(firm: Firm) -> None:
    """F015: decision 30."""
    made = add(firm, create(firm), CALL)
    firm.set_up(1, activity_id=made.id)
    firm.set_up(3, activity_id=made.id)
    with refused(firm, ActivityInUse) as used:
        do(firm, activities.remove, made.id, seen=made.version)
    stages = [f"{firm.cycle.code} {s.stage} {s.description}" for s in firm.cycle.stages if s.stage in (1, 3)]
    assert (used.value.code, used.value.stages) == (made.code, tuple(stages))
    firm.set_up(None, activity_id=None)
    do(firm, activities.remove, made.id, seen=made.version)
    assert made.id not in firm.setup().activities
    with refused(firm, NotFound):
        do(firm, activities.remove, made.id, seen=made.version)


def test_a_deleted_cycle_keeps_no_activity_from_being_deleted(firm: Firm) -> None:
    made = create(firm)
    firm.set_up(1, activity_id=made.id)
    with firm.sessions.writing() as session:
        session.change(cycle_table.update().where(cycle_table.c.id == firm.cycle.id).values(deleted=True))
    do(firm, activities.remove, made.id, seen=made.version)
    assert firm.setup().cycles[firm.cycle.id].stages[0].activity_id is None


def test_what_is_wrong_is_refused_on_its_field_all_at_once(firm: Firm) -> None:
    made = create(firm, code="TWIN")
    with refused(firm, Several) as several:
        do(firm, activities.add_step, made.id, Wanted("", date_formula="2X"), seen=made.version)
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (Missing, "description"), (Unreadable, "date_formula")]  # fmt: skip
    for formula, refusal in (("99999D", Unreadable), ("9999Y", Unreadable), ("999Y", TooLate), ("--", Unreadable)):
        with refused(firm, refusal):
            add(firm, made, Wanted("Call", date_formula=formula))
    assert add(firm, made, Wanted("Before", date_formula="-CM")).steps[0].date_formula == "-CM"
    with refused(firm, AlreadyThere):
        create(firm, code="twin")
    with refused(firm, TooLong):
        create(firm, "x" * 101)


def test_an_activity_has_at_most_fifty_steps(firm: Firm) -> None:
    made = add(firm, create(firm), *(Wanted(f"Step {n}") for n in range(activities.MOST)))
    with refused(firm, TooManySteps):
        add(firm, made, CALL)


def test_who_saw_an_older_version_is_told_and_a_name_may_change(firm: Firm) -> None:
    made = create(firm)
    named = do(firm, activities.rename, made.id, "firsts", "Firsts", seen=made.version)
    assert (named.code, named.description, named.version) == ("FIRSTS", "Firsts", 2)
    assert do(firm, activities.rename, made.id, "FIRSTS", "Firsts", seen=2) == named  # nothing to do
    with refused(firm, SetupChanged) as told:
        add(firm, made, CALL)
    assert told.value.name == "FIRSTS"


def test_of_eight_who_add_a_step_to_what_they_saw_one_wins(firm: Firm) -> None:
    made = create(firm)

    def act(session: Any, n: int) -> cycles.Activity:
        return activities.add_step(session, firm.ana, made.id, Wanted(f"Step {n}"), seen=made.version, now=NOW)

    results = at_once(firm.sessions, act)
    assert sum(isinstance(one, cycles.Activity) for one in results) == 1
    assert sum(isinstance(one, SetupChanged) for one in results) == 7
    firm.ana = firm.fresh(firm.ana)
    assert len(firm.setup().activities[made.id].steps) == 1


def test_each_write_has_its_audit_row(firm: Firm) -> None:
    made = add(firm, create(firm), CALL, Wanted("Papers"))
    made = do(firm, activities.change_step, made.id, 10, Wanted("Call"), seen=made.version)
    made = do(firm, activities.move_step, made.id, 20, up=True, seen=made.version)
    made = do(firm, activities.remove_step, made.id, 10, seen=made.version)
    made = do(firm, activities.rename, made.id, "", "Second", seen=made.version)
    do(firm, activities.remove, made.id, seen=made.version)
    with firm.sessions.reading() as session:
        rows = audits.about(session, firm.ana, made.code).rows
    assert [row.operation for row in rows] == [
        "delete activity", "change activity", "remove step", "move step", "change step", "add step", "add step",
        "create activity"]  # fmt: skip
    assert (rows[3].old, rows[3].new) == ({"step": 2}, {"description": "Papers", "step": 1})
    assert rows[4].old == {"description": "Call them", "kind": "call", "priority": "high", "date_formula": "3D"}
