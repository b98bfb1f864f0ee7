"""What activating the first stage asks for (domain.md B.5; decisions 7 and 22)."""

from datetime import date
from typing import TYPE_CHECKING

from store import cycles
from store.rules import moves
from store.rules.checks import Checks, given
from store.rules.refusals import NoStages
from store.rules.words import Action

if TYPE_CHECKING:
    from store.opportunities import First


def estimates(cycle: cycles.Cycle | None, asked: "First", today: date) -> moves.Estimates | None:
    """The estimates of the first stage. Raises what is missing or wrong on `value`, `chances`, `closing_on`."""
    checks = Checks()
    value = checks(given, asked.value, "value")
    chances = checks(given, asked.chances, "chances")
    closing_on = checks(given, asked.closing_on, "closing_on")
    if cycle is not None and not cycle.stages:
        raise NoStages(cycle.code)
    checks.done()
    if cycle is None:
        return None
    return moves.estimates(cycle.method, Action.FIRST, cycle.stages[0], value, chances, closing_on, today)
