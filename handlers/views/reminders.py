"""The bundle of reminders: one message a person and a day, a line and its buttons for each reason."""

from collections.abc import Sequence
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, bold, button, context, esc, header, mrkdwn, option, section, select
from store.reasons import End, Reason, Why

SHOWN = 20  # two blocks each, of the fifty a message may have


def _(word: str) -> str:
    """Mark a word for the catalogues."""
    return word


_ENDS = {
    End.DONE: _("Done"),
    End.CANCELLED: _("Cancelled"),
    End.MOVED: _("No longer due"),
    End.OFF: _("Switched off"),
    End.PARKED: _("Parked"),
    End.MUTED: _("Muted"),
    End.SNOOZED: _("Snoozed"),
}


def summary(texts: Texts, count: int) -> str:
    """The line a notification shows."""
    return texts.n("{count} thing waits for you today", "{count} things wait for you today", count)


def things(reasons: Sequence[Reason]) -> int:
    """How many lines the reasons take."""
    return len(_grouped(reasons))


def bundle(texts: Texts, reasons: Sequence[Reason], day: date, beside: Sequence[Block] = ()) -> list[Block]:
    """The blocks of the bundle of `day`; what was done since is struck, and has no buttons.

    `beside`: at most six that say what came with it although it is no reminder (`handlers.views.notices`).
    """
    drawn: list[Block] = [header(texts.t("Your day: {date}", date=texts.day(day)))]
    grouped = _grouped(reasons)
    absent = ""
    for position, together in enumerate(grouped[:SHOWN]):
        lines = _lines(texts, together, day, position)
        if together[0].absent != absent:
            absent = together[0].absent
            lines[0]["text"] = mrkdwn(f"{_whose(texts, together[0])}\n{lines[0]['text']['text']}")
        drawn += lines
    if len(grouped) > SHOWN:
        more = len(grouped) - SHOWN
        drawn.append(section(texts.n("and {count} more: see Home", "and {count} more: see Home", more)))
    why = _footer(texts, own=any(not reason.absent for reason in reasons), covered=bool(absent))
    wrong = any(reason.why is not Why.TASK and not reason.end for reason in reasons)  # a task is mended where it stands
    fix = [actions(button(texts.t("Fix one after another"), wire.FIX))] if wrong else []
    return [*drawn, *beside, *fix, context(why)]


def _footer(texts: Texts, *, own: bool, covered: bool) -> str:
    """Why it came, and what ends a line: a cover can snooze what is another's, and not mute it."""
    if covered and not own:
        return texts.t(
            "This comes at most once a working day, when it begins, while you cover. Done, Next or Snooze ends a line."
        )
    said = texts.t(
        "This comes at most once a working day, when it begins, for what is yours and due."
        " Done, Next or Snooze ends a line; Mute ends all there is about its opportunity."
    )
    return " ".join([said, texts.t("What comes because you cover can be snoozed.")]) if covered else said


def loose(texts: Texts, reasons: Sequence[Reason], day: date) -> list[Block]:
    """What stands, line by line with its buttons, outside of a bundle."""
    drawn: list[Block] = []
    for together in _grouped(reasons)[:SHOWN]:
        said, buttons = _standing(texts, together, day)
        if together[0].absent:
            drawn.append(section(_whose(texts, together[0])))
        drawn += [said, buttons]
    return drawn


def _whose(texts: Texts, reason: Reason) -> str:
    """For whom the lines that follow are, where that is somebody who is away."""
    if reason.absent_until is None:
        return texts.t("*For {name}:*", name=esc(reason.absent))
    until = texts.day(reason.absent_until)
    return texts.t("*For {name}, away until {date}:*", name=esc(reason.absent), date=until)


def _grouped(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Each task by itself, and what there is about one opportunity together."""
    found: dict[str, list[Reason]] = {}
    for reason in reasons:
        about = reason.about if reason.why is Why.TASK else str(reason.number)
        found.setdefault(about, []).append(reason)
    return list(found.values())


def _lines(texts: Texts, together: Sequence[Reason], day: date, position: int) -> list[Block]:
    standing = [reason for reason in together if reason.end is None]
    place = {"block_id": f"{wire.DAY}:{day.isoformat()}:{position}"}
    if not standing:
        return [_struck(texts, together[-1]) | place]
    said, buttons = _standing(texts, standing, day)
    return [said, buttons | place]


def _standing(texts: Texts, standing: Sequence[Reason], day: date) -> tuple[Block, Block]:
    said = section(f"{line(texts, *standing, day=day)}\n{_once_more(texts, standing)}")
    return said, actions(*_buttons(texts, standing, day))


def line(texts: Texts, *together: Reason, day: date) -> str:
    """What is to be done, whom it concerns, and below it each why."""
    about = _about(together[0])
    first = f"{_name(together[0])} · {about}" if about else _name(together[0])
    return f"{first}\n" + " · ".join(_why(texts, reason, day) for reason in together)


def _struck(texts: Texts, reason: Reason) -> Block:
    said = texts.t(_ENDS[reason.end or End.MOVED])
    if reason.end is End.SNOOZED and reason.snoozed_until:
        said = texts.t("Snoozed until {date}", date=texts.day(reason.snoozed_until))
    about = f"~{_name(reason)}~"
    if reason.why is Why.TASK and reason.number:  # tasks of one template are called the same on every opportunity
        about += f" · {reason.number} {esc(reason.description or '')}"
    return section(f"{about}\n_{said}_", _way_back(texts, reason))


def _way_back(texts: Texts, reason: Reason) -> Block | None:
    """What one may do with a line that is over: log what was done, or have it again."""
    if reason.end is End.DONE and reason.task:
        return button(words.button(wire.LOG, texts), wire.LOG, reason.task)
    if reason.end is End.MUTED and reason.number and not reason.absent:
        return button(texts.t("Unmute"), wire.UNMUTE, reason.number)
    if reason.end is End.SNOOZED and reason.number:
        return button(texts.t("Wake"), wire.WAKE, reason.number)
    return None


def _name(reason: Reason) -> str:
    """What is to be done: the task, or the opportunity that does not move."""
    if reason.why is Why.TASK:
        return bold(reason.task_description or reason.task or "")
    return bold(f"{reason.number} {reason.description or ''}")


def _about(reason: Reason) -> str:
    """Whom it concerns, and a task's opportunity."""
    opportunity = f"{reason.number} {reason.description}" if reason.why is Why.TASK and reason.number else ""
    return " · ".join(esc(part) for part in (opportunity, reason.contact) if part)


def _why(texts: Texts, reason: Reason, day: date) -> str:
    """Why it came, with the figures."""
    if reason.why is Why.TASK:
        due = texts.t("Task due {date}", date=texts.date(reason.since))
        return due if reason.since == day else f"{due} ({texts.when(reason.since, day)})"
    if reason.why is Why.CLOSING and reason.closing_on:
        return _closing(texts, reason.closing_on, day)
    if reason.why is Why.STAGE:
        return texts.n(
            "{count} day in {stage}, at most {most} are planned",
            "{count} days in {stage}, at most {most} are planned",
            reason.days(day),
            stage=esc(reason.stage),
            most=texts.number(reason.most_days),
        )
    if reason.why is Why.IDLE:
        return texts.n("No activity for {count} day", "No activity for {count} days", reason.days(day))
    return texts.n("Not started for {count} day", "Not started for {count} days", reason.days(day))


def _closing(texts: Texts, closing_on: date, day: date) -> str:
    values = {"date": texts.date(closing_on), "when": texts.when(closing_on, day)}
    if closing_on < day:
        return texts.t("Closing date {date} passed ({when})", **values)
    return texts.t("Closing date {date} ({when}), due within 7 days", **values)


def _once_more(texts: Texts, standing: Sequence[Reason]) -> str:
    again = min((reason.again_on for reason in standing if reason.again_on), default=None)
    if again is None:
        return texts.t("_This comes no more._")
    return texts.t("_Comes once more on {date}, then no more._", date=texts.day(again))


def _buttons(texts: Texts, standing: Sequence[Reason], day: date) -> list[Block]:
    reason = standing[0]
    if reason.task:
        found = [button(texts.t("Done"), wire.DONE, reason.task, style="primary")]
    else:
        found = _moves(texts, standing, day)
    if not reason.number:
        return found
    choices = [
        option(texts.n("{count} day", "{count} days", 1), f"{reason.number}.1"),
        option(texts.n("{count} day", "{count} days", 3), f"{reason.number}.3"),
        option(texts.n("{count} week", "{count} weeks", 1), f"{reason.number}.7"),
        option(texts.t("Until a date…"), f"{reason.number}.0"),
    ]
    found += [
        select(wire.SNOOZE, choices, placeholder=texts.t("Snooze")),
        *([] if reason.absent else [button(texts.t("Mute"), wire.MUTE, reason.number)]),  # whose it is mutes it
        button(texts.t("Show"), wire.SHOW, reason.number),
    ]
    return found


def _moves(texts: Texts, standing: Sequence[Reason], day: date) -> list[Block]:
    """What ends a reason of an opportunity: to start it, to move it on, to give it another closing date."""
    seen = wire.Seen(standing[0].number or "", standing[0].seen).packed()
    if any(reason.why is Why.NOT_STARTED for reason in standing):
        return [button(words.button(wire.ACTIVATE, texts), wire.ACTIVATE, seen, style="primary")]
    found = [button(words.button(wire.NEXT, texts), wire.NEXT, seen, style="primary")]
    if any(reason.closing_on and reason.closing_on < day for reason in standing):
        found.append(button(words.button(wire.UPDATE, texts), wire.UPDATE, seen))
    return found
