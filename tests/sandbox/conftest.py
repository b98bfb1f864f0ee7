"""A sandbox with its own clock, and a demo app on it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from tests.sandbox.demo import CLOSING, Demo, client


@pytest.fixture(autouse=True, scope="session")
def _closed() -> Iterator[None]:
    """Ends the session when every demo app has ended."""
    yield
    for closing in CLOSING:
        closing.join()


@pytest.fixture
def make() -> Iterator[Callable[..., Sandbox]]:
    """Starts sandboxes, and stops them after the test."""
    started: list[Sandbox] = []

    def start(**settings: Any) -> Sandbox:
        sandbox = Sandbox(clock=settings.pop("clock", None) or MovableClock(), **settings)
        sandbox.start()
        started.append(sandbox)
        return sandbox

    yield start
    for sandbox in started:
        sandbox.stop()


@pytest.fixture
def sandbox(make: Callable[..., Sandbox]) -> Sandbox:
    """A sandbox nobody is connected to."""
    return make()


@pytest.fixture
def slack(sandbox: Sandbox) -> WebClient:
    """The Web API of that sandbox."""
    return client(sandbox)


@pytest.fixture
def demo_on() -> Iterator[Callable[[Sandbox], Demo]]:
    """Starts demo apps, and stops them after the test."""
    started: list[Demo] = []

    def start(sandbox: Sandbox) -> Demo:
        demo = Demo(sandbox).start()
        started.append(demo)
        return demo

    yield start
    for demo in started:
        demo.stop()


@pytest.fixture(params=["socket", "http"])
def demo(request: pytest.FixtureRequest, make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]) -> Demo:
    """A demo app, over Socket Mode and over signed HTTP."""
    return demo_on(make(transport=request.param))
