"""One message a second in each channel."""

import math

from bot.sandbox.refusals import SlackError
from bot.sandbox.stopwatch import Stopwatch


class Pace:
    """Remembers when each channel last got a message."""

    def __init__(self, stopwatch: Stopwatch, messages_per_second: float | None) -> None:
        """None: as fast as they come."""
        self._stopwatch = stopwatch
        self._gap = 1 / messages_per_second if messages_per_second else 0.0
        self._last: dict[str, float] = {}

    def take(self, channel: str) -> None:
        """Count a message. Raises ratelimited when the channel got one within the gap."""
        now = self._stopwatch.now()
        wait = self._last.get(channel, -math.inf) + self._gap - now
        if wait > 0:
            raise SlackError("ratelimited", status=429, retry_after=math.ceil(wait))
        self._last[channel] = now
