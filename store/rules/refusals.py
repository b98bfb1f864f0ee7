"""What the store refuses: each a typed fact. The handlers own the sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import dataclass_transform

from store.rules.words import Outcome, Role, Status, Verb


@dataclass_transform(eq_default=False)
class Refusal(Exception):
    """Understood, and not allowed. `place` names the form's field it belongs to, when there is one."""

    def __init_subclass__(cls) -> None:
        dataclass(eq=False)(cls)  # each is a dataclass of its facts

    @property
    def place(self) -> str | None:
        """The form's field, or None."""
        return getattr(self, "field", None)


class NotFound(Refusal):
    """There is none such, or none this person may know of (both read the same)."""

    what: str
    typed: str = ""
    field: str | None = None  # in which it was chosen


class NotAllowed(Refusal):
    """The person's role does not reach."""

    needs: Role


class Outsider(NotAllowed):
    """A guest, or somebody deactivated: no role reaches."""


class Missing(Refusal):
    """A required field is empty."""

    field: str


class TooLong(Refusal):
    """A text is longer than `limit` characters."""

    field: str
    limit: int


class NotPositive(Refusal):
    """An amount that must be greater than zero is not."""

    field: str


class TooLarge(Refusal):
    """An amount is above what is kept."""

    field: str
    limit: Decimal


class TooPrecise(Refusal):
    """A number has more decimals than are kept."""

    field: str
    decimals: int


class NotAPercentage(Refusal):
    """Chances outside of more than 0 and at most 100."""

    field: str


class TooEarly(Refusal):
    """A date is before the earliest that is accepted (equal passes)."""

    field: str
    earliest: date


class TooLate(Refusal):
    """A date is after the latest that is accepted (equal passes)."""

    field: str
    latest: date


class AlreadyMoved(Refusal):
    """Another history entry is active than the one the person saw."""

    number: str
    by: str
    at: datetime
    stage: str


class AlreadyChanged(Refusal):
    """The row is no longer the one the person saw."""

    number: str


class AlreadyStarted(Refusal):
    """The first stage is active already."""

    number: str


class NotStarted(Refusal):
    """The opportunity must be activated first."""

    number: str


class IsClosed(Refusal):
    """Won or lost is final."""

    number: str
    status: Status


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


class NotOffered(Refusal):
    """The move is not possible from here; `offered` are the ones that are."""

    verb: Verb
    offered: tuple[Verb, ...]


class StageNotOffered(Refusal):
    """The stage is not among those the move can reach."""

    verb: Verb
    offered: tuple[str, ...]
    field: str | None = "stage"


class NeedsQuote(Refusal):
    """Entering the stage by Next or Skip needs a linked quote (decision 1)."""

    number: str
    stage: str
    field: str | None = "stage"


class HasQuote(Refusal):
    """The opportunity has a linked quote already."""

    number: str
    quote: str
    field: str | None = "quote_number"


class QuoteTaken(Refusal):
    """The quote is linked to another opportunity (one document, one opportunity)."""

    quote: str
    opportunity: str
    field: str | None = "quote_number"


class NoQuote(Refusal):
    """The opportunity has no linked quote."""

    number: str


class QuoteIsZero(Refusal):
    """A linked quote whose total is 0 can not be the won amount (decision 13)."""

    quote: str
    field: str | None = "sales_value"


class WrongCode(Refusal):
    """The close code is of the other outcome, blocked, or unknown."""

    outcome: Outcome
    offered: tuple[str, ...]
    field: str | None = "close_code"


class NoCloseCodes(Refusal):
    """No close code of this outcome exists."""

    outcome: Outcome
    field: str | None = "close_code"


class TaskClosed(Refusal):
    """The task is completed or cancelled already."""

    number: str


class ContactBlocked(Refusal):
    """The contact is blocked for privacy."""

    name: str
    field: str | None = "contact"


class AlreadyThere(Refusal):
    """Something with this code or name exists."""

    what: str
    name: str
    field: str | None = None


class Unreadable(Refusal):
    """A text that can not be read as what the field holds: a number, a date, a formula, an e-mail address."""

    field: str
    kind: str
    typed: str = ""
