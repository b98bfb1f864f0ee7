"""Coverings: of those for whom somebody acts, whom an opportunity gives reminders (issue 4, Absence)."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, exists, or_, select

from store.models.columns import Key
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import people
from store.rights import Member
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody who is away, and whose reminders come to who covers."""

    id: int
    name: str


_p, _o, _t = people.c, opportunities.c, tasks.c
_TODO = exists().where(
    _t.workspace_id == _o.workspace_id, _t.opportunity_id == _o.id, _t.salesperson_id == _p.id, _t.open
)
_CONCERNED = (
    select(*columns(Covered, people))
    .join_from(people, opportunities, and_(_o.workspace_id == _p.workspace_id, _o.id == bindparam("one", type_=Key)))
    .where(_p.workspace_id == bindparam("workspace"), _p.id.in_(bindparam("covered", expanding=True, type_=Key)))
    .where(or_(_p.id == _o.salesperson_id, _TODO))
    .order_by(_p.id)
)


def concerned(session: Session, by: Member, opportunity_id: int) -> list[Covered]:
    """Those for whom somebody acts today whose opportunity it is, or who have a task on it, by their keys."""
    if not by.covers:
        return []
    values = {"workspace": by.workspace_id, "covered": list(by.covers), "one": opportunity_id}
    return session.all(Covered, _CONCERNED, **values)
