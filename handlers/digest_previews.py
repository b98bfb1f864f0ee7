"""What a digest would say, to who asks: of any day, of a digest that is not saved yet too."""

from dataclasses import replace
from datetime import date

from handlers.asked import Asked
from handlers.replies import Message
from handlers.texts import for_member
from handlers.views import digests as views
from store import issues, people
from store.digests import Digest
from store.rules import dates
from store.sessions import Session


def preview(session: Session, asked: Asked, digest: Digest, on: date | None) -> Message:
    """What a digest would say on that day of its own, today where none is named: to who asks, and stored nowhere."""
    issue = issues.rehearse(session, digest, on or dates.today(asked.now, digest.timezone), asked.now)
    owner = people.get(session, digest.workspace_id, digest.person_id) or asked.by
    reader = replace(people.at_large(session, digest.workspace_id), language=digest.language, timezone=digest.timezone)
    return views.preview(digest, issue, owner.name, for_member(reader))
