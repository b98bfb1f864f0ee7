"""What people do to let an opportunity rest until a day, and to wake it."""

from dataclasses import replace

from handlers import cards as answers
from handlers import doubts, parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Message, Reply
from handlers.views import help as help_view
from handlers.views import parkings as views
from store import cards, parkings
from store.rules import parkings as rules
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`park OP7 until 1.3. because budget freeze`: at once, with both; else the form."""
    number, said = parsing.words(asked.text)
    if not number:
        return help_view.usage("park", asked.texts, asked.command)
    card = cards.card(session, asked.by, number)
    rest = parsing.rest(said, asked.reader(None, "until_on", least=rules.earliest(asked.today)))
    if rest.until:
        rest = replace(rest, until=rules.until(rest.until, asked.today))
    if rest.until and rest.reason:
        done = parkings.park(session, asked.by, card.number, until_on=rest.until, reason=rest.reason, now=asked.now)
        return _parked(session, asked, card.number, done)
    return _form(session, asked, card, rest)


def pressed(session: Session, asked: Asked) -> Reply:
    """The Park button: its form, carrying what the person saw."""
    saw = wire.seen(asked.text)
    return _form(session, asked, cards.card(session, asked.by, saw.number), parsing.Rest(), saw.entry)


def _form(session: Session, asked: Asked, card: cards.Card, rest: parsing.Rest, seen: int | None = None) -> Form:
    present = parkings.preset(session, asked.by, card.number, asked.now, seen=seen)
    asks = doubts.of([rest.asks] if rest.asks else [], asked.texts)
    until = None if asks else rest.until or (present.until_on if present else None)
    drawn = views.Draft(card, until, rest.reason or (present.reason if present else ""), present, tuple(asks.values()))
    about = asked.pack(n=card.number, s=card.seen, v=present.version if present else 0)
    return Form(views.form_of(drawn, asked.texts, asked.today, about))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    done = parkings.park(
        session, asked.by, asked.number, until_on=asked.day("until_on"), reason=asked.typed("reason"), now=asked.now,
        seen=asked.seen, shown=asked.version,
    )  # fmt: skip
    return _parked(session, asked, asked.number, done)


def _parked(session: Session, asked: Asked, number: str, done: parkings.Parked) -> Message:
    return answers.message(session, asked, number, views.parked(number, done, asked.texts))


def typed_wake(session: Session, asked: Asked) -> Reply:
    """`unpark OP7`."""
    return answers.typed(session, asked, "unpark", _wake)


def woken(session: Session, asked: Asked) -> Reply:
    """The Unpark button, carrying the parking the person saw."""
    return answers.pressed(session, asked, _wake)


def _wake(session: Session, asked: Asked, number: str, shown: int | None) -> Message:
    ended = parkings.unpark(session, asked.by, number, shown=shown, now=asked.now)
    return answers.message(session, asked, number, views.woken(number, ended, asked.texts))
