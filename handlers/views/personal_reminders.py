"""What a person asked to be reminded of: as it comes, the form, what was done, and what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from handlers import wire
from handlers.texts import Texts
from handlers.views import pages, words
from handlers.views.blocks import (
    Block,
    actions,
    bold,
    button,
    clock,
    context,
    cut,
    doubts,
    esc,
    field,
    form,
    option,
    section,
    select,
    typed,
)
from handlers.views.blocks import day as day_field
from handlers.views.messages import Message
from store.cards import Card
from store.personal_reminders import NOTE, Reminder


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form at first."""

    number: str
    label: str
    day: date | None
    clock: time | None = None
    note: str = ""
    doubts: Sequence[str] = ()


def come(asked: Reminder, card: Card, texts: Texts, today: date) -> Message:
    """The reminder itself: the opportunity as it is, the note, and what can be done."""
    note = f"\n>{esc(asked.note)}" if asked.note else ""
    choices = [
        option(texts.t("in an hour"), f"{asked.id} hour"),
        option(texts.t("tomorrow morning"), f"{asked.id} morning"),
        option(texts.t("Until…"), f"{asked.id} until"),
    ]
    why = texts.t("You asked to be reminded at this moment: {moment}.", moment=texts.moment(asked.at))
    drawn = [
        section(f"🔔 {bold(f'{card.number} {card.description}')} · {esc(card.contact_name)}{note}"),
        context(_state(card, texts, today)),
        actions(
            button(texts.t("Show"), wire.SHOW, card.number, style="primary"),
            select(wire.LATER, choices, placeholder=texts.t("Snooze")),
        ),
        context(why),
    ]
    return Message(drawn, esc(" · ".join(one for one in (f"🔔 {card.number} {card.description}", asked.note) if one)))


def _state(card: Card, texts: Texts, today: date) -> str:
    """How it stands, in a line."""
    said = [words.status(card.status, texts)]
    if card.stage and not card.status.closed:
        said.append(esc(card.stage_description or ""))
    if card.value is not None:
        said.append(texts.money(card.value))
    if card.closing_on and not card.status.closed:
        when = f"{texts.date(card.closing_on)} ({texts.when(card.closing_on, today)})"
        said.append(f"{words.field('closing_on', texts)} {when}")
    return " · ".join(said)


def remind_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form that asks when, and what about."""
    at = f"{draft.clock:%H:%M}" if draft.clock else None
    drawn = [
        *doubts(draft.doubts),
        context(esc(draft.label)),
        field("remind_on", words.field("remind_on", texts),
              day_field("day", draft.day.isoformat() if draft.day else None)),
        field("remind_time", words.field("remind_time", texts), clock("time", at), optional=True,
              hint=texts.t("Empty: when your working day begins.")),
        field("note", words.field("note", texts), typed("text", draft.note, lines=True, longest=NOTE), optional=True),
    ]  # fmt: skip
    title = texts.t("Remind me · {number}", number=draft.number)
    return form("remind", title, drawn, submit=texts.t("Remind me"), close=texts.t("Cancel"), metadata=metadata)


def set_up(made: Reminder, texts: Texts) -> Message:
    """That it will come, and the button that takes it back."""
    said = texts.t("You will be reminded of {number}: {moment}.", number=made.number, moment=texts.near(made.at))
    note = f"\n>{esc(made.note)}" if made.note else ""
    cancel = button(texts.t("Cancel reminder"), wire.UNREMIND, str(made.id))
    return Message([section(f"{esc(said)}{note}"), actions(cancel)], esc(said))


def cancelled(number: str, texts: Texts) -> Message:
    """That it will not come."""
    said = texts.t("The reminder of {number} is cancelled.", number=number)
    return Message([section(said)], said)


def row(one: Reminder, texts: Texts, place: str) -> Block:
    """One that is still to come, with its button; `place`: where it stands."""
    note = f"\n{esc(cut(one.note, 200))}" if one.note else ""
    cancel = button(texts.t("Cancel reminder"), wire.UNREMIND, f"{one.id} {place}")
    return section(f"*{one.number}* · {texts.near(one.at)}{note}", cancel)


def listing(found: Sequence[Reminder], texts: Texts, *, note: str = "") -> Message:
    """What one asked to be reminded of."""
    typed = texts.t("remind OP7 monday 8:30")
    empty = texts.t(
        "Nothing is to come. Be reminded of an opportunity with {command}.", command=f"`{wire.COMMAND} {typed}`"
    )
    return pages.few(texts.t("My reminders"), [row(one, texts, "list") for one in found], empty, texts, note=note)
