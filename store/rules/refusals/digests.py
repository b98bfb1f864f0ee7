"""A digest can not be set up so."""

from store.rules.refusals.base import Refusal


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
