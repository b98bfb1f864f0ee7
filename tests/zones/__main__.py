"""`make zones YEARS=20`: the proof of every zone, for as many years as one likes, at every half hour of the day."""

import argparse
import os
import sys
import time as clock
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial

from tests.zones import HALF_HOURS, ZONES, run


def _proved(name: str, first: date, last: date) -> tuple[str, int]:
    return next(run([name], HALF_HOURS, first, last))


def main() -> None:
    """Prove every zone; stops at the first that rings twice, or not at all."""
    parser = argparse.ArgumentParser(prog="make zones")
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--first", type=int, default=2010, help="the year to begin with")
    asked = parser.parse_args()
    first, last = date(asked.first, 1, 1), date(asked.first + asked.years - 1, 12, 31)
    print(f"{len(ZONES)} zones, {len(HALF_HOURS)} times a day, {first} to {last}", flush=True)
    began, rung = clock.monotonic(), 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, (name, times) in enumerate(pool.map(partial(_proved, first=first, last=last), ZONES), 1):
            rung += times
            print(f"\r{done}/{len(ZONES)} {name:<40}", end="", file=sys.stderr, flush=True)
    seconds = clock.monotonic() - began
    print(f"\n{rung:,} occurrences: each local date has exactly one, in {seconds:.0f} s")


if __name__ == "__main__":
    main()
