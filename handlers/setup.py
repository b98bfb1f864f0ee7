"""The Setup board, and the pages that are reached from it by their word or their button."""

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Message
from handlers.views import setup as views
from store import cycle_figures, cycles
from store.sessions import Session


def shown(session: Session, asked: Asked) -> Message:
    """What is set up and what is missing."""
    return board(session, asked)


def board(session: Session, asked: Asked, note: str = "") -> Message:
    """The board as it is now, also within the transaction that changes it."""
    asked.by.must("setup")
    by, setup = cycles.afresh(session, asked.by) if session.wrote else (asked.by, cycles.setup(session, asked.by))
    return views.board(setup, cycle_figures.of_cycles(session, by), by, asked.texts, note=note)


def listed(session: Session, asked: Asked) -> Message:
    """`setup cycles`: a page of the sales cycles, for everybody who may see."""
    asked.by.must("see")
    if asked.by.may("setup") and not cycles.setup(session, asked.by).listed():
        return board(session, asked)  # which makes the first one; a refusal would name the admin who asks
    setup = cycles.required(session, asked.by)
    start = parsing.count(asked.text) or 0
    return views.listing(setup, cycle_figures.of_cycles(session, asked.by), start, asked.by, asked.texts)
