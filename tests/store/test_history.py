"""Histories of any moves, against a small model written from the reference alone (domain.md B.6, B.7, C)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import comments
from store.rules.refusals import Refusal
from store.rules.words import Outcome, Status, Verb
from tests.store.firm import BEGAN, Firm, at, unlink

# EX-LARGE: completed, chances, quote required, may be stepped over
STAGES = {
    1: (2, 10, False, True),
    2: (35, 25, False, True),
    3: (70, 60, True, True),
    4: (85, 80, True, False),
    5: (95, 100, True, False),
}


@dataclass(frozen=True)
class Step:
    """What somebody tries."""

    verb: str
    stage: int | None = None
    value: str | None = None
    chances: str | None = None
    days: int = 0


@dataclass
class Model:
    """The opportunity as the reference describes it: a list of entries, newest last, and nothing derived."""

    today: date = BEGAN
    quote: Decimal | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)

    def reach(self, verb: str) -> list[int]:
        """The stages a move can reach, nearest first; an empty list when it is not offered."""
        at = self.entries[-1]["stage"]
        ahead, behind = list(range(at + 1, 6)), list(range(at - 1, 0, -1))
        if verb == "next":
            return ahead[:1]
        if verb == "previous":
            return behind[:1]
        if verb == "jump":
            return behind if len(behind) > 1 else []
        if verb == "update":
            return [at]
        steppable = 0
        while steppable < len(ahead) and STAGES[ahead[steppable]][3]:
            steppable += 1
        reach = ahead[: steppable + 1]
        return reach if len(reach) > 1 else []

    def refused(self, step: Step) -> str | None:
        """The name of the refusal, or None."""
        if self.entries[-1]["stage"] == 0:
            return "IsClosed"
        if step.verb in ("won", "lost"):
            wins_nothing = step.verb == "won" and self.quote is None and Decimal(step.value or 0) <= 0
            return "NotPositive" if wins_nothing else None
        reach = self.reach(step.verb)
        if not reach:
            return "NotOffered"
        to = self._to(step, reach)
        if to not in reach:
            return "StageNotOffered"
        if self._action(step, to) in ("next", "skipped") and STAGES[to][2] and self.quote is None:
            return "NeedsQuote"
        wrong = [Decimal(step.value or 1) <= 0, not 0 < Decimal(step.chances or 1) <= 100]
        return {0: None, 2: "Several"}.get(sum(wrong), "NotPositive" if wrong[0] else "NotAPercentage")

    def _to(self, step: Step, reach: list[int]) -> int:
        return reach[0] if step.stage is None else step.stage

    def _action(self, step: Step, to: int) -> str:
        at = self.entries[-1]["stage"]
        if step.verb == "update":
            return "updated"
        return {at + 1: "next", at - 1: "previous"}.get(to, "skipped" if to > at else "jumped")

    def take(self, step: Step) -> None:
        """Write what the step writes."""
        last = self.entries[-1]
        if step.verb in ("won", "lost"):
            won = step.verb == "won"
            amount = (self.quote or Decimal(step.value or 0)) if won else Decimal(0)
            share = 100 if won else 0
            self._write(step.verb, 0, last["value"], Decimal(share), 100, Fraction(amount))
            return
        to = self._to(step, self.reach(step.verb))
        action, (completed, usual, _, _) = self._action(step, to), STAGES[to]
        value = Decimal(step.value) if step.value else self.quote or last["value"]
        chances = (
            Decimal(step.chances) if step.chances else last["chances"] if step.verb == "update" else Decimal(usual)
        )
        if action in ("skipped", "jumped"):
            chances = Decimal(usual)
        self._write(action, to, value, chances, completed, Fraction(value * chances * completed) / 10000)

    def _write(
        self, action: str, stage: int, value: Decimal, chances: Decimal, completed: int, weight: Fraction
    ) -> None:
        self.entries.append(
            {"action": action, "stage": stage, "value": value, "chances": chances, "completed": completed}
            | {"weight": weight, "changed_on": self.today}
        )


MOVES = st.builds(
    Step,
    st.sampled_from(["next", "next", "next", "previous", "skip", "jump", "update"]),
    st.none() | st.integers(0, 6),
    st.none() | st.sampled_from(["0", "-1", "0.01", "12345.67", "60000", "999999999999.99"]),
    st.none() | st.sampled_from(["0", "0.01", "30", "33.33", "75", "100", "101"]),
    st.integers(0, 20),
)
OTHERS = st.builds(Step, st.sampled_from(["quote", "unlink", "comment"]), days=st.integers(0, 3))
CLOSINGS = st.builds(
    Step, st.sampled_from(["won", "lost"]), value=st.none() | st.just("58500.01"), days=st.integers(0, 9)
)
LIVES = st.lists(st.one_of(MOVES, MOVES, MOVES, MOVES, OTHERS, CLOSINGS), max_size=15)


def attempt(firm: Firm, number: str, step: Step, today: date) -> None:
    """Do the step in the store."""
    if step.verb in ("won", "lost"):
        firm.close(number, Outcome(step.verb), on=today, value=step.value)
        return
    firm.move(number, Verb(step.verb), on=today, stage=step.stage, value=step.value, chances=step.chances)


def aside(firm: Firm, number: str, step: Step, model: Model) -> None:
    """What is no entry: quotes and comments."""
    if step.verb == "comment":
        with firm.sessions.writing() as session:
            comments.add(session, firm.ben, number, "Hello", at(model.today))
    elif step.verb == "quote" and model.quote is None and model.entries[-1]["stage"]:
        firm.link(number, f"Q-{number}", "58500", on=model.today)
        model.quote = Decimal(58500)
    elif step.verb == "unlink" and model.quote and model.entries[-1]["stage"]:
        with firm.sessions.writing() as session:
            unlink(session, firm.ana, number, at(BEGAN))
        model.quote = None


def agree(firm: Firm, number: str, model: Model) -> None:
    """History and card are the model's, and hold together by themselves."""
    history, card = firm.history(number), firm.card(number)
    told = [(e.action, e.stage, e.value, e.chances, e.completed, e.changed_on) for e in history]
    assert told == [
        tuple(e[n] for n in ("action", "stage", "value", "chances", "completed", "changed_on")) for e in model.entries
    ]
    for entry, wanted in zip(history, model.entries, strict=True):
        assert abs(Fraction(entry.weighted) - wanted["weight"]) <= Fraction(1, 2_000_000)  # six decimals
    assert [e.active for e in history] == [False] * (len(history) - 1) + [True]
    for old, new in pairwise(history):
        assert old.days_open == (new.changed_on - old.changed_on).days >= 0
        assert new.previous_stage == old.stage and new.no == old.no + 1
    assert sum(e.days_open for e in history) == (history[-1].changed_on - history[0].changed_on).days
    assert (card.version, card.seen, card.stage) == (len(history), len(history), history[-1].stage)
    closed = history[-1].action in ("won", "lost")
    assert card.status is (Status(history[-1].action.value) if closed else Status.IN_PROGRESS)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(LIVES)
def test_any_life_is_what_the_reference_says_it_is(firm: Firm, life: list[Step]) -> None:
    """F045, F046."""
    number, model = firm.create(value="50000", chances="10"), Model()
    model._write("first", 1, Decimal(50000), Decimal(10), 2, Fraction(100))
    for step in life:
        model.today += timedelta(days=step.days)
        if step.verb in ("quote", "unlink", "comment"):
            aside(firm, number, step, model)
            continue
        wanted = model.refused(step)
        if wanted is None:
            attempt(firm, number, step, model.today)
            model.take(step)
        else:
            with pytest.raises(Refusal) as refusal:
                attempt(firm, number, step, model.today)
            assert type(refusal.value).__name__ == wanted, step
        agree(firm, number, model)
