"""Notices: messages nobody asked for, which never come in somebody's quiet hours or outside their working hours."""

from datetime import datetime

from jobs.messages import Composer, Edit, Later, Message, Nothing, Posting
from store import worktime
from store.attempts import Attempt
from store.rules.worktime import deliverable_at
from store.sessions import Session


class Mannered:
    """Composes a notice when its person may be reached: what was late, or put off, waits for that."""

    def __init__(self, composer: Composer) -> None:
        """`composer` says what there is to be told."""
        self._composer = composer

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Message | Posting | Edit | Later | Nothing:
        """What the composer says, or later."""
        if mine.person_id is not None:
            at = deliverable_at(now, worktime.of(session, mine.workspace_id, mine.person_id))
            if at > now:
                return Later("outside working hours", at)
        return self._composer(session, mine, now)
