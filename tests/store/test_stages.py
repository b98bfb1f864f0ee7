"""A sales cycle's stages are added, edited, put elsewhere and removed (domain.md A.2, B.2)."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import audits, cycle_changes, cycles, moves, people, stage_places, stages
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyThere,
    Misleading,
    Missing,
    NotFound,
    OutOfRange,
    PercentageOutOfRange,
    SetupChanged,
    StageInUse,
    StageKept,
    TooLong,
    TooManyStages,
    TooPrecise,
    Unreadable,
)
from store.rules.words import Outcome, Verb
from store.sessions import Session
from store.stages import Described
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once
from tests.store.test_cycles import change, create
from tests.store.test_tenancy import spoken

NOW = at(BEGAN)


def add(firm: Firm, cycle_id: int, description: str = "Stage", *, number: int | None = None, **more: Any) -> int:
    """A new stage of a cycle seen as it is; its number."""
    after, seen = more.pop("after", None), firm.setup().cycles[cycle_id].version
    place = None if number is None else Decimal(number)
    asked = Described(description, **more)
    made: int = change(firm, stages.add, cycle_id, asked, number=place, after=after, seen=seen, now=NOW)
    return made


def edit(firm: Firm, number: int, description: str = "Stage", **more: Any) -> None:
    """Describe a stage of the firm's cycle anew."""
    seen = firm.setup().cycles[firm.cycle.id].version
    change(firm, stages.edit, firm.cycle.id, number, Described(description, **more), seen=seen, now=NOW)


def move(firm: Firm, cycle_id: int, number: int, step: int) -> int:
    """Let a stage change places with its neighbour."""
    seen = firm.setup().cycles[cycle_id].version
    return change(firm, stage_places.move, cycle_id, number, step, seen=seen, now=NOW)  # type: ignore[no-any-return] # a number


def remove(firm: Firm, number: int, cycle_id: int | None = None) -> None:
    """Remove a stage."""
    key = cycle_id or firm.cycle.id
    change(firm, stages.remove, key, number, seen=firm.setup().cycles[key].version, now=NOW)


def track(firm: Firm, cycle_id: int) -> list[tuple[int, str]]:
    """The stages' numbers and names, in their order."""
    return [(s.stage, s.description) for s in firm.setup().cycles[cycle_id].stages]


def stage(firm: Firm, number: int) -> cycles.Stage:
    """A stage of the firm's cycle."""
    found = firm.setup().cycles[firm.cycle.id].stage(number)
    assert found
    return found


def test_stages_stand_in_the_order_of_their_numbers(firm: Firm) -> None:
    """F006: 10, 30, 20 are shown and used as 10, 20, 30; without a number one is last."""
    key = create(firm).id
    for number in (10, 30, 20):
        assert add(firm, key, f"S{number}", number=number, chances=Decimal(number)) == number
    assert add(firm, key, "Last") == 31
    assert track(firm, key) == [(10, "S10"), (20, "S20"), (30, "S30"), (31, "Last")]
    number = firm.create(cycle_id=key)
    assert firm.card(number).stage == 10
    assert [firm.move(number, Verb.NEXT, on=BEGAN).stage for _ in range(3)] == [20, 30, 31]


def test_a_number_is_at_least_one_and_free(firm: Firm) -> None:
    """F006: stage 0 is refused."""
    key = create(firm).id
    for number in (0, -1, 10000):
        with refused(firm, OutOfRange) as why:
            add(firm, key, number=number)
        assert why.value.place == "number"
    add(firm, key, number=9999)
    with refused(firm, AlreadyThere) as there:
        add(firm, key, number=9999)
    assert there.value.place == "number"
    with refused(firm, OutOfRange):
        add(firm, key)
    with refused(firm, OutOfRange):
        add(firm, key, after=9999)


@pytest.mark.parametrize("field", ["completed", "chances"])
def test_percentages_go_from_0_to_100(firm: Firm, field: str) -> None:
    """F007: 101, -1 and 100.01 are refused, 0 and 100 pass."""
    for wrong in ("101", "-1", "100.01", "NaN"):
        with refused(firm, PercentageOutOfRange) as why:
            edit(firm, 1, **{field: Decimal(wrong)})
        assert why.value.place == field
    with refused(firm, TooPrecise):
        edit(firm, 1, **{field: Decimal("12.345")})
    for right in ("0", "100", "12.34"):
        edit(firm, 1, **{field: Decimal(right)})
        assert getattr(stage(firm, 1), field) == Decimal(right)


def test_a_stage_keeps_all_its_options_and_the_trail_what_was_before(firm: Firm) -> None:
    """F008: activity, quote required, allow skip, date formula, and maximum days."""
    needs = next(a.id for a in firm.setup().activities.values() if a.code == "NEEDS")
    options: dict[str, Any] = {
        "activity_id": needs, "quote_required": True, "allow_skip": False, "date_formula": "2W+1D",
    }  # fmt: skip
    edit(firm, 1, "First talk", completed=Decimal(2), chances=Decimal(10), **options, max_days=Decimal(7))
    kept = stage(firm, 1)
    assert {name: getattr(kept, name) for name in options} == options
    assert (kept.description, kept.max_days) == ("First talk", 7)
    with firm.sessions.reading() as session:
        row = audits.about(session, firm.ana, "EX-LARGE").rows[0]
    assert (row.operation, row.subject) == ("edit stage", "EX-LARGE 1")
    assert row.old == {
        "description": "Initial", "activity": "INIT", "quote_required": False, "allow_skip": True, "date_formula": "",
        "max_days": 14,
    }  # fmt: skip
    assert row.new == {
        "description": "First talk", "activity": "NEEDS", "quote_required": True, "allow_skip": False,
        "date_formula": "2W+1D", "max_days": 7,
    }  # fmt: skip
    with refused(firm, NotFound) as why:
        edit(firm, 1, activity_id=999)
    assert why.value.place == "activity"


def test_a_date_formula_is_kept_in_its_own_letters_and_gives_its_date(firm: Firm) -> None:
    """F009: `2W+1D` from 12 January 2026 is the 27th."""
    edit(firm, 2, chances=Decimal(25), date_formula=" 2w + 1d ")
    assert stage(firm, 2).date_formula == "2W+1D"
    number = firm.create()
    firm.move(number, Verb.NEXT, on=date(2026, 1, 12), closing_on=date(2026, 1, 12))
    assert firm.card(number).closing_on == date(2026, 1, 27)


@pytest.mark.parametrize("formula", ["2X", "99999D", "W", "2W+", "1D1D", "+", "9999Y", "٢W", "1D+" * 7 + "1D"])
def test_what_is_no_date_formula_is_refused(firm: Firm, formula: str) -> None:
    """F009: with an example; nothing is guessed."""
    with refused(firm, Unreadable) as why:
        edit(firm, 1, date_formula=formula)
    assert (why.value.place, why.value.kind) == ("date_formula", "formula")


@pytest.mark.parametrize(("formula", "start"), [("-CM", BEGAN), ("CM-10D", date(2026, 1, 22)), ("9999W", BEGAN)])
def test_a_formula_that_leads_backwards_or_beyond_the_calendar_is_refused(
    firm: Firm, formula: str, start: date
) -> None:
    """F009: arriving could never be planned with it; the refusal says from which day."""
    with refused(firm, Misleading) as why:
        edit(firm, 1, date_formula=formula)
    assert (why.value.place, why.value.start) == ("date_formula", start)


def test_what_is_wrong_with_a_stage_is_told_at_once(firm: Firm) -> None:
    with refused(firm, Several) as why:
        add(firm, firm.cycle.id, "", number=0, completed=Decimal(101), date_formula="2X", max_days=Decimal(0))
    assert [one.place for one in why.value.refusals] == [
        "description", "completed", "date_formula", "max_days", "number",
    ]  # fmt: skip
    with refused(firm, TooLong):
        edit(firm, 1, "x" * 101)
    with refused(firm, Missing):
        edit(firm, 1, "\u200b \u202e")
    edit(firm, 1, "x" * 100)
    edit(firm, 1, "🚀")


def test_editing_a_stage_leaves_who_stands_there_until_the_next_entry(firm: Firm) -> None:
    """F010: 35 becomes 40 for what comes after."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    edit(firm, 2, "Needs", completed=Decimal(40), chances=Decimal(25))
    card = firm.card(number)
    assert (card.completed, card.stage_description) == (Decimal(35), "Understanding needs meeting")
    firm.move(number, Verb.UPDATE, on=BEGAN)
    assert firm.card(number).completed == Decimal(40)
    assert [e.completed for e in firm.history(number)] == [2, 35, 40]


def test_a_stage_at_which_something_stands_is_not_removed(firm: Firm) -> None:
    """F011: the refusal names it and what stands there; past visits do not hold it."""
    first, second = firm.create(), firm.create()
    with refused(firm, StageInUse) as why:
        remove(firm, 1)
    assert (why.value.stage, why.value.count, why.value.numbers) == ("1 Initial", 2, (first, second))
    for number in (first, second):
        firm.move(number, Verb.NEXT, on=BEGAN)
    firm.close(second, Outcome.LOST, on=BEGAN)
    remove(firm, 1)
    assert [n for n, _ in track(firm, firm.cycle.id)] == [2, 3, 4, 5]
    with refused(firm, NotFound):
        remove(firm, 1)


def test_stages_change_places_and_make_room(firm: Firm) -> None:
    key = create(firm).id
    for name in "ABC":
        add(firm, key, name)
    assert move(firm, key, 3, -1) == 2
    assert track(firm, key) == [(1, "A"), (2, "C"), (3, "B")]
    assert move(firm, key, 1, 1) == 2
    assert track(firm, key) == [(1, "C"), (2, "A"), (3, "B")]
    assert add(firm, key, "D", after=1) == 2
    assert track(firm, key) == [(1, "C"), (2, "D"), (3, "A"), (4, "B")]
    remove(firm, 3, key)
    assert add(firm, key, "E", after=2) == 3
    assert track(firm, key) == [(1, "C"), (2, "D"), (3, "E"), (4, "B")]
    for number, step in ((1, -1), (4, 1), (9, 1)):
        with refused(firm, NotFound):
            move(firm, key, number, step)


def test_a_stage_put_into_a_long_cycle_takes_as_many_statements_as_into_a_short_one(firm: Firm) -> None:
    key, taken = create(firm).id, []
    for already in (3, 30):
        while len(track(firm, key)) < already:
            add(firm, key)
        with spoken(firm) as said:
            add(firm, key, after=1)
        taken.append(len([one for one in said if " stages" in one or " entries" in one]))
    assert taken[0] == taken[1]


def test_a_stage_that_history_names_keeps_its_number(firm: Firm) -> None:
    """F010: else opportunities would silently stand at another stage."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    for wrong in (lambda: move(firm, firm.cycle.id, 1, 1), lambda: move(firm, firm.cycle.id, 3, -1)):
        with refused(firm, StageKept) as why:
            wrong()
        assert why.value.cycle == "EX-LARGE" and why.value.count == 1
    with refused(firm, StageKept) as why:
        add(firm, firm.cycle.id, "Between", after=1)
    assert why.value.stage == "2 Understanding needs meeting"
    assert move(firm, firm.cycle.id, 4, 1) == 5 and add(firm, firm.cycle.id, "Between", after=2) == 3
    assert firm.card(number).stage == 2
    assert [name for _, name in track(firm, firm.cycle.id)][2:] == [
        "Between", "Product Presentation/Workshop", "Sign Contract", "Proposal",
    ]  # fmt: skip


def test_a_cycle_has_at_most_a_hundred_stages_and_runs_through_them(firm: Firm) -> None:
    key = create(firm).id
    for _ in range(99):
        add(firm, key, chances=Decimal(1))
    add(firm, key, chances=Decimal(1), after=1)
    assert [n for n, _ in track(firm, key)] == list(range(1, 101))
    with refused(firm, TooManyStages):
        add(firm, key)
    number = firm.create(cycle_id=key)
    assert firm.move(number, Verb.NEXT, on=BEGAN + timedelta(1)).stage == 2


def test_of_eight_admins_who_add_a_stage_at_once_one_wins_and_the_others_are_told(firm: Firm) -> None:
    def act(session: Session, n: int) -> None:
        stages.add(session, firm.ana, firm.cycle.id, Described(f"S{n}"), seen=1, now=NOW)

    got = Counter(type(r).__name__ for r in at_once(firm.sessions, act))
    assert got == {"NoneType": 1, "SetupChanged": 7}
    firm.ana = firm.fresh(firm.ana)
    assert len(track(firm, firm.cycle.id)) == 6


def test_a_stage_is_removed_or_arrived_at_but_never_both(firm: Firm) -> None:
    """F011: seven people press Next while an admin removes what is next."""
    numbers = [firm.create() for _ in range(7)]

    def act(session: Session, n: int) -> None:
        by = people.get(session, firm.ana.workspace_id, firm.ana.id)
        assert by
        if n == 7:
            stages.remove(session, by, firm.cycle.id, 2, seen=1, now=NOW)
        else:
            moves.move(session, by, numbers[n], Verb.NEXT, moves.Asked(value=Decimal(1)), seen=1, now=NOW)

    results = at_once(firm.sessions, act)
    firm.ana = firm.fresh(firm.ana)
    arrived = [n for n in numbers if firm.card(n).stage == 2]
    there = firm.setup().cycles[firm.cycle.id].stage(2)
    assert there or not arrived, results
    assert {type(r).__name__ for r in results} <= {"Stage", "NoneType", "SetupChanged", "StageInUse"} | {"NeedsQuote"}


def test_somebody_who_acts_on_what_was_set_up_before_is_told(firm: Firm) -> None:
    """F011: the transaction began before a stage was taken away."""
    number, before = firm.create(), firm.ana
    remove(firm, 2)
    now = firm.setup()
    stale = cycles.Setup(now.cycles | {firm.cycle.id: firm.cycle}, now.activities, now.codes)
    with refused(firm, SetupChanged), firm.sessions.writing() as session:
        session.remembered["setup", before.workspace_id] = before.setup_version, stale
        moves.move(session, before, number, Verb.NEXT, moves.Asked(), seen=1, now=NOW)


def test_another_cycle_is_refused_what_is_not_there(firm: Firm) -> None:
    key = create(firm).id
    change(firm, cycle_changes.remove, key, seen=1, now=NOW)
    for operation in (lambda: add(firm, key), lambda: remove(firm, 1, key), lambda: move(firm, key, 1, 1)):
        with refused(firm, NotFound):
            operation()
