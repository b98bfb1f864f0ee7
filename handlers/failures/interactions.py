"""Sentences for: an interaction does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.InteractionCancelled: lambda _x, t: t.t(_("This interaction is cancelled. Log a new one instead.")),
    r.InteractionTaken: lambda x, t: t.t(_("This interaction belongs to {number} already."), number=x.number),
}
