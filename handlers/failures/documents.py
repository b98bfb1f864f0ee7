"""Sentences for: quotes, orders and invoices stand in the way, or are missing."""

from handlers.failures.base import Sentence, _
from store.rules import refusals as r

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NeedsQuote: lambda x, t: t.t(
        _("Stage {stage} needs a quote. Link one to {number} with Quote, then move on."), stage=x.stage, number=x.number
    ),
    r.HasQuote: lambda x, t: t.t(
        _("{number} has the quote {quote} already. Unlink it first."), number=x.number, quote=x.quote
    ),
    r.QuoteTaken: lambda x, t: t.t(
        _("Quote {quote} is linked to {number} already. Use another quote number."),
        quote=x.quote,
        number=x.opportunity,
    ),
    r.NoQuote: lambda x, t: t.t(_("{number} has no quote yet."), number=x.number),
    r.QuoteIsZero: lambda x, t: t.t(
        _("The total of quote {quote} is 0, which can not be won. Unlink it, or link one with its total."),
        quote=x.quote,
    ),
}
