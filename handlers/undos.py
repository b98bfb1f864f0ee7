"""Undo of a closing: typed, and the button under what closing said."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.replies import Message, Redraw, Reply
from handlers.views import help as help_view
from store import cards, undos
from store.rules.words import Status
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`undo OP7`: at once."""
    number, _rest = parsing.words(asked.text)
    if not number:
        return help_view.usage("undo", asked.texts, asked.command)
    return _undo(session, asked, cards.card(session, asked.by, number).number, None)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Undo button, carrying the closing the person saw; what is so again takes the place of what was said."""
    saw = wire.seen(asked.text)
    said = _undo(session, asked, saw.number, saw.entry)
    return Redraw(said.blocks, said.text) if asked.card_goes else said


def _undo(session: Session, asked: Asked, number: str, version: int | None) -> Message:
    undone, t = undos.undo(session, asked.by, number, version=version, now=asked.now), asked.texts
    if undone.status is Status.IN_PROGRESS:
        notes = [t.t("The closing of {number} is undone: it is in progress again.", number=number)]
    else:
        notes = [t.t("The closing of {number} is undone: it is not started again.", number=number)]
    if undone.tasks:
        notes.append(t.n("{count} task is open again.", "{count} tasks are open again.", undone.tasks))
    if undone.no_customer:
        notes.append(t.t("{name} is no longer marked as a customer.", name=undone.no_customer))
    return card_message(session, asked, number, *notes)
