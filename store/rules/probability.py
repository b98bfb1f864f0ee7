"""Probability and weighted value (domain.md C.1, C.2)."""

from decimal import Decimal

from store.rules.numbers import HUNDRED, stored
from store.rules.words import Method


def probability(method: Method, chances: Decimal, completed: Decimal) -> Decimal:
    """Probability in percent, kept with six decimals (domain.md C.1)."""
    match method:
        case Method.MULTIPLY:
            return stored(chances * completed / HUNDRED)
        case Method.ADD:
            return stored((chances + completed) / 2)
        case Method.CHANCES:
            return stored(chances)
        case Method.COMPLETED:
            return stored(completed)


def weighted(value: Decimal, probability: Decimal) -> Decimal:
    """The calculated current value: estimated value times probability, six decimals (domain.md C.2)."""
    return stored(value * probability / HUNDRED)
