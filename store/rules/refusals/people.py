"""People and teams do not stand so that this could be done."""

from datetime import datetime

from store.rules.refusals.base import Refusal
from store.rules.words import Role


class LastAdmin(Refusal):
    """Nobody else could set anything up any more."""

    name: str


class HoldsWork(Refusal):
    """The person has opportunities that are not closed, or open tasks (domain.md F076)."""

    name: str
    slack_id: str
    opportunities: int
    tasks: int


class AlreadyHeld(Refusal):
    """The one-to-one was marked as held since this pack was drawn."""

    name: str
    at: datetime


class RoleTooLow(Refusal):
    """A team's managers need the role manager."""

    name: str
    role: Role
    field: str | None = "managers"
