"""Deliveries do not stand so that somebody could decide on them."""

from store.rules.refusals.base import Refusal
from store.rules.words import DeliveryState


class DeliverySettled(Refusal):
    """It stands otherwise by now: somebody decided on it before, or it went meanwhile."""

    state: DeliveryState


class DeliveriesChanged(Refusal):
    """Those that wait for a decision are not those that the admin saw."""
