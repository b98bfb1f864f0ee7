"""Real time for deadlines, which tests can move on."""

import time


class Stopwatch:
    """Real time for deadlines; tests move it on instead of sleeping."""

    def __init__(self) -> None:
        """Start unshifted."""
        self._shift = 0.0

    def now(self) -> float:
        """Seconds of monotonic time."""
        return time.monotonic() + self._shift

    def skip(self, seconds: float) -> None:
        """Let `seconds` have passed."""
        self._shift += seconds
