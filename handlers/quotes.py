"""What people do with quotes: link, show and unlink them."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import afresh, beneath, chosen_day
from handlers.replies import Beside, Form, Reply
from handlers.views import help as help_view
from handlers.views import quotes as views
from store import cards, quotes
from store.rules import refusals
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`quote OP7 Q-17 58'500`: links at once; `quote OP7`: shows the linked one, else the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("quote", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    named, _, total = rest.partition(" ")
    if not named:
        return _shown_or_form(session, asked, card)
    if not total.strip():
        return _form(asked, card, named)
    amount = parsing.amount(total, asked.texts, "total")
    quote = quotes.link(session, asked.by, card.number, quote=named, total=amount, quoted_on=None, now=asked.now)
    return card_message(session, asked, card.number, _linked(asked, quote, card.number))


def pressed(session: Session, asked: Asked) -> Reply:
    """The Quote button: the linked quote, else the form."""
    return _shown_or_form(session, asked, cards.card(session, asked.by, wire.seen(asked.text).number))


def _shown_or_form(session: Session, asked: Asked, card: cards.Card) -> Reply:
    quote = quotes.of_opportunity(session, asked.by, card.id)
    return views.message(card, quote, asked.by, asked.texts) if quote else _form(asked, card, "")


def _form(asked: Asked, card: cards.Card, named: str) -> Form:
    asked.by.must("quote")
    must_be_open(card)
    if not card.seen:
        raise refusals.NotStarted(card.number)
    about = asked.pack(n=card.number, u=beneath(asked))
    return Form(views.link_form(card, asked.texts, about, asked.today, number=named))


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
    said = card_message(session, asked, number, _linked(asked, quote, number))
    under = afresh(session, asked, asked.metadata.get("u"))
    return Beside(said.blocks, said.text, under=under) if under else said


def unlinked(session: Session, asked: Asked) -> Reply:
    """The Unlink button."""
    quote = quotes.unlink(session, asked.by, asked.text, asked.now)
    note = asked.texts.t("Quote {quote} is no longer linked.", quote=quote.number)
    return card_message(session, asked, asked.text, note)


def _linked(asked: Asked, quote: quotes.Quote, number: str) -> str:
    return asked.texts.t("Quote {quote} is linked to {number}.", quote=quote.number, number=number)
