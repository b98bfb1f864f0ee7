"""The firm that every test of the store may ask for."""

import pytest

from store.sessions import Sessions
from tests.store.firm import Firm, founded


@pytest.fixture
def firm(sessions: Sessions) -> Firm:
    """A workspace with Ana (admin), Ben (salesperson), EX-LARGE without date formulas, a company and a person."""
    return founded(sessions)


@pytest.fixture
def other(sessions: Sessions) -> Firm:
    """Another workspace in the same database."""
    return founded(sessions, "T2", prefix="Other ")
