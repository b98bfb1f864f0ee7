"""What people say about an opportunity."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.replies import Form, Reply
from handlers.views import comments as views
from handlers.views import help as help_view
from store import cards, comments
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`comment OP7 text`: at once; without a text the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("comment", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    return _add(session, asked, card.number, rest) if rest else _form(asked, card)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Comment button: its form."""
    return _form(asked, cards.card(session, asked.by, wire.seen(asked.text).number))


def listed(session: Session, asked: Asked) -> Reply:
    """`comments OP7`, Comments in the card's menu, and the list's Older: a page of them."""
    first, rest = parsing.words(asked.text)
    if not first:
        return help_view.usage("comments", asked.texts, asked.command)
    card = cards.card(session, asked.by, wire.seen(first).number)
    page = comments.of_opportunity(session, asked.by, card.id, parsing.count(rest) or 0)
    return views.message(card, page, asked.by, asked.texts)


def _form(asked: Asked, card: cards.Card) -> Form:
    asked.by.must("comment")
    return Form(views.new_form(card, asked.texts, asked.pack(n=card.number)))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    return _add(session, asked, asked.number, asked.typed("comment"))


def _add(session: Session, asked: Asked, number: str, said: str) -> Reply:
    comments.add(session, asked.by, number, said, asked.now)
    return card_message(session, asked, number, asked.texts.t("Your comment on {number} is kept.", number=number))
