"""The only clocks: the machine's, and one that can be moved for the sandbox and for rehearsals."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whoever tells the business time, always aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """The machine's clock plus a shift: time runs on, and can be moved."""

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start` (aware), or at the machine's time."""
        self._machine = SystemClock()
        self._shift = (start - self._machine.now()) if start else timedelta()

    def now(self) -> datetime:
        """The present moment, shifted, in UTC."""
        return self._machine.now() + self._shift

    def advance(self, by: timedelta) -> None:
        """Move on by `by`; time then runs on from there."""
        self._shift += by
