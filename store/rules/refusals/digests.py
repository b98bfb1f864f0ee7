"""A digest can not be set up so."""

from store.rules.refusals.base import Refusal
from store.rules.words import DigestScope, Rhythm


class CronUnreadable(Refusal):
    """A text that is no cron line."""

    field: str
    typed: str


class CronNever(Refusal):
    """A cron line of a day that never comes, such as 31 February."""

    field: str
    typed: str


class CronTooOften(Refusal):
    """A cron line that rings more than once a day; `times` on each."""

    field: str
    typed: str
    times: int


class OutOfReach(Refusal):
    """A digest about people whom the person does not manage."""

    field: str


class MisspeltZone(Refusal):
    """A time zone that does not exist; the nearest is taken for it."""

    field: str
    typed: str
    nearest: str


class MisspeltRhythm(Refusal):
    """A word that is but a letter from how often a digest comes, and is taken for it."""

    field: str
    typed: str
    nearest: Rhythm


class MisspeltWeekday(Refusal):
    """A word that is but a letter from a day of the week, and is taken for it; Monday is 1."""

    field: str
    typed: str
    nearest: int


class NoSuchScope(Refusal):
    """A team or cycle that a digest of theirs can not be about; `names` are those that it can."""

    field: str
    kind: DigestScope
    typed: str
    names: tuple[str, ...]
