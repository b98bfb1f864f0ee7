"""Contacts: the form, what is shown of one, and what a search finds."""

from collections.abc import Sequence
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import parkings, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    esc,
    field,
    fields,
    form,
    header,
    option,
    overflow,
    section,
    select,
    typeahead,
    typed,
)
from handlers.views.messages import Message
from store.contacts import Contact
from store.overviews import Figures, Overview
from store.rights import Member
from store.rules import text
from store.rules.words import ContactKind

VALUE = 150  # what Slack lets an option carry
ALIKE = 3  # contacts that a new one looks like, as far as they are shown


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


def message(
    contact: Contact, found: Overview, by: Member, texts: Texts, today: date, *, note: str = "",
    next_on: date | None = None, alike: Sequence[Contact] = (),
) -> Message:  # fmt: skip
    """A contact as it is kept, with what hangs on it and those it looks like; `next_on`: when its next task is due."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(f"{contact.number} · {contact.name}"))
    if contact.privacy_blocked:
        blocked = texts.t("Blocked for privacy: nothing new can be kept about this contact.")
        drawn.append(section(f"🔒 {blocked}"))
    drawn += [fields(_details(contact, found, texts)), fields(_figures(found, next_on, texts, today))]
    if found.waiting:
        waiting = texts.n("{count} not started is not counted", "{count} not started are not counted", found.waiting)
        drawn.append(context(waiting))
    drawn += [row(person, texts) for person in found.persons]
    if found.more_persons:
        drawn.append(context(texts.n("and {count} more", "and {count} more", found.more_persons)))
    drawn.append(actions(*_buttons(contact, found, by, texts)))
    drawn += [_alike(one, contact, by, texts, n) for n, one in enumerate(alike[:ALIKE])]
    return Message(drawn, esc(note or f"{contact.number} {contact.name}"))


def _details(contact: Contact, found: Overview, texts: Texts) -> list[tuple[str, str]]:
    pairs = [(words.field("kind", texts), words.kind(contact.kind, texts))]
    if contact.company_name:
        pairs.append((words.field("company", texts), esc(contact.company_name)))
    if found.salesperson:
        pairs.append((words.field("salesperson", texts), f"<@{found.salesperson.slack_id}>"))
    if contact.email:
        pairs.append((words.field("email", texts), esc(contact.email)))
    if contact.phone:
        pairs.append((words.field("phone", texts), esc(contact.phone)))
    return [*pairs, (texts.t("Customer"), texts.t("yes") if contact.customer else texts.t("no"))]


def _figures(found: Overview, next_on: date | None, texts: Texts, today: date) -> list[tuple[str, str]]:
    """Both counts, each labelled with what it counts (decision 16)."""
    last = f"{texts.date(found.last_on)} ({texts.when(found.last_on, today)})" if found.last_on else "–"
    due = f"{texts.date(next_on)} ({texts.when(next_on, today)})" if next_on else "–"
    return [
        (texts.t("Opportunities, open only"), _open(found, texts)),
        (texts.t("Opportunities, including closed"), _sums(found.all, texts)),
        (texts.t("Last interaction"), last),
        (texts.t("Next task"), due),
    ]


def _open(found: Overview, texts: Texts) -> str:
    rests = found.parked
    sums = _sums(found.open, texts)
    return f"{sums}\n{parkings.thereof(rests.count, rests.value, rests.weighted, texts)}" if rests.count else sums


def _sums(figures: Figures, texts: Texts) -> str:
    if not figures.count:
        return texts.number(0)
    money = texts.t(
        "{value}, weighted {weighted}", value=texts.money(figures.value), weighted=texts.money(figures.weighted)
    )
    return f"{texts.number(figures.count)} · {money}"


def _buttons(contact: Contact, found: Overview, by: Member, texts: Texts) -> list[Block]:
    offered = [button(texts.t("Opportunities"), f"{wire.LIST}:contact", f"0 contact {contact.number}")]
    offered.append(button(texts.t("Tasks"), wire.TASKS, contact.number))
    if found.last_on:
        offered.append(button(words.button(wire.INTERACTIONS, texts), wire.INTERACTIONS, contact.number))
    if by.may("log") and not contact.privacy_blocked:
        offered.append(button(words.button(wire.LOG, texts), wire.LOG, contact.number))
    if by.may("create") and not contact.privacy_blocked:
        offered.insert(0, button(texts.t("New opportunity"), wire.NEW, f"for {contact.number}", style="primary"))
    if by.may("contact"):
        offered.append(button(words.button(wire.EDIT, texts), wire.CONTACT_EDIT, contact.number))
    if by.may("remove contact"):
        menu = [(texts.t("Merge"), wire.CONTACT_MERGE), (texts.t("Delete"), wire.CONTACT_DELETE)]
        offered.append(overflow(wire.ROW, [option(label, f"{name} {contact.number}") for label, name in menu]))
    return offered


def _alike(one: Contact, contact: Contact, by: Member, texts: Texts, n: int) -> Block:
    """One that looks the same, with what can be done about it: somebody who may merges, others look."""
    said = texts.t("It looks like {number} {name}: use it?", number=one.number, name=esc(cut(one.name, 150)))
    if by.may("remove contact"):
        merge = f"{one.number} {contact.number}"
        return section(f"⚠️ {said}", button(texts.t("Merge"), f"{wire.CONTACT_MERGE}:{n}", merge))
    return section(f"⚠️ {said}", button(texts.t("Show"), f"{wire.CONTACT}:alike{n}", one.number))


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
