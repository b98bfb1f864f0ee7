"""Comments on opportunities (domain.md F078)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from store import entries
from store.models.columns import Key
from store.models.opportunities import comments
from store.models.workspaces import people
from store.rights import Member
from store.rules import text
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is shown."""

    text: str
    author: str
    at: datetime


_LAST = (
    select(*columns(Comment, comments, author=people.c.name))
    .select_from(comments.join(people, people.c.id == comments.c.person_id))
    .where(
        comments.c.workspace_id == bindparam("workspace"),
        comments.c.opportunity_id == bindparam("opportunity", type_=Key),
    )
    .order_by(comments.c.id.desc())
    .limit(1)
)


def last(session: Session, by: Member, opportunity_id: int) -> Comment | None:
    """The newest comment of an opportunity."""
    by.must("see")
    return session.one(Comment, _LAST, workspace=by.workspace_id, opportunity=opportunity_id)


def add(session: Session, by: Member, number: str, typed: str, now: datetime) -> Comment:
    """Comment on an opportunity, closed or not (decision 38). Raises NotFound, Missing and TooLong on `comment`."""
    by.must("comment")
    subject, _ = entries.locked(session, by, number)
    said = text.paragraph(typed, "comment")
    session.add(comments, workspace_id=by.workspace_id, opportunity_id=subject.id, person_id=by.id, text=said, at=now)
    return Comment(said, by.name, now)
