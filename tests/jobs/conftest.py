"""A town with a clock that can be moved."""

from collections.abc import Iterator

import pytest

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from store.sessions import Sessions
from tests.jobs.town import BEGAN, MONDAY, SCOPES, Town, founded


@pytest.fixture
def town(sessions: Sessions) -> Iterator[Town]:
    """A workspace on this database and a Slack beside it, on a Monday at eight in Zurich."""
    clock = MovableClock(MONDAY)
    with Sandbox(clock=clock, transport="http", messages_per_second=None) as sandbox:
        yield founded(sessions, sandbox, clock)


@pytest.fixture
def selling(sessions: Sessions) -> Iterator[Town]:
    """A town whose Slack lets the app read channels, with Ana and Chloé selling, and nothing said so far."""
    clock = MovableClock(MONDAY)
    with Sandbox(clock=clock, transport="http", messages_per_second=None, scopes=SCOPES) as sandbox:
        town = founded(sessions, sandbox, clock)
        town.jobs().tick()
        sandbox.world.messages.clear()
        town.opportunity(town.ana, "Two pumps", on=BEGAN)
        town.opportunity(town.chloe, "Boiler <!channel>", on=BEGAN)
        yield town
