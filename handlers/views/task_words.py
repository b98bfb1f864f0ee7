"""The words of tasks as a reader reads them: their two lines in a list, states of open ones, and how they recur."""

import re
from datetime import date

from handlers.texts import Texts
from handlers.views.blocks import bold, cut, esc
from store.rights import Member
from store.rules.words import Priority, RecursFrom, TaskKind, TaskStatus
from store.tasks import Task


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


STATUSES = {
    TaskStatus.NOT_STARTED: _("Not started"),
    TaskStatus.IN_PROGRESS: _("In progress"),
    TaskStatus.WAITING: _("Waiting"),
    TaskStatus.POSTPONED: _("Postponed"),
}
_PRIORITIES = {
    Priority.LOW: _("low priority"),
    Priority.NORMAL: _("normal priority"),
    Priority.HIGH: _("❗ high priority"),
}
RECURS_FROM = {RecursFrom.DUE: _("Due date"), RecursFrom.CLOSING: _("The date it is done")}
SHORT = 36  # characters of a description that leave room for the rest on one line
# The intervals that are offered; any other date formula can be typed.
INTERVALS = {
    "1D": _("Every day"),
    "1W": _("Every week"),
    "2W": _("Every 2 weeks"),
    "1M": _("Every month"),
    "3M": _("Every 3 months"),
    "1Y": _("Every year"),
}
_EVERY = {
    "D": _("Every {count} days"),
    "W": _("Every {count} weeks"),
    "M": _("Every {count} months"),
    "Y": _("Every {count} years"),
}
_OFTEN = re.compile(r"([1-9][0-9]*)([DWMY])")


def status(status: TaskStatus, texts: Texts) -> str:
    """The status of an open task."""
    return texts.t(STATUSES[status])


def recurs_from(counted_from: RecursFrom, texts: Texts) -> str:
    """From what the next one of a recurring task is counted."""
    return texts.t(RECURS_FROM[counted_from])


def interval(formula: str, texts: Texts) -> str:
    """An interval as it is spoken; of several parts its date formula."""
    if formula in INTERVALS:
        return texts.t(INTERVALS[formula])
    often = _OFTEN.fullmatch(formula)
    return texts.t(_EVERY[often[2]], count=often[1]) if often else formula


def said(task: Task, by: Member, texts: Texts, today: date, *, named: bool, owned: bool) -> str:
    """A task in two lines; `named`: with what it is about, `owned`: with whose it is, also the reader's own."""
    about = [task.number, _about(task, 100) if named else "", *_state(task, texts, today)]
    if task.open or task.priority is not Priority.NORMAL:
        about.append(texts.t(_PRIORITIES[task.priority]))
    if owned or task.salesperson_id != by.id:
        about.append(esc(cut(task.salesperson_name, 100)))
    return _lines(task, texts, today, about)


def briefly(task: Task, texts: Texts, today: date) -> str:
    """One's own open task, the day first; what is so as usual is not said."""
    due, *how_far = _state(task, texts, today)
    usual = task.status is TaskStatus.NOT_STARTED
    about = [due, *([] if usual else how_far), task.number, _about(task, SHORT)]
    if task.priority is not Priority.NORMAL:
        about.append(texts.t(_PRIORITIES[task.priority]))
    return _lines(task, texts, today, about)


def _lines(task: Task, texts: Texts, today: date, about: list[str]) -> str:
    kind = {TaskKind.MEETING: "👥 ", TaskKind.CALL: "📞 "}.get(task.kind, "")
    if task.open and task.recurrence:
        about.append(f"🔁 {interval(task.recurrence, texts)}")
    return f"{_sign(task, today)} {kind}{bold(task.description)}\n{' · '.join(filter(None, about))}"


def _about(task: Task, limit: int) -> str:
    if task.opportunity_number:
        return f"{task.opportunity_number} {esc(cut(task.opportunity_description or '', limit))}"
    return f"{task.contact_number} {esc(cut(task.contact_name or '', limit))}" if task.contact_number else ""


def _sign(task: Task, today: date) -> str:
    if not task.open:
        return "✖️" if task.cancelled else "✅"
    return "⚠️" if task.due_on < today else "⬜"


def _state(task: Task, texts: Texts, today: date) -> list[str]:
    """When it is due and how far it is; done and cancelled ones are told apart (decision 34)."""
    closed_on = texts.date(task.closed_on or task.due_on)
    if task.cancelled:
        return [texts.t("cancelled on {date}", date=closed_on)]
    if not task.open:
        return [texts.t("done on {date}", date=closed_on)]
    when = f"{texts.day(task.due_on)} ({texts.when(task.due_on, today)})"
    return [texts.t("due {date}", date=when), status(task.status, texts)]
