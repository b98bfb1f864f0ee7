"""Sentences for: a channel may not hear of opportunities."""

from handlers.failures.base import Sentence, _
from handlers.views import places
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.ChannelUnfit: lambda x, t: places.unfit(x.why, x.channel, t),
    r.HeardAlready: lambda x, t: t.t(
        _("#{channel} hears this already. Close this form and press Change beside it."), channel=x.channel
    ),
}
