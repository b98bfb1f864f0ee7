"""What the buttons under a bundle of reminders do: Snooze, and the bundle drawn again after any of them."""

from datetime import date, timedelta

from handlers import wire
from handlers.asked import Asked, Listener
from handlers.moves import chosen_day
from handlers.replies import Beside, Form, Message, Redraw, Reply
from handlers.views import notices
from handlers.views import reminders as views
from handlers.views.blocks import esc, section
from store import reminders
from store.rules import dates
from store.sessions import Session


def snoozed(session: Session, asked: Asked) -> Reply:
    """The Snooze menu: some days, or the form that asks until when."""
    number, days = wire.snoozed(asked.text)
    if not days:
        tomorrow = dates.today(asked.now, asked.by.timezone) + timedelta(days=1)
        return Form(views.snooze_form(number, tomorrow, asked.texts, asked.pack(n=number)))
    return _snooze(session, asked, number, dates.today(asked.now, asked.by.timezone) + timedelta(days=days))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form that asks until when, sent."""
    return _snooze(session, asked, asked.number, chosen_day(asked, "until_on"))


def _snooze(session: Session, asked: Asked, number: str, until: date) -> Message:
    reminders.snooze(session, asked.by, number, until, asked.now)
    said = asked.texts.t("Reminders of {number} are snoozed until {date}.", number=number, date=asked.texts.day(until))
    return redrawn(session, asked) or Message([section(esc(said))], said)


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
