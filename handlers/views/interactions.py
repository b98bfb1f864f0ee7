"""Interactions: one, a list of them, and the forms that log one and remark on it."""

from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    day,
    esc,
    field,
    form,
    header,
    option,
    overflow,
    section,
    select,
    typeahead,
    typed,
)
from handlers.views.comments import fitting, said
from handlers.views.messages import Message
from store.cards import Card
from store.comments import Comment
from store.contacts import Contact
from store.interaction_log import Interaction
from store.listings import Page
from store.rights import Member
from store.rules import text
from store.rules.words import InteractionKind

SIGNS = {
    InteractionKind.CALL: "📞",
    InteractionKind.MEETING: "👥",
    InteractionKind.EMAIL: "✉️",
    InteractionKind.LETTER: "📮",
    InteractionKind.OTHER: "🗒️",
}


@dataclass(slots=True)
class Draft:
    """What the form to log one starts from."""

    happened_on: date
    kind: InteractionKind | None = None
    description: str = ""
    contact: Contact | None = None
    card: Card | None = None
    task: str | None = None


def message(one: Interaction, remarks: Page[Comment], by: Member, texts: Texts, *, note: str = "") -> Message:
    """An interaction with a page of what was remarked on it, and what can come of it."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(section(_lines(one, texts)))
    rows = fitting(remarks.rows)
    for remark in rows:
        drawn += said(remark, texts)
    offered = _offered(one, by)
    if wire.FOLLOW in offered:
        drawn.append(section(texts.t("There is no opportunity for it yet. Create one for {name}?", name=_name(one))))
    buttons = [
        button(words.button(name, texts), name, str(one.id), style="primary" if name == wire.FOLLOW else None)
        for name in offered
    ]
    if (shown := remarks.start + len(rows)) < remarks.total:
        buttons.append(button(texts.t("Older"), f"{wire.INTERACTION}:older", f"{one.id} {shown}"))
    drawn.append(actions(*buttons, *_around(one, texts)))
    return Message(drawn, esc(note or one.description))


def _name(one: Interaction) -> str:
    company = f" ({one.company_name})" if one.company_name else ""
    return esc(f"{cut(one.contact_name, 100)}{cut(company, 100)}")


def _around(one: Interaction, texts: Texts) -> list[Block]:
    contact = button(texts.t("Contact"), f"{wire.CONTACT}:of", one.contact_number)
    if one.opportunity_id is None:
        return [contact]
    return [button(texts.t("Opportunity"), wire.SHOW, one.opportunity_number or ""), contact]


def _offered(one: Interaction, by: Member) -> list[str]:
    """What can be done with it: making an opportunity of it first."""
    follows = by.may("create") and not one.cancelled and one.opportunity_number is None
    offered = [wire.FOLLOW] if follows else []
    if by.may("log"):
        offered.append(wire.REMARK)
    if not one.cancelled and _may_cancel(one, by):
        offered.append(wire.CANCEL_LOG)
    return offered


def _may_cancel(one: Interaction, by: Member) -> bool:
    """Whether the role reaches; which people a manager manages is looked at when the button is pressed."""
    needs = by.needs_for_others("cancel interaction")
    reaches = one.person_id == by.id or needs is None or by.role.rank >= needs.rank
    return reaches and by.may("cancel interaction")


def listing(
    number: str, name: str, page: Page[Interaction], by: Member, texts: Texts, *, blocked: bool = False
) -> Message:
    """A page of the interactions on an opportunity or with a contact, called by `number`."""
    title = texts.t("Interactions: {number}", number=number)
    drawn: list[Block] = [header(title), context(esc(name))]
    if not page.total:
        drawn.append(section(texts.t("Nothing has been logged yet.")))
    drawn += [_row(one, number, by, texts) for one in page.rows]
    buttons = []
    if (shown := page.start + len(page.rows)) < page.total:
        buttons.append(button(texts.t("Older"), f"{wire.INTERACTIONS}:older", f"{number} {shown}"))
    if by.may("log") and not blocked:
        buttons.append(button(words.button(wire.LOG, texts), wire.LOG, number))
    shows = wire.SHOW if number.startswith("OP") else f"{wire.CONTACT}:show"
    buttons.append(button(texts.t("Show"), shows, number))
    return Message([*drawn, actions(*buttons)], esc(f"{title} · {name}"))


def _row(one: Interaction, number: str, by: Member, texts: Texts) -> Block:
    menu = [wire.INTERACTION, *_offered(one, by)]
    choices = [option(words.button(name, texts), f"{name} {one.id}") for name in menu]
    return section(_lines(one, texts, within=number), overflow(wire.ROW, choices))


def _lines(one: Interaction, texts: Texts, *, within: str = "") -> str:
    """What happened with whom, and whose it is; `within` the list of which opportunity or contact."""
    kind = f"{SIGNS[one.kind]} *{words.interaction_kind(one.kind, texts)}*"
    first = " · ".join([kind, texts.date(one.happened_on), _name(one)])
    about = [esc(cut(one.person_name, 100))]
    if one.opportunity_number and one.opportunity_number != within:
        about.append(f"{one.opportunity_number} {esc(cut(one.opportunity_description or '', 100))}")
    if one.task_number:
        about.append(one.task_number)
    if one.comments:
        about.append(texts.n("{count} comment", "{count} comments", one.comments))
    if one.cancelled:
        cancelled = texts.t("cancelled")
        about.insert(0, f"✖️ {cancelled}")
    return "\n".join([first, esc(one.description), " · ".join(about)])


def log_form(draft: Draft, contact: Block | None, texts: Texts, metadata: str) -> Block:
    """The form that logs an interaction."""
    kinds = [option(words.interaction_kind(k, texts), k.value) for k in InteractionKind]
    chosen = (draft.kind or InteractionKind.CALL).value
    drawn: list[Block] = []
    if draft.card:
        drawn.append(context(esc(f"{draft.card.number} {draft.card.description}")))
    menu = typeahead(wire.KNOWN, texts.t("Type a name"), contact)
    drawn += [
        field("log_kind", words.field("log_kind", texts), select("menu", kinds, chosen)),
        field("contact", words.field("contact", texts), menu),
        field("happened_on", words.field("happened_on", texts), day("day", draft.happened_on.isoformat())),
        field(
            "description",
            words.field("description", texts),
            typed("text", draft.description, longest=text.DESCRIPTION),
        ),
        field(
            "comment",
            words.field("comment", texts),
            typed("text", lines=True, longest=text.COMMENT),
            optional=True,
        ),
    ]
    title = texts.t("Log interaction")
    return form("log", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)


def remark_form(one: Interaction, texts: Texts, metadata: str) -> Block:
    """The form that remarks on an interaction."""
    drawn = [
        section(_lines(one, texts)),
        field("comment", words.field("comment", texts), typed("text", lines=True, longest=text.COMMENT)),
    ]
    return form("remark", texts.t("Comment"), drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)
