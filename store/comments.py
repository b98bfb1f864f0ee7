"""Comments on opportunities (domain.md F078)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from store import audits, entries
from store.listings import Page
from store.models.columns import Key
from store.models.opportunities import comments
from store.models.workspaces import people
from store.rights import Member
from store.rules import text
from store.sessions import Session, columns

PAGE = 10


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is shown."""

    text: str
    author: str
    at: datetime


_c = comments.c
_OF_OPPORTUNITY = (
    select(func.count().over(), *columns(Comment, comments, author=people.c.name))
    .select_from(comments.join(people, (people.c.workspace_id == _c.workspace_id) & (people.c.id == _c.person_id)))
    .where(_c.workspace_id == bindparam("workspace"), _c.opportunity_id == bindparam("opportunity", type_=Key))
    .order_by(_c.id.desc())
    .limit(PAGE)
    .offset(bindparam("start"))
)


def add(session: Session, by: Member, number: str, typed: str, now: datetime) -> Comment:
    """Comment on an opportunity, closed or not (decision 38). Raises NotFound, Missing and TooLong on `comment`."""
    subject, _ = entries.locked(session, by, "comment", number)
    said = text.paragraph(typed, "comment")
    audits.write(session, by, "comment", subject.number, new={"comment": said}, now=now)
    session.add(comments, workspace_id=by.workspace_id, opportunity_id=subject.id, person_id=by.id, text=said, at=now)
    return Comment(said, by.name, now)


def of_opportunity(session: Session, by: Member, opportunity_id: int, start: int = 0) -> Page[Comment]:
    """A page of the comments on an opportunity, the newest first."""
    by.must("see")
    values = {"workspace": by.workspace_id, "opportunity": opportunity_id, "start": start}
    rows = session.connection.execute(_OF_OPPORTUNITY, values).all()
    return Page([Comment(*row[1:]) for row in rows], rows[0][0] if rows else 0, start, PAGE)
