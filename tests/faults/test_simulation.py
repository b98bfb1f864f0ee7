"""Deterministic simulation: whatever a seed does to the replicas, each thing owed arrives once."""

import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.faults.conftest import Furnished
from tests.faults.ledger import Base
from tests.faults.simulation import Simulation
from tests.faults.slack import REFUSED, UNCLEAR
from tests.jobs.town import Town

SEEDS = int(os.environ.get("STAGEPOST_SEEDS", "2000"))
FIRST = int(os.environ.get("STAGEPOST_SEED", "0"))
PART = 250
TIMES = {"killed": "kills", "stopped": "stops"}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What goes wrong here is meant to: the jobs need not log it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, PART))
def test_no_seed_loses_or_doubles_anything(base: Base, people: Town, first: int) -> None:
    wrong = {seed: found for seed in range(first, first + PART) if (found := Simulation(base, people, seed).run())}
    assert not wrong, f"repeat one with: make faults KILLS=0 SEEDS=1 SEED={min(wrong)}"


def test_the_seeds_meet_every_kind_of_trouble(base: Base, people: Town) -> None:
    met: set[object] = set()
    every = {"", *REFUSED, *UNCLEAR, "killed", "stopped", *product(("postgresql", "scope", "digest"), (True, False))}
    for seed in range(200):
        run = Simulation(base, people, seed)
        run.run()
        met |= run.slack.met | {what for what in ("killed", "stopped") if getattr(run.world, TIMES[what])}
        met |= {(what, getattr(run.scenario, what)) for what in ("postgresql", "scope", "digest")}
        if met == every:
            return
    assert met == every


def _lived(base: Base, people: Town, seeds: Iterable[int]) -> list[str]:
    found = []
    for seed in seeds:
        run = Simulation(base, people, seed)
        run.run()
        found.append(run.history)
    return found


def test_a_seed_replays_exactly(base: Base, people: Town) -> None:
    first = _lived(base, people, range(10))
    assert _lived(base, people, reversed(range(10))) == first[::-1]
    assert len(set(first)) == 10


def _elsewhere(file: Path, town: Town) -> list[str]:
    logging.disable(logging.CRITICAL)
    return _lived(Base(file), town, range(20))


def test_a_seed_is_the_same_in_every_process(base: Base, furnished: Furnished) -> None:
    file, town = furnished
    with multiprocessing.get_context("spawn").Pool(1) as pool:  # which hashes otherwise
        elsewhere = pool.apply(_elsewhere, (file, replace(town, sessions=None)))
    assert elsewhere == _lived(base, town, range(20))


def test_a_seed_is_the_same_the_long_way_round_through_sqlalchemy(base: Base, furnished: Furnished) -> None:
    file, town = furnished
    assert _lived(Base(file, short=False), town, range(40)) == _lived(base, town, range(40))
