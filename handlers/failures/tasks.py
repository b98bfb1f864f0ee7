"""Sentences for: a task does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r


def _closed(refusal: r.TaskClosed, texts: Texts) -> str:
    if refusal.cancelled:
        return texts.t(_("Task {number} is cancelled. Reopen it to go on with it."), number=refusal.number)
    return texts.t(_("Task {number} is done already. Reopen it to go on with it."), number=refusal.number)


def _there(refusal: r.ActivityThere, texts: Texts) -> str:
    return texts.n(
        "{number} has an open task of {activity} already: {tasks}. Tick the box to make it once more.",
        "{number} has open tasks of {activity} already: {tasks}. Tick the box to make them once more.",
        len(refusal.tasks),
        number=refusal.number,
        activity=refusal.activity,
        tasks=", ".join(refusal.tasks),
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.TaskClosed: _closed,
    r.TaskOpen: lambda x, t: t.t(_("Task {number} is open already."), number=x.number),
    r.TaskChanged: lambda x, t: t.t(
        _("Task {number} has been changed meanwhile. Open it again to see how it stands."), number=x.number
    ),
    r.MeetingStays: lambda _x, t: t.t(
        _("A meeting stays a meeting, and no other task becomes one. Cancel the task and make a new one.")
    ),
    r.ActivityThere: _there,
    r.NeverLater: lambda x, t: t.t(
        _("“{formula}” leads to no later day that is kept. Write an interval like 1W or 1M."), formula=x.formula[:60]
    ),
}
