"""Sales cycles are made, described, copied, blocked, deleted and taken as the default (domain.md A.1, B.1)."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from store import audits, cards, cycle_changes, cycle_figures, cycles, moves, people, templates
from store.cycle_figures import Sum
from store.opportunities import First
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyThere,
    CycleBlocked,
    CycleInUse,
    Missing,
    NoCycle,
    NoStages,
    NotFound,
    SetupChanged,
    TooLong,
)
from store.rules.words import Method, Outcome, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)


def change(firm: Firm, operation: Any, *args: Any, **more: Any) -> Any:
    """Let Ana do it; the members then know."""
    with firm.sessions.writing() as session:
        made = operation(session, firm.ana, *args, **more)
    firm.ana, firm.ben = firm.fresh(firm.ana), firm.fresh(firm.ben)
    return made


def create(firm: Firm, code: str = "NEW", description: str = "New customer", **more: Any) -> cycles.Cycle:
    """A new cycle."""
    key = change(firm, cycle_changes.create, code=code, description=description, now=NOW, **more)
    return firm.setup().cycles[key]


def edit(firm: Firm, key: int, method: Method | None = None, description: str = "D") -> None:
    """Describe the cycle anew, having seen it as it is."""
    seen = firm.setup().cycles[key].version
    change(firm, cycle_changes.edit, key, description=description, method=method, seen=seen, now=NOW)


def remove(firm: Firm, key: int) -> None:
    """Delete the cycle, having seen it as it is."""
    change(firm, cycle_changes.remove, key, seen=firm.setup().cycles[key].version, now=NOW)


def trail(firm: Firm, code: str) -> list[audits.Audit]:
    """What was done on the cycle, newest first."""
    with firm.sessions.reading() as session:
        return audits.about(session, firm.ana, code).rows


def test_a_cycle_is_made_with_its_code_in_upper_case_and_multiplies_when_nothing_is_picked(firm: Firm) -> None:
    """F001, F002: a code as people type it, a description, one of four methods."""
    made = create(firm, " new ")
    assert (made.code, made.description, made.method, made.blocked, made.stages) == (
        "NEW", "New customer", Method.MULTIPLY, False, (),
    )  # fmt: skip
    for n, method in enumerate(Method):
        assert create(firm, f"M{n}", method=method).method is method
    assert [c.code for c in firm.setup().listed()] == ["EX-LARGE", "M0", "M1", "M2", "M3", "NEW"]
    assert len(trail(firm, "NEW")) == 1


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("A", "A"),
        ("ABCDEFGHIJ", "ABCDEFGHIJ"),
        ("🚀", "🚀"),
        ("מכירה", "מכירה"),
        ("e\u0301t\u00e9", "ÉTÉ"),
        ("n\u200bew\u202e", "NEW"),
    ],
)
def test_a_code_is_kept_as_it_is_seen(firm: Firm, code: str, kept: str) -> None:
    """F001: one to ten characters, composed, without what nobody sees."""
    assert create(firm, code).code == kept


@pytest.mark.parametrize("code", ["", "  ", "\u200b\u202e", "ABCDEFGHIJK", "🚀" * 11])
def test_a_blank_or_too_long_code_is_refused(firm: Firm, code: str) -> None:
    """F001: what can not be a code says so on its field."""
    with refused(firm, TooLong if len(code) > 10 else Missing) as why:
        create(firm, code)
    assert why.value.place == "code"


@pytest.mark.parametrize("code", ["EX-LARGE", "ex-large", " Ex - Large ", "EX\u200b-LARGE"])
def test_a_code_that_exists_is_refused(firm: Firm, code: str) -> None:
    """F001: whatever its case, blanks, or invisible signs."""
    with refused(firm, AlreadyThere) as why:
        create(firm, code)
    assert (why.value.name, why.value.place) == ("EX-LARGE", "code")


def test_twins_of_a_code_in_other_compositions_are_one(firm: Firm) -> None:
    create(firm, "\u00c9T\u00c9")
    with refused(firm, AlreadyThere):
        create(firm, "E\u0301TE\u0301")


def test_a_description_has_one_to_a_hundred_characters_and_every_error_is_told_at_once(firm: Firm) -> None:
    assert len(create(firm, "A", "x" * 100).description) == 100
    with refused(firm, TooLong):
        create(firm, "B", "x" * 101)
    with refused(firm, Several) as why:
        create(firm, "", "")
    assert [one.place for one in why.value.refusals] == ["code", "description"]


def test_a_changed_method_leaves_what_is_there_and_the_next_entry_uses_it(firm: Firm) -> None:
    """F003: percentages are snapshots."""
    number = firm.create()
    assert firm.card(number).probability == Decimal("0.2")
    edit(firm, firm.cycle.id, Method.ADD)
    assert firm.card(number).probability == Decimal("0.2")
    firm.move(number, Verb.NEXT, on=BEGAN + timedelta(7))
    assert firm.card(number).probability == Decimal(30)
    assert [(row.operation, row.old, row.new) for row in trail(firm, "EX-LARGE")[:1]] == [
        (
            "edit cycle",
            {"description": "Existing customer, large", "method": "multiply"},
            {"description": "D", "method": "add"},
        )
    ]


def test_a_blocked_cycle_is_refused_at_creation_and_those_in_it_go_on(firm: Firm) -> None:
    """F004: blocked is for new opportunities only."""
    number = firm.create()
    change(firm, cycle_changes.block, firm.cycle.id, True, NOW)
    assert firm.setup().offered() == []
    with refused(firm, CycleBlocked):
        firm.create()
    assert firm.move(number, Verb.NEXT, on=BEGAN).stage == 2
    change(firm, cycle_changes.block, firm.cycle.id, False, NOW)
    assert firm.create()
    assert [row.operation for row in trail(firm, "EX-LARGE")][:2] == ["unblock cycle", "block cycle"]


def test_a_cycle_in_which_something_runs_is_not_deleted(firm: Firm) -> None:
    """F005: the refusal says how many and which."""
    numbers = [firm.create() for _ in range(6)]
    firm.close(numbers[0], Outcome.LOST, on=BEGAN)
    with refused(firm, CycleInUse) as why:
        remove(firm, firm.cycle.id)
    assert (why.value.cycle, why.value.count, why.value.numbers) == ("EX-LARGE", 5, tuple(numbers[1:6]))


def test_a_deleted_cycle_is_gone_with_its_stages_while_what_is_closed_or_not_started_keeps_it(firm: Firm) -> None:
    """F005, F016: nothing is offered any more, nothing breaks, and there is no default."""
    waiting, closed = firm.create(value=None), firm.create()
    firm.move(closed, Verb.NEXT, on=BEGAN)
    firm.close(closed, Outcome.LOST, on=BEGAN)
    remove(firm, firm.cycle.id)
    setup = firm.setup()
    assert setup.listed() == setup.offered() == [] and setup.cycles[firm.cycle.id].stages == ()
    assert cycles.default(firm.ana, setup) is None and firm.ana.default_cycle_id is None
    with firm.sessions.reading() as session:
        shown = cards.show(session, firm.ana, closed)
        assert (shown.cycle.code, shown.reached) == ("EX-LARGE", "Understanding needs meeting")
        assert cards.show(session, firm.ana, waiting).cycle.code == "EX-LARGE"
    with refused(firm, NoStages):
        firm.activate(waiting)
    with refused(firm, NoCycle):
        firm.create()
    with refused(firm, NotFound):
        change(firm, cycle_changes.block, firm.cycle.id, True, NOW)
    other = create(firm)
    assert cycles.default(firm.ana, firm.setup()) == other
    with refused(firm, NotFound):
        firm.create()


def test_the_code_of_a_deleted_cycle_is_free_and_whatever_kept_it_belongs_to_the_new_one(firm: Firm) -> None:
    """F001, F005: also for a template of this code."""
    waiting = firm.create(value=None)
    change(firm, cycle_changes.block, firm.cycle.id, True, NOW)
    remove(firm, firm.cycle.id)
    again = create(firm, "EX-LARGE", "Again", method=Method.ADD)
    assert (again.description, again.method, again.stages, again.blocked) == ("Again", Method.ADD, (), False)
    remove(firm, again.id)
    change(firm, templates.install, "EX-LARGE", str, NOW)
    assert len(firm.setup().cycles[again.id].stages) == 5
    firm.activate(waiting)
    assert firm.card(waiting).stage == 1


def test_a_copy_has_everything_but_the_code_and_lives_on_its_own(firm: Firm) -> None:
    key = change(firm, cycle_changes.copy, firm.cycle.id, code="mine", description="Ours", now=NOW)
    setup = firm.setup()
    mine, there = setup.cycles[key], setup.cycles[firm.cycle.id]
    assert (mine.code, mine.description, mine.method) == ("MINE", "Ours", there.method)
    assert [replace(stage, cycle_id=there.id) for stage in mine.stages] == list(there.stages)
    edit(firm, key, Method.ADD)
    assert firm.setup().cycles[firm.cycle.id] == there
    with refused(firm, AlreadyThere):
        change(firm, cycle_changes.copy, key, code="ex-large", description="x", now=NOW)


def test_new_opportunities_take_the_default_cycle_until_it_is_blocked_or_none(firm: Firm) -> None:
    """F016: the first cycle is the default; a blocked default is skipped."""
    key = create(firm).id
    assert cycles.default(firm.ana, firm.setup()) == firm.setup().cycles[firm.cycle.id]
    change(firm, cycle_changes.make_default, key, True, NOW)
    assert cycles.default(firm.ana, firm.setup()) == firm.setup().cycles[key]
    change(firm, cycle_changes.block, key, True, NOW)
    assert cycles.default(firm.ana, firm.setup()) is None
    change(firm, cycle_changes.make_default, key, False, NOW)
    assert firm.ana.default_cycle_id is None
    with refused(firm, SetupChanged):
        change(firm, cycle_changes.make_default, key, False, NOW)


def test_who_saw_another_version_is_told(firm: Firm) -> None:
    edit(firm, firm.cycle.id)
    for operation, more in (
        (cycle_changes.edit, {"description": "X", "method": None}),
        (cycle_changes.remove, {}),
    ):
        with refused(firm, SetupChanged) as why:
            change(firm, operation, firm.cycle.id, seen=1, now=NOW, **more)
        assert why.value.name == "EX-LARGE"


def sorts(results: list[Any]) -> Counter[str]:
    """How many of each: `done` for what was no refusal."""
    return Counter(type(r).__name__ if isinstance(r, Exception) else "done" for r in results)


def test_of_eight_admins_who_change_a_cycle_at_once_one_wins_and_the_others_are_told(firm: Firm) -> None:
    def act(session: Session, n: int) -> None:
        cycle_changes.edit(session, firm.ana, firm.cycle.id, description=f"{n}", method=None, seen=1, now=NOW)

    assert sorts(at_once(firm.sessions, act)) == {"done": 1, "SetupChanged": 7}
    assert len([row for row in trail(firm, "EX-LARGE") if row.operation == "edit cycle"]) == 1


def test_of_eight_admins_who_make_the_same_code_at_once_one_wins(firm: Firm) -> None:
    def act(session: Session, n: int) -> None:
        cycle_changes.create(session, firm.ana, code="TWIN", description=f"{n}", now=NOW)

    assert sorts(at_once(firm.sessions, act)) == {"done": 1, "AlreadyThere": 7}


def test_a_cycle_is_deleted_or_something_starts_in_it_but_never_both(firm: Firm) -> None:
    """F005: somebody activates while an admin deletes."""
    waiting = [firm.create(value=None) for _ in range(7)]

    def act(session: Session, n: int) -> None:
        by = people.get(session, firm.ana.workspace_id, firm.ana.id)
        assert by
        if n == 7:
            cycle_changes.remove(session, by, firm.cycle.id, seen=1, now=NOW)
        else:
            moves.activate(session, by, waiting[n], First(Decimal(1), Decimal(1), BEGAN), NOW)

    results = at_once(firm.sessions, act)
    firm.ana = firm.fresh(firm.ana)
    started = [n for n in waiting if firm.card(n).stage]
    deleted = firm.setup().cycles[firm.cycle.id].deleted
    assert deleted == (started == []), results
    assert set(sorts(results)) <= {"done", "CycleInUse", "NoStages", "SetupChanged"}


def test_a_cycle_shows_what_runs_in_it_and_each_stage_what_stands_there(firm: Firm) -> None:
    """F082, F083: as C.6 counts them; closed and not started are in neither."""
    a, b, c = (firm.create(value="50000") for _ in range(3))
    firm.create(value=None)
    firm.move(a, Verb.NEXT, on=date(2026, 1, 12), chances="25")
    firm.move(a, Verb.UPDATE, on=date(2026, 1, 20), value="60000")
    firm.close(c, Outcome.LOST, on=date(2026, 1, 16))
    with firm.sessions.reading() as session:
        weighted = Decimal("5250.000000")
        assert cycle_figures.of_cycles(session, firm.ana) == {
            firm.cycle.id: Sum(2, Decimal("110000.00"), weighted + Decimal("100.000000"))
        }
        assert cycle_figures.of_stages(session, firm.ana, firm.cycle.id) == {
            1: Sum(1, Decimal("50000.00"), Decimal("100.000000")),
            2: Sum(1, Decimal("60000.00"), weighted),
        }
        # Stays at stage 1: 7 days of A, 11 of C; B still stands there. A's stay at 2 goes on.
        assert cycle_figures.average_days(session, firm.ana, firm.cycle.id) == {1: Decimal(9)}
    firm.move(a, Verb.PREVIOUS, on=date(2026, 2, 2))
    with firm.sessions.reading() as session:
        # Two entries on end are one stay of 21 days, as in C.4.
        assert cycle_figures.average_days(session, firm.ana, firm.cycle.id) == {1: Decimal(9), 2: Decimal(21)}
    assert firm.card(b).stage == 1
