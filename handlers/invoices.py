"""What people do with invoices: make them of orders, and show them."""

from handlers import orders as order_handlers
from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.replies import Form, Message, Reply
from handlers.views import help as help_view
from handlers.views import orders as views
from store import cards, invoices, orders, teams
from store.rules.checks import Checks
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`invoice OP7 R-9 57'000`: at once, with the order's total unless told; `invoice OP7` shows it, else the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("invoice", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    named, total = parsing.first(rest)
    if not named:
        return _shown_or_form(session, asked, card)
    amount = parsing.amount(total, asked.texts, "total") if total else None
    return _make(session, asked, card.number, orders.Asked(named, amount))


def pressed(session: Session, asked: Asked) -> Reply:
    """The Make invoice button: the form, unless somebody was faster."""
    return _shown_or_form(session, asked, cards.card(session, asked.by, wire.seen(asked.text).number))


def _shown_or_form(session: Session, asked: Asked, card: cards.Card) -> Reply:
    if card.invoice_number or not card.order_number:
        return order_handlers.shown(session, asked, card)
    teams.must_reach(session, asked.by, "quote", card.salesperson_id)
    return Form(views.invoice_form(card, asked.texts, asked.pack(n=card.number), total=card.order_total))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    total = checks(parsing.amount, asked.typed("total"), asked.texts, "total")
    checks.done()
    return _make(session, asked, asked.number, orders.Asked(asked.typed("invoice_number"), total))


def _make(session: Session, asked: Asked, number: str, wanted: orders.Asked) -> Message:
    order = invoices.make(session, asked.by, number, wanted, asked.now)
    note = asked.texts.t(
        "Order {order} is invoiced with {invoice}: {total}.",
        order=order.number,
        invoice=order.invoice_number,
        total=asked.texts.money(order.invoice_total or order.total),
    )
    return card_message(session, asked, number, note)
