"""Absences: who is back is told what happened, and what is said of absences, composed as of when it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import briefs as views
from handlers.views import notices as notice_views
from handlers.views.messages import Message as Said
from jobs.messages import Composer, Message, Nothing
from store import absence_ends, absence_notices, absences, briefs, notices, people
from store.absence_notices import AWAY, BRIEF, UNCOVERED, Facts
from store.attempts import Attempt
from store.rights import Member
from store.sessions import Session, Sessions

if TYPE_CHECKING:
    from handlers.texts import Texts


def plan(sessions: Sessions, now: datetime) -> int:
    """Owe the briefs of who is back, and end the covering of who left; how many there were."""
    with sessions.reading() as session:
        over, left = absence_ends.over(session, now), absence_ends.left(session, now)
    done = 0
    for due in over:
        with sessions.writing() as session:
            done += absence_ends.brief(session, due, now)
    for due in left:
        with sessions.writing() as session:
            done += absence_ends.uncover(session, due, now)
    return done


_Found = Callable[[Session, Member, Facts], Facts | None]
_Drawn = Callable[[Facts, "Texts"], Said]


class Told:
    """Composes what is said of absences."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    @property
    def composers(self) -> dict[str, Composer]:
        """For each kind its composer."""
        return {AWAY: self._away, UNCOVERED: self._uncovered, BRIEF: self._brief}

    def _away(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        return self._said(session, mine, absence_notices.away, views.away)

    def _uncovered(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        return self._said(session, mine, absence_notices.uncovered, views.uncovered)

    def _said(self, session: Session, mine: Attempt, found: _Found, drawn: _Drawn) -> Message | Nothing:
        reader = people.get(session, mine.workspace_id, mine.person_id or 0)
        if reader is None or not reader.may("see"):
            return Nothing("the person is a guest or left")
        whose = notices.meant(session, reader, mine.facts)
        facts = found(session, whose, mine.facts)
        if facts is None:
            return Nothing("it is no longer so")
        texts = self._texts_for(reader)
        said = drawn(facts, texts)
        if whose.id != reader.id:
            said = notice_views.forwarded(said, whose.name, texts)
        return Message(reader.slack_id, said.text, said.blocks, may_wait=True)

    def _brief(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        reader = people.get(session, mine.workspace_id, mine.person_id or 0)
        absence = absences.find(session, mine.workspace_id, mine.facts["absence"])
        if reader is None or absence is None or not reader.may("see"):
            return Nothing("the person is a guest or left")
        told = briefs.since_then(session, notices.meant(session, reader, mine.facts), absence)
        if not told:
            return Nothing("nothing happened")
        said = views.brief(absence, told, self._texts_for(reader))
        return Message(reader.slack_id, said.text, said.blocks, may_wait=True)
