"""A town with a clock that can be moved."""

from collections.abc import Iterator

import pytest

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from store.sessions import Sessions
from tests.jobs.town import MONDAY, Town, founded


@pytest.fixture
def town(sessions: Sessions) -> Iterator[Town]:
    """A workspace on this database and a Slack beside it, on a Monday at eight in Zurich."""
    clock = MovableClock(MONDAY)
    with Sandbox(clock=clock, transport="http", messages_per_second=None) as sandbox:
        yield founded(sessions, sandbox, clock)
