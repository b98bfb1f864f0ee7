"""The closed sets of words the domain uses; their values are what the database keeps."""

from enum import StrEnum


class Status(StrEnum):
    """Where an opportunity is in its life (domain.md A.9)."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WON = "won"
    LOST = "lost"

    @property
    def closed(self) -> bool:
        """True exactly when won or lost."""
        return self in CLOSED


OPEN, CLOSED = (Status.NOT_STARTED, Status.IN_PROGRESS), (Status.WON, Status.LOST)


class Action(StrEnum):
    """What a history entry records (domain.md A.5, decision 3: the real action)."""

    FIRST = "first"
    NEXT = "next"
    PREVIOUS = "previous"
    SKIPPED = "skipped"
    JUMPED = "jumped"
    UPDATED = "updated"
    WON = "won"
    LOST = "lost"


class Verb(StrEnum):
    """What a person asks for on an opportunity that is in progress (domain.md B.6)."""

    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"
    JUMP = "jump"
    UPDATE = "update"


class Method(StrEnum):
    """How a sales cycle derives probability (domain.md C.1)."""

    MULTIPLY = "multiply"
    ADD = "add"
    CHANCES = "chances"
    COMPLETED = "completed"


class Outcome(StrEnum):
    """How an opportunity is closed."""

    WON = "won"
    LOST = "lost"


class Priority(StrEnum):
    """Purely informative; sorted low, normal, high."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Role(StrEnum):
    """What a person may do; each includes those above it (product.md, Who)."""

    READER = "reader"
    SALESPERSON = "salesperson"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for a reader up to 3 for an admin."""
        return _RANKS[self]


_RANKS = {role: rank for rank, role in enumerate(Role)}


class Fault(StrEnum):
    """What can be wrong with an open opportunity and be mended at once, the most serious first."""

    CLOSING = "closing"  # its closing date passed
    STAGE = "stage"  # longer at its stage than planned
    VALUE = "value"  # it has none
    TASK = "task"  # no next step: no open task


class Bar(StrEnum):
    """Why somebody can cover for nobody."""

    GUEST = "guest"
    GONE = "gone"  # from Slack, or taken out by an admin
    BLOCKED = "blocked"
    READER = "reader"


class ContactKind(StrEnum):
    """A contact is a company, or a person who may belong to one."""

    COMPANY = "company"
    PERSON = "person"


class TaskKind(StrEnum):
    """The type of a task or of an activity's step (domain.md A.6, A.7)."""

    BLANK = ""
    MEETING = "meeting"
    CALL = "call"


class TaskStatus(StrEnum):
    """The status of a task (domain.md A.7); completed or cancelled means closed."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    WAITING = "waiting"
    POSTPONED = "postponed"


class InteractionKind(StrEnum):
    """How somebody dealt with a contact (domain.md A.8, B.15)."""

    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    LETTER = "letter"
    OTHER = "other"


class RecursFrom(StrEnum):
    """From which date a recurring task's next one is counted (domain.md A.7)."""

    DUE = "due"
    CLOSING = "closing"


class QuoteState(StrEnum):
    """A quote is open until the opportunity is closed (decision 27)."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class OrderState(StrEnum):
    """How an order stands to the opportunity it comes from (domain.md B.12)."""

    LINKED = "linked"  # the opportunity was won with it, and points to it
    APART = "apart"  # the opportunity was lost before the order was made
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """The states of the ledger (house.md, A reminder)."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    DROPPED = "dropped"
    FAILED = "failed"


class Event(StrEnum):
    """What a channel is told of an opportunity (decision 48)."""

    ACTIVATED = "activated"
    MOVED = "moved"
    MOVED_BACK = "moved_back"
    QUOTED = "quoted"
    WON = "won"
    LOST = "lost"
    REOPENED = "reopened"  # the closing was undone


class Rhythm(StrEnum):
    """How often a digest comes; at most once a day (product.md, Digests)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    CRON = "cron"


class DigestScope(StrEnum):
    """Whose opportunities a digest is about."""

    PERSON = "person"
    TEAM = "team"
    CYCLE = "cycle"
    ALL = "all"


class Section(StrEnum):
    """What a digest has besides its headline figures, in the order in which it is told."""

    BRIDGE = "bridge"
    STAGES = "stages"
    MOVES = "moves"  # new, moved on, moved back
    CLOSINGS = "closings"  # won and lost, with reasons
    SLIPPED = "slipped"
    DUE = "due"  # and overdue
    STALE = "stale"
    TOP = "top"
    ESCALATED = "escalated"
    PARKED = "parked"
    PEOPLE = "people"


class WhenUnchanged(StrEnum):
    """What a digest does when nothing changed since its last issue."""

    LINE = "line"
    NOTHING = "nothing"


class OccurrenceState(StrEnum):
    """What became of the day on which a digest rang (reliability.md 6)."""

    OWED = "owed"
    SKIPPED_LATE = "skipped_late"  # too late, or a newer one came at once
    NOTHING_NEW = "nothing_new"


class Via(StrEnum):
    """From where something was done (issue 3, Rights and audit)."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    EVENT = "event"
    JOB = "job"
    TERMINAL = "terminal"
