"""Snoozed opportunities: the form that asks until when, what was just done, and the list of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from handlers import wire
from handlers.texts import Texts
from handlers.views import pages, reminders, words
from handlers.views.blocks import Block, actions, button, clock, context, doubts, esc, field, form, section
from handlers.views.blocks import day as day_field
from handlers.views.messages import Message
from store.reasons import Reason
from store.snoozes import Snoozed


def snooze_form(
    number: str, description: str, rests: Snoozed | None, first: date | None, texts: Texts, metadata: str,
    asks: Iterable[str] = (),
) -> Block:  # fmt: skip
    """The form that asks until when reminders of an opportunity shall rest.

    `rests`: until when they do already; `asks`: what was typed left that open.
    """
    about = [f"{number} {description}", *([_until(rests, texts)] if rests else [])]
    drawn = [
        *doubts(asks),
        context(esc(" · ".join(about))),
        field("until_on", words.field("until_on", texts), day_field("day", first.isoformat() if first else None)),
        field(
            "until_time",
            words.field("until_time", texts),
            clock("time"),
            optional=True,
            hint=texts.t("Empty: from the beginning of that working day."),
        ),
    ]
    title = texts.t("Snooze {number}", number=number)
    return form("snooze", title, drawn, submit=texts.t("Snooze"), close=texts.t("Cancel"), metadata=metadata)


def until(on: date, at: datetime | None, texts: Texts) -> str:
    """Until when, as it is said."""
    return texts.near(at) if at else texts.day(on)


def snoozed(number: str, on: date, at: datetime | None, texts: Texts) -> Message:
    """Until when its reminders rest, and the button that wakes them."""
    said = texts.t("Reminders of {number} are snoozed until {date}.", number=number, date=until(on, at, texts))
    return Message([section(esc(said)), actions(button(texts.t("Wake"), wire.WAKE, number))], said)


def over(reasons: Sequence[Reason], day: date, texts: Texts) -> Message:
    """What a snooze until this moment held back, and why it comes now."""
    why = texts.t("This comes now because you snoozed it until this moment.")
    count = reminders.things(reasons)
    return Message([*reminders.loose(texts, reasons, day), context(why)], reminders.summary(texts, count))


def woken(number: str, texts: Texts, *, now: bool) -> Message:
    """That its reminders come again; `now`: they did not before."""
    if now:
        said = texts.t("Reminders of {number} come again.", number=number)
    else:
        said = texts.t("Reminders of {number} are not snoozed.", number=number)
    return Message([section(said)], said)


def row(one: Snoozed, texts: Texts, place: str) -> Block:
    """A snoozed opportunity with its button; `place`: where it stands."""
    said = _until(one, texts)
    wake = button(texts.t("Wake"), wire.WAKE, f"{one.number} {place}")
    return section(f"*{one.number}* {esc(one.description)}\n{said}", wake)


def _until(one: Snoozed, texts: Texts) -> str:
    return texts.t("Snoozed until {date}", date=until(one.until_on, one.until_at, texts))


def listing(found: Sequence[Snoozed], texts: Texts, *, note: str = "") -> Message:
    """What one snoozed."""
    typed = texts.t("snooze OP7 3 days")
    empty = texts.t("You snoozed nothing. Snooze an opportunity with {command}.", command=f"`{wire.COMMAND} {typed}`")
    rows = [row(one, texts, "list") for one in found]
    return pages.few(texts.t("Snoozed opportunities"), rows, empty, texts, note=note)
