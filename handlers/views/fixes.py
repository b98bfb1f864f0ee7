"""The fix-it sweep: one opportunity after another, with what is wrong on it and the buttons that mend that."""

from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, actions, bold, button, context, cut, esc, header, option, section, select
from handlers.views.messages import Message
from store.fixes import Faulty
from store.rules.words import Fault, Status

# What mends a fault; one that is not started is activated instead of moved.
_MENDS = {
    Fault.CLOSING: (wire.UPDATE, wire.CLOSE, wire.PARK),
    Fault.STAGE: (wire.NEXT, wire.CLOSE, wire.PARK),
    Fault.VALUE: (wire.UPDATE, wire.CLOSE),
    Fault.TASK: (wire.TASK,),
}
_NOT_STARTED = (wire.ACTIVATE, wire.TASK, wire.CLOSE, wire.PARK)


def card(one: Faulty, place: wire.Sweep, texts: Texts, today: date, note: str = "") -> Message:
    """One with what is wrong on it; `place` says where in the sweep it stands, `note` (mrkdwn) what was done."""
    title = texts.t("Fix one after another: {n} of {count}", n=place.position, count=place.total)
    drawn: list[Block] = [section(cut(note, 1000))] if note else []
    drawn.append(header(title))
    first = f"{bold(f'{one.number} {one.description}')} · {esc(one.contact)}"
    said = [texts.money(one.value)] if one.value else []
    said = [words.status(one.status, texts), *([esc(one.stage)] if one.stage else []), *said]
    drawn.append(section(f"{first}\n{' · '.join(said)}"))
    drawn.append(section("\n".join(f":warning: {_wrong(fault, one, texts, today)}" for fault in one.faults)))
    drawn.append(actions(*_mending(one, texts)) | {"block_id": f"{wire.FIX}:{place.packed()}"})
    skip = button(texts.t("Skip to the next"), f"{wire.FIX}:skip", f"skip {place.packed()}")
    drawn.append(actions(skip, button(texts.t("Show"), wire.SHOW, one.number)))
    drawn.append(context(texts.t("The most serious come first; what is parked or snoozed is left out.")))
    return Message(drawn, f"{title} · {one.number} {esc(one.description)}")


def done(skipped: int, texts: Texts, note: str = "") -> Message:
    """There is no other one: all are mended, or some were skipped."""
    drawn: list[Block] = [section(cut(note, 1000))] if note else []
    if not skipped:
        said = texts.t("All done: nothing is wrong with your opportunities. 🌤️")
        return Message([*drawn, section(said)], said)
    said = texts.n(
        "That was the last one. {count} that you skipped still waits.",
        "That was the last one. {count} that you skipped still wait.",
        skipped,
    )
    again = actions(button(texts.t("From the beginning"), wire.FIX)) | {"block_id": f"{wire.FIX}:again"}
    return Message([*drawn, section(said), again], said)


def _wrong(fault: Fault, one: Faulty, texts: Texts, today: date) -> str:
    if fault is Fault.CLOSING and one.closing_on:
        when = texts.when(one.closing_on, today)
        return texts.t("Closing date {date} passed ({when})", date=texts.date(one.closing_on), when=when)
    if fault is Fault.STAGE and one.stay_on:
        return texts.n(
            "{count} day in {stage}, at most {most} are planned",
            "{count} days in {stage}, at most {most} are planned",
            (today - one.stay_on).days,
            stage=esc(one.stage or ""),
            most=texts.number(one.most_days),
        )
    if fault is Fault.VALUE:
        not_started = one.status is Status.NOT_STARTED
        return texts.t("Not started: it has no value yet") if not_started else texts.t("It has no value")
    return texts.t("No next step: no task is open")


def _mending(one: Faulty, texts: Texts) -> list[Block]:
    mends = [verb for fault in one.faults for verb in _MENDS[fault]]
    if one.status is Status.NOT_STARTED:
        mends = [verb for verb in _NOT_STARTED if verb != wire.TASK or Fault.TASK in one.faults]
    seen = wire.Seen(one.number, one.seen).packed()
    found: list[Block] = []
    for verb in dict.fromkeys(mends):
        label = texts.t("New task") if verb == wire.TASK else words.button(verb, texts)
        found.append(button(label, verb, seen, style=None if found else "primary"))
    choices = [
        option(texts.n("{count} day", "{count} days", 1), f"{one.number}.1"),
        option(texts.n("{count} day", "{count} days", 3), f"{one.number}.3"),
        option(texts.n("{count} week", "{count} weeks", 1), f"{one.number}.7"),
        option(texts.t("Until a date…"), f"{one.number}.0"),
    ]
    return [*found, select(wire.SNOOZE, choices, placeholder=texts.t("Snooze"))]
