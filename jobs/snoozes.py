"""Snoozes until a very moment: what they held back, composed as of that moment."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import snoozes as views
from jobs.messages import Message, Nothing
from store import people, snooze_ends
from store.attempts import Attempt
from store.rights import Member
from store.rules import dates
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts


class Over:
    """Composes what is said when a snooze is over."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Message | Nothing:
        """What still stands; nothing when all of it was done, moved, muted, parked or snoozed again, or they left."""
        person = people.get(session, mine.workspace_id, mine.person_id or 0)
        if person is None or not person.here:
            return Nothing("the person is a guest or left")
        found = snooze_ends.standing(session, person, mine.id, now)
        left = [reason for _, reason in found if reason]
        if not left:
            return Nothing("no reason any more")
        said = views.over(left, dates.today(now, person.timezone), self._texts_for(person))
        fallen = tuple(row for row, reason in found if reason is None)
        return Message(person.slack_id, said.text, said.blocks, fallen)
