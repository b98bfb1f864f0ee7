"""The forms that edit an opportunity and hand it over."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    context,
    cut,
    esc,
    field,
    form,
    option,
    select,
    somebody,
    switch,
    typeahead,
    typed,
)
from store.cards import Card
from store.edits import Preset
from store.handovers import InHand
from store.rules import text
from store.rules.words import Priority


def form_of(preset: Preset, texts: Texts, metadata: str) -> Block:
    """The opportunity's own fields; its cycle only while it is not started."""
    card = preset.card
    name = f"{card.contact_name} ({card.company_name})" if card.company_name else card.contact_name
    contact = option(name, str(card.contact_id))
    menu = typeahead(wire.KNOWN, texts.t("Type a name"), contact)
    priorities = [option(words.priority(p, texts), p.value) for p in Priority]
    drawn = [
        field(
            "description",
            words.field("description", texts),
            typed("text", card.description, longest=text.DESCRIPTION),
        ),
        field("contact", words.field("contact", texts), menu, hint=_hint(preset, texts)),
        *tasks_too(preset.contact_tasks, texts.t("Those with the former contact go along"), texts),
        field("priority", words.field("priority", texts), select("menu", priorities, card.priority.value)),
    ]
    if preset.cycles:
        cycles = [option(f"{c.code} · {c.description}", str(c.id)) for c in preset.cycles]
        drawn.append(field("cycle", words.field("cycle", texts), select("cycle", cycles, str(card.cycle_id))))
    title = texts.t("Edit {number}", number=card.number)
    return form("edit", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)


def _hint(preset: Preset, texts: Texts) -> str:
    if preset.cycles:
        return ""
    if preset.company_id is None:
        return texts.t("It is started: only somebody without a company.")
    company = preset.card.company_name or preset.card.contact_name
    return texts.t("It is started: only somebody at {company}.", company=cut(company, 150))


def tasks_too(count: int, label: str, texts: Texts) -> list[Block]:
    """The question whether open tasks go along, no unless somebody says so (decision 24); nothing without any."""
    if not count:
        return []
    told = texts.n("{label} ({count} task)", "{label} ({count} tasks)", count, label=label)
    return [field("tasks_too", words.field("tasks_too", texts), switch("tick", told, False), optional=True)]


def hand_over_form(card: Card, open_tasks: int, texts: Texts, metadata: str) -> Block:
    """Who gets it, and whether the open tasks of its salesperson go along."""
    label = texts.t("Those of {name} go along", name=cut(card.salesperson_name, 40))
    drawn = [
        context(esc(f"{card.number} {card.description} · {card.salesperson_name}")),
        field("salesperson", words.field("salesperson", texts), somebody("person")),
        *tasks_too(open_tasks, label, texts),
    ]
    title = texts.t("Hand over {number}", number=card.number)
    return form("assign", title, drawn, submit=texts.t("Hand over"), close=texts.t("Cancel"), metadata=metadata)


def hand_over_all_form(theirs: InHand, texts: Texts, metadata: str) -> Block:
    """Who gets everything that somebody has in hand; their tasks go along unless somebody says no."""
    name = cut(theirs.person.name, 100)
    counts = (
        texts.n("{count} open opportunity", "{count} open opportunities", theirs.opportunities),
        texts.n("{count} open task", "{count} open tasks", theirs.tasks),
    )
    drawn = [
        context(esc(" · ".join([name, *counts]))),
        field("salesperson", words.field("salesperson", texts), somebody("person")),
    ]
    if theirs.tasks:
        told = texts.n("{count} open task goes along", "{count} open tasks go along", theirs.tasks)
        drawn.append(field("tasks_too", words.field("tasks_too", texts), switch("tick", told, True), optional=True))
    return form(
        "assign_all", texts.t("Hand over"), drawn, submit=texts.t("Hand over"), close=texts.t("Cancel"),
        metadata=metadata,
    )  # fmt: skip
