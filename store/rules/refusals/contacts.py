"""A contact does not stand so that this could be done."""

from store.rules.refusals.base import Refusal


class ContactBlocked(Refusal):
    """The contact is blocked for privacy."""

    name: str
    field: str | None = "contact"
