"""What a workspace has set up: sales cycles with their stages, close codes, activities with their steps."""

from collections import defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam, select

from store import people
from store.models import cycles as tables
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules import text
from store.rules.refusals import NoCycle, NotFound, SetupChanged
from store.rules.words import Method, Outcome, Priority, TaskKind
from store.sessions import Session
from store.workspaces import steady as workspace_steady

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a sales cycle (domain.md A.2); the number is the order."""

    cycle_id: int
    stage: int
    description: str
    completed: Decimal
    chances: Decimal
    activity_id: int | None
    quote_required: bool
    allow_skip: bool
    date_formula: str
    max_days: int | None


@dataclass(frozen=True, slots=True)
class Cycle:
    """A sales cycle (domain.md A.1)."""

    id: int
    code: str
    description: str
    method: Method
    blocked: bool
    stages: tuple[Stage, ...] = ()
    deleted: bool = False
    version: int = 1

    def stage(self, number: int) -> Stage | None:
        """The stage with this number."""
        return next((s for s in self.stages if s.stage == number), None)

    def named(self, typed: str) -> Stage | None:
        """The stage of this name, else the only one whose name begins so; accents and case do not matter."""
        wanted = text.folded(typed)
        names = [(s, text.folded(s.description)) for s in self.stages]
        fitting = [s for s, name in names if name == wanted] or [s for s, name in names if name.startswith(wanted)]
        return fitting[0] if wanted and len(fitting) == 1 else None


@dataclass(frozen=True, slots=True)
class CloseCode:
    """A reason for winning or losing (domain.md A.3)."""

    id: int
    code: str
    description: str
    outcome: Outcome
    blocked: bool
    version: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an activity (domain.md A.6)."""

    activity_id: int
    step: int
    kind: str
    description: str
    priority: str
    date_formula: str


@dataclass(frozen=True, slots=True)
class Activity:
    """A bundle of tasks that arriving at a stage creates (domain.md A.6)."""

    id: int
    code: str
    description: str
    steps: tuple[Step, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything a workspace has set up, by key, in the order of codes and numbers.

    Cycles by key are with those deleted: what is closed or not started keeps its own.
    """

    cycles: dict[int, Cycle]
    activities: dict[int, Activity]
    codes: dict[int, CloseCode]

    def listed(self) -> list[Cycle]:
        """The cycles there are."""
        return [c for c in self.cycles.values() if not c.deleted]

    def offered(self) -> list[Cycle]:
        """The cycles a new opportunity may take."""
        return [c for c in self.listed() if not c.blocked]

    def close_codes(self, outcome: Outcome) -> list[CloseCode]:
        """The close codes offered for an outcome (decision 32: blocked ones are not)."""
        return [c for c in self.codes.values() if c.outcome == outcome and not c.blocked]

    def steps(self, activity_id: int | None) -> tuple[Step, ...]:
        """The steps of a stage's activity; one without steps makes one task, called like it (domain.md B.9)."""
        activity = self.activities.get(activity_id or 0)
        if activity is None or activity.steps:
            return activity.steps if activity else ()
        return (Step(activity.id, 1, TaskKind.BLANK, activity.description, Priority.NORMAL, ""),)

    def cycle(self, code: str) -> Cycle:
        """The cycle with this code, also one that is deleted. Raises NotFound."""
        wanted = code.strip().upper()
        for cycle in self.cycles.values():
            if cycle.code == wanted:
                return cycle
        raise NotFound("cycle", code)


def _all(shape: type[Any], table: Table, *order: str) -> Any:
    stored = [table.c[f.name] for f in fields(shape) if f.name in table.c]
    return select(*stored).where(table.c.workspace_id == bindparam("workspace")).order_by(*(table.c[o] for o in order))


_CYCLES = _all(Cycle, tables.cycles, "code")
_STAGES = _all(Stage, tables.stages, "cycle_id", "stage")
_CODES = _all(CloseCode, tables.close_codes, "code")
_ACTIVITIES = _all(Activity, tables.activities, "code")
_STEPS = _all(Step, tables.activity_steps, "activity_id", "step")


def setup(session: Session, by: Member) -> Setup:
    """What the workspace has set up, remembered until any of it changes."""
    version, found = session.remembered.get(("setup", by.workspace_id), (0, None))
    if found is None or version != by.setup_version:
        found = _load(session, by)
        session.remembered["setup", by.workspace_id] = by.setup_version, found
    return found  # type: ignore[no-any-return] # the memory holds anything


def _load(session: Session, by: Member) -> Setup:
    key = {"workspace": by.workspace_id}
    stages = _grouped(session.all(Stage, _STAGES, **key), "cycle_id")
    steps = _grouped(session.all(Step, _STEPS, **key), "activity_id")
    rows = session.connection.execute
    return Setup(
        {
            r.id: Cycle(
                r.id, r.code, r.description, Method(r.method), r.blocked, tuple(stages[r.id]), r.deleted, r.version
            )
            for r in rows(_CYCLES, key)
        },
        {r.id: Activity(r.id, r.code, r.description, tuple(steps[r.id]), r.version) for r in rows(_ACTIVITIES, key)},
        {c.id: c for c in session.all(CloseCode, _CODES, **key)},
    )


def _grouped(rows: list[T], by: str) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


def required(session: Session, by: Member) -> Setup:
    """The set-up, once there is a cycle. Raises NoCycle before."""
    found = setup(session, by)
    if not found.listed():
        raise NoCycle(people.admins(session, by.workspace_id))
    return found


def steady(session: Session, by: Member) -> Setup:
    """The set-up as it is now and stays until the transaction ends: for writing what must still fit it then."""
    is_current = workspace_steady(session, by.workspace_id) == by.setup_version
    return setup(session, by) if is_current else afresh(session, by)[1]


def afresh(session: Session, by: Member) -> tuple[Member, Setup]:
    """The person and the set-up as this transaction has changed them, remembered by nobody."""
    person = people.get(session, by.workspace_id, by.id)
    assert person is not None  # noqa: S101 - who acts is kept
    return person, _load(session, person)


def default(by: Member, setup: Setup) -> Cycle | None:
    """The default cycle; a blocked default is skipped (domain.md F016)."""
    cycle = setup.cycles.get(by.default_cycle_id or 0)
    return None if cycle is None or cycle.blocked or cycle.deleted else cycle


_VERSION = select(workspaces.c.setup_version).where(workspaces.c.id == bindparam("workspace"))


def must_be_current(session: Session, by: Member, code: str) -> None:
    """Raise SetupChanged when what is set up is no longer what this person's transaction began with.

    Asked after a row was written that waits for changes of the set-up (`workspaces.hold`): a stage that was taken
    away or renumbered a moment ago is then not arrived at.
    """
    if session.value(_VERSION, workspace=by.workspace_id) != by.setup_version:
        raise SetupChanged(code)
