"""`make faults`: kills, on both databases, and seeds of the simulation, as many as asked for."""

import argparse
import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.schema import migrate
from tests.faults.kills import Outcome, killed
from tests.faults.ledger import Base
from tests.faults.simulation import Simulation, template
from tests.machine import left_out, postgresql

PART = 200  # seeds between two lines of progress


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
    began, done, failing = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.db"
        migrate(f"sqlite:///{file}")
        town = template(file)
        town.sessions = None  # type: ignore[assignment] # it does not travel to other processes, nor is it asked for
        parts = [(file, town, at, min(PART, first + count - at)) for at in range(first, first + count, PART)]
        with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
            for ran, found in pool.imap_unordered(_part, parts):
                done += ran
                for seed, wrong in found:
                    failing.append(seed)
                    print(f"seed {seed}: {wrong[:3]}; to repeat: make faults KILLS=0 SEEDS=1 SEED={seed}", flush=True)
                if done % (PART * 5) < ran or done == count:
                    rate = done / (time.monotonic() - began)
                    print(f"simulation: {done} of {count} seeds, {rate:.0f} a second, {len(failing)} wrong", flush=True)
    return failing


def _part(part: tuple[Path, object, int, int]) -> tuple[int, list[tuple[int, list[str]]]]:
    file, town, first, count = part
    logging.disable(logging.CRITICAL)
    base = Base(file)
    found = []
    for seed in range(first, first + count):
        if wrong := Simulation(base, town, seed).run():  # type: ignore[arg-type] # what was pickled is the town
            found.append((seed, wrong))
    base.close()
    return count, found


def _table(outcomes: list[Outcome]) -> None:
    if outcomes:
        print(f"{'database':12}{'history':>8}{'kills':>7}{'stops':>7}{'due':>7}{'attempts':>9}{'sent':>7}"
              f"{'lost':>6}{'doubled':>9}{'unsure':>8}{'wrong':>7}{'seconds':>9}")  # fmt: skip
    for one in outcomes:
        print(f"{one.database:12}{'yes' if one.scope else 'no':>8}{one.kills:7}{one.stops:7}{one.due:7}{one.attempts:9}"
              f"{one.sent:7}{one.lost:6}{one.doubled:9}{one.unsure:8}{len(one.wrong):7}{one.seconds:9.1f}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
