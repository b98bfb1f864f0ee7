"""The kill loop: replicas that are killed at every moment, a Slack that breaks one call in ten, and what came of it."""

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import bindparam, func, or_, select

from store.doubles import KIND
from store.models.deliveries import deliveries as table
from store.models.opportunities import tasks
from store.models.workspaces import people
from store.rules.words import DeliveryState
from store.sessions import Session, Sessions
from tests.faults.crowd import Crowd, gathered, morning
from tests.faults.nursery import SharedClock
from tests.faults.oracle import Seen, wrong
from tests.faults.standin import StandIn

ROOT = Path(__file__).parents[2]
LEASE, TIMEOUT = 1.0, 0.4  # seconds
PATIENCE = 0.8  # seconds after which a call reaches Slack in vain
PEOPLE, DAYS, NOTES = 12, 12, 12  # notes that wait at any time
LOOK = 0.05  # seconds between two looks at the ledger


@dataclass
class Outcome:
    """What came of a loop."""

    database: str
    scope: bool
    kills: int = 0
    stops: int = 0
    due: int = 0
    sent: int = 0
    lost: int = 0
    doubled: int = 0
    withdrawn: int = 0
    unsure: int = 0
    attempts: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Loop:
    """One database, one stand-in, one warm parent."""

    def __init__(
        self, url: str, folder: Path, seed: int, *, replicas: int, scope: bool, people: int, days: int, leaping: bool
    ) -> None:
        self.sessions, self.replicas = Sessions(url), replicas
        self.people, self.lease = people, 60.0 if leaping else LEASE
        self.crowd: Crowd = gathered(self.sessions, people, days)
        self.clock = SharedClock(folder / "clock")
        stamps = (lambda: self.clock.now().timestamp()) if leaping else time.time
        self.slack = StandIn(seed, patience=PATIENCE, scope=scope, rate=0.0, now=stamps)
        self.dice = random.Random(seed)  # noqa: S311 - it must be the same again
        self.days, self.notes = iter(self.crowd.days), 0
        self.counts: Counter[str] = Counter()
        self._next_day()
        if not leaping:
            self._top_up()
        order = {
            "database": url, "clock": str(folder / "clock"), "slack": self.slack.url, "seed": seed,
            "lease": self.lease, "timeout": TIMEOUT, "stops": 0.15 if replicas > 1 else 0, "leaping": leaping,
        }  # fmt: skip
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery", json.dumps(order)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._changed = threading.Event()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()

    def run(self, kills: int, say: Callable[[str], None]) -> None:
        """Kill so often, then let them come to rest."""
        self.warmed()
        self.slack.rate = 0.1
        self._tell(kill=True, replicas=self.replicas)
        told = 0
        while self.counts["killed"] < kills:
            self._top_up()
            if self._day_is_done():
                self._next_day()
            self._changed.wait(LOOK)
            self._changed.clear()
            if self.counts["killed"] >= told + 250:
                told = self.counts["killed"] // 250 * 250
                say(f"  {told} kills, {len(self.slack.taken)} messages")
            assert self._nursery.poll() is None, "the nursery ended"
        self.slack.rate = 0.0
        self._tell(kill=False)
        self._until(lambda: self._day_is_done() and not self._waiting(), 300)

    # One by one

    def warmed(self) -> None:
        """Wait until the parent did everything once."""
        self._until(lambda: bool(self.counts["warm"]), 120)

    def another_day(self) -> None:
        """The next morning, and a note beside it."""
        self._next_day()
        self.notes += 1
        self.crowd.owe(f"note:{self.notes}", 0, self.clock.now())

    def one(self, **fate: object) -> str:
        """Let one do what there is to do; how it came to its end."""
        before = self.counts["killed"], self.counts["ended"]
        self._tell(one=fate)
        self._until(lambda: before != (self.counts["killed"], self.counts["ended"]), 60)
        return "ended" if self.counts["ended"] > before[1] else "killed"

    def pass_the_lease(self) -> None:
        """Some minutes later: no lease holds any more, and Slack had its time."""
        self.clock.set(self.clock.now() + timedelta(seconds=3 * self.lease))

    def at_rest(self) -> bool:
        """Whether nothing waits any more."""
        return self._day_is_done() and not self._waiting()

    def close(self) -> None:
        """End everybody."""
        if self._nursery.poll() is None:
            self._tell(end=True)
        self._nursery.wait(20)
        self._ears.join(5)
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.close()
        self._nursery.stdout.close()
        self.slack.close()
        self.sessions.close()

    def _tell(self, **what: object) -> None:
        assert self._nursery.stdin
        self._nursery.stdin.write(json.dumps(what) + "\n")
        self._nursery.stdin.flush()

    def _listen(self) -> None:
        assert self._nursery.stdout
        for line in self._nursery.stdout:
            self.counts[line.strip()] += 1
            self._changed.set()

    def _until(self, holds: Callable[[], bool], seconds: float) -> None:
        for _ in range(int(seconds / LOOK)):
            if holds():
                return
            self._changed.wait(LOOK)
            self._changed.clear()
        raise AssertionError("it does not come to rest")

    # What is owed

    def _next_day(self) -> None:
        if day := next(self.days, None):
            self.day = day
            self.clock.set(morning(day))

    def _top_up(self) -> None:
        with self.sessions.reading() as session:
            waiting = int(session.value(_WAITING))
        for _ in range(NOTES - waiting):
            self.notes += 1
            self.crowd.owe(f"note:{self.notes}", self.notes, self.clock.now())

    def _day_is_done(self) -> bool:
        """Whether everybody's morning is planned, and nothing of it is under way."""
        with self.sessions.reading() as session:
            return not session.value(_UNPLANNED, day=self.day) and not session.value(_BUNDLES)

    def _waiting(self) -> bool:
        with self.sessions.reading() as session:
            return bool(session.value(_WAITING))

    # What came of it

    def outcome(self, database: str, seconds: float) -> Outcome:
        """The oracle's verdict."""
        with self.sessions.reading() as session:
            seen = self._seen(session)
        arrived = Counter(one.key for one in self.slack.taken)
        roots = [row for row in seen.rows if row["carrier_id"] is None and row["kind"] != KIND]
        states = Counter(str(row["state"]) for row in roots)
        lost = [row for row in roots if row["state"] == "sent" and not arrived[row["key"]]]
        lost += [row for row in roots if row["state"] in ("due", "sending", "failed", "dropped")]
        found = wrong(seen) + self._unplanned(seen)
        return Outcome(
            database, self.slack.scope, self.counts["killed"], self.counts["stopped"], len(roots), states["sent"],
            len(lost) + len(self._unplanned(seen)), sum(times > 1 for times in arrived.values()),
            len(self.slack.withdrawn), states["unsure"], sum(row["attempt"] for row in roots), seconds, found,
        )  # fmt: skip

    def _seen(self, session: Session) -> Seen:
        names = (
            "id",
            "key",
            "kind",
            "state",
            "carrier_id",
            "retry_at",
            "channel",
            "ts",
            "facts",
            "person_id",
            "attempt",
        )
        rows = [row._asdict() for row in session.connection.execute(select(*(table.c[name] for name in names)))]
        described = session.connection.execute(select(tasks.c.number, tasks.c.description)).all()
        return Seen(
            rows, self.slack.taken, dict(tuple(row) for row in described), self.slack.scope, False, self.slack.withdrawn
        )

    def _unplanned(self, seen: Seen) -> list[str]:
        """Everybody has something to do on every day: a morning without a bundle is lost."""
        keys = {row["key"] for row in seen.rows}
        days = [day for day in self.crowd.days if day <= self.day]
        owed = [f"day:U{n:05d}:{day.isoformat()}" for n in range(self.people) for day in days]
        return [f"{key}: never owed, lost" for key in owed if key not in keys]


_OPEN = (DeliveryState.DUE, DeliveryState.SENDING)
_STATES = (table.c.state.in_(_OPEN)) | ((table.c.state == DeliveryState.UNSURE) & table.c.retry_at.is_not(None))
_WAITING = select(func.count()).where(table.c.carrier_id.is_(None), _STATES)
_BUNDLES = select(func.count()).where(table.c.carrier_id.is_(None), table.c.kind == "day", _STATES)


_LATER = or_(people.c.planned_on.is_(None), people.c.planned_on < bindparam("day"))
_UNPLANNED = select(func.count()).where(people.c.active, _LATER)


@contextmanager
def loop(
    url: str,
    seed: int,
    *,
    replicas: int,
    scope: bool = True,
    people: int = PEOPLE,
    days: int = DAYS,
    leaping: bool = False,
) -> Iterator[Loop]:
    """A loop that is ended whatever happens."""
    with tempfile.TemporaryDirectory() as folder:
        here = Loop(url, Path(folder), seed, replicas=replicas, scope=scope, people=people, days=days, leaping=leaping)
        try:
            yield here
        finally:
            here.close()


def killed(url: str, kills: int, seed: int, *, replicas: int, scope: bool, say: Callable[[str], None]) -> Outcome:
    """Kill so often, and tell what came of it."""
    began = time.monotonic()
    with loop(url, seed, replicas=replicas, scope=scope) as here:
        here.run(kills, say)
        return here.outcome(url.split(":")[0].split("+")[0], time.monotonic() - began)
