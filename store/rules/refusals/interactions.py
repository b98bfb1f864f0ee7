"""An interaction does not stand so that this could be done."""

from store.rules.refusals.base import Refusal


class InteractionCancelled(Refusal):
    """The interaction is cancelled: it counts for nothing, and nothing can come of it (domain.md B.4c)."""


class InteractionTaken(Refusal):
    """The interaction belongs to an opportunity already (domain.md F028)."""

    number: str
