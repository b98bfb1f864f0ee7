"""The forms that link a quote and change it, the quote that is linked, and all the documents in a line."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    day,
    esc,
    field,
    fields,
    form,
    section,
    typed,
)
from handlers.views.blocks import doubts as asked
from handlers.views.messages import Message
from store.cards import Card
from store.quotes import LONGEST, Quote
from store.rules.words import QuoteState, Status


def link_form(
    card: Card,
    texts: Texts,
    metadata: str,
    quoted_on: date | None,
    *,
    number: str = "",
    total: Decimal | None = None,
    doubts: Iterable[str] = (),
) -> Block:
    """The form that links a quote."""
    drawn = [
        *asked(doubts),
        context(esc(f"{card.number} {card.description}")),
        field("quote_number", words.field("quote_number", texts), typed("text", number, longest=LONGEST)),
        total_field(total, texts),
        field("quoted_on", words.field("quoted_on", texts), day("day", quoted_on.isoformat() if quoted_on else None)),
    ]
    return form(
        "quote", texts.t("Link a quote"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata
    )


def total_field(total: Decimal | None, texts: Texts) -> Block:
    """The total of a document."""
    amount = typed("amount", texts.editable(total), hint=texts.currency)
    return field("total", words.field("total", texts), amount, hint=texts.t("Net, without VAT."))


def edit_form(card: Card, quote: Quote, texts: Texts, metadata: str) -> Block:
    """The form that gives the linked quote another total or date."""
    drawn = [
        context(esc(f"{card.number} {card.description}")),
        section(texts.labelled(words.field("quote_number", texts), esc(quote.number))),
        total_field(quote.total, texts),
        field("quoted_on", words.field("quoted_on", texts), day("day", quote.quoted_on.isoformat())),
    ]
    return form(
        "edit_quote", texts.t("Edit quote"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata
    )


def message(card: Card, quote: Quote, may: bool, texts: Texts) -> Message:
    """The linked quote, with what it carries from its opportunity; `may`: the reader may change it."""
    said = texts.t(
        "{opportunity} has quote {number} of {date}: {total}, {state}.",
        opportunity=card.number,
        number=quote.number,
        date=texts.date(quote.quoted_on),
        total=texts.money(quote.total),
        state=words.quote_state(quote.state, texts),
    )
    closing = words.field("closed_on", texts) if card.status.closed else texts.t("Expected")
    carried = fields(
        [
            (texts.t("Contact"), esc(card.contact_name)),
            (texts.t("Salesperson"), f"<@{card.salesperson_slack_id}>"),
            (closing, texts.date(card.closing_on) if card.closing_on else "–"),
        ]
    )
    buttons = _buttons(card, quote, texts) if may else []
    return Message(
        [section(esc(said)), carried, actions(*buttons, button(texts.t("Show"), wire.SHOW, card.number))], esc(said)
    )


def _buttons(card: Card, quote: Quote, texts: Texts) -> list[Block]:
    """What can be done with the quote now."""
    value = wire.Seen(card.number, card.seen).packed()
    drawn: list[Block] = []
    if card.status is not Status.LOST and not card.order_number:
        drawn.append(button(texts.t("Make order"), wire.ORDER, value, style="primary"))
    if quote.state is QuoteState.OPEN and not card.status.closed:
        sure = confirm(
            texts.t("Unlink the quote?"),
            texts.t("{number} will be free for another opportunity.", number=quote.number),
            texts.t("Unlink"),
            texts.t("Cancel"),
        )
        drawn.append(button(texts.t("Edit"), wire.EDIT_QUOTE, card.number))
        seen = f"{card.number} {quote.version} {quote.number}"
        drawn.append(button(texts.t("Unlink"), wire.UNLINK, seen, confirm=sure))
    return drawn


def chain(card: Card, texts: Texts) -> str:
    """The linked quote, the order that was made of it, and its invoice, in a line; empty without any."""
    parts = []
    if card.quote_number and card.quote_total is not None and card.quote_state:
        parts.append(
            texts.t(
                "Quote {number} · {total} ({state})",
                number=esc(card.quote_number),
                total=texts.money(card.quote_total),
                state=words.quote_state(card.quote_state, texts),
            )
        )
    if card.order_number and card.order_total is not None:
        number, total = esc(card.order_number), texts.money(card.order_total)
        parts.append(texts.t("Order {number} · {total}", number=number, total=total))
    if card.invoice_number and card.invoice_total is not None:
        number, total = esc(card.invoice_number), texts.money(card.invoice_total)
        parts.append(texts.t("Invoice {number} · {total}", number=number, total=total))
    return " → ".join(parts)
