"""Who may do what: one table, asked inside every operation (product.md, Who; decisions 42, F057, F058, F073)."""

from dataclasses import dataclass, field
from datetime import time

from store.rules.refusals import NotAllowed, Outsider, SellerBlocked, TakenOut
from store.rules.words import Role


@dataclass(frozen=True, slots=True)
class Right:
    """What an operation takes: a role, and more for what is somebody else's.

    `others`: the role it takes on what belongs to somebody else; a manager then reaches those whom they manage.
    `guarded`: the same as `others=MANAGER`, but only where the workspace keeps changes to the owner (decision 42).
    """

    role: Role
    others: Role | None = None
    guarded: bool = False


RIGHTS: dict[str, Right] = {
    "see": Right(Role.READER),
    "create": Right(Role.SALESPERSON),
    "move": Right(Role.SALESPERSON, guarded=True),
    "park": Right(Role.SALESPERSON, guarded=True),
    "close": Right(Role.SALESPERSON, guarded=True),
    "task": Right(Role.SALESPERSON, guarded=True),
    "delete tasks": Right(Role.MANAGER),  # of those whom they manage, which the operation asks
    "quote": Right(Role.SALESPERSON, guarded=True),
    "comment": Right(Role.SALESPERSON),
    "log": Right(Role.SALESPERSON),
    "cancel interaction": Right(Role.SALESPERSON, others=Role.MANAGER),
    "file": Right(Role.SALESPERSON),
    "remove file": Right(Role.SALESPERSON, others=Role.MANAGER),  # of whoever put it there
    "contact": Right(Role.SALESPERSON),
    "edit": Right(Role.SALESPERSON, guarded=True),
    "hand over": Right(Role.SALESPERSON, others=Role.MANAGER),
    "delete not started": Right(Role.SALESPERSON, others=Role.MANAGER),
    "delete closed": Right(Role.MANAGER, others=Role.MANAGER),
    "undo": Right(Role.SALESPERSON),  # of what somebody else closed: the owner's manager, which closings.undo asks
    "remove contact": Right(Role.MANAGER),
    "audit": Right(Role.MANAGER),
    "oneonone": Right(Role.MANAGER, others=Role.MANAGER),
    "away": Right(Role.SALESPERSON, others=Role.MANAGER),
    "reminder rules": Right(Role.MANAGER),
    "digest": Right(Role.MANAGER),  # of their own; an admin of everybody's
    "setup": Right(Role.ADMIN),
    "deliveries": Right(Role.ADMIN),
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
    owner_only: bool
    blocked: bool
    removed: bool
    workspace_country: str  # whose public holidays count; empty: that of the time zone
    covers: frozenset[int] = field(default_factory=frozenset)  # those for whom they act today (`absences.acting`)

    @property
    def here(self) -> bool:
        """Whether the person is one of us at all: no guest, nobody deactivated in Slack or taken out by an admin."""
        return self.active and not self.guest and not self.removed

    def may(self, operation: str) -> bool:
        """Whether the role reaches; who is not one of us may nothing, and who is blocked owns nothing new (F076)."""
        return self.here and self._rank(operation) >= RIGHTS[operation].role.rank

    def _rank(self, operation: str) -> int:
        # Blocked as a salesperson: such a one only reads; a manager and an admin go on, but are not offered.
        sells = operation == "create" or self.role is Role.SALESPERSON
        return Role.READER.rank if self.blocked and sells else self.role.rank

    def must(self, operation: str) -> None:
        """Raise NotAllowed unless the person may."""
        if self.guest or not self.active:
            raise Outsider(RIGHTS[operation].role)
        if self.removed:
            raise TakenOut(RIGHTS[operation].role)
        if not self.may(operation):
            reaches = self.role.rank >= RIGHTS[operation].role.rank
            raise (SellerBlocked if reaches else NotAllowed)(RIGHTS[operation].role)

    def needs_for_others(self, operation: str) -> Role | None:
        """The role the operation takes on what is somebody else's, when it is more than the operation itself takes."""
        right = RIGHTS[operation]
        return Role.MANAGER if right.guarded and self.owner_only else right.others

    def covers_in(self, operation: str, owner_id: int) -> bool:
        """Whether they may do this as its absent owner may: change it, but neither delete it nor hand it over."""
        return RIGHTS[operation].guarded and owner_id in self.covers
