"""What people do to put reminders off until a day or a moment, and to wake them: typed, by menu, in a form."""

from datetime import date, datetime, timedelta

from handlers import doubts, parsing, personal_settings, reminders, wire
from handlers.asked import Asked
from handlers.moves import chosen_day
from handlers.replies import Form, Message, Reply, anew
from handlers.views import snoozes as views
from store import cards, snoozes
from store.rules import dates
from store.rules.refusals import AmbiguousDate, TimeOrDate
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`snooze OP7 3 days`, `snooze OP7 until monday 8:30`, `snooze OP7 off`: at once; without how long the form."""
    number, rest = parsing.words(asked.text)
    if not number:
        return views.listing(snoozes.resting(session, asked.by, asked.now), asked.texts)
    number = cards.card(session, asked.by, number).number
    if parsing.is_off(rest):
        return _wake(session, asked, number)
    if asked.instead:
        return _snooze(session, asked, number, asked.instead)
    if not rest:
        return _form(session, asked, number)
    try:
        found = parsing.moment(rest, asked.texts, asked.now, "until_on", tomorrow=True)
    except (AmbiguousDate, TimeOrDate) as asks:
        return _form(session, asked, number, doubts.of([asks], asked.texts))
    return _snooze(session, asked, number, found.day, found.at)


def _form(session: Session, asked: Asked, number: str, asks: dict[str, str] | None = None) -> Form:
    about = cards.card(session, asked.by, number)
    rests = next((one for one in snoozes.resting(session, asked.by, asked.now) if one.number == about.number), None)
    tomorrow = dates.today(asked.now, asked.by.timezone) + timedelta(days=1)
    first, packed = None if asks else tomorrow, asked.pack(n=number, q=asks or None)
    doubtful = (asks or {}).values()
    return Form(views.snooze_form(about.number, about.description, rests, first, asked.texts, packed, doubtful))


def chosen(session: Session, asked: Asked) -> Reply:
    """The Snooze menu of a bundle: some days, or the form that asks until when."""
    number, days = wire.snoozed(asked.text)
    if not days:
        return _form(session, asked, number)
    return _snooze(session, asked, number, dates.today(asked.now, asked.by.timezone) + timedelta(days=days))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form that asks until when, sent."""
    day, clock = chosen_day(asked, "until_on"), asked.clock("until_time")
    at = dates.instant(day, clock, asked.by.timezone) if clock else None
    return _snooze(session, asked, asked.number, day, at)


def _snooze(session: Session, asked: Asked, number: str, until: date, at: datetime | None = None) -> Message:
    snoozes.snooze(session, asked.by, number, until, asked.now, until_at=at)
    return reminders.redrawn(session, asked) or views.snoozed(number, until, at, asked.texts)


def _wake(session: Session, asked: Asked, number: str) -> Message:
    woken = snoozes.wake(session, asked.by, number, asked.now)
    return views.woken(number, asked.texts, now=woken)


def woken(session: Session, asked: Asked) -> Reply:
    """Wake, beside a snoozed opportunity: in the settings, in the list, in the bundle, or where it was just snoozed."""
    number, place = parsing.first(asked.text)
    said = _wake(session, asked, number)
    if place == wire.SETTINGS:
        return anew(personal_settings.page(session, asked, said.text))
    if place:
        return anew(views.listing(snoozes.resting(session, asked.by, asked.now), asked.texts, note=said.text))
    return reminders.redrawn(session, asked) or anew(said)
