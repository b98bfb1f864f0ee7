"""The bundle of reminders: one message a person and a day, a line and its buttons for each reason."""

from collections.abc import Sequence
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, button, context, esc, field, form, header, option, section, select
from handlers.views.blocks import day as day_field
from store.reasons import End, Reason, Why

SHOWN = 20  # two blocks each, of the fifty a message may have


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


_ENDS = {End.DONE: _("Done"), End.CANCELLED: _("Cancelled"), End.MOVED: _("No longer due"), End.SNOOZED: _("Snoozed")}


def summary(texts: Texts, count: int) -> str:
    """The line a notification shows."""
    return texts.n("{count} thing waits for you today", "{count} things wait for you today", count)


def bundle(texts: Texts, reasons: Sequence[Reason], day: date, beside: Sequence[Block] = ()) -> list[Block]:
    """The blocks of the bundle of `day`; what was done since is struck, and has no buttons.

    `beside`: at most six that say what came with it although it is no reminder (`handlers.views.notices`).
    """
    drawn: list[Block] = [header(texts.t("Your day: {date}", date=texts.day(day)))]
    for position, reason in enumerate(reasons[:SHOWN]):
        drawn += _lines(texts, reason, day, position)
    if len(reasons) > SHOWN:
        more = len(reasons) - SHOWN
        drawn.append(section(texts.n("and {count} more: see Home", "and {count} more: see Home", more)))
    why = texts.t(
        "This comes at most once a day, when your working day begins, for what is yours and due."
        " Done, Next or Snooze ends a line; without them it comes once more after three days, then no more."
    )
    return [*drawn, *beside, context(why)]


def _lines(texts: Texts, reason: Reason, day: date, position: int) -> list[Block]:
    if reason.end:
        said = texts.t(_ENDS[reason.end])
        if reason.end is End.SNOOZED and reason.snoozed_until:
            said = texts.t("Snoozed until {date}", date=texts.day(reason.snoozed_until))
        done = reason.task if reason.end is End.DONE else None
        log = button(words.button(wire.LOG, texts), wire.LOG, done) if done else None
        return [section(f"~{_name(reason)}~ {said}", log)]
    buttons = actions(*_buttons(texts, reason)) | {"block_id": f"{wire.DAY}:{day.isoformat()}:{position}"}
    about = _about(reason)
    first = f"{_name(reason)} · {about}" if about else _name(reason)
    return [section(f"{first}\n{_why(texts, reason, day)}"), buttons]


def _name(reason: Reason) -> str:
    """What is to be done: the task, or the opportunity that does not move."""
    if reason.why is Why.TASK:
        return f"*{esc(reason.task_description or reason.task or '')}*"
    return f"*{reason.number} {esc(reason.description or '')}*"


def _about(reason: Reason) -> str:
    """Whom it concerns, and a task's opportunity."""
    opportunity = f"{reason.number} {reason.description}" if reason.why is Why.TASK and reason.number else ""
    return " · ".join(esc(part) for part in (opportunity, reason.contact) if part)


def _why(texts: Texts, reason: Reason, day: date) -> str:
    """Why it came, with the figures."""
    if reason.why is Why.TASK:
        due = texts.t("Task due {date}", date=texts.date(reason.since))
        return due if reason.since == day else f"{due} ({texts.when(reason.since, day)})"
    return texts.n(
        "{count} day in {stage}, at most {most} are planned",
        "{count} days in {stage}, at most {most} are planned",
        reason.days(day),
        stage=esc(reason.stage),
        most=texts.number(reason.most_days),
    )


def _buttons(texts: Texts, reason: Reason) -> list[Block]:
    found: list[Block] = []
    if reason.why is Why.TASK and reason.task:
        found.append(button(texts.t("Done"), wire.DONE, reason.task, style="primary"))
    elif reason.number:
        seen = wire.Seen(reason.number, reason.seen).packed()
        found.append(button(texts.t("Next"), wire.NEXT, seen, style="primary"))
    if reason.number:
        choices = [
            option(texts.n("{count} day", "{count} days", 1), f"{reason.number}.1"),
            option(texts.n("{count} day", "{count} days", 3), f"{reason.number}.3"),
            option(texts.n("{count} week", "{count} weeks", 1), f"{reason.number}.7"),
            option(texts.t("Until a date…"), f"{reason.number}.0"),
        ]
        found += [
            select(wire.SNOOZE, choices, placeholder=texts.t("Snooze")),
            button(texts.t("Show"), wire.SHOW, reason.number),
        ]
    return found


def snooze_form(number: str, first: date, texts: Texts, metadata: str) -> Block:
    """The form that asks until when reminders of an opportunity shall rest."""
    drawn = [field("until_on", words.field("until_on", texts), day_field("day", first.isoformat()))]
    title = texts.t("Snooze {number}", number=number)
    return form("snooze", title, drawn, submit=texts.t("Snooze"), close=texts.t("Cancel"), metadata=metadata)
