"""What there is: people, cycles, contacts, opportunities, tasks and documents, as plain objects."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

MOST = Fraction(99_999_999_999_999, 100)
READER, SALESPERSON, MANAGER, ADMIN = range(4)


class Refused(Exception):
    """The rules do not allow it."""


def demand(*facts: object) -> None:
    """Refused unless they all hold."""
    if not all(facts):
        raise Refused


@dataclass(eq=False)
class Person:
    """Somebody of the workspace."""

    key: int
    slack: str
    role: int
    guest: bool = False
    active: bool = True
    blocked: bool = False
    removed: bool = False

    @property
    def here(self) -> bool:
        """One of us at all."""
        return self.active and not self.guest and not self.removed


@dataclass
class Team:
    """Who is in it, and who of them manages it."""

    members: set[Person]
    managers: set[Person]


@dataclass(frozen=True)
class Step:
    """A stage as it is set up; how many tasks arriving there makes."""

    completed: Fraction
    chances: Fraction
    quote: bool
    skip: bool
    tasks: int


@dataclass(eq=False)
class Cycle:
    """A sales cycle: how it reckons, and its stages by number."""

    code: str
    method: str
    steps: dict[int, Step]
    blocked: bool = False
    deleted: bool = False

    @property
    def order(self) -> list[int]:
        """The numbers of its stages, in order."""
        return sorted(self.steps)


@dataclass(eq=False)
class Contact:
    """A company, which is its own company, or a person with one or none."""

    key: int
    person: bool
    company: "Contact | None" = None
    blocked: bool = False
    customer: bool = False
    gone: bool = False

    def __post_init__(self) -> None:
        """A company is its own."""
        self.company = self.company if self.person else self


@dataclass(eq=False)
class Task:
    """A task; of one that an activity made the due date is not followed."""

    number: str
    about: str | None  # the opportunity, also once that is deleted
    contact: Contact | None
    owner: Person
    due: date | None = None
    weeks: int = 0  # it recurs after so many
    from_closing: bool = False
    status: str = "not_started"
    open: bool = True
    cancelled: bool = False

    def close(self, *, cancelled: bool) -> None:
        """Done or cancelled."""
        self.status, self.open, self.cancelled = "completed", False, cancelled


@dataclass(eq=False)
class Quote:
    """A quote, of an opportunity or free."""

    number: str
    total: Fraction
    deal: "Deal | None"
    state: str = "open"
    ordered: bool = False


@dataclass(eq=False)
class Order:
    """An order, which an opportunity won with it points to while it is linked."""

    number: str
    total: Fraction
    quote: Quote
    deal: "Deal | None"
    state: str = "linked"
    invoiced: bool = False


@dataclass(eq=False)
class Parking:
    """Until which day something rests, and why; `version` rises with every parking of the opportunity."""

    until: date
    why: str
    version: int
    ended: bool = False

    def end(self) -> None:
        """With its day or before."""
        self.ended, self.version = True, self.version + 1


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


@dataclass(frozen=True)
class Closing:
    """What undoing a closing needs to know."""

    by: Person
    at: datetime
    status: str
    tasks: dict[Task, str]
    settled: bool
    customer: Contact | None
    parking: Parking | None


@dataclass(eq=False)
class Deal:
    """An opportunity; `touched` when a change of its contact went through it."""

    number: str
    owner: Person
    contact: Contact
    company: Contact | None
    cycle: Cycle
    created: date
    description: str = "Random"
    status: str = "not_started"
    history: list[Row] = field(default_factory=list)
    version: int = 1
    touched: bool = False
    closing: Closing | None = None
    parkings: list[Parking] = field(default_factory=list)

    @property
    def last(self) -> Row:
        """Where it stands."""
        return self.history[-1]

    @property
    def closed(self) -> bool:
        """Won or lost."""
        return self.status in ("won", "lost")

    def parked(self, today: date) -> Parking | None:
        """The parking in which it rests on that day."""
        return next((one for one in self.parkings if not one.ended and today < one.until), None)

    def wake(self, today: date) -> Parking | None:
        """End what was not ended yet; the one that it still rested in."""
        rested = self.parked(today)
        for one in self.parkings:
            if not one.ended:
                one.end()
        return rested

    def days(self) -> list[int]:
        """C.4: how long each line was the newest; the newest itself and a closing stay for none."""
        pairs = zip(self.history, self.history[1:], strict=False)
        return [(then.on - now.on).days if now.stage else 0 for now, then in pairs] + [0]


@dataclass
class Books:
    """Everything there is, and what time it is."""

    now: datetime
    people: dict[int, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    owner_only: bool = False
    cycles: dict[int, Cycle] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    invoices: set[str] = field(default_factory=set)
    drawn: dict[str, int] = field(default_factory=lambda: {"OP": 0, "TD": 0})

    @property
    def today(self) -> date:
        """The business day: the workspace's zone has no midnight in between."""
        return self.now.date()

    def fresh(self, deal: Deal) -> bool:
        """Closed so lately that it may be undone (F054)."""
        return deal.closing is not None and self.now <= deal.closing.at + timedelta(minutes=10)

    def number(self, prefix: str) -> str:
        """Numbers are consecutive (decision 41)."""
        self.drawn[prefix] += 1
        return f"{prefix}{self.drawn[prefix]:06d}"
