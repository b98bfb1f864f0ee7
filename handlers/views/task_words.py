"""The words of tasks as a reader reads them: states of open ones, and how they recur."""

from handlers.texts import Texts
from store.rules.words import RecursFrom, TaskStatus


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


STATUSES = {
    TaskStatus.NOT_STARTED: _("Not started"),
    TaskStatus.IN_PROGRESS: _("In progress"),
    TaskStatus.WAITING: _("Waiting"),
    TaskStatus.POSTPONED: _("Postponed"),
}
RECURS_FROM = {RecursFrom.DUE: _("Due date"), RecursFrom.CLOSING: _("The date it is done")}
# The intervals that are offered; any other date formula can be typed.
INTERVALS = {
    "1D": _("Every day"),
    "1W": _("Every week"),
    "2W": _("Every 2 weeks"),
    "1M": _("Every month"),
    "3M": _("Every 3 months"),
    "1Y": _("Every year"),
}


def status(status: TaskStatus, texts: Texts) -> str:
    """The status of an open task."""
    return texts.t(STATUSES[status])


def recurs_from(counted_from: RecursFrom, texts: Texts) -> str:
    """From what the next one of a recurring task is counted."""
    return texts.t(RECURS_FROM[counted_from])


def interval(formula: str, texts: Texts) -> str:
    """An interval as it is spoken, else its date formula."""
    return texts.t(INTERVALS[formula]) if formula in INTERVALS else formula
