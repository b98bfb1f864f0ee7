"""A warm parent: keeps workers alive on one database, and kills or stops them as a seed decides, at every moment."""

import json
import logging
import mmap
import os
import random
import select
import signal
import struct
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

from handlers.texts import for_member
from jobs.borders import guarded
from jobs.schedule import Jobs
from store.attempts import database_clock
from store.sessions import Sessions
from tests.faults.standin import ASKED
from tests.jobs.town import NOTE, client, note
from tests.jobs.worker import Fate, watched

SPEED = 10  # business seconds in one of the machine's: a rest that Slack asks for is soon over
_SHIFT = struct.Struct("dd")


class SharedClock:
    """Business time for several processes: it runs fast, and whoever holds the file can move it."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_SHIFT.pack(0, 0))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _SHIFT.size)

    def now(self) -> datetime:
        """The moment it is."""
        began, start = _SHIFT.unpack(self._memory[:])
        return datetime.fromtimestamp(start, UTC) + timedelta(seconds=(time.monotonic() - began) * SPEED)

    def set(self, moment: datetime) -> None:
        """Go on from there."""
        self._memory[:] = _SHIFT.pack(time.monotonic(), moment.timestamp())


def asking(slack: WebClient) -> WebClient:
    """The client, saying when it asks: the stand-in takes nothing that comes too late."""
    call = slack.api_call

    def api_call(method: str, **arguments: Any) -> Any:
        headers = {**(arguments.pop("headers", None) or {}), ASKED: str(time.monotonic())}
        return call(method, headers=headers, **arguments)

    slack.api_call = api_call  # type: ignore[method-assign] # this one object only
    return slack


@dataclass
class Worker:
    """One that lives."""

    dies_at: float | None
    wakes_at: float | None = None


class Nursery:
    """Says on its output, a line each, whom it killed; hears on its input what to do."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.dice = random.Random(order["seed"])  # noqa: S311 - it must be the same again
        self.sessions = Sessions(order["database"], pool=10)
        self.clock = SharedClock(Path(order["clock"]))
        self.workers: dict[int, Worker] = {}
        self.killing, self.replicas, self.ended = False, 0, False

    def jobs(self) -> Jobs:
        """The real jobs, leasing by the database's clock unless that is moved too."""
        slack = asking(client(self.order["slack"], "xoxb-stand-in", self.order["timeout"]))
        self.slack = slack
        lease_clock = (lambda _session: self.clock.now()) if self.order.get("leaping") else database_clock
        return Jobs(
            self.sessions, lambda _team: slack, self.clock, for_member,
            lease_seconds=self.order["lease"], lease_clock=lease_clock, more_kinds={NOTE: note},
        )  # fmt: skip

    def warm(self) -> None:
        """Do everything once, so that those who are born have it compiled, then let go of the database."""
        self.jobs().tick()
        self.sessions.engine.dispose()
        print("warm", flush=True)

    def run(self) -> None:
        """Until told to end."""
        while not self.ended:
            self._reap()
            while len(self.workers) < self.replicas:
                self._bear()
            now = time.monotonic()
            for pid, worker in self.workers.items():
                self._fate(pid, worker, now)
            for line in self._heard():
                self._hear(json.loads(line))
        for pid in self.workers:
            os.kill(pid, signal.SIGKILL)
        while self.workers:
            self._reap()

    def _heard(self) -> list[bytes]:
        """The lines that came in; the end of the input is the end."""
        if not select.select([0], [], [], 0.004)[0]:
            return []
        came = os.read(0, 65536)
        return came.splitlines() if came else [b'{"end": true}']

    def _hear(self, told: dict[str, Any]) -> None:
        self.killing = told.get("kill", self.killing)
        self.replicas = told.get("replicas", self.replicas)
        self.ended = told.get("end", False)
        if "one" in told:
            self._once(told["one"])

    def _fate(self, pid: int, worker: Worker, now: float) -> None:
        if worker.wakes_at and now >= worker.wakes_at:
            worker.wakes_at = None
            os.kill(pid, signal.SIGCONT)
        elif worker.dies_at and now >= worker.dies_at:
            worker.dies_at = None
            os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        while self.workers:
            pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
            if pid == 0:
                return
            worker = self.workers[pid]
            if os.WIFSTOPPED(status):
                lease = self.order["lease"]
                worker.wakes_at = time.monotonic() + lease * self.dice.uniform(0.2, 3.5)
                worker.dies_at = worker.wakes_at + 0.5
                print("stopped", flush=True)
                continue
            del self.workers[pid]
            print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)

    def _bear(self) -> None:
        """Half die at a border, the others at any moment, counted in time of their own or of the clock."""
        fate: dict[str, Any] = {}
        cpu, dies_at, drawn = 0.0, None, self.dice.random()
        if self.killing:
            if drawn < self.order.get("stops", 0):
                fate = {"nth": self._border(), "signal": signal.SIGSTOP}
            elif drawn < 0.55:
                fate = {"nth": self._border()}
            elif drawn < 0.9:
                cpu = 0.002 * 2 ** self.dice.uniform(0, 6)
            else:
                dies_at = time.monotonic() + self.dice.uniform(0, 0.8)
        pid = os.fork()
        if pid == 0:
            # The kernel ends it in the middle of anything, as kill -9 does, however busy the machine is.
            signal.setitimer(signal.ITIMER_PROF, cpu)
            self._live(fate)
        self.workers[pid] = Worker(dies_at)

    def _once(self, fate: dict[str, Any]) -> None:
        """One that does what there is to do, and ends; or dies where it is told to."""
        pid = os.fork()
        if pid == 0:
            mine = Fate(fate)
            mine.watch(self.sessions)
            jobs = self.jobs()
            watched(self.slack, mine)
            jobs._guarded("tick", jobs.tick)
            os._exit(0)
        self.workers[pid] = Worker(None)

    def _border(self) -> int:
        """Early and late ones alike: planning a morning has hundreds of borders, a delivery some twenty."""
        return int(2 ** self.dice.uniform(0, 8))

    def _live(self, fate: dict[str, Any]) -> None:
        mine = Fate(fate)
        mine.watch(self.sessions)
        jobs = self.jobs()
        watched(self.slack, mine)
        pause, threads = threading.Event(), self.dice.random() < 0.5
        while True:
            jobs._plan(guarded)
            jobs._guarded("deliver", jobs._hand_out if threads else jobs.tick)
            pause.wait(0.02)


def main() -> None:
    """The order is the argument."""
    logging.disable(logging.CRITICAL)
    order = json.loads(sys.argv[1])
    nursery = Nursery(order)
    nursery.warm()
    nursery.run()


if __name__ == "__main__":
    main()
