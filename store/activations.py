"""What activating the first stage asks for (domain.md B.5; decisions 7 and 22)."""

from datetime import date
from typing import TYPE_CHECKING

from store import cycles
from store.rules import moves
from store.rules.checks import Checks
from store.rules.refusals import Missing, NoStages
from store.rules.words import Action

if TYPE_CHECKING:
    from store.opportunities import First


def estimates(cycle: cycles.Cycle | None, asked: "First", today: date) -> moves.Estimates | None:
    """The estimates of the first stage. Raises what is missing or wrong on `value`, `chances`, `closing_on`."""
    checks = Checks()
    for field in ("value", "chances", "closing_on"):
        if getattr(asked, field) is None:
            checks(_missing, field)
    if cycle is not None and not cycle.stages:
        raise NoStages(cycle.code)
    checks.done()
    if cycle is None:
        return None
    assert asked.value is not None and asked.chances is not None and asked.closing_on is not None  # noqa: S101 - checked
    return moves.estimates(
        cycle.method,
        Action.FIRST,
        cycle.stages[0],
        asked.value,
        asked.chances,
        asked.closing_on,
        today,
    )


def _missing(field: str) -> None:
    raise Missing(field)
