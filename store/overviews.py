"""A contact at a glance: what its opportunities are worth, its persons, its salesperson (domain.md A.8, C.6)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, or_, select

from store import interaction_log, people
from store.contacts import SHOWN, Contact
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.functions import exact_sum
from store.models.opportunities import entries, opportunities
from store.rights import Member
from store.rules.words import ContactKind, Status
from store.sessions import Session

PERSONS = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """How many opportunities, and the sums of their estimated and weighted values."""

    count: int = 0
    value: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Overview:
    """What hangs on a contact; a company's figures add up those of its persons (decision 16).

    Counted are those that were started: `open`, and `all` with the closed ones. Those that were not are `waiting`.
    """

    salesperson: Member | None
    open: Figures
    all: Figures
    waiting: int
    persons: list[Contact]  # the first few of a company, by name
    more_persons: int
    last_on: date | None  # of the last interaction


_o, _e = opportunities.c, entries.c
_SUMS = (
    select(_o.status, func.count(), exact_sum(_e.value), exact_sum(_e.weighted))
    .select_from(opportunities.outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active))
    .where(
        _o.workspace_id == bindparam("workspace"),
        or_(_o.contact_id == bindparam("contact", type_=Key), _o.company_id == bindparam("contact", type_=Key)),
    )
    .group_by(_o.status)
)
_PERSONS = (
    SHOWN.add_columns(func.count().over())
    .where(
        contacts.c.workspace_id == bindparam("workspace"),
        contacts.c.company_id == bindparam("contact", type_=Key),
        contacts.c.kind == ContactKind.PERSON,
    )
    .order_by(contacts.c.folded, contacts.c.id)
    .limit(PERSONS)
)


def of_contact(session: Session, by: Member, contact: Contact) -> Overview:
    """What hangs on the contact."""
    by.must("see")
    key = {"workspace": by.workspace_id, "contact": contact.id}
    sums = {status: Figures(*figures) for status, *figures in session.connection.execute(_SUMS, key)}
    waiting = sums.pop(Status.NOT_STARTED, Figures()).count
    rows = session.connection.execute(_PERSONS, key).all()
    seller = people.get(session, by.workspace_id, contact.salesperson_id) if contact.salesperson_id else None
    return Overview(
        seller,
        sums.get(Status.IN_PROGRESS, Figures()),
        Figures(
            sum(one.count for one in sums.values()),
            sum((one.value for one in sums.values()), Decimal(0)),
            sum((one.weighted for one in sums.values()), Decimal(0)),
        ),
        waiting,
        [Contact(*row[:-1]) for row in rows],
        rows[0][-1] - len(rows) if rows else 0,
        interaction_log.last_on(session, by, contact.id),
    )
