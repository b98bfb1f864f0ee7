"""How opportunities stand, and what happened to them: what figures are made of, and which of them a list has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from store.rules.bridges import Position
from store.rules.words import Action, Status

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """An opportunity as it stands; what its history tells is None while it is not started.

    `most_days`: how long it may stay at its stage. `rests_until`: it is parked till then, `rests_for` this reason,
    `rested` so many times by now.
    """

    id: int
    number: str
    salesperson_id: int
    cycle_id: int
    created_on: date
    status: Status
    entry: int | None
    stage: int | None
    stage_description: str | None
    value: Decimal | None
    weighted: Decimal | None
    closing_on: date | None
    stay_no: int | None
    stay_on: date | None
    most_days: int
    rests_until: date | None
    rests_for: str | None
    rested: int

    @property
    def parked(self) -> bool:
        """Whether it rests."""
        return self.rests_until is not None

    def position(self) -> Position | None:
        """What it adds to a sum of what is expected; None while it is not started."""
        if self.entry is None or self.value is None or self.weighted is None or self.closing_on is None:
            return None
        return Position(self.status, self.entry, self.value, self.weighted, self.closing_on, self.parked)

    def due(self, today: date) -> bool:
        """Expected to close within 7 days, today included (decision 46)."""
        return self.closing_on is not None and today <= self.closing_on <= today + SOON

    def overdue(self, today: date) -> bool:
        """Expected to close before today."""
        return self.closing_on is not None and self.closing_on < today

    def stale(self, today: date) -> bool:
        """Longer at its stage than planned (domain.md A.2)."""
        return self.stay_on is not None and (today - self.stay_on).days > self.most_days


@dataclass(frozen=True, slots=True)
class Happening:
    """A history entry that was written, with the closing date and the stage of the entry before, if there was one.

    `salesperson_id`: whose it was then. Of a won one `weighted` is the sales value (domain.md C.2).
    """

    id: int
    number: str
    salesperson_id: int
    no: int
    action: Action
    stage: int
    stage_description: str
    value: Decimal
    weighted: Decimal
    closing_on: date
    close_code_id: int | None
    stage_before: int | None
    before: str | None
    closing_before: date | None

    @property
    def closed(self) -> bool:
        """Whether it closed the opportunity."""
        return self.action in (Action.WON, Action.LOST)


@dataclass(frozen=True, slots=True)
class Way:
    """What happened to one opportunity in a period, from its first entry there to its last."""

    first: Happening
    last: Happening

    @property
    def new(self) -> bool:
        """Begun in the period and still open."""
        return self.first.action is Action.FIRST and not self.last.closed

    def _from(self, stage: int | None) -> int:
        return 0 if self.new or self.last.closed or not stage else self.last.stage - stage

    @property
    def onwards(self) -> bool:
        """Further in its cycle than before the period."""
        return self._from(self.first.stage_before) > 0

    @property
    def back(self) -> bool:
        """Less far than before the period."""
        return self._from(self.first.stage_before) < 0

    @property
    def slipped(self) -> bool:
        """Still open, and expected to close later than before the period."""
        before = self.first.closing_before
        return not self.last.closed and before is not None and self.last.closing_on > before


def ways(happenings: Iterable[Happening]) -> list[Way]:
    """What happened to each opportunity, those that changed last first; happenings come in the order of entries."""
    found: dict[int, Way] = {}
    for one in happenings:
        so_far = found.pop(one.id, None)
        found[one.id] = Way(so_far.first if so_far else one, one)
    return list(found.values())[::-1]


def by_closing(standings: Iterable[Standing]) -> list[Standing]:
    """In the order of their closing dates."""
    return sorted(standings, key=lambda one: (one.closing_on or date.max, one.id))


def by_stay(standings: Iterable[Standing]) -> list[Standing]:
    """The longest at their stage first."""
    return sorted(standings, key=lambda one: (one.stay_on or date.max, one.id))


def by_value(standings: Sequence[Standing]) -> list[Standing]:
    """The highest estimated value first (domain.md D, Top 5 opportunities)."""
    return sorted(standings, key=lambda one: (-(one.value or 0), one.id))
