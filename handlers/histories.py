"""What people read of an opportunity's past."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Reply
from handlers.views import help as help_view
from handlers.views import histories as views
from store import cards, histories
from store.sessions import Session


def shown(session: Session, asked: Asked) -> Reply:
    """`history OP7`, the History button, and its Older: a page of the history."""
    first, rest = parsing.words(asked.text)
    if not first:
        return help_view.usage("history", asked.texts, asked.command)
    card = cards.card(session, asked.by, wire.seen(first).number)
    start = parsing.count(rest) or 0
    entries = histories.of_opportunity(session, asked.by, card.id, start)
    total = histories.how_many(session, asked.by, card.id)
    return views.message(card, entries, start, total, asked.texts)
