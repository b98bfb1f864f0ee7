"""Deleting contacts (domain.md B.10, F075)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update

from store import audits, contact_links, contacts
from store.contacts import Contact
from store.models.contacts import contacts as table
from store.rights import Member
from store.rules.refusals import ContactChanged, ContactInUse, NotFound
from store.rules.words import ContactKind
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Removal:
    """What deleting a contact does: how many persons go with a company, how many closed opportunities it had."""

    contact: Contact
    persons: int
    closed: int


def plan(session: Session, by: Member, contact_id: int) -> Removal:
    """What deleting it would do: for the question before. Raises what `remove` raises."""
    by.must("remove contact")
    contact = contacts.get(session, by, contact_id)
    ids = _ids(session, by, contact)
    opportunities, tasks = (
        contact_links.open_opportunities(session, by, ids),
        contact_links.open_tasks(session, by, ids),
    )
    if opportunities or tasks:
        raise ContactInUse(contact.number, contact.name, opportunities, tasks)
    return Removal(contact, len(ids) - 1, contact_links.opportunities_of(session, by, ids))


def _ids(session: Session, by: Member, contact: Contact) -> list[int]:
    """The contact and, of a company, its persons."""
    persons = contact_links.persons(session, by, contact.id) if contact.kind is ContactKind.COMPANY else {}
    return [contact.id, *persons]


def remove(session: Session, by: Member, contact_id: int, *, version: int, now: datetime) -> Removal:
    """Delete a contact, and a company's persons with it; what that did.

    A person's closed opportunities and tasks go to the company. Where there is none the name alone stays for the
    closed opportunities, marked as deleted. Raises NotFound, ContactChanged, ContactInUse.
    """
    by.must("remove contact")
    held = contact_links.lock(session, by, contact_id)
    if held:  # first the company, so that no new person comes to it
        held = contact_links.lock(session, by, *contact_links.persons(session, by, contact_id), contact_id)
    removal = plan(session, by, contact_id)
    contact = removal.contact
    if not held:
        raise NotFound("contact", contact.number, "contact")
    if contact.version != version:
        raise ContactChanged(contact.number)
    if contact.kind is ContactKind.PERSON and contact.company_id:
        contact_links.pass_on(session, by, [contact.id], contact.company_id)
    else:
        ids = _ids(session, by, contact)
        contact_links.pass_on(session, by, ids[1:], contact.id)
        contact_links.blank_tasks(session, by, ids)
        _take_out(session, by, ids[1:])
    mine = [contact.id]
    if contact_links.opportunities_of(session, by, mine) or contact_links.interactions_with(session, by, mine):
        _leave_name(session, by, contact, now)
    else:
        _take_out(session, by, mine)
    old = {"name": contact.name, "kind": contact.kind, "persons": removal.persons, "opportunities": removal.closed}
    audits.write(session, by, "delete contact", contact.number, old=old, now=now)
    return removal


def _take_out(session: Session, by: Member, ids: list[int]) -> None:
    if ids:
        session.change(delete(table).where(table.c.workspace_id == by.workspace_id, table.c.id.in_(ids)))


def _leave_name(session: Session, by: Member, contact: Contact, now: datetime) -> None:
    """Only the name stays: nothing finds it, and nothing else of it is kept."""
    mine = (table.c.workspace_id == by.workspace_id) & (table.c.id == contact.id)
    nothing = {"email": "", "phone": "", "folded": "", "salesperson_id": None}
    session.change(update(table).where(mine).values(removed_at=now, version=table.c.version + 1, **nothing))
