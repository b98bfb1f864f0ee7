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
