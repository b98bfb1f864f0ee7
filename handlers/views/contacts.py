"""Contacts: the form, what is shown of one, and what a search finds."""

from collections.abc import Sequence

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    cut,
    esc,
    field,
    fields,
    form,
    header,
    option,
    section,
    select,
    typeahead,
    typed,
)
from handlers.views.messages import Message
from store.contacts import Contact
from store.rights import Member
from store.rules import text
from store.rules.words import ContactKind

VALUE = 150  # what Slack lets an option carry


def new_form(kind: ContactKind, texts: Texts, metadata: str, *, name: str = "") -> Block:
    """The form that makes a contact; a person may name a company."""
    kinds = [option(words.kind(k, texts), k.value) for k in ContactKind]
    drawn = [
        field("name", words.field("name", texts), typed("text", name, longest=text.NAME)),
        field("kind", words.field("kind", texts), select(wire.LIVE, kinds, kind.value), live=True),
    ]
    if kind is ContactKind.PERSON:
        menu = typeahead(wire.COMPANIES, texts.t("Type a name, or a new one"))
        drawn.append(field("company", words.field("company", texts), menu, optional=True))
    drawn += [
        field("email", words.field("email", texts), typed("text", longest=254), optional=True),
        field("phone", words.field("phone", texts), typed("text", longest=40), optional=True),
    ]
    title = texts.t("New contact")
    return form("contact", title, drawn, submit=texts.t("Create"), close=texts.t("Cancel"), metadata=metadata)


def message(contact: Contact, by: Member, texts: Texts, *, note: str = "") -> Message:
    """A contact as it is kept."""
    pairs = [(words.field("kind", texts), words.kind(contact.kind, texts))]
    if contact.company_name:
        pairs.append((words.field("company", texts), esc(contact.company_name)))
    if contact.email:
        pairs.append((words.field("email", texts), esc(contact.email)))
    if contact.phone:
        pairs.append((words.field("phone", texts), esc(contact.phone)))
    if contact.customer:
        pairs.append((texts.t("Customer"), texts.t("yes")))
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(f"{contact.number} · {contact.name}"), fields(pairs)]
    buttons = [button(texts.t("Opportunities"), f"{wire.LIST}:contact", f"0 contact {contact.number}")]
    if by.may("create"):
        buttons.insert(0, button(texts.t("New opportunity"), wire.NEW, f"for {contact.number}", style="primary"))
    drawn.append(actions(*buttons))
    return Message(drawn, esc(note or f"{contact.number} {contact.name}"))


def found(typed_: str, contacts: Sequence[Contact], texts: Texts) -> Message:
    """What a search for contacts found."""
    title = texts.t("Contacts: {typed}", typed=cut(typed_, 100))
    drawn: list[Block] = [header(title)]
    if not contacts:
        drawn.append(section(texts.t("No contact has this in its name. Make it with /opp contact new.")))
    return Message([*drawn, *(row(contact, texts) for contact in contacts)], esc(title))


def row(contact: Contact, texts: Texts) -> Block:
    """A contact in a line, with Show."""
    where = f" · {esc(contact.company_name)}" if contact.company_name else ""
    line = f"*{contact.number}* {esc(contact.name)}{where} · {words.kind(contact.kind, texts)}"
    return section(line, button(texts.t("Show"), f"{wire.CONTACT}:show", contact.number))


def choice(contact: Contact) -> Block:
    """A contact in a type-ahead."""
    label = f"{contact.name} ({contact.company_name})" if contact.company_name else contact.name
    return option(label, str(contact.id))


def create_choice(name: str, texts: Texts) -> Block | None:
    """The type-ahead's last choice; None for a name that Slack would not carry back whole."""
    value = f"{wire.CREATE}{name}"
    if not name or len(value) > VALUE:
        return None
    return option(texts.t('Create contact "{name}"', name=name), value)
