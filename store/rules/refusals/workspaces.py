"""The workspace's own settings do not allow it."""

from store.rules.refusals.base import Refusal


class NoSeries(Refusal):
    """The number series that would name the new thing is not set up (domain.md F017)."""

    series: str


class SeriesBackwards(Refusal):
    """Numbers only go on: the next one can not be before `earliest`."""

    earliest: int
    field: str | None = None


class CurrencyKept(Refusal):
    """Amounts are kept in this currency already, and naming another one would not convert them."""

    currency: str
    field: str | None = "currency"


class OutOfRange(Refusal):
    """A whole number outside of what is accepted (both ends are)."""

    field: str
    least: int
    most: int
