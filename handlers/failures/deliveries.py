"""Sentences for: a delivery does not stand so that somebody could decide on it."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r
from store.rules.words import DeliveryState

_STANDS = {
    DeliveryState.DUE: _("Somebody had it sent again meanwhile: it is on its way. Nothing was done."),
    DeliveryState.SENDING: _("It is being sent at this moment. Nothing was done."),
    DeliveryState.SENT: _("It was sent meanwhile. Nothing was done."),
    DeliveryState.DROPPED: _("Somebody dropped it meanwhile. Nothing was done."),
    DeliveryState.UNSURE: _("It was tried again meanwhile, and is unsure again. Open the log anew to decide."),
    DeliveryState.FAILED: _("It was tried again meanwhile, and failed again. Open the log anew to decide."),
}


def _settled(refusal: r.DeliverySettled, texts: Texts) -> str:
    return texts.t(_STANDS[refusal.state])


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.DeliverySettled: _settled,
    r.DeliveriesChanged: lambda _x, t: t.t(
        _("Other ones wait for your decision by now than those you saw. Nothing was dropped: look at the list again.")
    ),
}
