"""Sentences for: quotes, orders and invoices stand in the way, or are missing."""

from handlers.failures.base import Sentence, _
from handlers.texts import Texts
from store.rules import refusals as r


def _order_taken(refusal: r.OrderTaken, texts: Texts) -> str:
    if not refusal.opportunity:
        return texts.t(_("There was an order {order} already. Use another order number."), order=refusal.order)
    return texts.t(
        _("Order {order} exists already, for {number}. Use another order number."),
        order=refusal.order,
        number=refusal.opportunity,
    )


def _invoice_taken(refusal: r.InvoiceTaken, texts: Texts) -> str:
    if not refusal.opportunity:
        return texts.t(
            _("There was an invoice {invoice} already. Use another invoice number."), invoice=refusal.invoice
        )
    return texts.t(
        _("Invoice {invoice} exists already, for {number}. Use another invoice number."),
        invoice=refusal.invoice,
        number=refusal.opportunity,
    )


SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.NeedsQuote: lambda x, t: t.t(
        _("Stage {stage} needs a quote. Add one to {number} with Add quote, then move on."),
        stage=x.stage,
        number=x.number,
    ),
    r.HasQuote: lambda x, t: t.t(
        _("{number} has the quote {quote} already. Unlink it first."), number=x.number, quote=x.quote
    ),
    r.QuoteTaken: lambda x, t: t.t(
        _("Quote {quote} is linked to {number} already. Use another quote number."),
        quote=x.quote,
        number=x.opportunity,
    ),
    r.NoQuote: lambda x, t: t.t(_("{number} has no quote yet. Add one first."), number=x.number),
    r.QuoteOrdered: lambda x, t: t.t(
        _("Quote {quote} became order {order} already. Use another quote number."), quote=x.quote, order=x.order
    ),
    r.ClosedWithoutQuote: lambda x, t: t.t(
        _("{number} is closed without a quote: nothing can be ordered or invoiced for it."), number=x.number
    ),
    r.HasOrder: lambda x, t: t.t(_("{number} has the order {order} already."), number=x.number, order=x.order),
    r.NoOrder: lambda x, t: t.t(_("{number} has no order yet. Make one first."), number=x.number),
    r.OrderTaken: _order_taken,
    r.HasInvoice: lambda x, t: t.t(
        _("Order {order} of {number} is invoiced already, with {invoice}, and stays."),
        order=x.order,
        number=x.number,
        invoice=x.invoice,
    ),
    r.InvoiceTaken: _invoice_taken,
    r.QuoteIsZero: lambda x, t: t.t(
        _("The total of quote {quote} is 0, which can not be won. Unlink it, or link one with its total."),
        quote=x.quote,
    ),
}
