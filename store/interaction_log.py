"""The log of interactions: one with a contact, those of an opportunity or a contact (domain.md A.8, B.15)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from store.comments import Comment
from store.listings import Page
from store.models.columns import Key
from store.models.contacts import contacts as contact_table
from store.models.interactions import interaction_comments, interactions
from store.models.opportunities import opportunities
from store.models.workspaces import people
from store.rights import Member
from store.rules.refusals import NotFound
from store.rules.words import InteractionKind
from store.sessions import Session, columns

PAGE = 10


@dataclass(frozen=True, slots=True)
class Interaction:
    """An interaction as it is shown; of a deleted opportunity, number and description stay (decision 23)."""

    id: int
    kind: InteractionKind
    happened_on: date
    description: str
    contact_id: int
    contact_number: str
    contact_name: str
    company_name: str | None
    person_id: int
    person_name: str
    opportunity_id: int | None
    opportunity_number: str | None
    opportunity_description: str | None
    task_number: str | None
    cancelled: bool
    at: datetime
    comments: int  # how many there are


_i, _c, _o = interactions.c, contact_table.c, opportunities.c
_company = contact_table.alias("company")
_remark = interaction_comments.c
_HOW_MANY_COMMENTS = (
    select(func.count())
    .where(_remark.workspace_id == _i.workspace_id, _remark.interaction_id == _i.id)
    .scalar_subquery()
)
_SHOWN = (
    select(
        *columns(
            Interaction,
            interactions,
            contact_number=_c.number,
            contact_name=_c.name,
            company_name=_company.c.name,
            person_name=people.c.name,
            opportunity_number=func.coalesce(_o.number, _i.former_number),
            opportunity_description=func.coalesce(_o.description, _i.former_description),
            comments=_HOW_MANY_COMMENTS,
        )
    )
    .select_from(
        interactions.join(contact_table, (_c.workspace_id == _i.workspace_id) & (_c.id == _i.contact_id))
        .join(people, (people.c.workspace_id == _i.workspace_id) & (people.c.id == _i.person_id))
        .outerjoin(
            _company,
            (_company.c.workspace_id == _i.workspace_id)
            & (_company.c.id == _c.company_id)
            & (_company.c.id != _i.contact_id),
        )
        .outerjoin(opportunities, (_o.workspace_id == _i.workspace_id) & (_o.id == _i.opportunity_id))
    )
    .where(_i.workspace_id == bindparam("workspace"))
)
_BY_ID = _SHOWN.where(_i.id == bindparam("id", type_=Key))
_PAGE = (
    _SHOWN.add_columns(func.count().over())
    .order_by(_i.happened_on.desc(), _i.id.desc())
    .limit(PAGE)
    .offset(bindparam("start"))
)
_OF_OPPORTUNITY = _PAGE.where(_i.opportunity_id == bindparam("subject", type_=Key))
_them = contact_table.alias("them").c
_THEIRS = select(_them.id).where(
    _them.workspace_id == bindparam("workspace"),
    (_them.id == bindparam("subject", type_=Key)) | (_them.company_id == bindparam("subject", type_=Key)),
)
_OF_CONTACT = _PAGE.where(_i.contact_id.in_(_THEIRS))
_LAST = select(func.max(_i.happened_on)).where(
    _i.workspace_id == bindparam("workspace"), _i.contact_id.in_(_THEIRS), _i.cancelled.is_(False)
)
_REMARKS = (
    select(*columns(Comment, interaction_comments, author=people.c.name), func.count().over())
    .select_from(
        interaction_comments.join(
            people, (people.c.workspace_id == _remark.workspace_id) & (people.c.id == _remark.person_id)
        )
    )
    .where(
        _remark.workspace_id == bindparam("workspace"),
        _remark.interaction_id == bindparam("interaction", type_=Key),
    )
    .order_by(_remark.id.desc())
    .limit(PAGE)
    .offset(bindparam("start"))
)


def get(session: Session, by: Member, interaction_id: int) -> Interaction:
    """The interaction with this key. Raises NotFound."""
    by.must("see")
    found = session.one(Interaction, _BY_ID, workspace=by.workspace_id, id=interaction_id)
    if found is None:
        raise NotFound("interaction")
    return found


def of_opportunity(session: Session, by: Member, opportunity_id: int, start: int = 0) -> Page[Interaction]:
    """A page of the interactions on an opportunity, cancelled ones too, the newest first."""
    return _page(session, by, _OF_OPPORTUNITY, opportunity_id, start)


def of_contact(session: Session, by: Member, contact_id: int, start: int = 0) -> Page[Interaction]:
    """A page of those with a contact; a company's are its persons' too."""
    return _page(session, by, _OF_CONTACT, contact_id, start)


def _page(session: Session, by: Member, statement: Select[Any], subject: int, start: int) -> Page[Interaction]:
    by.must("see")
    values = {"workspace": by.workspace_id, "subject": subject, "start": start}
    rows = session.connection.execute(statement, values).all()
    return Page([Interaction(*row[:-1]) for row in rows], rows[0][-1] if rows else 0, start, PAGE)


def last_on(session: Session, by: Member, contact_id: int) -> date | None:
    """The day of the last interaction with a contact that is not cancelled, a company's persons included."""
    by.must("see")
    found: date | None = session.value(_LAST, workspace=by.workspace_id, subject=contact_id)
    return found


def comments(session: Session, by: Member, interaction_id: int, start: int = 0) -> Page[Comment]:
    """A page of what was remarked on an interaction, the newest first."""
    by.must("see")
    values = {"workspace": by.workspace_id, "interaction": interaction_id, "start": start}
    rows = session.connection.execute(_REMARKS, values).all()
    return Page([Comment(*row[:-1]) for row in rows], rows[0][-1] if rows else 0, start, PAGE)
