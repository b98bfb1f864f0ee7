"""What people do to contacts that are there: edit them, delete them, make one of two."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import contacts as contact_handlers
from handlers import failures, parsing, wire
from handlers.asked import Asked
from handlers.opportunities import chosen_salesperson
from handlers.replies import Form, Message, Redrawn, Reply
from handlers.views import contact_changes as views
from handlers.views.blocks import Block, esc, section
from store import contact_edits, contact_merges, contact_removals, contacts, people
from store.contacts import Contact
from store.rules import refusals, text
from store.rules.checks import Checks
from store.rules.words import ContactKind
from store.sessions import Session


def typed(session: Session, asked: Asked) -> Reply:
    """`contact edit CT1`, `contact delete CT1`, `contact merge CT1 CT2`; what else is typed behind `contact`."""
    word, rest = parsing.words(asked.text)
    behind = replace(asked, text=rest)
    match text.folded(word) if rest else "":
        case "edit" | "modifier" | "bearbeiten" | "modifica":
            return edit(session, behind)
        case "delete" | "supprimer" | "loschen" | "elimina":
            return delete(session, behind)
        case "merge" | "fusionner" | "zusammenfuhren" | "unisci":
            return merge(session, behind)
        case _:
            return contact_handlers.typed(session, asked)


def edit(session: Session, asked: Asked) -> Reply:
    """`contact edit CT1`, and the Edit button: the form."""
    asked.by.must("contact")
    contact = contacts.show(session, asked.by, asked.text)
    return Form(_edit_form(session, asked, contact, contact.kind, asked.pack(k=contact.id, v=contact.version)))


def _edit_form(session: Session, asked: Asked, contact: Contact, kind: ContactKind, metadata: str) -> Block:
    owner = people.get(session, asked.by.workspace_id, contact.salesperson_id) if contact.salesperson_id else None
    return views.edit_form(contact, kind, owner.slack_id if owner else None, asked.texts, metadata)


def redraw(session: Session, asked: Asked) -> Reply:
    """The form for the kind that stands in it now."""
    contact = contacts.get(session, asked.by, _key(asked))
    kind = asked.word("kind", ContactKind) or contact.kind
    return Redrawn(_edit_form(session, asked, contact, kind, str(asked.view.get("private_metadata") or "")))


def edited(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks, key = Checks(), _key(asked)
    kind = checks(asked.word, "kind", ContactKind) or ContactKind.COMPANY
    owner = checks(chosen_salesperson, session, asked) if asked.chosen("salesperson") else None
    company = checks(contact_handlers.chosen_company, session, asked) if kind is ContactKind.PERSON else None
    checks.done()
    wanted = contact_edits.Edit(
        asked.typed("name"), kind, company, asked.typed("email"), asked.typed("phone"), owner,
        bool(asked.ticked("privacy_blocked")),
    )  # fmt: skip
    contact = contact_edits.edit(session, asked.by, key, wanted, version=asked.version, now=asked.now)
    note = asked.texts.t("{number} is changed.", number=contact.number)
    return contact_handlers.card(session, asked, contact, note)


def _key(asked: Asked) -> int:
    """The contact a form is about. Raises NotFound for a form that was never ours."""
    key = asked.metadata.get("k")
    if not isinstance(key, int):
        raise refusals.NotFound("contact")
    return key


def delete(session: Session, asked: Asked) -> Reply:
    """`contact delete CT1`, and the Delete choice: the form that says what goes."""
    contact = contacts.show(session, asked.by, asked.text)
    removal = contact_removals.plan(session, asked.by, contact.id)
    return Form(views.delete_form(removal, asked.texts, asked.pack(k=contact.id, v=contact.version)))


def deleted(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    removal = contact_removals.remove(session, asked.by, _key(asked), version=asked.version, now=asked.now)
    said = asked.texts.t("{number} {name} is deleted.", number=removal.contact.number, name=removal.contact.name)
    return Message([section(esc(said))], esc(said))


def merge(session: Session, asked: Asked) -> Reply:
    """`contact merge CT1 CT2`, `contact merge A AG into B AG`, the Merge choice of a contact, the button beside one
    that looks like another.

    The form says what goes over; its submit is the confirmation. It asks for the other one where that is not there.
    """
    asked.by.must("remove contact")
    stays, goes, unknown = _two(session, asked)
    asks = [failures.sentence(refusals.NotFound("contact", unknown), asked.texts)] if unknown else []
    return Form(_merge_form(session, asked, stays, goes, asked.pack(**_shown(stays, goes)), asks))


def _shown(stays: Contact, goes: Contact | None) -> dict[str, Any]:
    """What the form is about: both contacts as it shows them."""
    return {"k": stays.id, "v": stays.version, "g": f"{goes.id} {goes.version}" if goes else None}


def _two(session: Session, asked: Asked) -> tuple[Contact, Contact | None, str]:
    """Who stays and who goes, or the name of the one that is not there. Raises NotFound when nobody stays."""
    read = list(parsing.pairs(asked.text))
    for pair in read:
        stays, goes = _there(session, asked, pair.stays), _there(session, asked, pair.goes)
        if stays and goes:
            return stays, goes, ""
    said = [pair for pair in read if pair.said]
    for pair in said or read:
        if stays := _there(session, asked, pair.stays):
            return stays, None, pair.goes
    return contacts.show(session, asked.by, said[0].stays if said else asked.text), None, ""


def _there(session: Session, asked: Asked, name: str) -> Contact | None:
    try:
        return contacts.show(session, asked.by, name)
    except refusals.NotFound:
        return None


def _merge_form(
    session: Session, asked: Asked, stays: Contact, goes: Contact | None, metadata: str, asks: Sequence[str] = ()
) -> Block:
    merging = contact_merges.plan(session, asked.by, stays.id, goes.id) if goes else None
    return views.merge_form(stays, merging, asked.texts, metadata, asks)


def merge_redraw(session: Session, asked: Asked) -> Reply:
    """The form with what the chosen contact would bring."""
    stays, key = contacts.get(session, asked.by, _key(asked)), asked.key("merged")
    goes = contacts.get(session, asked.by, key) if key else None
    metadata = wire.pack(**asked.metadata | _shown(stays, goes))
    try:
        return Redrawn(_merge_form(session, asked, stays, goes, metadata))
    except refusals.NotAlike:  # said when it is sent, on its field
        return Redrawn(views.merge_form(stays, None, asked.texts, metadata))


def merged(session: Session, asked: Asked) -> Reply:
    """The form, sent."""
    checks = Checks()
    key = checks(_chosen, asked)
    checks.done()
    shown, version = wire.versioned(str(asked.metadata.get("g")))
    versions = (asked.version, version if shown == key else 0)  # sent before the one just chosen was shown: no version
    done = contact_merges.merge(session, asked.by, _key(asked), key or 0, versions=versions, now=asked.now)
    contact = contacts.get(session, asked.by, done.stays.id)
    note = asked.texts.t(
        "{number} {name} is one with {other} now.",
        number=done.goes.number,
        name=done.goes.name,
        other=f"{contact.number} {contact.name}",
    )
    return contact_handlers.card(session, asked, contact, note)


def _chosen(asked: Asked) -> int:
    key = asked.key("merged")
    if key is None:
        raise refusals.Missing("merged")
    return key
