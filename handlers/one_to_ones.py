"""What managers do before they sit down with somebody: look at the pack, and mark the one-to-one as held."""

from handlers import members, parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply
from handlers.views import help as help_view
from handlers.views import one_to_ones as views
from handlers.views.problems import said
from store import one_to_ones
from store.rules import refusals
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`oneonone @ana`: what happened since the last one, for the manager's eyes alone."""
    asked.by.must("oneonone")
    person = members.mentioned(session, asked.by, parsing.first(asked.text)[0])
    if person is None:
        return help_view.usage("oneonone", asked.texts, asked.command)
    return views.message(one_to_ones.pack(session, asked.by, person.id, asked.now), asked.texts, asked.today)


def held(session: Session, asked: Asked) -> Message:
    """Mark as held, under a pack: the next one begins where that ended."""
    pack = wire.pack_of(asked.text)
    if pack is None:
        raise refusals.NotFound("person")
    seen, looked_at = pack.version, pack.until
    person = one_to_ones.hold(
        session, asked.by, pack.person, seen=seen, looked_at=looked_at, pipeline=pack.pipeline, now=asked.now
    )
    until = asked.texts.moment(looked_at)
    return said(
        asked.texts.t(
            "The one-to-one with {name} is marked as held: the next pack begins {when}.", name=person.name, when=until
        )
    )
