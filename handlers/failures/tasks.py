"""Sentences for: a task does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.TaskClosed: lambda x, t: t.t(_("Task {number} is done or cancelled already."), number=x.number),
}
