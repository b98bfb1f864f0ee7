"""Parkings: when the day of one has come its salesperson is told, composed as of the moment it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import notices as notice_views
from handlers.views import parkings as views
from jobs.messages import Message, Nothing
from store import notices, people, wakings
from store.attempts import Attempt
from store.rights import Member
from store.sessions import Session, Sessions

if TYPE_CHECKING:
    from handlers.texts import Texts


def plan(sessions: Sessions, now: datetime) -> int:
    """Owe the messages of every parking whose day has come, each in a transaction of its own; how many.

    One at a time: who waits for a person's place in the day's budget then holds no other's.
    """
    with sessions.reading() as session:
        places = wakings.days_come(session, now)
    told = 0
    for workspace_id, today in places:
        while True:
            with sessions.reading() as session:
                waiting = wakings.due(session, workspace_id, today)
            for one in waiting:
                with sessions.writing() as session:
                    told += wakings.tell(session, workspace_id, one, today, now)
            if len(waiting) < wakings.AT_ONCE:
                break
    return told


class Awake:
    """Composes what the salesperson is told."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    def __call__(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        """That it woke, with what to do; nothing once it is closed, handed over or parked again."""
        person = people.get(session, mine.workspace_id, mine.person_id or 0)
        if person is None or not person.may("see"):
            return Nothing("the person is a guest or left")
        whose = notices.meant(session, person, mine.facts)
        now = wakings.awake(session, whose, mine.facts)
        if now is None:
            return Nothing("closed, handed over or parked again")
        texts = self._texts_for(person)
        said = views.awake(now, person, texts)
        if whose.id != person.id:
            said = notice_views.forwarded(said, whose.name, texts)
        return Message(person.slack_id, said.text, said.blocks, may_wait=True)
