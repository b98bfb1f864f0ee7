"""The opportunity does not stand so that this could be done."""

from datetime import datetime

from store.rules.refusals.base import Refusal
from store.rules.words import Status, Verb


class AlreadyMoved(Refusal):
    """Another history entry is active than the one the person saw."""

    number: str
    by: str
    at: datetime
    stage: str


class AlreadyChanged(Refusal):
    """The row is no longer the one the person saw."""

    number: str


class AlreadyStarted(Refusal):
    """The first stage is active already."""

    number: str


class NotStarted(Refusal):
    """The opportunity must be activated first."""

    number: str


class IsClosed(Refusal):
    """Won or lost is final."""

    number: str
    status: Status


class NotOffered(Refusal):
    """The move is not possible from here; `offered` are the ones that are."""

    verb: Verb
    offered: tuple[Verb, ...]


class StageNotOffered(Refusal):
    """The stage is not among those the move can reach; `typed`: there is none of that name or number."""

    verb: Verb
    offered: tuple[str, ...]
    field: str | None = "stage"
    typed: str = ""


class InProgress(Refusal):
    """What is in progress is closed before it is deleted (decision F057)."""

    number: str


class NotParked(Refusal):
    """There is no parking to be ended: it is awake."""

    number: str


class NotClosed(Refusal):
    """There is no closing to be undone."""

    number: str


class TooLateToUndo(Refusal):
    """A closing is undone within so many minutes (decision F054)."""

    number: str
    minutes: int


class BuiltOn(Refusal):
    """An order was made since (the one there is now), its quote changed, or whom it takes is `gone`."""

    number: str
    gone: str = ""
    order: str | None = None


class AlreadyTheirs(Refusal):
    """It belongs to this salesperson already."""

    number: str
    name: str
    field: str | None = "salesperson"


class CycleKept(Refusal):
    """The sales cycle of what is started stays."""

    number: str
    field: str | None = "cycle"
