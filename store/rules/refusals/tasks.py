"""A task does not stand so that this could be done."""

from store.rules.refusals.base import Refusal


class TaskClosed(Refusal):
    """The task is completed or cancelled already."""

    number: str
