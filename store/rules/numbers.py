"""Exact decimals at the scales of decision 45: amounts, typed percentages, and what is derived from them."""

from decimal import ROUND_HALF_UP, Decimal

from store.rules.refusals import NotAPercentage, NotPositive, OutOfRange, PercentageOutOfRange, TooLarge, TooPrecise

LARGEST = Decimal("999999999999.99")
HUNDRED = Decimal(100)
_STORED = Decimal("0.000001")


def stored(value: Decimal) -> Decimal:
    """Round to the six decimals in which probability and weighted value are kept, half away from zero."""
    return value.quantize(_STORED, ROUND_HALF_UP)


def amount(value: Decimal, field: str) -> Decimal:
    """An amount of money greater than zero with at most 2 decimals.

    Raises NotPositive, TooPrecise or TooLarge (decisions 7 and 45).
    """
    return _fitting(_positive(value, field), field, LARGEST)


def chances(value: Decimal, field: str = "chances") -> Decimal:
    """Chances of success: more than 0, at most 100, at most 2 decimals (domain.md B.4)."""
    if not value.is_finite() or value <= 0 or value > HUNDRED:
        raise NotAPercentage(field)
    return _fitting(value, field, HUNDRED)


def percentage(value: Decimal, field: str) -> Decimal:
    """A percentage from 0 to 100 with at most 2 decimals. Raises PercentageOutOfRange, TooPrecise."""
    if not value.is_finite() or not 0 <= value <= HUNDRED:
        raise PercentageOutOfRange(field)
    return _fitting(value, field, HUNDRED)


def whole(value: Decimal, field: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included. Raises OutOfRange."""
    if not value.is_finite() or not least <= value <= most or value != int(value):
        raise OutOfRange(field, least, most)
    return int(value)


def _positive(value: Decimal, field: str) -> Decimal:
    if not value.is_finite() or value <= 0:
        raise NotPositive(field)
    return value


def _fitting(value: Decimal, field: str, largest: Decimal) -> Decimal:
    if value > largest:
        raise TooLarge(field, largest)
    cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if cents != value:
        raise TooPrecise(field, 2)
    return cents
