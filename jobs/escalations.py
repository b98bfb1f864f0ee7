"""Escalations: a manager is told what somebody was reminded of in vain, composed as of the moment it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import escalations as views
from handlers.views import notices as notice_views
from jobs.messages import Message, Nothing
from store import escalations, notices, people
from store.attempts import Attempt
from store.rights import Member
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts


class Escalation:
    """Composes what a manager is told."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        """What still stands; nothing when all of it was reacted to, or the manager left."""
        manager = people.get(session, mine.workspace_id, mine.person_id or 0)
        if manager is None or not manager.may("see"):
            return Nothing("the person is a guest or left")
        found = escalations.standing(session, manager, mine.facts)
        if found is None:
            return Nothing("no reason any more")
        texts = self._texts_for(manager)
        said = views.told(found, texts)
        whose = notices.meant(session, manager, mine.facts)
        if whose.id != manager.id:
            said = notice_views.forwarded(said, whose.name, texts)
        return Message(manager.slack_id, said.text, said.blocks, may_wait=True)
