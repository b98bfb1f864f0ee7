"""What admins do with the channel feed: see which channels hear what, add, change and remove one."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply, anew
from handlers.views import events as words
from handlers.views import feeds as views
from store import cycles, feeds
from store.sessions import Session


def listed(session: Session, asked: Asked) -> Reply:
    """`setup channels`, the Channels button, or another page of the list."""
    return _list(session, asked, start=parsing.count(asked.text) or 0)


def _list(session: Session, asked: Asked, note: str = "", start: int = 0) -> Message:
    return views.message(feeds.every(session, asked.by), asked.texts, start, note=note)


def pressed(session: Session, asked: Asked) -> Reply:
    """Add channel, or Change of a feed: the form."""
    asked.by.must("setup")
    key = parsing.count(asked.text)
    feed = None if key is None else feeds.shown(session, asked.by, key)
    about = asked.pack(k=feed.id, v=feed.version) if feed else asked.pack()
    offered = cycles.setup(session, asked.by).listed()
    return Form(views.feed_form(feed, offered, feeds.teams_offered(session, asked.by), asked.texts, about))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    wanted = asked.place, asked.chosen("scope")
    if asked.metadata.get("k") is None:
        feed = feeds.create(session, asked.by, *wanted, asked.now)
    else:
        key, seen = wire.kept(asked.metadata)
        feed = feeds.change(session, asked.by, key, *wanted, seen=seen, now=asked.now)
    told = {"channel": feed.channel_name, "scope": words.named(asked.texts, feed.cycle, feed.team)}
    return anew(_list(session, asked, asked.texts.t("#{channel} hears from now on: {scope}.", **told)))


def removed(session: Session, asked: Asked) -> Reply:
    """The Remove button of a feed."""
    key, seen = wire.versioned(asked.text)
    feed = feeds.remove(session, asked.by, key, seen=seen, now=asked.now)
    told = {"channel": feed.channel_name, "scope": words.named(asked.texts, feed.cycle, feed.team)}
    return anew(_list(session, asked, asked.texts.t("#{channel} hears no more: {scope}.", **told)))
