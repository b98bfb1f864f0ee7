"""An opportunity's card, as a reply: asked for, or under what was just done."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import help as help_view
from handlers.views import opportunities as views
from store import cards
from store.sessions import Session


def show(session: Session, asked: Asked) -> Reply:
    """`show OP7`, and the Show button."""
    if not asked.text:
        return help_view.usage("show", asked.texts, asked.command)
    return message(session, asked, wire.seen(parsing.unescaped(asked.text)).number)


def message(session: Session, asked: Asked, number: str, *notes: str, undo: bool = False) -> Message:
    """The card, under what was done; `undo`: with the button that undoes it."""
    shown = cards.show(session, asked.by, number)
    return views.message(shown, asked.texts, asked.today, notes=notes, undo=undo)
