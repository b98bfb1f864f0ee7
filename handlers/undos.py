"""Undo of a closing: typed, and the button under what closing said."""

from handlers import cards
from handlers.asked import Asked
from handlers.replies import Message, Reply
from store import undos
from store.rules.words import Status
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`undo OP7`."""
    return cards.typed(session, asked, "undo", _undo)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Undo button, carrying the closing the person saw."""
    return cards.pressed(session, asked, _undo)


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
    return cards.message(session, asked, number, *notes)
