"""The rules of reminders that hold for everybody: as they are, and the form that changes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import wire
from handlers.texts import Texts
from handlers.views import countries, reminder_effects, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    esc,
    field,
    fields,
    form,
    header,
    option,
    section,
    switches,
    typed,
)
from handlers.views.messages import Message
from store.reasons import Why
from store.reminder_rules import MOST, Kept, Rules
from store.rights import Member


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now."""

    kinds: Sequence[str]  # those that come
    idle_days: str
    not_started_days: str
    notices_a_day: str
    country: str
    canton: str

    @classmethod
    def of(cls, rules: Rules) -> "Draft":
        """The rules as they are."""
        on = [why.value for why in Why if why not in rules.kinds_off.split()]
        figures = (str(rules.idle_days), str(rules.not_started_days), str(rules.notices_a_day))
        return cls(on, *figures, rules.country, rules.canton)


def message(kept: Kept, by: Member, texts: Texts, *, note: str = "") -> Message:
    """The rules as they are."""
    rules, title = kept.rules, texts.t("Everybody’s reminders")
    off = rules.kinds_off.split()
    on = "\n".join(f"• {words.why(why, texts)}" for why in Why if why not in off) or texts.t("none")
    place = countries.named(rules.country, rules.canton, texts)
    if not rules.country:
        place = texts.t("as each one’s time zone says")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [
        header(title),
        fields(
            [
                (words.field("kinds", texts), on),
                (words.field("country", texts), esc(place)),
                (words.field("idle_days", texts), texts.number(rules.idle_days)),
                (words.field("not_started_days", texts), texts.number(rules.not_started_days)),
                (words.field("max_days", texts), texts.number(kept.max_days)),
                (words.field("notices_a_day", texts), texts.number(rules.notices_a_day)),
            ]
        ),
        *_missing(kept, texts),
        context(_budget(texts)),
        actions(*_buttons(by, texts)),
    ]
    return Message(drawn, esc(note) or title)


def _buttons(by: Member, texts: Texts) -> list[Block]:
    preview = button(texts.t("Preview"), wire.REHEARSE)
    replay = button(texts.t("Replay last week"), wire.REPLAY)
    found = [button(texts.t("Edit"), wire.RULES, style="primary"), preview, replay]
    if by.may("setup"):  # maximum days is a setting of the workspace
        found.append(button(texts.t(reminder_effects.TITLE), f"{wire.DELIVERIES}:rules", "0 rules"))
        found.append(button(texts.t("Workspace"), f"{wire.SETUP}:workspace", "workspace"))
    return found


def _missing(kept: Kept, texts: Texts) -> list[Block]:
    if kept.rules.country or kept.of_zone:
        return []
    said = texts.t("No country is chosen: whose public holidays count is guessed from each one’s time zone.")
    return [section(f":warning: {said}")]


def _budget(texts: Texts) -> str:
    return texts.t(
        "Reminders come in one message a person and a day. Other messages that nobody asked for, like a hand-over,"
        " come by themselves up to this many a person and a day; what is more goes into the next such message."
    )


def rules_form(draft: Draft, kept: Kept, texts: Texts, metadata: str) -> Block:
    """The form, with the cantons of the country that stands in it."""
    kinds = [option(words.why(why, texts), why.value) for why in Why]
    hints = {
        "idle_days": texts.t("Of an opportunity in progress without any activity; then a reminder is due."),
        "not_started_days": texts.t("Of an opportunity that is not started; then a reminder is due."),
        "notices_a_day": texts.t("From 0 to {most}. Reminders do not count: they are one message.", most=str(MOST)),
    }
    drawn: list[Block] = [
        field("kinds", words.field("kinds", texts), switches("kinds", kinds, draft.kinds), optional=True,
              hint=texts.t("What is off here nobody gets, whatever they chose.")),
        *(
            field(name, words.field(name, texts), typed("text", getattr(draft, name), longest=3), hint=hint)
            for name, hint in hints.items()
        ),
        *countries.fields("rules", draft.country or kept.of_zone, draft.country, draft.canton, texts),
    ]  # fmt: skip
    title, save, close = texts.t("Everybody’s reminders"), texts.t("Save"), texts.t("Cancel")
    return form("rules", title, drawn, submit=save, close=close, metadata=metadata)
