"""Who may do what: one table, asked inside every operation (product.md, Who)."""

from dataclasses import dataclass
from datetime import time

from store.rules.refusals import NotAllowed, Outsider
from store.rules.words import Role

_NEEDS = {
    "see": Role.READER,
    "create": Role.SALESPERSON,
    "move": Role.SALESPERSON,
    "close": Role.SALESPERSON,
    "task": Role.SALESPERSON,
    "comment": Role.SALESPERSON,
    "quote": Role.SALESPERSON,
    "contact": Role.SALESPERSON,
    "setup": Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class Member:
    """A person as every operation knows them: who, of which workspace, with which role."""

    id: int
    workspace_id: int
    slack_id: str
    name: str
    role: Role
    guest: bool
    active: bool
    locale: str
    language: str
    timezone: str
    day_begins: time
    day_ends: time
    home_seen: bool
    version: int
    team_id: str
    workspace_language: str
    workspace_timezone: str
    currency: str
    default_cycle_id: int | None
    max_days: int
    setup_version: int

    def may(self, operation: str) -> bool:
        """Whether the role reaches; a guest and a deactivated person may nothing."""
        return self.active and not self.guest and self.role.rank >= _NEEDS[operation].rank

    def must(self, operation: str) -> None:
        """Raise NotAllowed unless the person may."""
        if self.guest or not self.active:
            raise Outsider(_NEEDS[operation])
        if not self.may(operation):
            raise NotAllowed(_NEEDS[operation])
