"""What admins do with the channel feed: see which channels hear what, add, change and remove one."""

from handlers import parsing
from handlers.asked import Asked
from handlers.replies import Form, Message, Redraw, Reply
from handlers.views import events as words
from handlers.views import feeds as views
from store import cycles, feeds
from store.sessions import Session


def listed(session: Session, asked: Asked) -> Reply:
    """`setup channels`, and the Channels button."""
    return _list(session, asked)


def _list(session: Session, asked: Asked, note: str = "") -> Message:
    return views.message(feeds.every(session, asked.by), asked.texts, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """Add channel, or Change of a feed: the form."""
    every, teams = feeds.every(session, asked.by), feeds.teams_offered(session, asked.by)
    feed = next((one for one in every if one.id == parsing.count(asked.text)), None)
    setup = cycles.setup(session, asked.by)
    return Form(views.feed_form(feed, list(setup.cycles.values()), teams, asked.texts, asked.pack()))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    feed = feeds.save(session, asked.by, asked.place, asked.chosen("scope"), asked.now)
    told = {"channel": feed.channel_name, "scope": words.named(asked.texts, feed)}
    return _list(session, asked, asked.texts.t("#{channel} hears from now on: {scope}.", **told))


def removed(session: Session, asked: Asked) -> Reply:
    """The Remove button of a feed."""
    feed = feeds.remove(session, asked.by, parsing.count(asked.text) or 0, asked.now)
    told = {"channel": feed.channel_name, "scope": words.named(asked.texts, feed)}
    board = _list(session, asked, asked.texts.t("#{channel} hears no more: {scope}.", **told))
    return Redraw(board.blocks, board.text)
