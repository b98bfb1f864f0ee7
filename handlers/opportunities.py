"""What people do with opportunities: make one, look at one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers import contacts as contact_handlers
from handlers import doubts, newcomers, parsing, wire
from handlers.asked import Asked
from handlers.cards import message as card_message
from handlers.moves import chosen_day, half_typed
from handlers.replies import Form, Message, Redrawn, Reply
from handlers.views.blocks import Block
from handlers.views.contacts import choice
from handlers.views.opportunity_form import Draft, new_form
from store import contacts, cycles, interaction_log, interactions, opportunities, people
from store.rules import dates, formulas, refusals
from store.rules.checks import Checks
from store.rules.words import ContactKind, Priority
from store.sessions import Session


def new(session: Session, asked: Asked) -> Reply:
    """`new …`, or the button: the form, filled from what was typed, or from the contact it was pressed on."""
    asked.by.must("create")
    understood = newcomers.read(session, asked, cycles.required(session, asked.by))
    if understood.closing_on:
        dates.between(understood.closing_on, "closing_on", asked.today)
    return Form(_form(session, asked, understood, u=understood.words or None))


def follow(session: Session, asked: Asked) -> Reply:
    """Create opportunity on an interaction: the form, filled from it (domain.md F028)."""
    asked.by.must("create")
    one = interaction_log.get(session, asked.by, parsing.count(asked.text) or 0)
    interactions.must_be_free(one)
    contact = contacts.offered(session, asked.by, one.contact_id)
    seller = people.get(session, asked.by.workspace_id, one.person_id)
    known = newcomers.Understood(
        one.description, choice(contact), seller.slack_id if seller and seller.may("create") else None
    )
    return Form(_form(session, asked, known, i=one.id))


def _form(session: Session, asked: Asked, known: newcomers.Understood, **about: Any) -> Block:
    setup = cycles.required(session, asked.by)
    cycle = known.cycle or cycles.default(asked.by, setup)
    first = cycle.stages[0] if cycle and cycle.stages else None
    asks = doubts.of(known.asks, asked.texts)
    preset_on = formulas.apply(first.date_formula, asked.today) if first and "closing_on" not in asks else None
    draft = Draft(
        cycles=setup.offered(),
        cycle=cycle,
        salesperson=known.salesperson or asked.by.slack_id,
        description=known.description,
        contact=known.contact,
        value=known.value,
        chances=known.chances or (first.chances or None if first else None),
        closing_on=known.closing_on or preset_on,
        understood=known.words,
        doubts=tuple(asks.values()),
    )
    if known.salesperson is None and draft.contact and draft.new_contact is None:
        draft = _with_seller(session, asked, draft, int(draft.contact["value"]))
    return new_form(draft, asked.texts, asked.pack(**about, q=asks or None))


def _with_seller(session: Session, asked: Asked, draft: Draft, contact_id: int | None) -> Draft:
    """With the salesperson of the contact that stands in it, who goes before one's own (domain.md B.4, F018)."""
    contact = contacts.get(session, asked.by, contact_id or 0)
    owner = people.get(session, asked.by.workspace_id, contact.salesperson_id or 0)
    return replace(draft, salesperson=owner.slack_id) if owner and owner.may("create") else draft


def redraw(session: Session, asked: Asked) -> Reply:
    """The form with what stands in it now."""
    asked.by.must("create")
    draft = _draft(session, asked)
    if asked.changed_field == "contact" and draft.contact and draft.new_contact is None:
        draft = _with_seller(session, asked, draft, asked.key("contact"))
    metadata = str(asked.view.get("private_metadata") or "")
    return Redrawn(new_form(draft, asked.texts, metadata))


def _draft(session: Session, asked: Asked) -> Draft:
    setup = cycles.setup(session, asked.by)
    return Draft(
        cycles=setup.offered(),
        cycle=setup.cycles.get(asked.key("cycle") or 0),
        salesperson=asked.chosen("salesperson") or asked.by.slack_id,
        description=asked.typed("description"),
        contact=asked.choice("contact"),
        kind=asked.word("kind", ContactKind) or ContactKind.COMPANY,
        company=asked.choice("company"),
        priority=asked.word("priority", Priority) or Priority.NORMAL,
        activate=asked.ticked("activate") is not False,
        value=half_typed(lambda t: parsing.amount(t, asked.texts, "value"), asked.typed("value")),
        chances=half_typed(parsing.percent, asked.typed("chances")),
        closing_on=asked.day("closing_on"),
        understood=str(asked.metadata.get("u") or ""),
        doubts=tuple(asked.doubts.values()),
    )


def submitted(session: Session, asked: Asked) -> Reply:
    """The form, sent: the contact and the opportunity are stored in one transaction."""
    checks = Checks()
    first = checks(_first, asked) if asked.ticked("activate") else None
    contact_id = checks(_contact, session, asked)
    salesperson_id = checks(chosen_salesperson, session, asked)
    cycle_id = checks(asked.key, "cycle")
    priority = checks(asked.word, "priority", Priority) or Priority.NORMAL
    checks.done()
    number = opportunities.create(
        session,
        asked.by,
        description=asked.typed("description"),
        contact_id=contact_id,
        salesperson_id=salesperson_id,
        cycle_id=cycle_id,
        priority=priority,
        first=first,
        interaction_id=interaction if isinstance(interaction := asked.metadata.get("i"), int) else None,
        now=asked.now,
    )
    return _created(session, asked, number, started=first is not None)


def _created(session: Session, asked: Asked, number: str, *, started: bool) -> Message:
    notes = [asked.texts.t("{number} is created.", number=number)]
    if not started:  # the card's own first button then is Activate (domain.md F025)
        notes.append(asked.texts.t("{number} is not started. Activate its first stage?", number=number))
    return card_message(session, asked, number, *notes)


def chosen_salesperson(session: Session, asked: Asked) -> int | None:
    """The key of the person who was chosen. Raises NotFound for somebody of whom nothing is kept."""
    chosen = asked.chosen("salesperson")
    if not chosen or chosen == asked.by.slack_id:
        return asked.by.id if chosen else None
    person = people.known(session, asked.by.workspace_id, chosen, people.EVER)
    if person is None:
        raise refusals.NotFound("salesperson", field="salesperson")
    return person.id


def _first(asked: Asked) -> opportunities.First:
    checks = Checks()
    value = checks(parsing.amount, asked.typed("value"), asked.texts, "value") if asked.typed("value") else None
    chances: Decimal | None = checks(parsing.percent, asked.typed("chances")) if asked.typed("chances") else None
    closing_on = checks(chosen_day, asked, "closing_on") if asked.has("closing_on") else None
    checks.done()
    return opportunities.First(value, chances, closing_on)


def _contact(session: Session, asked: Asked) -> int:
    """The contact that was chosen, or made inline from what the form says. Raises what `contacts.create` raises."""
    chosen = asked.chosen("contact")
    if not chosen:
        raise refusals.Missing("contact")
    if not chosen.startswith(wire.CREATE):
        return asked.key("contact") or 0
    made = contact_handlers.made(session, asked, chosen.removeprefix(wire.CREATE))
    return made.id
