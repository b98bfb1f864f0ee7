"""The figures of an issue: what a digest says of opportunities, of all that it is about and of each salesperson."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.rules.bridges import ZERO, Step


@dataclass(frozen=True, slots=True)
class Sum:
    """Some opportunities: how many, their estimated value, their weighted value; of won ones their sales value."""

    count: int = 0
    value: Decimal = ZERO
    weighted: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures that a digest begins with (domain.md C.6).

    `pipeline`: in progress and not parked. `not_started` count as open too, and nowhere else (decision 19). `won` and
    `lost` since the last issue.
    """

    pipeline: Sum
    parked: Sum
    not_started: int
    won: Sum
    lost: Sum

    @property
    def open(self) -> int:
        """All that are not closed."""
        return self.pipeline.count + self.parked.count + self.not_started


@dataclass(frozen=True, slots=True)
class StageSum:
    """What is in progress at a stage now, and not parked (decision 17)."""

    cycle: str
    stage: int
    description: str
    count: int
    value: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """An opportunity in a list, as it was when the issue was made; `was_` what it was before the period.

    `note`: its close code, or what it is parked for, `until_on` that day, for the nth time (`times`).
    """

    number: str
    description: str
    contact: str
    person: str
    stage: str
    value: Decimal
    closing_on: date | None
    was_stage: str = ""
    was_on: date | None = None
    days: int = 0  # at its stage
    note: str = ""
    until_on: date | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its first rows, and what all of it comes to."""

    rows: tuple[Line, ...]
    total: Sum


@dataclass(frozen=True, slots=True)
class Reason:
    """A close code with what was closed for it; none: closed without."""

    won: bool
    code: str
    count: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of some opportunities: of all that the digest is about, or of one salesperson's."""

    headline: Headline
    stages: tuple[StageSum, ...]
    reasons: tuple[Reason, ...]
    lists: dict[str, Listed]


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of a salesperson."""

    id: int
    name: str
    part: Part


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the last issue's expected sum became this one's (store.rules.bridges); the steps are those explained.

    Expected: in progress, not parked, closing by `until`. `was_until`: by when, in the last issue.
    """

    was_until: date
    before: Sum
    steps: tuple[Step, ...]

    def missing(self, after: Sum) -> tuple[Decimal, Decimal]:
        """What no step explains, of the estimated and of the weighted value: nothing where the bridge adds up."""
        value = after.value - self.before.value - sum((one.value for one in self.steps), ZERO)
        return value, after.weighted - self.before.weighted - sum((one.weighted for one in self.steps), ZERO)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that one issue says. `since`: the day of the last issue, of the first one the day a period before.

    `was`: the last one's headline, None for the first one, as `bridge` is. `about`: whom it is about, packed; empty in
    an issue of before that was kept. `rescoped`: the last one was about others, and this one is as a first one.
    """

    since: date
    until: date
    expected: Sum
    bridge: Bridge | None
    was: Headline | None
    whole: Part
    people: tuple[Person, ...]
    unchanged: bool = False
    about: str = ""
    rescoped: bool = False

    @property
    def missing(self) -> tuple[Decimal, Decimal]:
        """What the bridge leaves unexplained."""
        return self.bridge.missing(self.expected) if self.bridge else (ZERO, ZERO)

    @property
    def adds_up(self) -> bool:
        """Whether the last sum and the steps are this sum, to the last cent."""
        return self.missing == (ZERO, ZERO)
