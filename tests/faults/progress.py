"""How far a long run is: a line that is written over on a terminal, now and then a line of its own elsewhere."""

import sys
import time
from datetime import timedelta

_QUIET = 30.0  # seconds between two lines where nobody watches


class Progress:
    """Of so many seeds."""

    def __init__(self, total: int) -> None:
        self._total, self._began, self._told = total, time.monotonic(), time.monotonic()
        self._watched = sys.stdout.isatty()

    def at(self, done: int, wrong: int) -> None:
        """So many are done, and so many of them found something."""
        now = time.monotonic()
        if not self._watched and done < self._total and now - self._told < _QUIET:
            return
        self._told = now
        line = told(done, self._total, now - self._began, wrong)
        print(f"\r{line:<79}" if self._watched else line, end="" if self._watched else "\n", flush=True)

    def say(self, line: str) -> None:
        """A line that stays."""
        print(f"\r{line:<79}" if self._watched else line, flush=True)

    def end(self) -> None:
        """Leave what was said last."""
        if self._watched:
            print(flush=True)


def told(done: int, total: int, seconds: float, wrong: int) -> str:
    """How far it is, how fast, and how long it will still take."""
    rate = done / max(seconds, 0.001)
    left = timedelta(seconds=round((total - done) / rate)) if rate else "?"
    until = f"{left} left" if done < total else f"took {timedelta(seconds=round(seconds))}"
    return f"simulation: {done} of {total} seeds, {rate:.0f} a second, {wrong} wrong, {until}"
