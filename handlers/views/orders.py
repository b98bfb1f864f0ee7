"""Orders and their invoices: the forms that make them, and the order with what became of it."""

from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import quotes, words
from handlers.views.blocks import Block, actions, button, confirm, context, esc, field, form, section, typed
from handlers.views.closings import Closing, closing_fields
from handlers.views.messages import Message
from store.cards import Card
from store.orders import Order
from store.quotes import LONGEST
from store.rules.words import Outcome


def _about(card: Card, texts: Texts) -> Block:
    return context(f"{esc(f'{card.number} {card.description}')} · {quotes.chain(card, texts)}")


def order_form(
    card: Card,
    closing: Closing | None,
    texts: Texts,
    metadata: str,
    *,
    number: str = "",
    total: Decimal | None = None,
) -> Block:
    """The form that makes an order of the linked quote; `closing`: it closes the opportunity as won first."""
    drawn = [
        _about(card, texts),
        field("order_number", words.field("order_number", texts), typed("text", number, longest=LONGEST)),
        quotes.total_field(total, texts),
    ]
    if closing:
        won = texts.t("With the order {number} is closed as won.", number=card.number)
        outcome = texts.labelled(words.field("outcome", texts), words.outcome(Outcome.WON, texts))
        final = context(texts.t("Closing is final."))
        drawn += [section(f"{esc(won)}\n{outcome}"), *closing_fields(closing, texts), final]
    return form(
        "order",
        texts.t("Make order"),
        drawn,
        submit=texts.t("Close and make order") if closing else texts.t("Make order"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )


def invoice_form(card: Card, texts: Texts, metadata: str, *, total: Decimal | None) -> Block:
    """The form that invoices the order."""
    drawn = [
        _about(card, texts),
        field("invoice_number", words.field("invoice_number", texts), typed("text", longest=LONGEST)),
        quotes.total_field(total, texts),
    ]
    return form(
        "invoice",
        texts.t("Make invoice"),
        drawn,
        submit=texts.t("Make invoice"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )


def message(card: Card, order: Order, may: bool, texts: Texts, *, asks: bool = False) -> Message:
    """The order, and its invoice; `may`: the reader may change it, `asks`: they want to cancel it."""
    lines = [
        texts.t(
            "{opportunity} has order {number} of {date}: {total}.",
            opportunity=card.number,
            number=order.number,
            date=texts.date(order.ordered_on),
            total=texts.money(order.total),
        )
    ]
    if order.invoice_number and order.invoice_total is not None and order.invoiced_on:
        lines.append(
            texts.t(
                "It is invoiced with {number} of {date}: {total}.",
                number=order.invoice_number,
                date=texts.date(order.invoiced_on),
                total=texts.money(order.invoice_total),
            )
        )
    said = " ".join(lines)
    buttons = _buttons(card, order, texts) if may and not order.invoice_number else []
    if asks:
        buttons = buttons[-1:]  # that which cancels
    drawn: list[Block] = [section(esc(said)), context(quotes.chain(card, texts))]
    if asks and buttons:
        drawn.insert(0, section(f":warning: {esc(_what_happens(card, order, texts))}"))
    return Message([*drawn, actions(*buttons, button(texts.t("Show"), wire.SHOW, card.number))], esc(said))


def _buttons(card: Card, order: Order, texts: Texts) -> list[Block]:
    """What can be done with an order that is not invoiced."""
    value = wire.Seen(card.number, card.seen).packed()
    sure = confirm(
        texts.t("Cancel the order?"),
        _what_happens(card, order, texts),
        texts.t("Cancel order"),
        texts.t("Keep it"),
    )
    return [
        button(texts.t("Make invoice"), wire.INVOICE, value, style="primary"),
        button(texts.t("Cancel order"), wire.CANCEL_ORDER, card.number, style="danger", confirm=sure),
    ]


def _what_happens(card: Card, order: Order, texts: Texts) -> str:
    return texts.t(
        "Without order {order}, {number} is lost, with no close code and a weighted value of 0. Quote {quote} is free "
        "again. This is final.",
        order=order.number,
        number=card.number,
        quote=card.quote_number or "–",
    )
