"""A contact does not stand so that this could be done."""

from store.rules.refusals.base import Refusal


class ContactBlocked(Refusal):
    """The contact is blocked for privacy."""

    name: str
    field: str | None = "contact"


class OtherCompany(Refusal):
    """The contact of what is started may only be changed within its company; none: among persons without one."""

    number: str
    company: str | None
    field: str | None = "contact"


class ContactChanged(Refusal):
    """The contact is no longer as the person saw it."""

    number: str


class KindKept(Refusal):
    """A contact that anything names stays a company, or a person."""

    name: str
    field: str | None = "kind"


class ContactInUse(Refusal):
    """The contact has opportunities that are not closed, or open tasks (their numbers; domain.md B.10)."""

    number: str
    name: str
    opportunities: tuple[str, ...]
    tasks: tuple[str, ...]


class NotAlike(Refusal):
    """Only two companies, or two persons, can become one contact, and no contact with itself."""

    name: str
    other: str
    field: str | None = "merged"
