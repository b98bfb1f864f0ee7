"""An opportunity's card, as a reply: asked for, or under what was just done."""

from collections.abc import Callable

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Redraw, Reply
from handlers.views import help as help_view
from handlers.views import opportunities as views
from store import cards
from store.sessions import Session


def show(session: Session, asked: Asked) -> Reply:
    """`show OP7`, and the Show button."""
    if not asked.text:
        return help_view.usage("show", asked.texts, asked.command)
    return message(session, asked, wire.seen(parsing.unescaped(asked.text)).number)


_Act = Callable[[Session, Asked, str, int | None], Message]  # on an opportunity, as it was seen


def typed(session: Session, asked: Asked, verb: str, act: _Act) -> Reply:
    """A verb that needs a number and nothing else: at once, on what it finds."""
    number, _rest = parsing.words(asked.text)
    if not number:
        return help_view.usage(verb, asked.texts, asked.command)
    return act(session, asked, cards.card(session, asked.by, number).number, None)


def pressed(session: Session, asked: Asked, act: _Act) -> Reply:
    """The button of such a verb, carrying what the person saw; the card takes the place of the one it stood on."""
    saw = wire.seen(asked.text)
    said = act(session, asked, saw.number, saw.entry)
    return Redraw(said.blocks, said.text) if asked.card_goes else said


def message(session: Session, asked: Asked, number: str, *notes: str, undo: bool = False) -> Message:
    """The card, under what was done; `undo`: with the button that undoes it."""
    shown = cards.show(session, asked.by, number)
    return views.message(shown, asked.texts, asked.today, notes=notes, undo=undo)
