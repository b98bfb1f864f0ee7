"""Editing contacts, and what follows from it for their opportunities (domain.md B.13, F074)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from store import audits, contact_links, contacts, opportunities, people
from store.contacts import Contact
from store.models.contacts import contacts as table
from store.rights import Member
from store.rules.checks import Checks
from store.rules.refusals import ContactChanged, KindKept, NotFound
from store.rules.words import ContactKind
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody sent: everything a contact's form has."""

    name: str
    kind: ContactKind
    company_id: int | None
    email: str
    phone: str
    salesperson_id: int | None
    privacy_blocked: bool


def edit(session: Session, by: Member, contact_id: int, asked: Edit, *, version: int, now: datetime) -> Contact:
    """Change a contact; it as it is now.

    A person who leaves a company leaves the opportunities, tasks and history with it; one who had none takes them
    along. Raises NotFound, ContactChanged; what `contacts.create` raises; KindKept on `kind`, NotFound on
    `salesperson`.
    """
    by.must("contact")
    held = contact_links.lock(session, by, contact_id)
    before = contacts.get(session, by, contact_id)
    if not held:
        raise NotFound("contact", before.number, "contact")
    if before.version != version:
        raise ContactChanged(before.number)
    values, company = _checked(session, by, before, asked)
    _write(session, by, before, values, company)
    _follow(session, by, before, values["name"], values["company_id"])
    after = contacts.get(session, by, contact_id)
    audits.write(
        session,
        by,
        "edit contact",
        before.number,
        old=_told(session, by, before),
        new=_told(session, by, after),
        now=now,
    )
    return after


def _checked(session: Session, by: Member, before: Contact, asked: Edit) -> tuple[dict[str, Any], Contact | None]:
    """What is to be kept, and the company of a person."""
    checks = Checks()
    details = checks(contacts.details, asked.name, asked.email, asked.phone)
    checks(_may_be, session, by, before, asked.kind)
    company = checks(_company, session, by, before, asked)
    if asked.salesperson_id not in (None, before.salesperson_id):
        checks(opportunities.usable_salesperson, session, by, asked.salesperson_id)
    checks.done()
    own = before.id if asked.kind is ContactKind.COMPANY else None
    more = {"kind": asked.kind, "salesperson_id": asked.salesperson_id, "privacy_blocked": asked.privacy_blocked}
    return {**details, **more, "company_id": own or (company.id if company else None)}, company


def _told(session: Session, by: Member, contact: Contact) -> dict[str, Any]:
    """The contact in words, for the audit trail."""
    owner = people.get(session, by.workspace_id, contact.salesperson_id) if contact.salesperson_id else None
    told = {name: getattr(contact, name) for name in ("name", "kind", "email", "phone", "privacy_blocked")}
    return told | {"company": contact.company_name, "salesperson": owner.name if owner else None}


def _may_be(session: Session, by: Member, before: Contact, kind: ContactKind) -> None:
    """Raise KindKept when the kind changes although anything exists that names it (domain.md B.13)."""
    if kind is before.kind:
        return
    ids = [before.id]
    if (
        contact_links.opportunities_of(session, by, ids)
        or contact_links.tasks_of(session, by, ids)
        or contact_links.interactions_with(session, by, ids)
        or (before.kind is ContactKind.COMPANY and contact_links.persons(session, by, before.id))
    ):
        raise KindKept(before.name)


def _company(session: Session, by: Member, before: Contact, asked: Edit) -> Contact | None:
    if asked.kind is ContactKind.COMPANY or asked.company_id is None:
        return None
    if asked.company_id == before.id:
        raise NotFound("company", before.name, "company")
    return contacts.company_with(session, by, asked.company_id)


def _write(session: Session, by: Member, before: Contact, values: dict[str, Any], company: Contact | None) -> None:
    mine = (table.c.workspace_id == by.workspace_id) & (table.c.id == before.id) & (table.c.version == before.version)
    folded = contacts.folded(values["name"], company.name if company else None)
    written = update(table).where(mine).values(**values, folded=folded, version=table.c.version + 1)
    if not session.change(written):
        raise ContactChanged(before.number)


def _follow(session: Session, by: Member, before: Contact, name: str, company_id: int | None) -> None:
    """What the change means for others: persons found by their company's name, opportunities of who left or joined."""
    if before.kind is ContactKind.COMPANY and name != before.name:
        contacts.rename_company(session, by, before.id, name)
    if before.kind is ContactKind.COMPANY or company_id == before.company_id:
        return
    if before.company_id is None:
        contact_links.join_company(session, by, before.id, company_id)
    else:
        contact_links.pass_on(session, by, [before.id], before.company_id)
