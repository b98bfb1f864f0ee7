"""`make faults`: kills, on both databases, and seeds of the simulation, as many as asked for."""

import argparse
import logging
import multiprocessing
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from store.schema import migrate
from tests.faults.kills import Outcome, killed
from tests.faults.ledger import Base
from tests.faults.progress import Progress
from tests.faults.simulation import Simulation, template
from tests.jobs.town import Town
from tests.machine import left_out, postgresql

PART = 25  # seeds a process runs before it says how it went


def main() -> int:
    """0 when nothing was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--kills", type=int, default=500, help="on each database; a fifth of them without history")
    parser.add_argument("--seeds", type=int, default=2000, help="of the simulation")
    parser.add_argument("--seed", type=int, help="to repeat a run: the first seed, and the kill loops'")
    asked = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000_000) if asked.seed is None else asked.seed
    again = f"make faults KILLS={asked.kills} SEEDS={asked.seeds} SEED={seed}"
    print(f"seed {seed}; to repeat: {again}", flush=True)
    outcomes = list(_kills(asked.kills, seed)) if asked.kills else []
    failing = _seeds(seed, asked.seeds) if asked.seeds else []
    _table(outcomes)
    wrong = [line for outcome in outcomes for line in outcome.wrong]
    for line in wrong[:40]:
        print(f"  {line}")
    if wrong or failing:
        print(f"WRONG; to repeat: {again}")
    return 1 if wrong or failing else 0


def _kills(kills: int, seed: int) -> Iterator[Outcome]:
    for name in ("sqlite", "postgresql"):
        if name in left_out():
            continue
        for scope, share in ((True, kills - kills // 5), (False, kills // 5)):
            replicas = 1 if name == "sqlite" else 3
            told = "with" if scope else "without"
            print(f"{name}, {replicas} at once, {told} the history scope: {share} kills", flush=True)
            with _database(name) as url:
                yield killed(url, share, seed, replicas=replicas, scope=scope, say=lambda line: print(line, flush=True))


@contextmanager
def _database(name: str) -> Iterator[str]:
    if name == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/stagepost.db"
            migrate(url)
            yield url
    else:
        with postgresql.running() as server, server.database() as database:
            migrate(server.url(database))
            yield server.url(database)


def _seeds(first: int, count: int) -> list[int]:
    """The seeds that found something; over all cores."""
    done, failing, progress = 0, [], Progress(count)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.db"
        migrate(f"sqlite:///{file}")
        town = replace(template(file), sessions=None)  # they do not travel to other processes, nor are they asked for
        parts = [(at, min(PART, first + count - at)) for at in range(first, first + count, PART)]
        with multiprocessing.get_context("fork").Pool(os.cpu_count(), _begin, (file, town)) as pool:
            for ran, found in pool.imap_unordered(_part, parts):
                done += ran
                for seed, wrong in found:
                    failing.append(seed)
                    progress.say(f"seed {seed}: {wrong[:3]}; to repeat: make faults KILLS=0 SEEDS=1 SEED={seed}")
                progress.at(done, len(failing))
    progress.end()
    return failing


_worker: list[Any] = []  # what a process keeps for all its seeds: the database in memory, and who is in it


def _begin(file: Path, town: Town) -> None:
    logging.disable(logging.CRITICAL)
    _worker[:] = Base(file), town


def _part(part: tuple[int, int]) -> tuple[int, list[tuple[int, list[str]]]]:
    first, count = part
    found = ((seed, Simulation(*_worker, seed).run()) for seed in range(first, first + count))
    return count, [(seed, wrong) for seed, wrong in found if wrong]


def _table(outcomes: list[Outcome]) -> None:
    if outcomes:
        print(f"{'database':12}{'history':>8}{'kills':>7}{'stops':>7}{'due':>7}{'attempts':>9}{'sent':>7}"
              f"{'lost':>6}{'doubled':>9}{'withdrawn':>11}{'unsure':>8}{'wrong':>7}{'seconds':>9}")  # fmt: skip
    for one in outcomes:
        print(f"{one.database:12}{'yes' if one.scope else 'no':>8}{one.kills:7}{one.stops:7}{one.due:7}{one.attempts:9}"
              f"{one.sent:7}{one.lost:6}{one.doubled:9}"
              f"{one.withdrawn:11}{one.unsure:8}{len(one.wrong):7}{one.seconds:9.1f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
