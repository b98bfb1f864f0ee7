"""A small model of opportunity management, written anew from domain.md: what the store must agree with.

It shares no line with `store`: figures are fractions, history is a list, and what is refused is simply `Refused`.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

MOST = Fraction(99_999_999_999_999, 100)


class Refused(Exception):
    """The rules do not allow it."""


@dataclass(frozen=True)
class Step:
    """A stage as it is set up."""

    no: int
    completed: Fraction
    chances: Fraction
    quote: bool
    skip: bool
    tasks: int


@dataclass
class Cycle:
    """A sales cycle: how it reckons, and its stages by number."""

    method: str
    steps: dict[int, Step]
    blocked: bool = False

    @property
    def order(self) -> list[int]:
        """The numbers of its stages, in order."""
        return sorted(self.steps)


@dataclass(frozen=True)
class Row:
    """A line of history."""

    action: str
    stage: int
    on: date
    value: Fraction
    chances: Fraction
    completed: Fraction
    probability: Fraction
    weighted: Fraction
    closing: date


def kept(figure: Fraction) -> Fraction:
    """Six decimals, a half rounded away from zero (decision 45)."""
    return Fraction((figure * 2_000_000 + 1) // 2, 1_000_000)


def likely(method: str, chances: Fraction, completed: Fraction) -> Fraction:
    """Domain C.1."""
    return kept(
        {
            "multiply": chances * completed / 100,
            "add": (chances + completed) / 2,
            "chances": chances,
            "completed": completed,
        }[method]
    )


@dataclass
class Deal:
    """An opportunity."""

    cycle: Cycle
    status: str = "not_started"
    history: list[Row] = field(default_factory=list)
    quote: Fraction | None = None
    todo: int = 0
    gone: bool = False

    @property
    def last(self) -> Row:
        """Where it stands."""
        return self.history[-1]

    def _open(self) -> None:
        if self.gone or self.status in ("won", "lost"):
            raise Refused

    def activate(self, value: Fraction, chances: Fraction, closing: date, today: date) -> None:
        """B.5 with decision 7."""
        self._open()
        if self.history or not self.cycle.steps:
            raise Refused
        step = self.cycle.steps[self.cycle.order[0]]
        self.history.append(self._row("first", step, value, chances, closing, today))
        self.status = "in_progress"
        self.todo += step.tasks

    def _row(self, action: str, step: Step, value: Fraction, chances: Fraction, closing: date, on: date) -> Row:
        if not 0 < value <= MOST or not 0 < chances <= 100 or closing < on:
            raise Refused
        if action in ("skipped", "jumped") and step.chances:
            chances = step.chances
        probability = likely(self.cycle.method, chances, step.completed)
        weighted = kept(value * probability / 100)
        return Row(action, step.no, on, value, chances, step.completed, probability, weighted, closing)

    def reach(self, verb: str) -> list[int]:
        """B.6: the stages a move can go to, the nearest first."""
        here = self.last.stage
        ahead = [no for no in self.cycle.order if no > here]
        behind = [no for no in reversed(self.cycle.order) if no < here]
        if verb in ("next", "previous"):
            return (ahead if verb == "next" else behind)[:1]
        if verb == "update":
            return [here]
        if verb == "jump":
            return behind if len(behind) > 1 else []
        stop = next((n for n, no in enumerate(ahead) if not self.cycle.steps[no].skip), len(ahead))
        return ahead[: stop + 1] if len(ahead[: stop + 1]) > 1 else []

    def move(
        self, verb: str, to: int | None, value: Fraction | None, chances: Fraction | None, closing: date | None,
        on: date | None, today: date, cancel: bool,
    ) -> None:  # fmt: skip
        """B.6 with decisions 1 to 9 and 12; None is the form's preset."""
        self._open()
        if not self.history:
            raise Refused
        reach = self.reach(verb)
        if not reach or (to is not None and to not in reach):
            raise Refused
        target = self.cycle.steps.get(to or reach[0]) or self._taken_out()
        action = self._action(verb, target.no)
        if target.quote and action in ("next", "skipped") and self.quote is None:
            raise Refused
        on = on or today
        if not self.last.on <= on <= today:
            raise Refused
        likely_now = self.last.chances if verb == "update" or not target.chances else target.chances
        worth = (self.quote or self.last.value) if value is None else value
        closing = max(self.last.closing, today) if closing is None else closing
        row = self._row(action, target, worth, likely_now if chances is None else chances, closing, on)
        self.todo = (0 if cancel else self.todo) + (0 if verb == "update" else target.tasks)
        self.history.append(row)

    def _taken_out(self) -> Step:
        return Step(self.last.stage, self.last.completed, Fraction(0), False, False, 0)

    def _action(self, verb: str, to: int) -> str:
        if verb == "update":
            return "updated"
        if to in self.reach("next"):
            return "next"
        if to in self.reach("previous"):
            return "previous"
        return "skipped" if verb == "skip" else "jumped"

    def close(self, won: bool, amount: Fraction | None, on: date | None, today: date, cancel: bool) -> None:
        """B.7 with decisions 12 and 13."""
        self._open()
        if self.quote is not None:
            amount = self.quote
        if won and not (amount and 0 < amount <= MOST):
            raise Refused
        on = on or today
        if on > today or (self.history and on < self.last.on):
            raise Refused
        sure, paid = (Fraction(100), amount or Fraction(0)) if won else (Fraction(0), Fraction(0))
        value = self.last.value if self.history else Fraction(0)
        self.status = "won" if won else "lost"
        self.history.append(Row(self.status, 0, on, value, sure, Fraction(100), sure, paid, on))
        self.todo = 0 if cancel else self.todo

    def link(self, total: Fraction) -> None:
        """B.11 as far as linking."""
        self._open()
        if not self.history or self.quote is not None or not 0 < total <= MOST:
            raise Refused
        self.quote = total

    def unlink(self) -> None:
        """A closed one keeps its quote."""
        self._open()
        if self.quote is None:
            raise Refused
        self.quote = None

    def task(self) -> None:
        """A task by hand."""
        self._open()
        self.todo += 1

    def done(self) -> None:
        """One task less."""
        self.todo -= 1

    def days(self) -> list[int]:
        """C.4: how long each line was the newest; the newest itself 0."""
        return [(then.on - now.on).days for now, then in zip(self.history, self.history[1:], strict=False)] + [0]


def edited(cycle: Cycle, no: int, **fields: object) -> None:
    """A stage set up otherwise: history keeps what it was (F010)."""
    cycle.steps[no] = replace(cycle.steps[no], **fields)  # type: ignore[arg-type] # the test names fields of Step
