"""Somebody can not be away so, or not with this cover."""

from datetime import date

from store.rules.refusals.base import Refusal
from store.rules.words import Bar


class AbsenceChanged(Refusal):
    """Somebody has changed this absence meanwhile, or ended it."""

    name: str


class CoverIsOneself(Refusal):
    """Who is away can not cover for themselves."""

    field: str | None = "cover"


class NoCover(Refusal):
    """This person can own nothing here, so they can cover for nobody."""

    name: str
    why: Bar
    field: str | None = "cover"


class CoverAway(Refusal):
    """The cover is away in that time as well."""

    name: str
    from_on: date
    until_on: date
    field: str | None = "cover"


class CoverChain(CoverAway):
    """The cover is away too, and has a cover: a cover of a cover is nobody's."""

    cover: str = ""


class CoverCircle(CoverAway):
    """The cover is away too, and this very person covers for them."""


class CoversThen(Refusal):
    """Who wants to be away covers for somebody in that time.

    `absence` and `version`: that one's absence, where who asks may change it.
    """

    name: str
    from_on: date
    until_on: date
    absence: int = 0
    version: int = 0
    field: str | None = "from_on"
