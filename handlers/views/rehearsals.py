"""Rehearsed reminders: the form that asks for which day, and what each person would be told on its morning."""

from collections.abc import Sequence
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import replays, words
from handlers.views.blocks import Block, actions, button, context, cut, day, esc, field, header, section
from handlers.views.blocks import form as form_block
from handlers.views.messages import Message
from store.reasons import Why
from store.replays import Replayed, Rules
from store.rules.replays import Cause

SHOWN, LINES = 30, 10  # people, and things of each


def form(rules: Rules, on: date, texts: Texts, metadata: str) -> Block:
    """The form, with these rules and that day."""
    said = texts.t("What would be said on a day, past or to come. Only you see it, and nothing is changed.")
    asked = field("previewed_on", words.field("previewed_on", texts), day("day", on.isoformat()))
    title, send, close = texts.t("Preview reminders"), texts.t("Preview"), texts.t("Cancel")
    drawn = [section(said), asked, *replays.tried(rules, texts)]
    return form_block("rehearse", title, drawn, submit=send, close=close, metadata=metadata)


def message(found: Sequence[Replayed], as_is: Sequence[Replayed], on: date, ahead: bool, texts: Texts) -> Message:
    """What each person would be told on that morning; `ahead`: it is still to come."""
    title = texts.t("A preview of the reminders of {date}", date=texts.full(on))
    drawn: list[Block] = [header(title), replays.totals(found, as_is, texts)]
    drawn += [section(_said(one, texts)) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        drawn.append(context(texts.n("and {count} more", "and {count} more", len(found) - SHOWN)))
    if ahead:
        what = texts.t("Opportunities and tasks are as they are now, as if nothing were done until then.")
    else:
        what = texts.t(
            "Opportunities and tasks are as they were that morning; working days, mutes and snoozes are those of now."
        )
    buttons = [button(texts.t("Preview"), wire.REHEARSE), button(texts.t("Edit"), wire.RULES)]
    return Message([*drawn, context(what), actions(*buttons)], title)


def _said(one: Replayed, texts: Texts) -> str:
    """A person with the things they would be told."""
    causes = [cause for morning in one.mornings for cause in morning.causes]
    lines = [f"*{esc(cut(one.name, 100))}*", *(_line(cause, texts) for cause in causes[:LINES])]
    if len(causes) > LINES:
        lines.append(texts.n("and {count} more", "and {count} more", len(causes) - LINES))
    return "\n".join(lines)


def _line(cause: Cause, texts: Texts) -> str:
    return f"• {cause.number} · {words.why(Why(cause.kind), texts)}"
