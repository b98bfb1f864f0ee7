"""What a task may become, and when the next one of a recurring task is due (domain.md A.7, B.9)."""

from datetime import date, timedelta

from store.rules import dates, formulas
from store.rules.checks import given
from store.rules.refusals import MeetingStays, NeverLater, Unreadable
from store.rules.words import RecursFrom, TaskKind, TaskStatus

DAY = timedelta(days=1)
OPEN = tuple(status for status in TaskStatus if status is not TaskStatus.COMPLETED)


def due(due_on: date | None) -> date:
    """The date a task is due. Raises Missing, TooEarly, TooLate."""
    return dates.between(given(due_on, "due_on"), "due_on")


def kind(wanted: TaskKind, kept: TaskKind) -> TaskKind:
    """The type a saved task shall have: to do and phone call may change places. Raises MeetingStays (domain.md A.7)."""
    if wanted is not kept and TaskKind.MEETING in (wanted, kept):
        raise MeetingStays("task_kind")
    return wanted


def interval(formula: str, due_on: date | None) -> str:
    """The interval of a recurring task, a date formula; an empty one is none. Raises Unreadable, NeverLater."""
    checked = formulas.check(formula, "interval")
    if checked and due_on and not _later(checked, due_on):
        raise NeverLater("interval", checked)
    return checked


def next_due(formula: str, counted_from: RecursFrom, due_on: date, closed_on: date) -> date | None:
    """When the task that follows a completed one is due: the interval after its due date, or after its closing.

    Always a later day than the one it is counted from. None when none follows: without an interval, beyond the last
    date that is kept, and where the formula leads to no later day any more.
    """
    return _later(formula, due_on if counted_from is RecursFrom.DUE else closed_on) if formula else None


def _later(formula: str, start: date) -> date | None:
    """The later day to which the formula leads; `CM` on a month's last day is the next month's."""
    for day in (start, start + DAY) if "C" in formula else (start,):
        try:
            found = formulas.apply(formula, day)
        except Unreadable:  # it leaves the calendar
            return None
        if found > start:
            return found if found <= dates.LAST else None
    return None
