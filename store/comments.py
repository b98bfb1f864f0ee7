"""Comments on opportunities (domain.md F078)."""

from dataclasses import dataclass
from datetime import datetime

from store import audits, entries
from store.models.opportunities import comments
from store.rights import Member
from store.rules import text
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is shown."""

    text: str
    author: str
    at: datetime


def add(session: Session, by: Member, number: str, typed: str, now: datetime) -> Comment:
    """Comment on an opportunity, closed or not (decision 38). Raises NotFound, Missing and TooLong on `comment`."""
    subject, _ = entries.locked(session, by, "comment", number)
    said = text.paragraph(typed, "comment")
    audits.write(session, by, "comment", subject.number, new={"comment": said}, now=now)
    session.add(comments, workspace_id=by.workspace_id, opportunity_id=subject.id, person_id=by.id, text=said, at=now)
    return Comment(said, by.name, now)
