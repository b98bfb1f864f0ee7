"""Absences: who is back is told what happened, and what is said of absences, composed as of when it is sent."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import briefs as views
from jobs.borders import Border
from jobs.messages import Composer, Message, Nothing
from jobs.notices import Told as Notice
from store import absence_ends, absences, briefs, notices, people
from store.absence_notices import AWAY, BRIEF, UNCOVERED
from store.attempts import Attempt
from store.rights import Member
from store.sessions import Session, Sessions

if TYPE_CHECKING:
    from handlers.texts import Texts


def plan(sessions: Sessions, now: datetime, border: Border = nullcontext) -> int:
    """Owe the briefs of who is back, and end the covering of who left; how many there were."""
    with sessions.reading() as session:
        left = absence_ends.left(session, now)
        over = [one for one in absence_ends.over(session, now) if absence_ends.is_back(session, one, now)]
    done = 0
    for due in over:
        with border(f"brief after absence {due.id}"), sessions.writing() as session:
            done += absence_ends.brief(session, due, now)
    for due in left:
        with border(f"uncover absence {due.id}"), sessions.writing() as session:
            done += absence_ends.uncover(session, due, now)
    return done


class Told:
    """Composes what is said of absences."""

    def __init__(self, texts_for: "Callable[[Member], Texts]") -> None:
        """`texts_for` gives the sentences of a reader."""
        self._texts_for = texts_for

    @property
    def composers(self) -> dict[str, Composer]:
        """For each kind its composer."""
        away, uncovered = (Notice(self._texts_for, drawn) for drawn in (views.away, views.uncovered))
        return {AWAY: away, UNCOVERED: uncovered, BRIEF: self._brief}

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
