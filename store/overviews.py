"""A contact at a glance: what its opportunities are worth, its persons, its salesperson (domain.md A.8, C.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, or_, select

from store import interaction_log, parkings, people
from store.contacts import SHOWN, Contact
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.functions import exact_sum
from store.models.opportunities import entries, opportunities
from store.models.parkings import parkings as parking_table
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

    Counted are those that were started: `open`, those among them that are `parked`, and `all` with the closed ones.
    Those that were not are `waiting`.
    """

    salesperson: Member | None
    open: Figures
    all: Figures
    waiting: int
    persons: list[Contact]  # the first few of a company, by name
    more_persons: int
    last_on: date | None  # of the last interaction
    parked: Figures


_o, _e = opportunities.c, entries.c
_resting = parking_table.c.id.is_not(None)
_SUMS = (
    select(_o.status, _resting, func.count(), exact_sum(_e.value), exact_sum(_e.weighted))
    .select_from(
        opportunities.outerjoin(entries, (_e.opportunity_id == _o.id) & _e.active).outerjoin(
            parking_table, parkings.BESIDE & parkings.ASLEEP
        )
    )
    .where(
        _o.workspace_id == bindparam("workspace"),
        or_(_o.contact_id == bindparam("contact", type_=Key), _o.company_id == bindparam("contact", type_=Key)),
    )
    .group_by(_o.status, _resting)
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


def of_contact(session: Session, by: Member, contact: Contact, today: date) -> Overview:
    """What hangs on the contact on the workspace's day `today`."""
    by.must("see")
    key = {"workspace": by.workspace_id, "contact": contact.id}
    sums = [
        (status, bool(rests), Figures(*figures))
        for status, rests, *figures in session.connection.execute(_SUMS, key | {"today": today})
    ]
    started = [(status, rests, one) for status, rests, one in sums if status is not Status.NOT_STARTED]
    going = [(rests, one) for status, rests, one in started if status is Status.IN_PROGRESS]
    rows = session.connection.execute(_PERSONS, key).all()
    seller = people.get(session, by.workspace_id, contact.salesperson_id) if contact.salesperson_id else None
    return Overview(
        seller,
        _added(one for _, one in going),
        _added(one for _, _, one in started),
        sum(one.count for status, _, one in sums if status is Status.NOT_STARTED),
        [Contact(*row[:-1]) for row in rows],
        rows[0][-1] - len(rows) if rows else 0,
        interaction_log.last_on(session, by, contact.id),
        _added(one for rests, one in going if rests),
    )


def _added(several: Iterable[Figures]) -> Figures:
    """All together."""
    them = list(several)
    return Figures(
        sum(one.count for one in them),
        sum((one.value for one in them), Decimal(0)),
        sum((one.weighted for one in them), Decimal(0)),
    )
