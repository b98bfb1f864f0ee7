"""Contacts: companies and persons, made, found and shown."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select, update

from store import audits, workspaces
from store.models.columns import Folded, Key
from store.models.contacts import contacts
from store.rights import Member
from store.rules import spelling, text
from store.rules.checks import Checks
from store.rules.refusals import ContactBlocked, NotFound, Unreadable
from store.rules.words import ContactKind
from store.sessions import Session, columns

_company = contacts.alias("company")


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as it is shown."""

    id: int
    number: str
    kind: ContactKind
    name: str
    company_id: int | None
    company_name: str | None
    salesperson_id: int | None
    email: str
    phone: str
    customer: bool
    privacy_blocked: bool
    version: int


SHOWN = (
    select(*columns(Contact, contacts, company_name=_company.c.name))
    .select_from(
        contacts.outerjoin(
            _company,
            (_company.c.workspace_id == contacts.c.workspace_id)
            & (_company.c.id == contacts.c.company_id)
            & (contacts.c.kind == ContactKind.PERSON),
        )
    )
    .where(contacts.c.removed_at.is_(None))
)
_IN_WORKSPACE = contacts.c.workspace_id == bindparam("workspace")
_BY_ID = SHOWN.where(_IN_WORKSPACE, contacts.c.id == bindparam("id", type_=Key))
# Held so that it is not changed, merged or deleted while something new comes to name it.
_HELD = _BY_ID.with_for_update(read=True, key_share=True, of=contacts)
_BY_NUMBER = SHOWN.where(_IN_WORKSPACE, contacts.c.number == bindparam("number"))
_NAMED = SHOWN.where(  # a person's folded text goes on with their company's name
    _IN_WORKSPACE,
    contacts.c.folded >= bindparam("folded"),
    contacts.c.folded < bindparam("below"),
    or_(
        contacts.c.folded == bindparam("folded"),
        contacts.c.folded == bindparam("folded", type_=Folded) + " " + _company.c.folded,
    ),
).order_by(contacts.c.id)
_ALIKE = SHOWN.where(
    _IN_WORKSPACE,
    contacts.c.id != bindparam("id", type_=Key),
    contacts.c.kind == bindparam("kind"),
    or_(
        contacts.c.folded == bindparam("folded"),
        and_(contacts.c.email == bindparam("email"), contacts.c.email != ""),
        and_(contacts.c.phone == bindparam("phone"), contacts.c.phone != ""),
    ),
).order_by(contacts.c.id)
_PERSONS = select(contacts.c.id, contacts.c.name).where(
    _IN_WORKSPACE, contacts.c.company_id == bindparam("company", type_=Key), contacts.c.kind == ContactKind.PERSON
)
_FOUND_BY = (
    update(contacts)
    .where(_IN_WORKSPACE, contacts.c.id == bindparam("person", type_=Key))
    .values(folded=bindparam("words", type_=Folded))
)
_TWINS = (
    select(contacts.c.id, contacts.c.name)
    .where(
        _IN_WORKSPACE,
        contacts.c.removed_at.is_(None),
        contacts.c.folded == bindparam("folded"),
        contacts.c.kind == bindparam("kind"),
    )
    .order_by(contacts.c.id)
)


def get(session: Session, by: Member, contact_id: int) -> Contact:
    """The contact with this key. Raises NotFound."""
    by.must("see")
    return _found(session.one(Contact, _BY_ID, workspace=by.workspace_id, id=contact_id))


def show(session: Session, by: Member, typed: str) -> Contact:
    """The contact with this number (`CT000001`, `ct1`) or exactly this name. Raises NotFound."""
    by.must("see")
    number = workspaces.number(typed, "CT")
    found = session.one(Contact, _BY_NUMBER, workspace=by.workspace_id, number=number) if number else None
    return _found(found or _named(session, by, text.folded(typed)), typed)


def _named(session: Session, by: Member, folded: str) -> Contact | None:
    below = spelling.below(folded)
    return session.one(Contact, _NAMED, workspace=by.workspace_id, folded=folded, below=below) if folded else None


def _found(contact: Contact | None, typed: str = "") -> Contact:
    if contact is None:
        raise NotFound("contact", typed, "contact")
    return contact


def create(
    session: Session,
    by: Member,
    *,
    name: str,
    kind: ContactKind,
    company_id: int | None = None,
    email: str = "",
    phone: str = "",
    now: datetime,
) -> Contact:
    """A new contact of the person who makes it; a person may belong to a company.

    Raises Missing, TooLong, Unreadable on `name`, `email`, `phone`, NotFound for a company that is none.
    """
    by.must("contact")
    values = details(name, email, phone)
    company = company_with(session, by, company_id) if company_id and kind is ContactKind.PERSON else None
    key = session.add(
        contacts,
        workspace_id=by.workspace_id,
        number=workspaces.numbers(session, by, "contact")[0],
        kind=kind,
        folded=folded(values["name"], company.name if company else None),
        company_id=company.id if company else None,
        salesperson_id=by.id,
        created_at=now,
        **values,
    )
    if kind is ContactKind.COMPANY:  # a company is its own company: sums and guards then read one column
        mine = (contacts.c.workspace_id == by.workspace_id) & (contacts.c.id == key)
        session.change(update(contacts).where(mine).values(company_id=key))
    made = get(session, by, key)
    told = {**values, "kind": kind, "company": made.company_name}
    audits.write(session, by, "create contact", made.number, new=told, now=now)
    return made


def details(name: str, email: str, phone: str) -> dict[str, str]:
    """What was typed, as it is kept. Raises, together, Missing, TooLong, Unreadable on `name`, `email`, `phone`."""
    checks = Checks()
    kept = {
        "name": checks(text.line, name, "name"),
        "email": checks(_email, email),
        "phone": checks(text.line, phone, "phone", 40, required=False),
    }
    checks.done()
    return {field: value or "" for field, value in kept.items()}


def folded(name: str, company: str | None) -> str:
    """What searching compares of a contact: a person is found by their company's name too."""
    return text.folded(f"{name} {company}" if company else name)


def rename_company(session: Session, by: Member, company_id: int, name: str) -> None:
    """Let the company's persons be found by its new name."""
    mine = {"workspace": by.workspace_id}
    persons = session.connection.execute(_PERSONS, mine | {"company": company_id})
    session.change_each(_FOUND_BY, [mine | {"person": p.id, "words": folded(p.name, name)} for p in persons])


def company_with(session: Session, by: Member, company_id: int) -> Contact:
    """The company with this key. Raises NotFound on `company`, also for a person."""
    found = session.one(Contact, _BY_ID, workspace=by.workspace_id, id=company_id)
    if found is None or found.kind is not ContactKind.COMPANY:
        raise NotFound("company", found.name if found else "", "company")
    return found


def _email(typed: str) -> str:
    email = text.line(typed, "email", 254, required=False)
    before, at, host = email.rpartition("@")
    if email and not (before and at and "." in host.strip(".") and " " not in email):
        raise Unreadable("email", "email", email)
    return email


def company_named(session: Session, by: Member, name: str, now: datetime) -> Contact:
    """The company of this name, made when there is none. Accents and case do not tell two apart, signs do.

    Raises Missing, TooLong on `name`.
    """
    by.must("contact")
    name = text.line(name, "name")
    values = {"workspace": by.workspace_id, "folded": text.folded(name), "kind": ContactKind.COMPANY}
    twins = [row.id for row in session.connection.execute(_TWINS, values) if text.bare(row.name) == text.bare(name)]
    return get(session, by, twins[0]) if twins else create(session, by, name=name, kind=ContactKind.COMPANY, now=now)


def usable(session: Session, by: Member, contact_id: int) -> Contact:
    """The contact, for something new about it: nobody merges or deletes it meanwhile.

    Raises NotFound, ContactBlocked when it or its company is blocked for privacy (domain.md F097).
    """
    return _unblocked(session, by, _found(session.one(Contact, _HELD, workspace=by.workspace_id, id=contact_id)))


def offered(session: Session, by: Member, contact_id: int) -> Contact:
    """The contact, for a form about something new about it. Raises as `usable` does, and holds nobody up."""
    return _unblocked(session, by, get(session, by, contact_id))


def _unblocked(session: Session, by: Member, contact: Contact) -> Contact:
    company = get(session, by, contact.company_id) if contact.company_id not in (None, contact.id) else contact
    for one in (contact, company):
        if one.privacy_blocked:
            raise ContactBlocked(one.name)
    return contact


def alike(session: Session, by: Member, contact: Contact) -> list[Contact]:
    """Other contacts of its kind with its name, its e-mail address or its telephone number, the oldest first."""
    values = {"id": contact.id, "kind": contact.kind, "email": contact.email, "phone": contact.phone}
    named = folded(contact.name, contact.company_name)
    return session.all(Contact, _ALIKE, workspace=by.workspace_id, folded=named, **values)


def became_customer(session: Session, by: Member, contact_id: int) -> Contact | None:
    """Mark the contact's company, or a person without one, as customer; it, if it was none (decision 14)."""
    contact = get(session, by, contact_id)
    buyer = contact.company_id or contact.id
    mine = (contacts.c.workspace_id == by.workspace_id) & (contacts.c.id == buyer) & contacts.c.customer.is_(False)
    if not session.change(update(contacts).where(mine).values(customer=True, version=contacts.c.version + 1)):
        return None
    return get(session, by, buyer)
