"""What the buttons under a bundle of reminders do: Snooze, and the bundle drawn again after any of them."""

from datetime import timedelta

from handlers import wire
from handlers.asked import Asked
from handlers.moves import chosen_day
from handlers.replies import Form, Message, Redraw, Reply
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
        day = wire.day_of(asked.block)
        about = asked.pack(n=number, d=day.isoformat() if day else None)
        return Form(views.snooze_form(number, tomorrow, asked.texts, about))
    until = dates.today(asked.now, asked.by.timezone) + timedelta(days=days)
    reminders.snooze(session, asked.by, number, until, asked.now)
    return redrawn(session, asked) or _said(asked, number)


def submitted(session: Session, asked: Asked) -> Reply:
    """The form that asks until when, sent."""
    number = asked.number
    reminders.snooze(session, asked.by, number, chosen_day(asked, "until_on"), asked.now)
    return _said(asked, number)


def _said(asked: Asked, number: str) -> Message:
    said = asked.texts.t("Reminders of {number} are snoozed.", number=number)
    return Message([section(esc(said))], said)


def redrawn(session: Session, asked: Asked) -> Redraw | None:
    """The bundle whose button was pressed, as it stands now; None when the button was not in one."""
    day = wire.day_of(asked.block)
    reasons = reminders.of_day(session, asked.by, day, asked.now) if day else []
    if day is None or not reasons:
        return None
    return Redraw(views.bundle(asked.texts, reasons, day), views.summary(asked.texts, reasons))
