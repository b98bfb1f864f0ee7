"""The bundle of reminders, drawn again after any of its buttons."""

from handlers.asked import Asked, Listener
from handlers.replies import Beside, Message, Redraw, Reply
from handlers.views import notices
from handlers.views import reminders as views
from store import reminders
from store.sessions import Session


def redrawn(session: Session, asked: Asked) -> Redraw | None:
    """The bundle this began in, as it stands now; None when it began elsewhere."""
    day = asked.bundle
    reasons = reminders.of_day(session, asked.by, day, asked.now) if day else []
    if day is None or not reasons:
        return None
    beside = reminders.beside(session, asked.by, day)
    count = views.things(reasons) + sum(one.facts is not None for one in beside)
    drawn = views.bundle(asked.texts, reasons, day, notices.lines(asked.texts, beside))
    return Redraw(drawn, views.summary(asked.texts, count))


def beside(listener: Listener) -> Listener:
    """The listener of a form that may have been opened from a bundle: that is drawn again beside what is said."""

    def answered(session: Session, asked: Asked) -> Reply:
        said = listener(session, asked)
        bundle = redrawn(session, asked)
        return Beside(said.blocks, said.text, original=bundle) if bundle and isinstance(said, Message) else said

    return answered
