"""A field's value can not be taken."""

from datetime import date
from decimal import Decimal

from store.rules.refusals.base import Refusal


class NotFound(Refusal):
    """There is none such, or none this person may know of (both read the same)."""

    what: str
    typed: str = ""
    field: str | None = None  # in which it was chosen


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


class PercentageOutOfRange(Refusal):
    """A percentage outside of 0 to 100 (both are accepted)."""

    field: str


class TooEarly(Refusal):
    """A date is before the earliest that is accepted (equal passes)."""

    field: str
    earliest: date


class TooLate(Refusal):
    """A date is after the latest that is accepted (equal passes)."""

    field: str
    latest: date


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


class Misleading(Refusal):
    """A stage's date formula that leads from some day to an earlier one, or beyond the calendar."""

    field: str
    typed: str
    start: date
    leads: date


class AmbiguousDate(Refusal):
    """A text that can mean several days: only the person knows which."""

    field: str
    typed: str
    days: tuple[date, ...]


class AmbiguousAmount(Refusal):
    """A text that can mean several amounts: only the person knows which."""

    field: str
    typed: str
    amounts: tuple[Decimal, ...]


class OtherCurrency(Refusal):
    """An amount in another currency than the workspace's (`own`); nothing is converted (domain.md, LCY)."""

    field: str
    typed: str
    own: str
