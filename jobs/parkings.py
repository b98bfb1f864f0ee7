"""Parkings: when the day of one has come its salesperson is told, composed as of the moment it is sent."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import parkings as views
from jobs.borders import Border
from jobs.messages import Bookkeeper, Ending, Later, Message, Nothing
from store import notices, people, wakings
from store.attempts import Attempt
from store.rights import Member
from store.rules.words import DeliveryState
from store.sessions import Session, Sessions

if TYPE_CHECKING:
    from handlers.texts import Texts


def plan(sessions: Sessions, now: datetime, border: Border = nullcontext) -> int:
    """Owe the messages of every parking whose day has come, each in a transaction of its own; how many.

    One at a time: who waits for a person's place in the day's budget then holds no other's.
    """
    with sessions.reading() as session:
        places = wakings.days_come(session, now)
        found = [(key, today, one) for key, today in places for one in wakings.due(session, key, today)]
    told = 0
    for workspace_id, today, one in found:
        with border(f"wake {one.id}"), sessions.writing() as session:
            told += wakings.tell(session, workspace_id, one, today, now)
    return told


class Awake:
    """Composes what the salesperson is told."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Message | Later | Nothing:
        """That it woke, with what to do; nothing once it is closed or parked again.

        Where it is another's by now, or another covers, it is owed to them first (`_settled`).
        """
        woke = wakings.awake(session, mine.workspace_id, mine.facts)
        if woke is None:
            return Nothing("closed or parked again")
        reader = notices.reader_of(session, mine.workspace_id, woke.salesperson_id, now)
        if reader.id != mine.person_id:
            return Later("somebody else is told now")
        person = people.get(session, mine.workspace_id, reader.id)
        if person is None or not person.may("see"):
            return Nothing("the person is a guest or left")
        owner = people.get(session, mine.workspace_id, woke.salesperson_id)
        absent = views.Absent(owner.name, reader.until_on) if owner and reader.until_on else None
        said = views.awake(woke, person, self._texts_for(person), absent)
        return Message(person.slack_id, said.text, said.blocks, may_wait=True)


def _settled(session: Session, mine: Attempt, ending: Ending, now: datetime) -> None:
    """What still waits goes to whose the opportunity is now, or who covers: handing over may meet the sending."""
    woke = wakings.awake(session, mine.workspace_id, mine.facts) if ending.state is DeliveryState.DUE else None
    if woke:
        wakings.follow(session, mine.workspace_id, [woke.opportunity_id], woke.salesperson_id, now)


BOOKKEEPERS: dict[str, Bookkeeper] = {wakings.KIND: _settled}
