"""What people do with quotes: link, show, change and unlink them."""

from datetime import date
from decimal import Decimal

from handlers import doubts, parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day
from handlers.quoted_moves import afresh, beneath, resumed
from handlers.replies import Beside, Form, Message, Reply
from handlers.views import help as help_view
from handlers.views import quotes as views
from store import cards, quotes, teams
from store.rules import dates, refusals
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`quote OP7 Q-17 58'500 [date]`: links at once, one that was unlinked also without its total; else the form.

    `quote OP7` shows the linked one, if there is one.
    """
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("quote", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    named, figures = parsing.first(rest)
    if not named:
        return _shown_or_form(session, asked, card)
    total, quoted_on, asks = _figures(asked, figures)
    kept = None if figures else quotes.freed(session, asked.by, named)
    if kept:
        total, quoted_on = kept.total, kept.quoted_on
    if quoted_on:
        dates.between(quoted_on, "quoted_on")
    if total is None or asks:
        return _form(session, asked, card, named, total, quoted_on, asks)
    quote = quotes.link(session, asked.by, card.number, quote=named, total=total, quoted_on=quoted_on, now=asked.now)
    return card_message(session, asked, card.number, _linked(asked, quote, card.number))


def _figures(asked: Asked, typed: str) -> tuple[Decimal | None, date | None, dict[str, str]]:
    """The total and the date that were typed, and what has to be asked. Raises Unreadable for anything else."""
    given = parsing.given(typed, asked.reader("total", "quoted_on", past=True), staged=False)
    if given.left or given.chances is not None:
        raise refusals.Unreadable("total", "amount", typed)
    return given.value, given.day, doubts.of(given.asks, asked.texts)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Quote button: the linked quote, else the form, with the typed move that was refused for want of one."""
    saw, _, line = asked.text.partition(" ")
    return _shown_or_form(session, asked, cards.card(session, asked.by, wire.seen(saw).number), line)


def _shown_or_form(session: Session, asked: Asked, card: cards.Card, line: str = "") -> Reply:
    return _shown(session, asked, card) or _form(session, asked, card, "", line=line)


def _shown(session: Session, asked: Asked, card: cards.Card) -> Message | None:
    quote = quotes.of_opportunity(session, asked.by, card.id)
    may = "quote" in teams.allowed(session, asked.by, card.salesperson_id)
    return views.message(card, quote, may, asked.texts) if quote else None


def typed_show(session: Session, asked: Asked) -> Reply:
    """`show quote OP7`. Raises NoQuote, ClosedWithoutQuote."""
    card = cards.card(session, asked.by, parsing.words(asked.text)[0])
    shown = _shown(session, asked, card)
    if shown is None:
        raise (refusals.ClosedWithoutQuote if card.status.closed else refusals.NoQuote)(card.number)
    return shown


def _form(
    session: Session,
    asked: Asked,
    card: cards.Card,
    named: str,
    total: Decimal | None = None,
    quoted_on: date | None = None,
    asks: dict[str, str] | None = None,
    line: str = "",
) -> Form:
    teams.must_reach(session, asked.by, "quote", card.salesperson_id)
    must_be_open(card)
    if not card.seen:
        raise refusals.NotStarted(card.number)
    about = asked.pack(n=card.number, u=beneath(asked), t=line or None)
    on = None if asks and "quoted_on" in asks else quoted_on or asked.today
    return Form(views.link_form(card, asked.texts, about, on, number=named, total=total, doubts=(asks or {}).values()))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    number = asked.number
    checks = Checks()
    total = checks(parsing.amount, asked.typed("total"), asked.texts, "total")
    quoted_on = checks(chosen_day, asked, "quoted_on")
    checks.done()
    quote = quotes.link(
        session,
        asked.by,
        number,
        quote=asked.typed("quote_number"),
        total=total,
        quoted_on=quoted_on,
        now=asked.now,
    )
    note = _linked(asked, quote, number)
    said = card_message(session, asked, number, note)
    if move := resumed(session, asked, wire.typed(str(asked.metadata.get("t") or "")), note):
        return Form(move, said)
    under = afresh(session, asked, asked.metadata.get("u"))
    return Beside(said.blocks, said.text, under=under) if under else said


def edit(session: Session, asked: Asked) -> Reply:
    """The Edit button of a quote: its form, carrying the version that is shown. Raises NoQuote, IsClosed."""
    card = cards.card(session, asked.by, asked.text)
    teams.must_reach(session, asked.by, "quote", card.salesperson_id)
    must_be_open(card)
    quote = quotes.of_opportunity(session, asked.by, card.id)
    if quote is None:
        raise refusals.NoQuote(card.number)
    return Form(views.edit_form(card, quote, asked.texts, asked.pack(n=card.number, v=quote.version, doc=quote.number)))


def edited(session: Session, asked: Asked) -> Reply:
    """The form of Edit, sent."""
    checks = Checks()
    total = checks(parsing.amount, asked.typed("total"), asked.texts, "total")
    quoted_on = checks(chosen_day, asked, "quoted_on")
    checks.done()
    quote = quotes.change(
        session,
        asked.by,
        asked.number,
        quote=str(asked.metadata.get("doc")),
        version=asked.version,
        total=total,
        quoted_on=quoted_on,
        now=asked.now,
    )
    note = asked.texts.t("Quote {quote} is changed: {total}.", quote=quote.number, total=asked.texts.money(quote.total))
    return card_message(session, asked, asked.number, note)


def unlinked(session: Session, asked: Asked) -> Reply:
    """The Unlink button."""
    number, seen, version = wire.quote(asked.text)
    quote = quotes.unlink(session, asked.by, number, quote=seen, version=version, now=asked.now)
    note = asked.texts.t("Quote {quote} is no longer linked.", quote=quote.number)
    return card_message(session, asked, number, note)


def _linked(asked: Asked, quote: quotes.Quote, number: str) -> str:
    return asked.texts.t("Quote {quote} is linked to {number}.", quote=quote.number, number=number)
