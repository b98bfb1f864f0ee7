"""The bundle of reminders, and the fix-it sweep, drawn again after any of their buttons."""

from itertools import takewhile

from handlers import fixes
from handlers.asked import Asked, Listener
from handlers.replies import Beside, Message, Redraw, Reply
from handlers.views import notices
from handlers.views import reminders as views
from store import reminders
from store.sessions import Session


def redrawn(session: Session, asked: Asked) -> Redraw | None:
    """The bundle or the fix-it sweep this began in, as it stands now; None when it began elsewhere."""
    if sweep := fixes.redrawn(session, asked):
        return sweep
    day = asked.bundle
    reasons = reminders.of_day(session, asked.by, day, asked.now) if day else []
    if day is None or not reasons:
        return None
    beside = reminders.beside(session, asked.by, day)
    count = views.things(reasons) + sum(one.facts is not None for one in beside)
    drawn = views.bundle(asked.texts, reasons, day, notices.lines(asked.texts, beside))
    return Redraw(drawn, views.summary(asked.texts, count))


def beside(listener: Listener) -> Listener:
    """The listener of a form that may have been opened from a bundle or a sweep: that is drawn again.

    What is said stands beside a bundle; a sweep goes on to the next one, under what was done.
    """

    def answered(session: Session, asked: Asked) -> Reply:
        said = listener(session, asked)
        if not isinstance(said, Message):
            return said
        if sweep := fixes.redrawn(session, asked, _done(said)):
            return sweep
        bundle = redrawn(session, asked)
        return Beside(said.blocks, said.text, original=bundle) if bundle else said

    return answered


def _done(said: Message) -> str:
    """What is said above the card: what was done."""
    above = takewhile(lambda block: block["type"] == "section", said.blocks)
    return "\n".join(str(block["text"]["text"]) for block in above if "text" in block)
