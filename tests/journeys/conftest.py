"""Stagepost in a sandbox: one that is empty for each walk, and one set up that a module's tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.running import Running, Transport, running
from tests.journeys.selling import install


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> Transport:
    """Both ways from Slack to the bot."""
    return request.param  # type: ignore[no-any-return] # one of the two above


@pytest.fixture
def empty(database_url: str, transport: Transport) -> Iterator[Running]:
    """An empty workspace: on either database, over either transport."""
    with running(database_url, transport) as bot:
        yield bot


@pytest.fixture
def small(sqlite_url: str, transport: Transport) -> Iterator[Running]:
    """An empty workspace on SQLite, over either transport."""
    with running(sqlite_url, transport) as bot:
        yield bot


@pytest.fixture
def fresh(sqlite_url: str) -> Iterator[Running]:
    """An empty workspace on SQLite, over HTTP: where the transport makes no difference."""
    with running(sqlite_url, "http") as bot:
        yield bot


@pytest.fixture(scope="module")
def firm(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workspace with EX-LARGE that a module's tests share; over HTTP, so that a test may send what it likes."""
    url = f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('firm') / 'stagepost.db')}"
    with running(url, "http", messages_per_second=None) as bot:
        install(bot.ada)
        bot.ana.command("/opp help")  # whoever is seen for the first time is kept
        yield bot


@pytest.fixture(autouse=True)
def no_form_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test left open in the firm is closed for the next one."""
    yield
    if "firm" in request.fixturenames:
        firm: Running = request.getfixturevalue("firm")
        for user, stack in firm.sandbox.world.stacks.items():
            if stack:
                firm.sandbox.act.close(user, everything=True)
