"""Why a digest rests, and how late one may still come (product.md, Digests; reliability.md 6)."""

from datetime import timedelta
from enum import StrEnum

from store.rules.schedules import Occurrence


class Rest(StrEnum):
    """Why a digest was paused by itself, besides what is wrong with its channel (`store.rules.places.Unfit`)."""

    LEFT = "left"  # who set it up is not here any more
    DEMOTED = "demoted"  # who set it up is no manager any more
    BEYOND = "beyond"  # who set it up does not manage all those it is about any more
    GONE = "gone"  # the person, team or cycle it is about is gone


LATE = timedelta(hours=1)  # from then on a digest says that it is late
_TOO_LATE = (
    (timedelta(days=25), timedelta(days=5)),  # a monthly one
    (timedelta(days=5), timedelta(days=2)),  # a weekly one
    (timedelta(), timedelta(hours=12)),
)


def too_late(rung: Occurrence, following: Occurrence) -> timedelta:
    """How long after its moment a digest is not worth sending any more, by how far off the next one is."""
    apart = following.on - rung.on
    return next(most for least, most in _TOO_LATE if apart >= least)
