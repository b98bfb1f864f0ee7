"""Personal reminders: what a person asked to be reminded of, composed as of the moment it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import personal_reminders as views
from jobs.messages import Message, Nothing
from store import cards, people, personal_reminders
from store.attempts import Attempt
from store.rights import Member
from store.rules import dates
from store.rules.refusals import NotFound
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts


class Reminder:
    """Composes the one thing that was asked for."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Message | Nothing:
        """The opportunity as it is now, with the note; nothing when it was deleted, or the person may not see it."""
        person = people.get(session, mine.workspace_id, mine.person_id or 0)
        if person is None or not person.may("see"):
            return Nothing("the person is a guest or left")
        asked = personal_reminders.find(session, person, mine.id)
        try:
            card = cards.card(session, person, asked.number)
        except NotFound:
            return Nothing("the opportunity was deleted")
        today = dates.today(now, person.workspace_timezone)
        said = views.come(asked, card, self._texts_for(person), today)
        return Message(person.slack_id, said.text, said.blocks)
