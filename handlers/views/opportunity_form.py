"""The form that creates an opportunity, with its contact made inline (product.md, Words on buttons and forms)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    context,
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
from handlers.views.moves import Filled, estimate_fields, figures
from store.cycles import Cycle
from store.rules import text
from store.rules.words import Action, ContactKind, Priority


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now."""

    cycles: list[Cycle]
    cycle: Cycle | None
    salesperson: str  # Slack id
    description: str = ""
    contact: Block | None = None  # the choice; its value begins with wire.CREATE for a new one
    kind: ContactKind = ContactKind.COMPANY
    company: Block | None = None
    priority: Priority = Priority.NORMAL
    activate: bool = True
    value: Decimal | None = None
    chances: Decimal | None = None
    closing_on: date | None = None
    understood: str = ""
    doubts: tuple[str, ...] = ()  # what was typed and can mean two things

    @property
    def new_contact(self) -> str | None:
        """The name of the contact that would be made."""
        value = str((self.contact or {}).get("value") or "")
        return value.removeprefix(wire.CREATE) if value.startswith(wire.CREATE) else None


def new_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form, as far as what stands in it asks for."""
    drawn: list[Block] = asked(draft.doubts)
    if draft.understood:
        drawn.append(context(texts.t("Understood: {words}", words=esc(draft.understood))))
    drawn.append(
        field(
            "description",
            words.field("description", texts),
            typed("text", draft.description, longest=text.DESCRIPTION),
        )
    )
    drawn += _contact_fields(draft, texts)
    drawn.append(
        field(
            "salesperson",
            words.field("salesperson", texts),
            somebody("person", draft.salesperson),
        )
    )
    drawn += _cycle_fields(draft, texts)
    drawn += _first_stage_fields(draft, texts)
    title = texts.t("New opportunity")
    return form("new", title, drawn, submit=texts.t("Create"), close=texts.t("Cancel"), metadata=metadata)


def _contact_fields(draft: Draft, texts: Texts) -> list[Block]:
    placeholder = texts.t("Type a name, or a new one")
    drawn = [
        field(
            "contact",
            words.field("contact", texts),
            typeahead(wire.CONTACTS, placeholder, draft.contact),
            live=True,
        )
    ]
    if draft.new_contact is None:
        return drawn
    kinds = [option(words.kind(k, texts), k.value) for k in ContactKind]
    drawn.append(field("kind", words.field("kind", texts), select(wire.LIVE, kinds, draft.kind.value), live=True))
    if draft.kind is ContactKind.PERSON:
        drawn.append(
            field(
                "company",
                words.field("company", texts),
                typeahead(wire.COMPANIES, placeholder, draft.company),
                optional=True,
            )
        )
    return drawn


def _cycle_fields(draft: Draft, texts: Texts) -> list[Block]:
    cycles = [option(f"{c.code} · {c.description}", str(c.id)) for c in draft.cycles]
    chosen = str(draft.cycle.id) if draft.cycle else None
    priorities = [option(words.priority(p, texts), p.value) for p in Priority]
    return [
        field("cycle", words.field("cycle", texts), select(wire.LIVE, cycles, chosen), live=True),
        field("priority", words.field("priority", texts), select("menu", priorities, draft.priority.value)),
    ]


def _first_stage_fields(draft: Draft, texts: Texts) -> list[Block]:
    label = texts.t("Activate first stage")
    box = switch(wire.LIVE, texts.t("Yes, with value, chances and closing date"), draft.activate)
    drawn = [field("activate", label, box, optional=True, live=True)]
    if not draft.activate:
        return drawn
    if draft.cycle and not draft.cycle.stages:
        missing = texts.t("This sales cycle has no stages yet.")
        return [*drawn, section(f":warning: {esc(missing)}")]
    drawn += estimate_fields(draft.value, draft.chances, draft.closing_on, texts)
    if draft.cycle:
        filled = Filled(draft.value, draft.chances, draft.cycle.stages[0], Action.FIRST)
        drawn.append(figures(draft.cycle.method, filled, texts))
    return drawn
