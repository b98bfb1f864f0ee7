"""An opportunity's history, newest first (domain.md F045)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from store.models.columns import Key
from store.models.cycles import close_codes
from store.models.opportunities import entries
from store.models.workspaces import people
from store.rights import Member
from store.rules.words import Action
from store.sessions import Session, columns

PAGE = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of an opportunity's life (domain.md A.5)."""

    no: int
    active: bool
    action: Action
    stage: int
    stage_description: str
    previous_stage: int
    changed_on: date
    days_open: int
    value: Decimal
    chances: Decimal
    completed: Decimal
    probability: Decimal
    weighted: Decimal
    closing_on: date
    close_code: str | None
    close_description: str | None
    person: str
    at: datetime


_OF_OPPORTUNITY = (entries.c.workspace_id == bindparam("workspace")) & (
    entries.c.opportunity_id == bindparam("opportunity", type_=Key)
)
_NEWEST = (
    select(
        *columns(
            Entry,
            entries,
            close_code=close_codes.c.code,
            close_description=close_codes.c.description,
            person=people.c.name,
        )
    )
    .select_from(
        entries.join(people, people.c.id == entries.c.person_id).outerjoin(
            close_codes, close_codes.c.id == entries.c.close_code_id
        )
    )
    .where(_OF_OPPORTUNITY)
    .order_by(entries.c.no.desc())
    .limit(bindparam("size"))
    .offset(bindparam("start"))
)
_COUNT = select(func.count()).where(_OF_OPPORTUNITY)


def of_opportunity(session: Session, by: Member, opportunity_id: int, start: int = 0, size: int = PAGE) -> list[Entry]:
    """A page of the history, newest first."""
    by.must("see")
    return session.all(Entry, _NEWEST, workspace=by.workspace_id, opportunity=opportunity_id, start=start, size=size)


def how_many(session: Session, by: Member, opportunity_id: int) -> int:
    """How many entries the history has."""
    by.must("see")
    return int(session.value(_COUNT, workspace=by.workspace_id, opportunity=opportunity_id))
