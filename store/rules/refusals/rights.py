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
