"""Negative controls: each rule taken out once is seen by the simulation within a few seeds."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.bugs import BUGS, planted
from tests.faults.conftest import Furnished
from tests.faults.ledger import Base
from tests.faults.simulation import Simulation
from tests.faults.slack import REFUSED
from tests.faults.virtual import Chances
from tests.jobs.town import Town

MOST = 150  # seeds; all are seen far earlier
_SLEEPY = {"replicas": 3, "chances": Chances(stop=0.03, fault=0.3), "scope": True}
_DROWSY = {"replicas": 3, "chances": Chances(stop=0.03), "faults": REFUSED, "scope": True, "gap": True}
_DEADLY = {"replicas": 2, "chances": Chances(kill=0.03, trouble=0.03), "notes": 4, "scope": True}
_BUSY = {"replicas": 3, "postgresql": True, "chances": Chances(), "notes": 4, "scope": True}
# Where a bug shows itself soon; what is not named is drawn.
WHERE: dict[str, dict[str, Any]] = {
    "no fence": _SLEEPY,
    "writes without their attempt": _SLEEPY,
    "no last look": _SLEEPY | {"chances": Chances(stop=0.04), "notes": 4, "postgresql": False},
    "no last look at the bytes": _SLEEPY | {"gap": False},
    "doubles stay": _DROWSY,
    "what came first is taken back": _DROWSY,
    "no patience with Slack": {"chances": Chances(fault=0.5), "faults": ("late",), "scope": True},
    "no condition": _BUSY,
    "held ones are claimed": _BUSY | {"chances": Chances(fault=0.1)},
    "planned by everybody": _BUSY,
    "rests are not obeyed": {"chances": Chances(fault=0.3), "faults": REFUSED},
    "429 is unknown": {"chances": Chances(fault=0.3), "faults": REFUSED},
    "key by moment": _DEADLY,
    "no unique key": _DEADLY,
    "fallen ones go along": {"changes": 3, "scope": True},
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What goes wrong here is meant to: the jobs need not log it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("bug", sorted(BUGS))
def test_a_rule_taken_out_is_seen(base: Base, people: Town, bug: str) -> None:
    with planted(bug):
        seen = _seen(base, people, bug)
    assert seen is not None


def test_without_unique_keys_a_thing_is_owed_and_told_twice(furnished: Furnished) -> None:
    base = Base(furnished[0])
    base.without_unique_keys()
    assert _seen(base, furnished[1], "no unique key") is not None


def test_where_the_bugs_are_looked_for_nothing_is_wrong_without_them(base: Base, people: Town) -> None:
    for where in WHERE.values():
        assert [Simulation(base, people, seed, **where).run() for seed in range(3)] == [[], [], []]


def _seen(base: Base, people: Town, bug: str) -> int | None:
    """The first seed that shows it."""
    where = WHERE.get(bug, {})
    return next((seed for seed in range(MOST) if Simulation(base, people, seed, **where).run()), None)
