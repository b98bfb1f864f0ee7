"""The fix-it sweep: what is wrong with one's own opportunities, mended one after another in one message."""

from handlers import wire
from handlers.asked import Asked
from handlers.replies import Message, Redraw, Reply, anew
from handlers.views import fixes as views
from store import fixes
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`fix`: the first one."""
    return _from(session, asked, 0, 0)


def pressed(session: Session, asked: Asked) -> Reply:
    """Fix one after another, From the beginning, or Skip to the next, which carries the one that is skipped."""
    asks, _, where = asked.text.partition(" ")
    if asks != "skip":
        said = _from(session, asked, 0, 0)
        return anew(said) if asked.block.startswith(f"{wire.FIX}:") else said
    place = wire.sweep(where)
    found = fixes.faulty(session, asked.by, asked.now)
    here = next((n for n, one in enumerate(found) if one.number == place.number), None)
    return anew(_from(session, asked, place.skipped if here is None else here + 1, place.total))


def redrawn(session: Session, asked: Asked, note: str = "") -> Redraw | None:
    """The sweep this began in, as it stands now: the same one while anything is wrong with it, else the next.

    None when it began elsewhere. Nothing of it is kept but in the message: how many there were, and which was shown.
    """
    place = asked.sweep
    if place is None:
        return None
    found = fixes.faulty(session, asked.by, asked.now)
    here = next((n for n, one in enumerate(found) if one.number == place.number), place.skipped)
    return anew(_from(session, asked, here, place.total, note))


def _from(session: Session, asked: Asked, skipped: int, total: int, note: str = "") -> Message:
    """The one behind so many that were skipped; what was mended is no longer among those there are."""
    asked.by.must("move")
    found = fixes.faulty(session, asked.by, asked.now)
    if skipped >= len(found):
        return views.done(len(found), asked.texts, note)
    place = wire.Sweep(skipped, max(total, len(found)), len(found), found[skipped].number)
    return views.card(found[skipped], place, asked.texts, asked.today, note)
