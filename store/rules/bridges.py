"""The bridge: how one issue's expected sum became the next one's, step by step, to the last cent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from store.rules.words import Status

ZERO = Decimal(0)


class Cause(StrEnum):
    """Why an expected sum changed, in the order in which a bridge tells it."""

    NEW = "new"  # begun since, or closed before and taken back
    WON = "won"
    LOST = "lost"
    DELETED = "deleted"
    PERIOD = "period"  # another period runs: what closes in it counts now
    CAME = "came"  # reassigned to somebody whom the digest is about
    WENT = "went"  # reassigned to somebody else
    PARKED = "parked"
    WOKEN = "woken"
    PULLED_IN = "pulled_in"  # the closing date moved into the period
    PUSHED_OUT = "pushed_out"
    GROWN = "grown"
    SHRUNK = "shrunk"
    LIKELIER = "likelier"  # the same value with another probability
    UNLIKELIER = "unlikelier"
    UNEXPLAINED = "unexplained"  # it is another one, and nobody did anything


@dataclass(frozen=True, slots=True)
class Position:
    """What an opportunity that was begun adds to a sum, and what makes it add nothing.

    `entry`: its active history entry, which every change of its figures replaces. `inside`: whether its salesperson
    is one whom the digest is about.
    """

    status: Status
    entry: int
    value: Decimal
    weighted: Decimal
    closing_on: date
    parked: bool = False
    inside: bool = True

    def counts(self, until: date) -> bool:
        """Whether it is expected to close by then: in progress, awake, and meant."""
        return self.status is Status.IN_PROGRESS and self.inside and not self.parked and self.closing_on <= until


@dataclass(frozen=True, slots=True)
class State:
    """The opportunities at one moment, by number, and until when those are expected that are summed.

    `deleted`: the numbers of those that people deleted up to then.
    """

    until: date
    positions: Mapping[str, Position]
    deleted: frozenset[str] = frozenset()

    @property
    def worth(self) -> tuple[Decimal, Decimal]:
        """The estimated value and the weighted value of what is expected."""
        counted = [one for one in self.positions.values() if one.counts(self.until)]
        return sum((one.value for one in counted), ZERO), sum((one.weighted for one in counted), ZERO)


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause added to the sum: over how many opportunities, how much estimated, how much weighted."""

    cause: Cause
    count: int
    value: Decimal
    weighted: Decimal


def bridge(before: State, after: State) -> list[Step]:
    """The steps from the sum before to the sum after, in the order of the causes; one that adds nothing is none.

    What is summed is expected to close by the end of the period that runs, so that a closing date which leaves the
    period is a step. Of each opportunity first its beginning or end is told, and that is then all of it; else the
    period, whose it is, its parking, its closing date and its figures, one after the other: their steps add up to its
    own difference, hence all steps to that of the sums, exactly, whatever the two states are.
    """
    told: dict[Cause, Step] = {}
    for number in sorted(before.positions.keys() | after.positions.keys()):
        for cause, value, weighted in _told(number, before, after):
            so_far = told.get(cause, Step(cause, 0, ZERO, ZERO))
            told[cause] = Step(cause, so_far.count + 1, so_far.value + value, so_far.weighted + weighted)
    return [told[cause] for cause in Cause if cause in told]


def _told(number: str, before: State, after: State) -> Iterator[tuple[Cause, Decimal, Decimal]]:
    """What one opportunity adds, cause by cause."""
    worth = _worth(before.positions.get(number), before.until)
    for cause, changed, until in _changes(number, before, after):
        now = _worth(changed, until)
        if now != worth:
            yield cause, now[0] - worth[0], now[1] - worth[1]
        worth = now


def _worth(position: Position | None, until: date) -> tuple[Decimal, Decimal]:
    return (position.value, position.weighted) if position and position.counts(until) else (ZERO, ZERO)


def _changes(number: str, before: State, after: State) -> Iterator[tuple[Cause, Position | None, date]]:
    """The way from the one state to the other: each cause with what it left behind."""
    old, new, until = before.positions.get(number), after.positions.get(number), after.until
    if old is None or new is None or old.status is not new.status:
        yield _began_or_ended(old, new, number in after.deleted), new, until
        return
    yield Cause.PERIOD, old, until
    here = replace(old, inside=new.inside)
    yield (Cause.CAME if new.inside else Cause.WENT), here, until
    here = replace(here, parked=new.parked)
    yield (Cause.PARKED if new.parked else Cause.WOKEN), here, until
    if old.entry == new.entry:  # nobody wrote its history since: whatever differs, no rule of ours made it so
        yield Cause.UNEXPLAINED, new, until
        return
    here = replace(here, closing_on=new.closing_on)
    yield (Cause.PULLED_IN if new.closing_on <= until else Cause.PUSHED_OUT), here, until
    yield _grew(old, new), new, until


def _began_or_ended(old: Position | None, new: Position | None, deleted: bool) -> Cause:
    if new is None:
        return Cause.DELETED if deleted else Cause.UNEXPLAINED
    if old and old.entry == new.entry:
        return Cause.UNEXPLAINED
    ends = {Status.WON: Cause.WON, Status.LOST: Cause.LOST}
    return ends.get(new.status, Cause.NEW)


def _grew(old: Position, new: Position) -> Cause:
    if new.value != old.value:
        return Cause.GROWN if new.value > old.value else Cause.SHRUNK
    return Cause.LIKELIER if new.weighted >= old.weighted else Cause.UNLIKELIER
