"""Notices: messages nobody asked for, which never come in somebody's quiet hours or outside their working hours."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.views import notices as views
from handlers.views.messages import Message as Drawn
from jobs.messages import Composer, Composition, Later, Message, Nothing
from store import foldings, notices, people, worktime
from store.attempts import Attempt
from store.foldings import Facts
from store.rights import Member
from store.rules.worktime import deliverable_at
from store.sessions import Session

if TYPE_CHECKING:
    from handlers.texts import Texts


class Told:
    """Composes a notice of one kind from what is left of it by now, as a bundle draws its line."""

    def __init__(self, texts_for: "Callable[[Member], Texts]", drawn: "Callable[[Facts, Texts], Drawn]") -> None:
        """`texts_for` gives the sentences of a reader, `drawn` the message from `foldings.NOW` of its kind."""
        self._texts_for, self._drawn = texts_for, drawn

    def __call__(self, session: Session, mine: Attempt, _now: datetime) -> Message | Nothing:
        """To its reader; nothing when it is no longer so, or they may not see it any more."""
        reader = people.get(session, mine.workspace_id, mine.person_id or 0)
        if reader is None or not reader.may("see"):
            return Nothing("the person is a guest or left")
        whose = notices.meant(session, reader, mine.facts)
        facts = foldings.NOW[mine.kind](session, whose, mine.facts)
        if facts is None:
            return Nothing("it is no longer so")
        texts = self._texts_for(reader)
        said = self._drawn(facts, texts)
        if whose.id != reader.id:
            said = views.forwarded(said, whose.name, texts)
        return Message(reader.slack_id, said.text, said.blocks, may_wait=True)


class Mannered:
    """Composes a notice when its person may be reached: what was late, or put off, waits for that."""

    def __init__(self, composer: Composer) -> None:
        """`composer` says what there is to be told."""
        self._composer = composer

    def __call__(self, session: Session, mine: Attempt, now: datetime) -> Composition:
        """What the composer says, or later."""
        if mine.person_id is not None:
            at = deliverable_at(now, worktime.of(session, mine.workspace_id, mine.person_id))
            if at > now:
                return Later("outside working hours", at)
        return self._composer(session, mine, now)
