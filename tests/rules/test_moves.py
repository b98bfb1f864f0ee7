"""Moves: which are offered, what they are recorded as, what they write (domain.md B.6, C.3, C.5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import moves
from store.rules.checks import Several
from store.rules.refusals import NotAPercentage, NotOffered, NotPositive, StageNotOffered, TooEarly, TooLate, TooPrecise
from store.rules.words import Action, Method, Verb

DAY = date(2026, 1, 12)


@dataclass(frozen=True)
class Stage:
    """A stage as the rules see one."""

    stage: int
    allow_skip: bool = False
    quote_required: bool = False
    completed: Decimal = Decimal(35)
    chances: Decimal = Decimal(60)
    date_formula: str = ""

    @property
    def description(self) -> str:
        """Its name."""
        return f"Stage {self.stage}"


EX_LARGE = [
    Stage(1, True, completed=Decimal(2), chances=Decimal(10)),
    Stage(2, True, completed=Decimal(35), chances=Decimal(25)),
    Stage(3, True, True, completed=Decimal(70), chances=Decimal(60)),
    Stage(4, False, True, completed=Decimal(85), chances=Decimal(80)),
    Stage(5, False, True, completed=Decimal(95), chances=Decimal(100)),
]
CYCLES = st.lists(st.tuples(st.integers(1, 50), st.booleans()), min_size=1, max_size=8, unique_by=lambda s: s[0]).map(
    lambda made: [Stage(number, skip) for number, skip in sorted(made)]
)


def offered(current: int) -> dict[str, list[int]]:
    """What EX-LARGE offers at a stage, but for Update."""
    found = moves.offered(EX_LARGE, current)
    assert [s.stage for s in found.pop(Verb.UPDATE)] == [current]
    return {verb.value: [s.stage for s in reach] for verb, reach in found.items()}


def test_ex_large_offers_at_each_stage_exactly_what_the_reference_lists() -> None:
    """F030-F035."""
    assert offered(1) == {"next": [2], "skip": [2, 3, 4]}
    assert offered(2) == {"next": [3], "previous": [1], "skip": [3, 4]}
    assert offered(3) == {"next": [4], "previous": [2], "jump": [2, 1]}
    assert offered(4) == {"next": [5], "previous": [3], "jump": [3, 2, 1]}
    assert offered(5) == {"previous": [4], "jump": [4, 3, 2, 1]}


def test_a_stage_taken_out_of_the_cycle_since_still_has_neighbours_and_offers_no_update_of_itself() -> None:
    without = [s for s in EX_LARGE if s.stage != 3]
    found = moves.offered(without, 3)
    assert [s.stage for s in found[Verb.NEXT]] == [4] and [s.stage for s in found[Verb.PREVIOUS]] == [2]
    assert found[Verb.UPDATE] == ()


@given(CYCLES, st.data())
def test_skip_ends_at_the_first_stage_that_may_not_be_stepped_over(cycle: list[Stage], data: st.DataObject) -> None:
    """F032."""
    current = data.draw(st.sampled_from(cycle)).stage
    found = moves.offered(cycle, current)
    ahead = [s for s in cycle if s.stage > current]
    if Verb.SKIP in found:
        reach = list(found[Verb.SKIP])
        assert reach == ahead[: len(reach)] and len(reach) > 1
        assert all(s.allow_skip for s in reach[:-1])
        assert not reach[-1].allow_skip or reach == ahead
    else:
        assert len(ahead) < 2 or not ahead[0].allow_skip


@given(CYCLES, st.data())
def test_next_previous_and_jump_reach_what_lies_ahead_and_behind(cycle: list[Stage], data: st.DataObject) -> None:
    """F030, F031, F033."""
    current = data.draw(st.sampled_from(cycle)).stage
    found = moves.offered(cycle, current)
    ahead, behind = [s for s in cycle if s.stage > current], [s for s in cycle if s.stage < current][::-1]
    assert found.get(Verb.NEXT, ()) == tuple(ahead[:1])
    assert found.get(Verb.PREVIOUS, ()) == tuple(behind[:1])
    assert found.get(Verb.JUMP, ()) == (tuple(behind) if len(behind) > 1 else ())


def test_a_move_goes_to_the_nearest_stage_unless_one_is_chosen() -> None:
    assert moves.target(EX_LARGE, 1, Verb.SKIP, None).stage == 2
    assert moves.target(EX_LARGE, 1, Verb.SKIP, 4).stage == 4
    assert moves.target(EX_LARGE, 4, Verb.JUMP, None).stage == 3
    assert moves.target(EX_LARGE, 4, Verb.JUMP, 1).stage == 1


@pytest.mark.parametrize(
    ("current", "verb"),
    [(5, Verb.NEXT), (5, Verb.SKIP), (1, Verb.PREVIOUS), (1, Verb.JUMP), (2, Verb.JUMP), (3, Verb.SKIP)],
)
def test_a_move_that_is_not_offered_is_refused_with_those_that_are(current: int, verb: Verb) -> None:
    with pytest.raises(NotOffered) as refused:
        moves.target(EX_LARGE, current, verb, None)
    assert refused.value.verb is verb and list(refused.value.offered) == list(moves.offered(EX_LARGE, current))


@pytest.mark.parametrize(("verb", "chosen"), [(Verb.SKIP, 5), (Verb.SKIP, 1), (Verb.SKIP, 9), (Verb.NEXT, 3)])
def test_a_stage_out_of_reach_is_refused_with_those_in_reach(verb: Verb, chosen: int) -> None:
    with pytest.raises(StageNotOffered) as refused:
        moves.target(EX_LARGE, 1, verb, chosen)
    assert (refused.value.place, refused.value.offered[0]) == ("stage", "2 Stage 2")


@pytest.mark.parametrize(
    ("current", "verb", "to", "action"),
    [
        *((1, Verb.NEXT, 2, Action.NEXT), (2, Verb.PREVIOUS, 1, Action.PREVIOUS), (2, Verb.UPDATE, 2, Action.UPDATED)),
        *((1, Verb.SKIP, 2, Action.NEXT), (1, Verb.SKIP, 3, Action.SKIPPED), (1, Verb.SKIP, 4, Action.SKIPPED)),
        *((4, Verb.JUMP, 3, Action.PREVIOUS), (4, Verb.JUMP, 2, Action.JUMPED), (5, Verb.UPDATE, 5, Action.UPDATED)),
    ],
)
def test_history_tells_the_real_action(current: int, verb: Verb, to: int, action: Action) -> None:
    assert moves.recorded(EX_LARGE, current, verb, EX_LARGE[to - 1]) is action


def test_a_quote_is_needed_to_enter_by_next_or_skip_and_never_otherwise() -> None:
    """F036."""
    needing = [a for a in Action if moves.needs_quote(a, Stage(4, quote_required=True))]
    assert needing == [Action.NEXT, Action.SKIPPED]
    assert not any(moves.needs_quote(a, Stage(4)) for a in Action)


@pytest.mark.parametrize(
    ("action", "typed", "of_stage", "kept"),
    [
        *((Action.NEXT, 75, 60, 75), (Action.SKIPPED, 75, 60, 60), (Action.JUMPED, 75, 0, 75)),
        *((Action.JUMPED, 75, 60, 60), (Action.SKIPPED, 75, 0, 75), (Action.PREVIOUS, 75, 60, 75)),
        *((Action.UPDATED, 75, 60, 75), (Action.FIRST, 75, 60, 75)),
    ],
)
def test_skip_and_jump_take_the_stages_chances_the_others_keep_what_was_typed(
    action: Action, typed: int, of_stage: int, kept: int
) -> None:
    """F037."""
    assert moves.chances_kept(action, Decimal(typed), Stage(1, chances=Decimal(of_stage))) == kept


def estimates(formula: str = "", action: Action = Action.NEXT, **asked: object) -> moves.Estimates:
    """The figures of a move to stage 3 of EX-LARGE, with everything in order but what is asked."""
    to = Stage(3, completed=Decimal(70), chances=Decimal(60), date_formula=formula)
    given = {"value": Decimal(50000), "chances": Decimal(25), "closing_on": DAY + timedelta(days=9), "changed_on": DAY}
    return moves.estimates(Method.MULTIPLY, action, to, **(given | asked))  # type: ignore[arg-type] # by name


def test_an_entry_keeps_value_chances_and_date_and_derives_the_rest() -> None:
    assert estimates() == moves.Estimates(
        Decimal(50000), Decimal(25), Decimal(70), Decimal("17.5"), Decimal(8750), DAY + timedelta(days=9)
    )


@pytest.mark.parametrize(
    ("formula", "entered", "kept"),
    [("2W", "2026-01-12", "2026-01-26"), ("2W", "2026-01-13", "2026-01-13"), ("", "2026-01-12", "2026-01-12")],
)
def test_the_change_date_itself_becomes_the_stage_formulas_date(formula: str, entered: str, kept: str) -> None:
    """F040."""
    found = estimates(formula, closing_on=date.fromisoformat(entered))
    assert found.closing_on == date.fromisoformat(kept)


@pytest.mark.parametrize(
    ("asked", "refusal", "place"),
    [
        ({"value": Decimal(0)}, NotPositive, "value"),
        ({"value": Decimal("-5")}, NotPositive, "value"),
        ({"value": Decimal("1.005")}, TooPrecise, "value"),
        ({"chances": Decimal(0)}, NotAPercentage, "chances"),
        ({"chances": Decimal(101)}, NotAPercentage, "chances"),
        ({"closing_on": DAY - timedelta(days=1)}, TooEarly, "closing_on"),
        ({"closing_on": date(2200, 1, 1)}, TooLate, "closing_on"),
    ],
)
def test_wrong_figures_are_refused_on_their_field(
    asked: dict[str, object], refusal: type[Exception], place: str
) -> None:
    with pytest.raises(refusal) as refused:
        estimates(**asked)
    assert getattr(refused.value, "place", None) == place


def test_chances_that_a_skip_replaces_are_checked_all_the_same() -> None:
    with pytest.raises(NotAPercentage):
        estimates(action=Action.SKIPPED, chances=Decimal(0))


@pytest.mark.parametrize("formula", ["-1D", "-CM"])
def test_a_stage_formula_that_looks_back_gives_no_closing_date_before_the_change(formula: str) -> None:
    with pytest.raises(TooEarly) as refused:
        estimates(formula, closing_on=DAY)
    assert refused.value.place == "closing_on"


def test_several_wrong_figures_are_refused_together() -> None:
    with pytest.raises(Several) as refused:
        estimates(value=Decimal(0), chances=Decimal(0), closing_on=DAY - timedelta(days=1))
    assert [r.place for r in refused.value.refusals] == ["value", "chances", "closing_on"]


@pytest.mark.parametrize(
    ("former", "formula", "preset"),
    [
        *((None, "2W", "2026-01-26"), (None, "", "2026-01-12"), ("2026-01-11", "2W", "2026-01-26")),
        *(("2026-01-12", "2W", "2026-01-12"), ("2026-03-01", "2W", "2026-03-01")),
    ],
)
def test_the_former_estimate_is_preset_while_it_is_today_or_later(
    former: str | None, formula: str, preset: str
) -> None:
    before = date.fromisoformat(former) if former else None
    assert moves.preset_closing(before, DAY, formula) == date.fromisoformat(preset)
