"""Who tells the time: the store takes moments only, those who call it hold a clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Whoever tells the business time, always aware and in UTC."""

    def now(self) -> datetime: ...
