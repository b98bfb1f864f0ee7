"""What every test may ask for, a database and a browser; and what none may do, reach the network."""

import os
import shutil
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page
from sqlalchemy import make_url

from store.schema import migrate
from store.sessions import Sessions
from tests.machine import browser as browsers
from tests.machine import left_out, postgresql
from tests.machine.server import Server

# A slow machine is no failure; in CI the same examples every time, so that red means the change.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

WITHOUT = left_out()
DATABASES = [name for name in ("sqlite", "postgresql") if name not in WITHOUT]


# --- databases: migrated once, copied for every test ----------------------------------------------------


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of the test's own: once on SQLite, once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def sessions(database_url: str) -> Iterator[Sessions]:
    """Transactions on that database."""
    sessions = Sessions(database_url)
    yield sessions
    sessions.close()


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'stagepost.db')}"


@pytest.fixture
def postgresql_url(postgresql_server: Server, migrated_postgresql: str) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    with postgresql_server.database(template=migrated_postgresql) as name:
        yield postgresql_server.url(name)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file the others are copied from."""
    path = tmp_path_factory.mktemp("migrated") / "stagepost.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: Server) -> Iterator[str]:
    """The name of the PostgreSQL database the others are copied from."""
    with postgresql_server.database() as name:
        migrate(postgresql_server.url(name))
        yield name


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """The PostgreSQL of the whole run."""
    with postgresql.running() as server:
        yield server


# --- a browser ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Only the module's: while it is there, nobody else can run an event loop."""
    with browsers.running() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with no memory of other tests."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


# --- parts that somebody chose to do without ------------------------------------------------------------

NEEDS = {"postgresql": {"postgresql_server"}, "browser": {"browser"}}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests whose part is left out."""
    missing = set().union(*(NEEDS[part] for part in WITHOUT))
    dropped = [item for item in items if missing & set(getattr(item, "fixturenames", ()))]
    if dropped:
        items[:] = [item for item in items if item not in dropped]
        config.hook.pytest_deselected(items=dropped)


def pytest_report_header() -> str:
    """Say so at the top, so that a green run does not claim more than it tested."""
    return f"left out: {', '.join(sorted(WITHOUT))}" if WITHOUT else "left out: nothing"


# --- the network is shut, but for loopback --------------------------------------------------------------


INSIDE = {"", "localhost", make_url(os.environ.get(postgresql.ADDRESS, "x://")).host}


def _outside(host: object) -> bool:
    if not isinstance(host, str) or host in INSIDE:
        return False
    try:
        address = ip_address(host)
        return not (address.is_loopback or address.is_unspecified)  # waitress looks its default up: any of this machine
    except ValueError:
        return True


def _shut(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook: sees every connection Python makes, whichever library makes it."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if _outside(host):
        pytest.fail(f"a test reached for {host}: the network is shut but for loopback", pytrace=True)


sys.addaudithook(_shut)
