"""Two contacts that are the same one become one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update

from store import audits, contact_links, contacts
from store.contacts import Contact
from store.models.contacts import contacts as table
from store.rights import Member
from store.rules.refusals import ContactChanged, NotAlike, NotFound
from store.rules.words import ContactKind
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge does: which contact stays, which goes, and how much goes over to the one that stays."""

    stays: Contact
    goes: Contact
    opportunities: int
    tasks: int
    persons: int


def plan(session: Session, by: Member, stays_id: int, goes_id: int) -> Merging:
    """What merging them would do: for the question before. Raises NotFound, NotAlike on `merged`."""
    by.must("remove contact")
    stays, goes = contacts.get(session, by, stays_id), contacts.get(session, by, goes_id)
    if stays.id == goes.id or stays.kind is not goes.kind:
        raise NotAlike(stays.name, goes.name)
    return Merging(
        stays,
        goes,
        contact_links.opportunities_of(session, by, [goes.id]),
        contact_links.tasks_of(session, by, [goes.id]),
        len(contact_links.persons(session, by, goes.id)),
    )


def merge(
    session: Session, by: Member, stays_id: int, goes_id: int, *, versions: tuple[int, int], now: datetime
) -> Merging:
    """Let everything of the second contact be the first one's, which also takes what it has not; the second goes.

    `versions`: of the two, as they were shown. Raises NotFound, NotAlike on `merged`, ContactChanged.
    """
    by.must("remove contact")
    held = contact_links.lock(session, by, stays_id, goes_id)
    merging = plan(session, by, stays_id, goes_id)
    stays, goes = merging.stays, merging.goes
    if not held:
        raise NotFound("contact", goes.number, "merged")
    for contact, seen in zip((stays, goes), versions, strict=True):
        if contact.version != seen:
            raise ContactChanged(contact.number)
    contact_links.pass_on(session, by, [goes.id], stays.id)
    company_id = stays.company_id or goes.company_id
    if goes.kind is ContactKind.COMPANY:
        contact_links.pass_company_on(session, by, goes.id, stays.id)
        mine = (table.c.workspace_id == by.workspace_id) & (table.c.company_id == goes.id) & (table.c.id != goes.id)
        session.change(update(table).where(mine).values(company_id=stays.id, version=table.c.version + 1))
        contacts.rename_company(session, by, stays.id, stays.name)
    else:
        contact_links.join_company(session, by, stays.id, company_id)
    session.change(delete(table).where(table.c.workspace_id == by.workspace_id, table.c.id == goes.id))
    _fill(session, by, stays, goes, company_id)
    old = {"name": goes.name, "number": goes.number, "email": goes.email, "phone": goes.phone}
    new = {"name": stays.name, "number": stays.number, "opportunities": merging.opportunities, "tasks": merging.tasks}
    audits.write(session, by, "merge contacts", goes.number, about=stays.number, old=old, new=new, now=now)
    return merging


def _fill(session: Session, by: Member, stays: Contact, goes: Contact, company_id: int | None) -> None:
    """What the first contact has not it takes from the second; blocked and customer are both once one was."""
    company = stays.company_name or goes.company_name if stays.kind is ContactKind.PERSON else None
    mine = (table.c.workspace_id == by.workspace_id) & (table.c.id == stays.id)
    session.change(
        update(table)
        .where(mine)
        .values(
            company_id=company_id,
            folded=contacts.folded(stays.name, company),
            email=stays.email or goes.email,
            phone=stays.phone or goes.phone,
            salesperson_id=stays.salesperson_id or goes.salesperson_id,
            customer=stays.customer or goes.customer,
            privacy_blocked=stays.privacy_blocked or goes.privacy_blocked,
            version=table.c.version + 1,
        )
    )
