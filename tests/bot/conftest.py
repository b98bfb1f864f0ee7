"""A front door on a port of its own, and `stagepost run` as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.metrics import Metrics
from bot.transports.dispatching import Dispatcher
from bot.transports.front_door import FrontDoor
from bot.transports.http import HttpServer
from tests.bot.asking import FORM, SECRET, Answer, Heard, ask, form, signed, until


class Door:
    """A front door with a real Bolt app behind it."""

    def __init__(self) -> None:
        self.heard, self.metrics = Heard(), Metrics()
        self.is_ready, self.trouble = True, ""
        front_door = FrontDoor(
            Dispatcher(self.heard.app, self.metrics),
            self.metrics,
            signing_secret=SECRET,
            trouble=lambda: self.trouble,
            ready=lambda: self.is_ready,
        )
        self.server = HttpServer(front_door, "127.0.0.1", 0)
        self.server.start()

    def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Post to where Slack posts."""
        return ask(self.server.address, "POST", "/slack/events", body, headers)

    def say(self, fields: dict[str, str]) -> Answer:
        """Post a signed form."""
        return self.post(form(fields), signed(form(fields), FORM))

    def get(self, path: str) -> Answer:
        """Look at an address."""
        return ask(self.server.address, "GET", path)


@pytest.fixture(scope="module")
def shared_door() -> Iterator[Door]:
    """One for a whole module."""
    door = Door()
    yield door
    door.server.stop(1)


@pytest.fixture
def door(shared_door: Door) -> Iterator[Door]:
    """The module's, as new."""
    shared_door.heard.bodies.clear()
    shared_door.heard.headers.clear()
    yield shared_door
    shared_door.is_ready, shared_door.trouble = True, ""


class Program:
    """`stagepost run`, or another of its commands, as a process."""

    def __init__(self, arguments: list[str], environment: dict[str, str], folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "STAGEPOST_"))}
        self.environment = environment
        self.errors = folder / f"stderr{len(list(folder.glob('stderr*')))}"
        with self.errors.open("ab") as stderr:
            self.process = subprocess.Popen(
                [Path(sys.executable).with_name("stagepost"), *arguments],
                env=kept | environment,
                cwd=folder,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
            )

    @property
    def written(self) -> str:
        """Its error stream so far."""
        return self.errors.read_text()

    @property
    def address(self) -> str:
        """Where it listens, once it has said so."""
        until(lambda: "listens at" in self.written or self.process.poll() is not None)
        assert self.process.poll() is None, self.written
        return self.written.partition("listens at ")[2].split()[0]

    def get(self, path: str) -> Answer:
        """Look at an address."""
        return ask(self.address, "GET", path)

    def until_ready(self) -> None:
        """Wait for readiness."""
        until(lambda: self.get("/readyz").status == 200)

    def terminate(self) -> None:
        """Ask it to stop."""
        self.process.send_signal(signal.SIGTERM)

    def ended(self) -> tuple[int, str]:
        """Wait for its end: the exit code, and what it printed."""
        printed, _ = self.process.communicate(timeout=30)
        return self.process.returncode, printed


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts programs, and ends them after the test."""
    started: list[Program] = []

    def start(*arguments: str, **environment: str) -> Program:
        one = Program(list(arguments), environment, tmp_path)
        started.append(one)
        return one

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
