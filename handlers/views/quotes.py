"""The form that links a quote, and the quote that is linked."""

from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, button, confirm, context, day, esc, field, form, section, typed
from handlers.views.messages import Message
from store.cards import Card
from store.quotes import LONGEST, Quote
from store.rights import Member


def link_form(
    card: Card, texts: Texts, metadata: str, today: date, *, number: str = "", total: Decimal | None = None
) -> Block:
    """The form that links a quote."""
    drawn = [
        context(esc(f"{card.number} {card.description}")),
        field("quote_number", words.field("quote_number", texts), typed("text", number, longest=LONGEST)),
        field(
            "total",
            words.field("total", texts),
            typed("amount", texts.editable(total), hint=texts.currency),
            hint=texts.t("Net, without VAT."),
        ),
        field("quoted_on", words.field("quoted_on", texts), day("day", today.isoformat())),
    ]
    return form(
        "quote", texts.t("Link a quote"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata
    )


def message(card: Card, quote: Quote, by: Member, texts: Texts) -> Message:
    """The linked quote."""
    said = texts.t(
        "{opportunity} has quote {number} of {date}: {total}, {state}.",
        opportunity=card.number,
        number=quote.number,
        date=texts.date(quote.quoted_on),
        total=texts.money(quote.total),
        state=words.quote_state(quote.state, texts),
    )
    buttons: list[Block] = [button(texts.t("Show"), wire.SHOW, card.number)]
    if by.may("quote") and not card.status.closed:
        sure = confirm(
            texts.t("Unlink the quote?"),
            texts.t("{number} will be free for another opportunity.", number=quote.number),
            texts.t("Unlink"),
            texts.t("Cancel"),
        )
        buttons.append(button(texts.t("Unlink"), wire.UNLINK, card.number, confirm=sure))
    return Message([section(esc(said)), actions(*buttons)], esc(said))
