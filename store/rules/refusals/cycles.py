"""What is set up does not allow it."""

from store.rules.refusals.base import Refusal
from store.rules.words import Outcome


class NoStages(Refusal):
    """A cycle without stages can not be activated."""

    cycle: str
    field: str | None = "cycle"


class CycleBlocked(Refusal):
    """A blocked cycle takes no new opportunities."""

    cycle: str
    field: str | None = "cycle"


class NoCycle(Refusal):
    """No sales cycle is set up yet; `admins` can do it (their Slack ids)."""

    admins: tuple[str, ...]


class WrongCode(Refusal):
    """The close code is of the other outcome, blocked, or unknown."""

    outcome: Outcome
    offered: tuple[str, ...]
    field: str | None = "close_code"


class NoCloseCodes(Refusal):
    """No close code of this outcome exists."""

    outcome: Outcome
    field: str | None = "close_code"


class SetupChanged(Refusal):
    """Somebody else has changed what is set up since the person saw it."""

    name: str


class CodeInUse(Refusal):
    """Opportunities were closed with the code: it keeps its type, and can only be blocked (decision 32)."""

    code: str
    count: int
    field: str | None = None


class ActivityInUse(Refusal):
    """Stages use the activity, so it can not be deleted (decision 30); each as its cycle and name."""

    code: str
    stages: tuple[str, ...]


class TooManySteps(Refusal):
    """An activity has as many steps as it may have."""

    limit: int


class CycleInUse(Refusal):
    """Opportunities run in the cycle, so it can not be deleted; the first of their numbers (domain.md B.1)."""

    cycle: str
    count: int
    numbers: tuple[str, ...]


class StageInUse(Refusal):
    """Opportunities stand at the stage, so it can not be removed; the first of their numbers (domain.md B.2)."""

    cycle: str
    number: int
    stage: str
    count: int
    numbers: tuple[str, ...]


class StageGone(Refusal):
    """The stage an opportunity would stand at again was removed from its cycle meanwhile."""

    number: str
    stage: str


class StageKept(Refusal):
    """The history of opportunities names the stage by its number, which therefore stays."""

    cycle: str
    stage: str
    count: int
    cycle_id: int


class TooManyStages(Refusal):
    """A cycle has as many stages as it may have."""

    limit: int
