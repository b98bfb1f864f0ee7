"""What reminders lead to: a table of the kinds of reminder, for admins."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views.blocks import actions, button, context, header, preformatted, section
from handlers.views.delivery_words import aligned
from handlers.views.messages import Message
from store.reasons import Why
from store.reminder_effects import Effect, Said


def _(words: str) -> str:
    """Mark words for the catalogues."""
    return words


TITLE = _("What came of reminders")
_WHYS = {  # short, so that the table is narrow
    Why.TASK: _("Task"),
    Why.CLOSING: _("Closing date"),
    Why.STAGE: _("Overstayed"),
    Why.IDLE: _("No activity"),
    Why.NOT_STARTED: _("Not started"),
}


def message(said: Sequence[Said], texts: Texts) -> Message:
    """How many of each kind were sent in 30 days, and what came of them."""
    title = texts.t(TITLE)
    if any(one.sent for one in said):
        table = preformatted(_table(said, texts))
    else:
        table = section(texts.t("No reminder was sent in the last 30 days."))
    meaning = texts.t(
        "The last 30 days, each time a reminder was said. Acted on: within three days it was done, moved, updated,"
        " closed, parked or handed over. Snoozes, mutes: by who read it. Open: its three days are not over."
    )
    buttons = [
        button(texts.t("Everybody’s reminders"), f"{wire.SETUP}:reminders", "reminders"),
        button(texts.t("Deliveries"), f"{wire.DELIVERIES}:all", "0"),
    ]
    return Message([header(title), table, context(meaning), actions(*buttons)], title)


def _table(said: Sequence[Said], texts: Texts) -> str:
    heads = {
        Effect.SNOOZED: texts.t("Snoozes"),
        Effect.MUTED: texts.t("Mutes"),
        Effect.IGNORED: texts.t("Ignored"),
        Effect.OPEN: texts.t("Open"),
    }
    rows = [["", texts.t("Sent"), texts.t("Acted on"), "", *heads.values()]]
    for name, kinds in [*((texts.t(_WHYS[one.why]), [one]) for one in said), (texts.t("All"), said)]:
        counted = {effect: sum(one.effects.get(effect, 0) for one in kinds) for effect in Effect}
        sent, acted = sum(counted.values()), counted[Effect.ACTED]
        figures = [sent, acted, *(counted[effect] for effect in heads)]
        first, second, *others = map(texts.number, figures)
        rows.append([name, first, second, _share(acted, sent, texts), *others])
    return aligned(rows)


def _share(acted: int, sent: int, texts: Texts) -> str:
    """Of all that were sent, in whole percents."""
    if not sent:
        return "–"
    return texts.percent((Decimal(acted) * 100 / sent).quantize(Decimal(1), ROUND_HALF_UP))
