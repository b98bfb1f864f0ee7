"""What people do with orders: make them of quotes, which closes as won, show them and cancel them."""

from decimal import Decimal

from handlers import closings as closing_handlers
from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.replies import Form, Message, Reply
from handlers.views import closings as closing_views
from handlers.views import help as help_view
from handlers.views import orders as views
from store import cards, closings, cycles, orders, quotes, stage_tasks, teams
from store.rules import refusals, text
from store.rules.checks import Checks
from store.rules.words import Outcome
from store.sessions import Session

_CANCEL = {"cancel", "annuler", "stornieren", "annulla"}


def typed(session: Session, asked: Asked) -> Reply:
    """`order OP7 A-12 57'000`: at once where it is closed already, else the form.

    `order OP7` shows the order, if there is one; `order OP7 cancel` asks before it does anything.
    """
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("order", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    named, total = parsing.first(rest)
    if text.folded(rest) in _CANCEL:
        if card.order_number and card.invoice_number:
            raise refusals.HasInvoice(card.number, card.order_number, card.invoice_number)
        return shown(session, asked, card, asks=True)
    if not named and card.order_number:
        return shown(session, asked, card)
    amount = parsing.amount(total, asked.texts, "total") if total else None
    if named and card.status.closed:
        return _make(session, asked, card.number, orders.Asked(named, amount), None)
    return _form(session, asked, card, named, amount)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Order and Make order buttons: the order, else the form."""
    card = cards.card(session, asked.by, wire.seen(asked.text).number)
    return shown(session, asked, card) if card.order_number else _form(session, asked, card, "", None)


def shown(session: Session, asked: Asked, card: cards.Card, *, asks: bool = False) -> Message:
    """The order. Raises NoOrder, ClosedWithoutQuote."""
    order = orders.of_opportunity(session, asked.by, card.id)
    if order is None:
        raise (refusals.ClosedWithoutQuote if _unquoted(card) else refusals.NoOrder)(card.number)
    may = "quote" in teams.allowed(session, asked.by, card.salesperson_id)
    return views.message(card, order, may, asked.texts, asks=asks)


def _unquoted(card: cards.Card) -> bool:
    return card.status.closed and not card.quote_number


def typed_show(session: Session, asked: Asked) -> Reply:
    """`show order OP7`, and `show invoice OP7`."""
    return shown(session, asked, cards.card(session, asked.by, parsing.words(asked.text)[0]))


def _form(session: Session, asked: Asked, card: cards.Card, named: str, amount: Decimal | None) -> Form:
    teams.must_reach(session, asked.by, "quote", card.salesperson_id)
    if not card.seen:
        raise refusals.NotStarted(card.number)
    if not card.quote_number:
        raise (refusals.ClosedWithoutQuote if card.status.closed else refusals.NoQuote)(card.number)
    if card.order_number:
        raise refusals.HasOrder(card.number, card.order_number)
    closing = None if card.status.closed else _closing(session, asked, card)
    about = asked.pack(n=card.number, s=card.seen, qs=quotes.as_seen(card.quote_number, card.quote_total))
    total = card.quote_total if amount is None else amount
    return Form(views.order_form(card, closing, asked.texts, about, number=named, total=total))


def _closing(session: Session, asked: Asked, card: cards.Card) -> closing_views.Closing:
    teams.must_reach(session, asked.by, "close", card.salesperson_id)
    return closing_views.Closing(
        card.number,
        Outcome.WON,
        cycles.setup(session, asked.by).close_codes(Outcome.WON),
        card.quote_total,
        True,
        asked.today,
        stage_tasks.how_many_open(session, asked.by, card.id),
    )


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent: where it closes, both happen or none."""
    checks = Checks()
    total = checks(parsing.amount, asked.typed("total"), asked.texts, "total")
    code = checks(asked.key, "close_code")
    closes = asked.has("closed_on")
    closed_on = checks(chosen_day, asked, "closed_on") if closes else None
    checks.done()
    cancels = bool(asked.ticked("cancel_tasks"))
    closing = closings.Closing(Outcome.WON, code, None, closed_on, cancels) if closes else None
    wanted = orders.Asked(asked.typed("order_number"), total, asked.quote_seen)
    return _make(session, asked, asked.number, wanted, closing)


def _make(
    session: Session, asked: Asked, number: str, wanted: orders.Asked, closing: closings.Closing | None
) -> Message:
    seen = asked.seen if closing else None
    made = orders.make(session, asked.by, number, wanted, closing, seen=seen, now=asked.now)
    t = asked.texts.t
    notes = closing_handlers.notes(made.closed, number, asked) if made.closed else []
    notes.append(t("Order {order} is made: {total}.", order=made.number, total=asked.texts.money(made.total)))
    if made.unlinked:
        notes.append(
            t(
                "{number} was lost before: it stays lost, and neither the order nor quote {quote} is linked to it.",
                number=number,
                quote=made.unlinked,
            )
        )
    return card_message(session, asked, number, *notes)


def cancelled(session: Session, asked: Asked) -> Reply:
    """The Cancel order button, confirmed."""
    order = orders.cancel(session, asked.by, asked.text, asked.now)
    note = asked.texts.t("Order {order} is cancelled: {number} is lost.", order=order.number, number=asked.text)
    return card_message(session, asked, asked.text, note)
