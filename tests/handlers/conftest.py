"""What the tests of listeners share."""

from collections.abc import Callable, Iterator

import pytest

from handlers import texts
from handlers.asked import Asked
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm, at, founded


@pytest.fixture
def firm(sqlite_url: str) -> Iterator[Firm]:
    """A workspace with a cycle and its people."""
    sessions = Sessions(sqlite_url)
    yield founded(sessions, "T1")
    sessions.close()


@pytest.fixture
def typed(firm: Firm) -> Callable[[str], Asked]:
    """What Ana typed behind a verb."""
    ana = firm.fresh(firm.ana)
    return lambda text: Asked("command", ana, texts.for_member(ana), at(BEGAN), {}, text)
