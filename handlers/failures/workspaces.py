"""Sentences for: the workspace's own settings do not allow it."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from handlers.views import words
from store.rules import refusals as r


def _no_series(refusal: r.NoSeries, texts: Texts) -> str:
    return texts.t(
        _("There is no number series “{series}”, so nothing was created. An admin can add it with {command}."),
        series=words.series(refusal.series, texts),
        command="/opp setup workspace",
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NoSeries: _no_series,
    r.SeriesBackwards: lambda x, t: t.t(
        _("Numbers only go on: the next one must be {earliest} or higher."), earliest=str(x.earliest)
    ),
    r.CurrencyKept: lambda x, t: t.t(
        _("Amounts are kept in {currency} already, and another currency would not convert them. It stays."),
        currency=x.currency,
    ),
    r.OutOfRange: lambda x, t: t.t(
        _("This must be a whole number from {least} to {most}."), least=t.number(x.least), most=t.number(x.most)
    ),
}
