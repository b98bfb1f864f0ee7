"""The person may not."""

from store.rules.refusals.base import Refusal
from store.rules.words import Role


class NotAllowed(Refusal):
    """The person's role does not reach."""

    needs: Role


class Outsider(NotAllowed):
    """A guest, or somebody deactivated: no role reaches."""


class NotYours(NotAllowed):
    """It belongs to somebody else, which takes their manager, or an admin."""


class SellerBlocked(NotAllowed):
    """The person is blocked as a salesperson, and this is what salespeople do (domain.md F076)."""


class TakenOut(NotAllowed):
    """An admin has taken the person out of Stagepost."""
