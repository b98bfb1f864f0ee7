"""What the tests need of the machine, found or installed and never imitated: a PostgreSQL and a browser."""

import os
from datetime import datetime

WITHOUT = "STAGEPOST_TESTS_WITHOUT"
PARTS = frozenset({"postgresql", "browser"})


class MissingPart(Exception):
    """A part of the machine that can not be had; says how to do without it."""

    def __init__(self, part: str, why: str) -> None:
        """`why` is a sentence that says what was looked for."""
        super().__init__(f"{why}\nTo leave the tests that need it out: {WITHOUT}={part}")


def left_out() -> frozenset[str]:
    """The parts somebody chose to do without, by name: `STAGEPOST_TESTS_WITHOUT=browser,postgresql`."""
    named = frozenset(os.environ.get(WITHOUT, "").replace(",", " ").split())
    if unknown := named - PARTS:
        raise ValueError(f"{WITHOUT} names {', '.join(sorted(unknown))}; it knows {', '.join(sorted(PARTS))}")
    return named


def say(text: str) -> None:
    """Tell whoever waits what is happening, with the time, as the Makefile does."""
    print(f"{datetime.now().astimezone():%H:%M:%S}  {text}", flush=True)
