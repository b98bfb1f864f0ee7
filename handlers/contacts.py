"""What people do with contacts: make, find and show them, and choose them while typing."""

from collections.abc import Sequence

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Choices, Form, Message, Redrawn, Reply
from handlers.views import contacts as views
from handlers.views import help as help_view
from store import contacts, overviews, search, task_lists
from store.rules import text
from store.rules.refusals import NotFound
from store.rules.words import ContactKind
from store.sessions import Session

_AT = (" at ", " chez ", " bei ", " presso ")


def typed(session: Session, asked: Asked) -> Reply:
    """`contact new …`, `contact find …`, `contact show …`."""
    word, rest = parsing.words(asked.text)
    match word:
        case "new" | "nouveau" | "neu" | "nuovo":
            return _new(session, asked, rest)
        case "find" | "chercher" | "suchen" | "cerca" if rest:
            return views.found(rest, search.contacts(session, asked.by, rest), asked.texts)
        case "show" | "afficher" | "zeigen" | "mostra" if rest:
            return _shown(session, asked, rest)
        case _:
            return help_view.usage("contact", asked.texts, asked.command)


def _shown(session: Session, asked: Asked, named: str) -> Message:
    """The contact with this number or name, else those that a part of their name finds. Raises NotFound."""
    try:
        found = [contacts.show(session, asked.by, named)]
    except NotFound:
        found = search.contacts(session, asked.by, named)
        if not found:
            raise
    if len(found) > 1:
        return views.found(named, found, asked.texts)
    return card(session, asked, found[0])


def _new(session: Session, asked: Asked, rest: str) -> Reply:
    asked.by.must("contact")
    if not rest:
        return Form(views.new_form(ContactKind.COMPANY, asked.texts, asked.pack()))
    for at in _AT:
        name, found, company = rest.partition(at)
        if found:
            employer = contacts.company_named(session, asked.by, company, asked.now)
            person = contacts.create(
                session, asked.by, name=name, kind=ContactKind.PERSON, company_id=employer.id, now=asked.now
            )
            return _made(session, asked, person)
    return _made(session, asked, contacts.create(session, asked.by, name=rest, kind=ContactKind.COMPANY, now=asked.now))


def _made(session: Session, asked: Asked, contact: contacts.Contact) -> Message:
    note = asked.texts.t("{number} {name} is created.", number=contact.number, name=contact.name)
    return card(session, asked, contact, note, contacts.alike(session, asked.by, contact))


def card(
    session: Session, asked: Asked, contact: contacts.Contact, note: str = "", alike: Sequence[contacts.Contact] = ()
) -> Message:
    """A contact as it is kept, under what was done; with those it looks like."""
    found = overviews.of_contact(session, asked.by, contact, asked.today)
    next_on = task_lists.next_on(session, asked.by, contact_id=contact.id)
    return views.message(contact, found, asked.by, asked.texts, asked.today, note=note, next_on=next_on, alike=alike)


def show(session: Session, asked: Asked) -> Reply:
    """The Show button of a search."""
    return card(session, asked, contacts.show(session, asked.by, asked.text))


def redraw(_session: Session, asked: Asked) -> Reply:
    """The form for the kind that stands in it now."""
    kind = asked.word("kind", ContactKind) or ContactKind.COMPANY
    metadata = str(asked.view.get("private_metadata") or "")
    return Redrawn(views.new_form(kind, asked.texts, metadata, name=asked.typed("name")))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    return _made(session, asked, made(session, asked, asked.typed("name")))


def made(session: Session, asked: Asked, name: str) -> contacts.Contact:
    """The contact that a form's Kind, Company, E-mail and Telephone describe; a company of that name is reused."""
    kind = asked.word("kind", ContactKind) or ContactKind.COMPANY
    company_id = chosen_company(session, asked) if kind is ContactKind.PERSON else None
    return contacts.create(
        session,
        asked.by,
        name=name,
        kind=kind,
        company_id=company_id,
        email=asked.typed("email"),
        phone=asked.typed("phone"),
        now=asked.now,
    )


def chosen_company(session: Session, asked: Asked) -> int | None:
    """The key of the company in a form, made when a new name was taken; one of that name is reused."""
    company = asked.chosen("company")
    if company and company.startswith(wire.CREATE):
        return contacts.company_named(session, asked.by, company.removeprefix(wire.CREATE), asked.now).id
    return asked.key("company")


def choices(session: Session, asked: Asked) -> Reply:
    """The type-ahead for contacts: what is there, and last the one that would be made."""
    return _choices(asked, search.usable(session, asked.by, asked.text))


def known(session: Session, asked: Asked) -> Reply:
    """The type-ahead for contacts that are there; in a form that says so only those of one company, or of none."""
    company = asked.metadata.get("co")
    if isinstance(company, int):
        found = search.colleagues(session, asked.by, asked.text, company or None)
    else:
        found = search.usable(session, asked.by, asked.text)
    return Choices([views.choice(c) for c in found])


def companies(session: Session, asked: Asked) -> Reply:
    """The type-ahead for companies."""
    return _choices(asked, search.companies(session, asked.by, asked.text))


def _choices(asked: Asked, found: list[contacts.Contact]) -> Choices:
    options = [views.choice(c) for c in found]
    name = text.line(asked.text[: text.NAME], "name", required=False)
    last = views.create_choice(name, asked.texts) if asked.by.may("contact") else None
    return Choices([*options, last] if last else options)
