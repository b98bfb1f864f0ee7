"""A task does not stand so that this could be done."""

from store.rules.refusals.base import Refusal


class TaskClosed(Refusal):
    """The task is completed or cancelled already."""

    number: str
    cancelled: bool


class TaskOpen(Refusal):
    """The task is open: there is nothing to reopen."""

    number: str


class TaskChanged(Refusal):
    """The task is no longer as the person saw it."""

    number: str


class MeetingStays(Refusal):
    """A task's type can not become Meeting once it is saved, nor anything else when it is one."""

    field: str


class ActivityThere(Refusal):
    """Tasks of the activity are open on the opportunity: assigned again, each would be there twice."""

    number: str
    activity: str
    tasks: tuple[str, ...]
    field: str


class NeverLater(Refusal):
    """An interval that leads to no later day, or beyond the last that is kept."""

    field: str
    formula: str
