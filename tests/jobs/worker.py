"""Workers that tests kill: the real parts, forked from a warm parent, dying or stopping where they are told to.

Production code has no hooks: what happens is seen from outside, through SQLAlchemy's events and the client.
"""

import json
import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event, select, update

from bot.clock import SystemClock
from handlers.texts import for_member
from jobs import clients, deliveries
from jobs.schedule import Jobs
from store import attempts
from store.models.deliveries import deliveries as table
from store.sessions import Sessions
from tests.jobs.town import NOTE, client, note


class Fate:
    """Counts what happens at the borders, and ends or stops the process at the one it was told."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.at, self.nth, self.signal = order.get("at"), order.get("nth"), order.get("signal", signal.SIGKILL)
        self.log, self.seen, self.step = Path(order["log"]) if order.get("log") else None, 0, ""

    def passes(self, what: str) -> None:
        """Something is about to happen, or just did."""
        self.seen += 1
        if self.log:
            with self.log.open("a") as file:
                file.write(f"{what}\n")
        if what == self.at or self.seen == self.nth:
            self.at = self.nth = None
            os.kill(os.getpid(), self.signal)

    def watch(self, sessions: Sessions) -> None:
        """See every statement, commit and end of a transaction, named after the step of the protocol."""

        @event.listens_for(sessions.engine, "before_cursor_execute")
        def execute(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.step = step(statement) or self.step
            self.passes(f"{self.step} execute")

        @event.listens_for(sessions.engine, "commit")
        def commit(_c: Any) -> None:
            self.passes(f"{self.step} commit")

        @event.listens_for(sessions.engine, "checkin")
        def done(_c: Any, _record: Any) -> None:
            self.step, finished = "", self.step
            self.passes(f"{finished} done")


def step(statement: str) -> str:
    """The step of the protocol that a statement belongs to."""
    if not statement.startswith("UPDATE deliveries") or "carrier_id =" in statement:
        return ""
    if "first_started_at" in statement:
        return "start"
    if "reason=" in statement:
        return "settle"
    return "claim" if "lease_until=" in statement and "due_at=" not in statement else ""


def watched(slack: WebClient, fate: Fate) -> WebClient:
    """The client, seen before and after each call."""
    call = slack.api_call

    def api_call(method: str, **arguments: Any) -> Any:
        fate.passes(f"call {method}")
        try:
            return call(method, **arguments)
        finally:
            fate.passes(f"answer {method}")

    slack.api_call = api_call  # type: ignore[method-assign] # this one object only
    return slack


def unfenced(name: str) -> Any:
    """A statement of `attempts` that only asks for the row, and no more whose it is."""
    held = getattr(attempts, name)
    rest = held._where_criteria[len(attempts._MINE) :]
    return update(table).where(attempts._MINE[0], *rest).values(held._values)


def unfenced_look() -> Any:
    """How long the row is held, by whomever."""
    return select(table.c.lease_until).where(attempts._MINE[0])


def plant(bug: str | None) -> None:
    """Take one rule out of the protocol: what is then wrong must be seen by the tests."""
    if bug == "no fence":
        attempts._START, attempts._SETTLE = unfenced("_START"), unfenced("_SETTLE")
        attempts._HELD_UNTIL = unfenced_look()
    elif bug == "no lookup":
        deliveries.look_back = lambda *_: None
    elif bug == "no condition":
        claimed = attempts._CLAIM
        attempts._CLAIM = update(table).where(claimed._where_criteria[0]).values(claimed._values)
    elif bug == "no start":
        attempts.start = lambda *_, **__: True
    elif bug == "no last look at the bytes":
        clients.last_look = lambda: None
    elif bug is not None:
        raise ValueError(bug)


def run(order: dict[str, Any]) -> None:
    """Deliver until nothing is left (`once`), or until killed."""
    logging.disable(logging.CRITICAL)
    plant(order.get("plant"))
    sessions, fate = Sessions(order["database"], pool=5), Fate(order)
    fate.watch(sessions)
    slack = watched(client(order["slack"], order["token"], order["timeout"]), fate)
    jobs = Jobs(
        sessions, lambda _team: slack, SystemClock(), for_member, lease_seconds=order["lease"], more_kinds={NOTE: note}
    )
    pause = threading.Event()
    while True:
        jobs._guarded("tick", jobs.tick)
        if order.get("once"):
            return
        pause.wait(0.02)


def nursery() -> None:
    """Fork a worker for every line that comes in, and say its number; ends with its input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    nursery()
