"""The real planning, claiming and settling in virtual time: a seed decides who comes first, who dies, what breaks."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, update

from bot.clock import MovableClock
from bot.sandbox.people import ANA
from handlers.texts import for_member
from jobs import deliveries as delivering
from jobs.borders import guarded
from jobs.messages import Message, Nothing
from jobs.schedule import Jobs
from store import deliveries, digest_changes
from store.attempts import Attempt
from store.models.opportunities import tasks
from store.sessions import Busy, CommitUnknown
from store.sessions import Sessions as RealSessions
from tests.faults.judging import judged
from tests.faults.ledger import Base, Sessions
from tests.faults.slack import REFUSED, UNCLEAR, Client, Slack
from tests.faults.virtual import Chances, Clock, Process, World
from tests.jobs.town import NOTE, Town, founded
from tests.store.digesting import WANTED

MONDAY = date(2026, 1, 12)
DAYS, EACH = 2, 2  # mornings, and tasks that are due first on each of them
LEASE = 60.0  # seconds, as in production
AWAKE = 400.0  # seconds after which nobody sleeps any more
PATIENCE = 4 * 3600.0  # seconds after which what still waits is lost
_PUT_OFF = (
    update(tasks)
    .where(tasks.c.workspace_id == bindparam("workspace"), tasks.c.description == bindparam("which"))
    .values(due_on=bindparam("until"))
)


def template(file: Path) -> Town:
    """Fill a migrated SQLite file: three people, what they will be reminded of on two mornings, and a daily digest."""
    sessions = RealSessions(f"sqlite:///{file}")
    town = founded(sessions, None, MovableClock(datetime(2026, 1, 9, 12, tzinfo=UTC)))  # type: ignore[arg-type] # it needs no Slack
    for person in (town.ana, town.marc, town.chloe):
        number = town.opportunity(person, f"Pumps of {person.name}", on=date(2026, 1, 5))
        for day in range(DAYS):
            for nth in range(EACH):
                due_on = MONDAY + timedelta(days=day)
                town.task(person, number, f"Call {person.id}-{day}-{nth}.", due_on=due_on)
    with sessions.writing() as session:
        digest_changes.create(session, town.marc, WANTED, datetime(2026, 1, 11, 12, tzinfo=UTC))
    sessions.close()
    return town


def said(_session: Any, mine: Attempt, _now: datetime) -> Message | Nothing:
    """A note says what it says, whatever its key is."""
    text = mine.facts["said"]
    if text == "never mind":
        return Nothing(text)
    return Message(ANA, text, [{"type": "section", "text": {"type": "plain_text", "text": text}}])


@dataclass(frozen=True)
class Scenario:
    """What a seed decided before anything began."""

    replicas: int
    couriers: int
    postgresql: bool
    scope: bool
    chances: Chances
    faults: tuple[str, ...]
    morning: date
    chaos: float  # seconds
    notes: int
    changes: int
    digest: bool  # whether one rings in the morning, beside the bundles
    gap: bool  # whether a process may be stopped between its last look and the post: then nothing else goes wrong

    @property
    def clear(self) -> bool:
        """Whether nothing happens that leaves anybody in doubt."""
        chances = self.chances
        return not (chances.kill or chances.stop or chances.trouble or set(self.faults) & set(UNCLEAR))


def drawn(dice: Any) -> Scenario:
    """A scenario by the dice."""
    clear, gap = dice.random() < 0.1, dice.random() < 0.05
    sure = clear or gap
    chances = Chances(
        kill=0 if sure else dice.choice((0, 0.003, 0.01, 0.03)),
        stop=0 if clear else dice.choice((0, 0.003, 0.02)),
        fault=dice.choice((0, 0.1, 0.3)),
        trouble=0 if sure else dice.choice((0, 0.01)),
    )
    return Scenario(
        replicas=dice.randint(1, 3),
        couriers=dice.randint(1, 2),
        postgresql=dice.random() < 0.6,
        scope=dice.random() < 0.85,
        chances=chances,
        faults=REFUSED if sure else REFUSED + UNCLEAR,
        morning=MONDAY + timedelta(days=dice.randrange(DAYS)),
        chaos=dice.uniform(20, 300),
        notes=dice.randint(0, 4),
        changes=dice.randint(0, 3),
        digest=dice.random() < 0.25,
        gap=gap,
    )


class Simulation:
    """One run: a morning on a few replicas."""

    def __init__(self, base: Base, town: Town, seed: int, **given: Any) -> None:
        """`given`: what of the scenario is not drawn, where something rare is looked for."""
        self.base, self.town, self.seed = base, town, seed
        self.world = World(seed, datetime(2026, 1, 1, tzinfo=UTC))
        self.scenario = replace(drawn(self.world.dice), **given)
        # Half a minute before eight in Zurich and Paris, or some time after: as at a restart.
        before = self.world.dice.choice((-30, 0, 3600))
        self.world.start = datetime.combine(self.scenario.morning, time(7), UTC) + timedelta(seconds=before)
        self.slack = Slack(self.world, self.scenario.scope, self.scenario.faults, self.world.dice.uniform(-1.5, 1.5))
        self.slack.gap = self.scenario.gap
        self.owing = self.scenario.notes + self.scenario.changes
        self.changed: set[int] = set()

    def run(self, look: Callable[[], object] = lambda: None) -> list[str]:
        """Everything that came out wrong; empty when nothing did. `look`: at the rows, before they are gone."""
        with self.base.run():
            self._begin()
            world = self.world
            world.chances = self.scenario.chances
            world.run(lambda: False, self.scenario.chaos)
            world.chances, world.stirred = Chances(), True
            drained = world.run(self._drained, PATIENCE)
            if drained and self.scenario.gap:  # whoever sleeps wakes, and mends what it did
                world.run(lambda: False, world.at + AWAKE)
                world.stirred = True
                drained = world.run(self._drained, PATIENCE)
            world.end()
            look()
            return [*([] if drained else ["it does not come to rest"]), *judged(self)]

    @property
    def history(self) -> str:
        """What happened, in short: the same for the same seed, wherever it is lived."""
        world = self.world
        heard = [(one.key, one.channel, one.ts, one.blocks) for one in self.slack.taken]
        lived = (world.steps, world.trace, world.kills, world.stops, heard)
        return hashlib.sha256(repr(lived).encode()).hexdigest()

    def _begin(self) -> None:
        if not self.scenario.digest:
            self.base.raw.execute("UPDATE digests SET paused = 1, next_on = NULL, next_due_at = NULL")
        for number in range(self.scenario.replicas):
            self._replica(Process(f"replica {number}", self._replica))
        for number in range(self.scenario.notes):
            self._owner(f"owner {number}", self._noting(number))
        people = [self.town.ana, self.town.marc, self.town.chloe]
        for number in range(self.scenario.changes):
            person = self.world.dice.choice(people)
            self.changed.add(person.id)
            self._owner(f"changer {number}", self._changing(person.id))

    # Replicas

    def _replica(self, process: Process) -> None:
        world, clock = self.world, Clock(self.world)
        sessions: Any = Sessions(self.base, world, postgresql=self.scenario.postgresql)
        client = Client(self.slack)
        jobs = Jobs(
            sessions, lambda _team: client, clock, for_member,
            lease_seconds=LEASE, lease_clock=clock.of_leases, more_kinds={NOTE: said},
        )  # fmt: skip
        world.spawn(process, lambda: self._plans(jobs))
        for _ in range(self.scenario.couriers):
            world.spawn(process, lambda: self._delivers(jobs))

    def _plans(self, jobs: Jobs) -> None:
        while True:
            jobs._plan(guarded)
            jobs._guarded("ring", jobs._ring)
            self.world.rest(self._until_morning())

    def _delivers(self, jobs: Jobs) -> None:
        def once() -> None:
            mine = delivering.claim(jobs.office)
            found.append(mine)
            if mine:
                jobs._deliver(mine)

        while True:
            found: list[Any] = []
            jobs._guarded("deliver", once)
            if found == [None]:
                self.world.rest(self.base.ready(self.world.now()))

    def _until_morning(self) -> float | None:
        begins = datetime.combine(self.scenario.morning, time(7), UTC)
        left = (begins - self.world.now()).total_seconds()
        return left if left > 0 else 0.0 if self._unplanned() or self._ringing() else None

    def _unplanned(self) -> int:
        asked = "SELECT count(*) FROM people WHERE active AND (planned_on IS NULL OR planned_on < ?)"
        return int(self.base.raw.execute(asked, (self.scenario.morning.isoformat(),)).fetchone()[0])

    def _ringing(self) -> int:
        """How many digests are to ring now."""
        asked = "SELECT count(*) FROM digests WHERE NOT paused AND next_due_at <= ?"
        return int(self.base.raw.execute(asked, (self.world.now().timestamp() * 1_000_000,)).fetchone()[0])

    # What happens meanwhile

    def _owner(self, name: str, what: Callable[[Any], None]) -> None:
        """Somebody whose change is tried until it is acknowledged, as Slack tries an event again."""
        at = self.world.dice.random() ** 2 * self.scenario.chaos

        def born(process: Process) -> None:
            self.world.spawn(process, lambda: self._insists(what))

        process = Process(name, born)
        self.world.after(at, lambda: born(process))

    def _insists(self, what: Callable[[Any], None]) -> None:
        sessions: Any = Sessions(self.base, self.world, postgresql=self.scenario.postgresql)
        while True:
            try:
                with sessions.writing() as session:
                    what(session)
                break
            except (Busy, CommitUnknown):
                self.world.wait(1)
        self.owing -= 1
        self.world.stirred = True

    def _noting(self, number: int) -> Callable[[Any], None]:
        def owe(session: Any) -> None:
            now = self.world.now()
            facts = {"said": "never mind" if number == 3 else f"Note {number}."}
            deliveries.owe(session, self.town.workspace_id, f"note:{number}", NOTE, self.town.ana.id, facts, now, now)

        return owe

    def _changing(self, person: int) -> Callable[[Any], None]:
        """A task of theirs is put off, or comes back."""
        dice = self.world.dice
        which = f"Call {person}-{(self.scenario.morning - MONDAY).days}-{dice.randrange(EACH)}."
        due_on = dice.choice((self.scenario.morning, date(2026, 3, 2)))
        return lambda session: session.change(_PUT_OFF, workspace=self.town.workspace_id, which=which, until=due_on)

    def _drained(self) -> bool:
        # Not a second later: where all is done within it, nobody asks again.
        if self.owing or self.world.now() < datetime.combine(self.scenario.morning, time(7), UTC):
            return False
        return not self.base.waiting() and not self._unplanned() and not self._ringing()


def quiet() -> None:
    """What goes wrong here is meant to: the jobs need not log it."""
    logging.disable(logging.CRITICAL)
