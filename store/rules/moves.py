"""Which moves an opportunity in progress is offered, and what a move writes (domain.md B.6, C.3, C.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from store.rules import dates, formulas, numbers, probability
from store.rules.checks import Checks
from store.rules.refusals import IsClosed, NotOffered, StageNotOffered
from store.rules.words import Action, Method, Status, Verb


class Stage(Protocol):
    """What the rules need to know of a sales cycle's stage."""

    @property
    def stage(self) -> int: ...
    @property
    def description(self) -> str: ...
    @property
    def completed(self) -> Decimal: ...
    @property
    def chances(self) -> Decimal: ...
    @property
    def allow_skip(self) -> bool: ...
    @property
    def quote_required(self) -> bool: ...
    @property
    def date_formula(self) -> str: ...


class Standing(Protocol):
    """What tells whether an opportunity can still be changed."""

    @property
    def number(self) -> str: ...
    @property
    def status(self) -> Status: ...


S = TypeVar("S", bound=Stage)


@dataclass(frozen=True, slots=True)
class Estimates:
    """The figures a history entry keeps."""

    value: Decimal
    chances: Decimal
    completed: Decimal
    probability: Decimal
    weighted: Decimal
    closing_on: date


def must_be_open(opportunity: Standing) -> None:
    """Raise IsClosed for an opportunity that is won or lost: that is final."""
    if opportunity.status.closed:
        raise IsClosed(opportunity.number, opportunity.status)


def offered(stages: Sequence[S], current: int) -> dict[Verb, tuple[S, ...]]:
    """The moves possible from stage number `current`, each with the stages it can reach, nearest first."""
    ahead = [s for s in stages if s.stage > current]
    behind = [s for s in reversed(stages) if s.stage < current]
    moves: dict[Verb, tuple[S, ...]] = {}
    if ahead:
        moves[Verb.NEXT] = (ahead[0],)
    if behind:
        moves[Verb.PREVIOUS] = (behind[0],)
    if len(reach := _skippable(ahead)) > 1:
        moves[Verb.SKIP] = reach
    if len(behind) > 1:
        moves[Verb.JUMP] = tuple(behind)
    moves[Verb.UPDATE] = tuple(s for s in stages if s.stage == current)
    return moves


def _skippable(ahead: Sequence[S]) -> tuple[S, ...]:
    """Stages one by one, stopping after the first that may not be stepped over (decision 2)."""
    reach: list[S] = []
    for stage in ahead:
        reach.append(stage)
        if not stage.allow_skip:
            break
    return tuple(reach)


def target(stages: Sequence[S], current: int, verb: Verb, chosen: int | None) -> S:
    """The stage a move goes to: the chosen one, else the nearest. Raises NotOffered, StageNotOffered.

    Update stays where it is, also when the stage has been taken out of the cycle since.
    """
    moves = offered(stages, current)
    reach = moves.get(verb, ())
    if not reach:
        raise NotOffered(verb, tuple(moves))
    if chosen is None:
        return reach[0]
    for stage in reach:
        if stage.stage == chosen:
            return stage
    raise StageNotOffered(verb, tuple(f"{s.stage} {s.description}" for s in reach))


def recorded(stages: Sequence[S], current: int, verb: Verb, to: S) -> Action:
    """The real action: Skip or Jump to the neighbour is next or previous (decision 3)."""
    if verb is Verb.UPDATE:
        return Action.UPDATED
    neighbours = offered(stages, current)
    if to in neighbours.get(Verb.NEXT, ()):
        return Action.NEXT
    if to in neighbours.get(Verb.PREVIOUS, ()):
        return Action.PREVIOUS
    return Action.SKIPPED if verb is Verb.SKIP else Action.JUMPED


def needs_quote(action: Action, to: Stage) -> bool:
    """Quote required guards entering by Next or Skip, on the target only (decision 1)."""
    return to.quote_required and action in (Action.NEXT, Action.SKIPPED)


def chances_kept(action: Action, typed: Decimal, to: Stage) -> Decimal:
    """Skip and Jump take the stage's chances unless it has none; the others keep what was typed (decision 5)."""
    if action in (Action.SKIPPED, Action.JUMPED) and to.chances:
        return to.chances
    return typed


def preset_closing(former: date | None, changed_on: date, formula: str) -> date:
    """The former estimate while it is today or later, else the stage formula's date (decision 8)."""
    if former is not None and former >= changed_on:
        return former
    return formulas.apply(formula, changed_on)


def estimates(
    method: Method,
    action: Action,
    to: Stage,
    value: Decimal,
    chances: Decimal,
    closing_on: date,
    changed_on: date,
) -> Estimates:
    """The figures that entering `to` writes.

    Raises, all together where several, NotPositive, TooLarge, TooPrecise, NotAPercentage, TooEarly,
    TooLate on `value`, `chances` and `closing_on` (domain.md B.6, C; decisions 7, 8, 9).
    """
    checks = Checks()
    worth = checks(numbers.amount, value, "value")
    typed = checks(numbers.chances, chances)
    closing = checks(_closing, closing_on, changed_on, to.date_formula)
    checks.done()
    kept = chances_kept(action, typed, to)
    likely = probability.probability(method, kept, to.completed)
    return Estimates(worth, kept, to.completed, likely, probability.weighted(worth, likely), closing)


def _closing(entered: date, changed_on: date, formula: str) -> date:
    """The date entered; the change's own stands for "as the stage plans" (domain.md C.5). Neither lies before it."""
    dates.between(entered, "closing_on", earliest=changed_on)
    planned = formulas.apply(formula, changed_on) if entered == changed_on else entered
    return dates.between(planned, "closing_on", earliest=changed_on)
