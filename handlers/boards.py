"""A person's own board: App Home, and what the command alone answers."""

from handlers.asked import Asked
from handlers.replies import Home, Nothing, Reply
from handlers.views import home as views
from handlers.views.blocks import Block
from store import boards, cycles
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """The command alone: the board as a message."""
    asked.by.must("see")
    setup = cycles.required(session, asked.by) if not asked.by.may("setup") else cycles.setup(session, asked.by)
    return views.message(*_read(session, asked), setup, asked.by, asked.texts, asked.today)


def opened(session: Session, asked: Asked) -> Reply:
    """Home was opened: draw it; from now on it is redrawn after changes."""
    if asked.body.get("event", {}).get("tab", "home") != "home":
        return Nothing()
    return Home(drawn(session, asked))


def drawn(session: Session, asked: Asked) -> Block:
    """The board as it is now."""
    if not asked.by.may("see"):
        return views.closed(asked.texts, taken_out=asked.by.removed)
    setup = cycles.setup(session, asked.by)
    return views.view(*_read(session, asked), setup, asked.by, asked.texts, asked.today)


def _read(session: Session, asked: Asked) -> tuple[boards.Day, list[boards.StageSum]]:
    return boards.day(session, asked.by, asked.today, views.SHOWN), boards.pipeline(session, asked.by, asked.today)
