"""Quotes, orders and invoices stand in the way, or are missing."""

from store.rules.refusals.base import Refusal


class NeedsQuote(Refusal):
    """Entering the stage by Next or Skip needs a linked quote (decision 1)."""

    number: str
    stage: str
    field: str | None = "stage"


class HasQuote(Refusal):
    """The opportunity has a linked quote already."""

    number: str
    quote: str
    field: str | None = "quote_number"


class QuoteTaken(Refusal):
    """The quote is linked to another opportunity (one document, one opportunity)."""

    quote: str
    opportunity: str
    field: str | None = "quote_number"


class NoQuote(Refusal):
    """The opportunity has no linked quote."""

    number: str


class QuoteIsZero(Refusal):
    """A linked quote whose total is 0 can not be the won amount (decision 13)."""

    quote: str
    field: str | None = "sales_value"


class QuoteOrdered(Refusal):
    """The quote became an order, which the opportunity it was linked to does not point to."""

    quote: str
    order: str
    field: str | None = "quote_number"


class ClosedWithoutQuote(Refusal):
    """The opportunity is closed, and no quote is linked of which an order could be made."""

    number: str


class HasOrder(Refusal):
    """An order was made of the quote already."""

    number: str
    order: str
    field: str | None = "order_number"


class NoOrder(Refusal):
    """No order was made of the quote yet."""

    number: str


class OrderTaken(Refusal):
    """An order of this number exists, of `opportunity` (empty when that is deleted)."""

    order: str
    opportunity: str
    field: str | None = "order_number"


class HasInvoice(Refusal):
    """The order was invoiced already."""

    number: str
    order: str
    invoice: str
    field: str | None = "invoice_number"


class InvoiceTaken(Refusal):
    """An invoice of this number exists, of `opportunity` (empty when that is deleted)."""

    invoice: str
    opportunity: str
    field: str | None = "invoice_number"
