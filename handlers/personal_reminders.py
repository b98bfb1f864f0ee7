"""What people do to be reminded of an opportunity at a moment of their choice, later again, or not after all."""

from datetime import date, datetime, time, timedelta

from handlers import doubts, parsing, personal_settings, wire
from handlers.asked import Asked
from handlers.moves import chosen_day
from handlers.replies import Form, Message, Reply, anew
from handlers.views import personal_reminders as views
from store import cards, personal_reminders, worktime
from store.rules import dates
from store.rules.checks import Checks
from store.rules.refusals import AmbiguousDate, NotFound, TimeOrDate
from store.rules.worktime import beginning
from store.sessions import Session

HOUR = timedelta(hours=1)


def typed(session: Session, asked: Asked) -> Reply:
    """`remind OP7 monday 8:30 call Ben`: at once; without a moment the form; `remind` alone lists what is to come."""
    number, rest = parsing.words(asked.text)
    if not number:
        return views.listing(personal_reminders.pending(session, asked.by, asked.now), asked.texts)
    card = cards.card(session, asked.by, number)
    said = parsing.told(rest, asked.texts, asked.now)
    when = parsing.Moment(asked.instead) if asked.instead else said.moment
    if when:
        at = when.at or _morning(session, asked, when.day)
        made = personal_reminders.remind(session, asked.by, card.number, at, said.text, asked.now)
        return views.set_up(made, asked.texts)
    if said.asks and not isinstance(said.asks, AmbiguousDate | TimeOrDate):
        raise said.asks
    return _form(asked, card, said.text, doubts.of([said.asks] if said.asks else [], asked.texts))


def pressed(session: Session, asked: Asked) -> Reply:
    """Remind me, on a card: its form."""
    return _form(asked, cards.card(session, asked.by, wire.seen(asked.text).number))


def _form(asked: Asked, card: cards.Card, note: str = "", asks: dict[str, str] | None = None, row: int = 0) -> Form:
    tomorrow = dates.today(asked.now, asked.by.timezone) + timedelta(days=1)
    label = f"{card.number} {card.description} · {card.contact_name}"
    draft = views.Draft(card.number, label, None if asks else tomorrow, None, note, tuple((asks or {}).values()))
    packed = asked.pack(n=card.number, b=row or None)
    return Form(views.remind_form(draft, asked.texts, packed))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent; opened from a reminder that came, it takes that one's place."""
    checks = Checks()
    day = checks(chosen_day, asked, "remind_on")
    checks.done()
    at = _moment(session, asked, day, asked.clock("remind_time"))
    row = asked.metadata.get("b")
    made = personal_reminders.remind(session, asked.by, asked.number, at, asked.typed("note"), asked.now)
    said = views.set_up(made, asked.texts)
    return anew(said) if isinstance(row, int) else said


def _moment(session: Session, asked: Asked, day: date, clock: time | None) -> datetime:
    return dates.instant(day, clock, asked.by.timezone) if clock else _morning(session, asked, day)


def _morning(session: Session, asked: Asked, day: date) -> datetime:
    """When the person's working hours begin on that day."""
    return beginning(day, worktime.of(session, asked.by.workspace_id, asked.by.id))


def later(session: Session, asked: Asked) -> Reply:
    """Snooze, under a reminder that came: in an hour, tomorrow morning, or the form that asks until when."""
    row, how = _row(asked.text)
    if how == "until":
        found = personal_reminders.find(session, asked.by, row)
        return _form(asked, cards.card(session, asked.by, found.number), found.note, row=row)
    tomorrow = dates.today(asked.now, asked.by.timezone) + timedelta(days=1)
    at = _morning(session, asked, tomorrow) if how == "morning" else asked.now + HOUR
    return anew(views.set_up(personal_reminders.put_off(session, asked.by, row, at, asked.now), asked.texts))


def cancelled(session: Session, asked: Asked) -> Reply:
    """Cancel reminder: where it was just set, in the list, or in the settings."""
    row, place = _row(asked.text)
    said = views.cancelled(personal_reminders.cancel(session, asked.by, row, asked.now), asked.texts)
    return _redrawn(session, asked, place, said)


def _redrawn(session: Session, asked: Asked, place: str, said: Message) -> Message:
    if place == wire.SETTINGS:
        return anew(personal_settings.page(session, asked, said.text))
    if place:
        pending = personal_reminders.pending(session, asked.by, asked.now)
        return anew(views.listing(pending, asked.texts, note=said.text))
    return anew(said)


def _row(value: str) -> tuple[int, str]:
    """The row a button is about, and the rest of what it says. Raises NotFound for what can not be read."""
    first, rest = parsing.first(value)
    row = parsing.count(first)
    if row is None:
        raise NotFound("reminder")
    return row, rest
