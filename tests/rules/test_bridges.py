"""The bridge of a digest adds up, whatever happened, and tells everything once under the right cause."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.bridges import Cause, Position, State, Step, bridge
from store.rules.words import Status

Q1, Q2 = date(2026, 3, 31), date(2026, 6, 30)
BEGUN = Position(Status.IN_PROGRESS, 1, Decimal(50000), Decimal(4375), date(2026, 2, 12))


def step(before: Position | None, after: Position | None, *, until: date = Q1, deleted: bool = False) -> list[Step]:
    """The bridge over one opportunity."""

    def state(until: date, one: Position | None) -> State:
        return State(until, {"OP000001": one} if one else {}, frozenset({"OP000001"} if deleted else ()))

    return bridge(state(Q1, before), state(until, after))


def changed(**values: object) -> Position:
    """The opportunity as an entry left it that was written since."""
    known = {"entry": 2, "status": BEGUN.status, "value": BEGUN.value, "weighted": BEGUN.weighted}
    return Position(**{**known, "closing_on": BEGUN.closing_on, **values})  # type: ignore[arg-type] # by name


WON = changed(status=Status.WON, value=Decimal(60000), weighted=Decimal(58500))
OUT = Position(Status.IN_PROGRESS, 1, Decimal(50000), Decimal(4375), Q2)


@pytest.mark.parametrize(
    ("before", "after", "cause", "value", "weighted"),
    [
        (None, BEGUN, Cause.NEW, "50000", "4375"),
        (WON, BEGUN, Cause.NEW, "50000", "4375"),
        (BEGUN, WON, Cause.WON, "-50000", "-4375"),
        (BEGUN, changed(status=Status.LOST, weighted=Decimal(0)), Cause.LOST, "-50000", "-4375"),
        (BEGUN, changed(closing_on=Q2), Cause.PUSHED_OUT, "-50000", "-4375"),
        (OUT, changed(), Cause.PULLED_IN, "50000", "4375"),
        (BEGUN, changed(value=Decimal(60000), weighted=Decimal(6300)), Cause.GROWN, "10000", "1925"),
        (BEGUN, changed(value=Decimal(40000), weighted=Decimal(6300)), Cause.SHRUNK, "-10000", "1925"),
        (BEGUN, changed(weighted=Decimal("12345.678901")), Cause.LIKELIER, "0", "7970.678901"),
        (BEGUN, changed(weighted=Decimal(1000)), Cause.UNLIKELIER, "0", "-3375"),
        (BEGUN, changed(entry=1, parked=True), Cause.PARKED, "-50000", "-4375"),
        (changed(parked=True), changed(), Cause.WOKEN, "50000", "4375"),
        (BEGUN, changed(entry=1, inside=False), Cause.WENT, "-50000", "-4375"),
        (changed(inside=False), changed(), Cause.CAME, "50000", "4375"),
        (BEGUN, changed(entry=1, value=Decimal(1)), Cause.UNEXPLAINED, "-49999", "0"),
        (BEGUN, changed(entry=1, status=Status.WON), Cause.UNEXPLAINED, "-50000", "-4375"),
        (BEGUN, None, Cause.UNEXPLAINED, "-50000", "-4375"),
    ],
)
def test_what_happened_is_one_step_of_its_own(
    before: Position | None, after: Position | None, cause: Cause, value: str, weighted: str
) -> None:
    assert step(before, after) == [Step(cause, 1, Decimal(value), Decimal(weighted))]


def test_one_that_people_deleted_is_explained() -> None:
    assert step(BEGUN, None, deleted=True) == [Step(Cause.DELETED, 1, Decimal(-50000), Decimal(-4375))]


def test_another_period_brings_what_closes_in_it() -> None:
    assert step(OUT, OUT, until=Q2) == [Step(Cause.PERIOD, 1, Decimal(50000), Decimal(4375))]


def test_what_was_not_expected_and_is_not_adds_nothing() -> None:
    assert step(OUT, changed(closing_on=Q2, value=Decimal(1))) == []
    assert step(OUT, changed(status=Status.WON, closing_on=Q2)) == []


def test_one_that_grew_and_was_pushed_out_is_pushed_out_with_what_it_was() -> None:
    grown = changed(closing_on=Q2, value=Decimal(90000))
    assert [one.cause for one in step(BEGUN, grown)] == [Cause.PUSHED_OUT]


def test_one_that_woke_and_grew_is_in_both_steps() -> None:
    told = step(changed(entry=1, parked=True), changed(value=Decimal(60000)))
    assert [(one.cause, one.value) for one in told] == [(Cause.WOKEN, 50000), (Cause.GROWN, 10000)]


positions = st.builds(
    Position,
    status=st.sampled_from([Status.IN_PROGRESS, Status.IN_PROGRESS, Status.WON, Status.LOST]),
    entry=st.integers(1, 3),
    value=st.decimals("0.01", "999999999999.99", places=2),
    weighted=st.decimals("0", "999999999999.99", places=6),
    closing_on=st.sampled_from([date(2026, 1, 1), Q1, date(2026, 4, 1), Q2, date(2026, 7, 1)]),
    parked=st.booleans(),
    inside=st.booleans(),
)
numbers = st.sampled_from([f"OP{number:06d}" for number in range(6)])
states = st.builds(
    State, st.sampled_from([Q1, Q2]), st.dictionaries(numbers, positions), st.frozensets(numbers, max_size=3)
)


@given(states, states)
def test_before_and_every_step_are_exactly_after(before: State, after: State) -> None:
    steps, start, end = bridge(before, after), before.worth, after.worth
    assert start[0] + sum(one.value for one in steps) == end[0]
    assert start[1] + sum(one.weighted for one in steps) == end[1]


@given(states, states)
def test_each_cause_is_told_once_in_its_order_and_holds_nobody_twice(before: State, after: State) -> None:
    steps = bridge(before, after)
    assert [one.cause for one in steps] == [cause for cause in Cause if cause in {one.cause for one in steps}]
    assert all(0 < one.count <= len(before.positions.keys() | after.positions.keys()) for one in steps)


@given(states)
def test_from_a_state_to_itself_there_is_no_step(state: State) -> None:
    assert bridge(state, state) == []
