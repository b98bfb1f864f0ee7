"""Sentences for: a contact does not stand so that this could be done."""

from handlers.failures.base import Sentence, _
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.ContactBlocked: lambda x, t: t.t(
        _("{name} is blocked for privacy: nothing new can be kept about this contact."), name=x.name
    ),
}
