"""What a manager is told of things that a salesperson was reminded of twice, and that stand."""

from handlers import wire
from handlers.texts import Texts
from handlers.views import reminders
from handlers.views.blocks import Block, button, context, cut, esc, section
from handlers.views.messages import Message
from store.escalations import Escalated
from store.foldings import Facts

SHOWN = 20


def told(found: Escalated, texts: Texts) -> Message:
    """Whose things, each with Show, and why this came."""
    said = _said(found.salesperson, len(found.reasons), texts)
    drawn: list[Block] = [section(esc(said))]
    for reason in found.reasons[:SHOWN]:
        show = button(texts.t("Show"), wire.SHOW, reason.number) if reason.number else None
        drawn.append(section(reminders.line(texts, reason, day=found.on), show))
    if len(found.reasons) > SHOWN:
        more = len(found.reasons) - SHOWN
        drawn.append(context(texts.n("and {count} more", "and {count} more", more)))
    why = texts.t(
        "This came because you manage {name}: each of these was said twice, and stood for another week."
        " It comes once for each of them, and not for what is done, moved, snoozed, muted or parked.",
        name=esc(found.salesperson),
    )
    return Message([*drawn, context(why)], esc(said))


def line(facts: Facts, texts: Texts) -> str:
    """The same in a line, where it came with the bundle."""
    numbers = facts["opportunities"]
    said = esc(_said(cut(facts["name"], 60), facts["count"], texts))
    return f"{said} *{', '.join(numbers[:5])}*" + (" …" if len(numbers) > 5 else "") if numbers else said


def _said(name: str, count: int, texts: Texts) -> str:
    return texts.n(
        "{name} was reminded twice of {count} thing and has not reacted.",
        "{name} was reminded twice of {count} things and has not reacted.",
        count,
        name=name,
    )
