"""Starting workers, killing and stopping them, and the one oracle: everything owed arrived exactly once."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from store.doubles import KIND
from store.models.deliveries import deliveries as table
from store.rules.words import DeliveryState
from store.sessions import Sessions
from tests.jobs.town import Town, arrivals, founded

ROOT = Path(__file__).parents[2]
LEASE, TIMEOUT, LOOK = 0.6, 0.25, 0.01  # seconds


class Killing:
    """Workers on one database and one Slack, which both go by the machine's clock."""

    def __init__(self, url: str, town: Town, nursery: "subprocess.Popen[str]") -> None:
        self.url, self.town, self._nursery = url, town, nursery
        self.workers: list[int] = []

    def worker(self, lease: float = LEASE, **order: Any) -> int:
        """Start one; `at` or `nth`: where it dies (or, with another `signal`, stops); `plant`: a bug it has."""
        slack = {"slack": self.town.sandbox.url, "token": self.town.sandbox.environment()["SLACK_BOT_TOKEN"]}
        line = json.dumps({"database": self.url, "lease": lease, "timeout": TIMEOUT, **slack, **order})
        assert self._nursery.stdin and self._nursery.stdout
        self._nursery.stdin.write(line + "\n")
        self._nursery.stdin.flush()
        self.workers.append(int(self._nursery.stdout.readline()))
        return self.workers[-1]

    def kill(self, worker: int) -> None:
        """kill -9, in the middle of whatever it does."""
        if self._state(worker):
            os.kill(worker, signal.SIGKILL)
        self.gone(worker)

    def go_on(self, worker: int) -> None:
        """Let a stopped one continue."""
        os.kill(worker, signal.SIGCONT)

    def gone(self, worker: int, seconds: float = 20) -> None:
        """Wait until a worker ended."""
        self._until(lambda: not self._state(worker), f"worker {worker} does not end", seconds)
        self.workers.remove(worker)

    def stopped(self, worker: int) -> None:
        """Wait until a worker stopped where it was told to."""
        self._until(lambda: self._state(worker) == "T", f"worker {worker} does not stop")

    def settled(self, seconds: float = 60) -> None:
        """Wait until nothing waits any more."""
        self._until(lambda: not self._waiting(), "something still waits", seconds)

    def verdict(self) -> tuple[list[str], list[str]]:
        """The oracle: what was lost, and what arrived more than once."""
        arrived = arrivals(self.town.sandbox)
        with self.town.sessions.reading() as session:
            owed = session.connection.execute(select(table.c.key, table.c.state).where(table.c.kind != KIND)).all()
        lost = [row.key for row in owed if row.state == DeliveryState.SENT and not arrived.get(row.key)]
        lost += [f"{row.key} {row.state}" for row in owed if row.state != DeliveryState.SENT]
        return lost, [key for key, times in arrived.items() if times > 1]

    def taken_back(self) -> int:
        """How many messages came twice, and were deleted."""
        return self.town.sandbox.faults.accepted["chat.delete"]

    def end(self) -> None:
        """End every worker that is left."""
        for worker in list(self.workers):
            self.kill(worker)

    def _waiting(self) -> bool:
        with self.town.sessions.reading() as session:
            open_states = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNSURE)
            return session.value(select(table.c.id).where(table.c.state.in_(open_states)).limit(1)) is not None

    def _until(self, holds: Any, otherwise: str, seconds: float = 20) -> None:
        changes = self.town.sandbox.world.changes
        for _ in range(int(seconds / LOOK)):
            if holds():
                return
            with changes:  # Slack's side wakes us; the database and the processes can not
                changes.wait(LOOK)
        raise AssertionError(otherwise)

    @staticmethod
    def _state(worker: int) -> str:
        """The letter of a process's state; empty when it is gone."""
        try:
            text = Path(f"/proc/{worker}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        letter = text.rpartition(")")[2].split()[0]
        return "" if letter in "ZX" else letter


@contextmanager
def nursery() -> Iterator["subprocess.Popen[str]"]:
    """A warm parent of workers."""
    command = [sys.executable, "-m", "tests.jobs.worker"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        process.wait(10)


@contextmanager
def killing(url: str, sessions: Sessions, parent: "subprocess.Popen[str]", **more: Any) -> Iterator[Killing]:
    """A town in real time, and workers for it; `more` is how its Slack is."""
    clock = MovableClock()
    with Sandbox(clock=clock, transport="http", messages_per_second=None, **more) as sandbox:
        here = Killing(url, founded(sessions, sandbox, clock), parent)
        try:
            yield here
        finally:
            here.end()
