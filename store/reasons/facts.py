"""What a reason to remind somebody is: its kind, the fact it rests on, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """The kinds of reminder."""

    TASK = "task"
    CLOSING = "closing"
    STAGE = "stage"
    IDLE = "idle"
    NOT_STARTED = "not_started"


class End(StrEnum):
    """What became of a reason that is one no more."""

    DONE = "done"
    CANCELLED = "cancelled"
    MOVED = "moved"
    OFF = "off"  # its kind was switched off
    PARKED = "parked"
    MUTED = "muted"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is to be reminded, as of now; `end` when it is no reason any more.

    `mark` tells one fact of a kind from the next: the task, the stay, the closing date, the day of the last activity.
    """

    why: Why
    number: str | None  # the opportunity's
    description: str | None
    contact: str | None
    seen: int  # the active history entry, for the Next button; 0: none
    mark: str
    since: date  # the first day it was a reason
    arose_at: datetime  # when it came into being
    snoozed_until: date | None
    end: End | None
    task_description: str = ""
    stage: str = ""
    began_on: date | None = None  # the stay, the days without activity, or the opportunity
    most_days: int = 0
    closing_on: date | None = None
    again_on: date | None = None  # when it would be said once more, as the bundle that carries it says
    absent: str = ""  # for whom it is said to the one who covers
    absent_until: date | None = None

    @property
    def about(self) -> str:
        """The fact's key without which time: `rem:OP000007:task:TD000003`, `rem:OP000007:stage:2`."""
        return f"rem:{self.number or '-'}:{self.why}:{self.mark}"

    @property
    def task(self) -> str | None:
        """The task's number."""
        return self.mark if self.why is Why.TASK else None

    @property
    def fact(self) -> dict[str, Any]:
        """What is kept of it: enough to find it again as it is by then."""
        return {"why": self.why.value, "opportunity": self.number, "mark": self.mark}

    def days(self, today: date) -> int:
        """How long it has been in its stage, without activity, or not started."""
        return (today - self.began_on).days if self.began_on else 0
