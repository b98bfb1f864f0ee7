"""Hand-overs: the new salesperson is told, composed as of the moment it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import handovers as views
from handlers.views import notices as notice_views
from jobs.messages import Message, Nothing
from store import handovers, notices, people
from store.attempts import Attempt
from store.rights import Member
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts


class HandOver:
    """Composes what the new salesperson is told."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        """Those that are still theirs; nothing when none is, or they may not see them any more."""
        person = people.get(session, mine.workspace_id, mine.person_id or 0)
        if person is None or not person.may("see"):
            return Nothing("the person is a guest or left")
        whose = notices.meant(session, person, mine.facts)
        theirs = handovers.still_theirs(session, whose, mine.facts["opportunities"])
        if not theirs:
            return Nothing("no longer theirs")
        texts = self._texts_for(person)
        said = views.told(mine.facts["by"], theirs, texts)
        if whose.id != person.id:
            said = notice_views.forwarded(said, whose.name, texts)
        return Message(person.slack_id, said.text, said.blocks, may_wait=True)
