"""What is wrong with an open opportunity that somebody can mend at once (issue 4, Fix-it sweep)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.rules.reminders import overstayed_on
from store.rules.words import Fault


@dataclass(frozen=True, slots=True)
class Condition:
    """How an opportunity stands, as far as it can be wrong; what history tells is None while it is not started."""

    closing_on: date | None
    value: Decimal | None
    stay_on: date | None
    most_days: int
    open_tasks: bool


def faults(found: Condition, today: date) -> tuple[Fault, ...]:
    """What is wrong, the most serious first: closing date passed, overstayed, without value, without a next step."""
    wrong = {
        Fault.CLOSING: found.closing_on is not None and found.closing_on < today,
        Fault.STAGE: found.stay_on is not None and overstayed_on(found.stay_on, found.most_days) <= today,
        Fault.VALUE: not found.value,
        Fault.TASK: not found.open_tasks,
    }
    return tuple(fault for fault, is_so in wrong.items() if is_so)
