"""What people do to be reminded of an opportunity no more, and again."""

from handlers import parsing, personal_settings, reminders, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply, anew
from handlers.views import mutes as views
from store import cards, coverings, mutes
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`mute OP7`; `mute` alone lists what is muted."""
    number, _ = parsing.words(asked.text)
    if not number:
        return views.listing(mutes.listed(session, asked.by), asked.texts)
    return _mute(session, asked, number)


def typed_off(session: Session, asked: Asked) -> Reply:
    """`unmute OP7`; `unmute` alone lists what is muted."""
    number, _ = parsing.words(asked.text)
    if not number:
        return views.listing(mutes.listed(session, asked.by), asked.texts)
    return _unmute(session, asked, cards.card(session, asked.by, number).number)


def pressed(session: Session, asked: Asked) -> Reply:
    """Mute, under a line of the bundle, which is drawn again, or where it was just unmuted."""
    said = _mute(session, asked, asked.text)
    return reminders.redrawn(session, asked) or anew(said)


def lifted(session: Session, asked: Asked) -> Reply:
    """Unmute, beside a muted opportunity: in the settings, in the list, in the bundle, or where it was just muted."""
    number, place = parsing.first(asked.text)
    said = _unmute(session, asked, number)
    if place == wire.SETTINGS:
        return anew(personal_settings.page(session, asked, said.text))
    if place:
        return anew(views.listing(mutes.listed(session, asked.by), asked.texts, note=said.text))
    return reminders.redrawn(session, asked) or anew(said)


def _mute(session: Session, asked: Asked, number: str) -> Message:
    card = cards.card(session, asked.by, number)
    mutes.mute(session, asked.by, card.number, asked.now)
    absent = coverings.concerned(session, asked.by, card.id)
    return views.muted(card.number, asked.texts, [one.name for one in absent])


def _unmute(session: Session, asked: Asked, number: str) -> Message:
    lifted_now = mutes.unmute(session, asked.by, number, asked.now)
    return views.unmuted(number, asked.texts, now=lifted_now)
