"""The forms that edit, delete and merge contacts."""

from collections.abc import Iterable

from handlers import wire
from handlers.texts import Texts
from handlers.views import contacts, words
from handlers.views.blocks import (
    Block,
    context,
    cut,
    esc,
    field,
    form,
    option,
    section,
    select,
    somebody,
    switch,
    typeahead,
    typed,
)
from handlers.views.blocks import doubts as asked
from store.contact_merges import Merging
from store.contact_removals import Removal
from store.contacts import Contact
from store.rules import text
from store.rules.words import ContactKind


def edit_form(contact: Contact, kind: ContactKind, owner: str | None, texts: Texts, metadata: str) -> Block:
    """Everything of a contact; `owner` is its salesperson's Slack id."""
    kinds = [option(words.kind(k, texts), k.value) for k in ContactKind]
    drawn = [
        field("name", words.field("name", texts), typed("text", contact.name, longest=text.NAME)),
        field("kind", words.field("kind", texts), select(wire.LIVE, kinds, kind.value), live=True),
    ]
    if kind is ContactKind.PERSON:
        company = option(contact.company_name, str(contact.company_id)) if contact.company_name else None
        menu = typeahead(wire.COMPANIES, texts.t("Type a name, or a new one"), company)
        hint = texts.t("Who leaves a company leaves its opportunities with it.") if company else ""
        drawn.append(field("company", words.field("company", texts), menu, optional=True, hint=hint))
    blocked = switch("tick", texts.t("Nothing new is kept about this contact"), contact.privacy_blocked)
    drawn += [
        field("email", words.field("email", texts), typed("text", contact.email, longest=254), optional=True),
        field("phone", words.field("phone", texts), typed("text", contact.phone, longest=40), optional=True),
        field(
            "salesperson",
            words.field("salesperson", texts),
            somebody("person", owner),
            optional=True,
        ),
        field("privacy_blocked", words.field("privacy_blocked", texts), blocked, optional=True),
    ]
    title = texts.t("Edit {number}", number=contact.number)
    return form("contact_edit", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)


def delete_form(removal: Removal, texts: Texts, metadata: str) -> Block:
    """The question before a contact is deleted: what goes, what stays."""
    contact, lines = removal.contact, list[str]()
    if removal.persons:
        lines.append(
            texts.n(
                "{count} person of the company goes too.", "{count} persons of the company go too.", removal.persons
            )
        )
    if removal.closed and contact.kind is ContactKind.PERSON and contact.company_name:
        company = esc(cut(contact.company_name, 150))
        lines.append(
            texts.n(
                "{count} closed opportunity goes to {company}.",
                "{count} closed opportunities go to {company}.",
                removal.closed,
                company=company,
            )
        )
    elif removal.closed:
        lines.append(
            texts.n(
                "{count} closed opportunity keeps the name as text.",
                "{count} closed opportunities keep the name as text.",
                removal.closed,
            )
        )
    drawn: list[Block] = [section(f"*{contact.number}* {esc(contact.name)}")]
    if lines:
        drawn.append(section("\n".join(f"• {line}" for line in lines)))
    drawn.append(context(texts.t("This can not be undone.")))
    title = texts.t("Delete {number}", number=contact.number)
    return form("contact_delete", title, drawn, submit=texts.t("Delete"), close=texts.t("Cancel"), metadata=metadata)


def merge_form(
    stays: Contact, merging: Merging | None, texts: Texts, metadata: str, doubts: Iterable[str] = ()
) -> Block:
    """Which contact goes, and what it brings to the one that stays."""
    name = f"{stays.number} {esc(cut(stays.name, 150))}"
    chosen = contacts.choice(merging.goes) if merging else None
    menu = typeahead(wire.KNOWN, texts.t("Type a name"), chosen)
    drawn = [
        *asked(doubts),
        section(
            texts.t("*{name}* stays. Everything of the other one goes over to it, and the other one goes.", name=name)
        ),
        field("merged", words.field("merged", texts), menu, live=True),
    ]
    if merging:
        drawn.append(section(_brings(merging, texts)))
    title = texts.t("Merge {number}", number=stays.number)
    return form("contact_merge", title, drawn, submit=texts.t("Merge"), close=texts.t("Cancel"), metadata=metadata)


def _brings(merging: Merging, texts: Texts) -> str:
    """What the contact that goes has; what there is none of is not counted up."""
    counted = (
        (merging.opportunities, texts.n("{count} opportunity", "{count} opportunities", merging.opportunities)),
        (merging.tasks, texts.n("{count} task", "{count} tasks", merging.tasks)),
        (merging.persons, texts.n("{count} person", "{count} persons", merging.persons)),
    )
    what = ", ".join(said for count, said in counted if count) or texts.t("nothing")
    name = f"{merging.goes.number} {esc(cut(merging.goes.name, 150))}"
    return texts.t("{name} brings: {what}. It can not be undone.", name=name, what=what)
