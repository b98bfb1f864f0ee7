"""A person's own settings: as they are, with what is muted and snoozed, and the form that changes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from handlers import wire
from handlers.texts import LANGUAGES, Texts
from handlers.views import countries, mutes, pages, personal_reminders, snoozes, words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    clock,
    context,
    divider,
    esc,
    field,
    fields,
    form,
    header,
    option,
    section,
    select,
    switch,
    switches,
)
from handlers.views.messages import Message
from handlers.views.workspaces import language
from store.mutes import Muted
from store.personal_reminders import Reminder
from store.personal_settings import Hours, Kept, Settings
from store.reasons import Why
from store.rights import Member
from store.snoozes import Snoozed

SLACKS = "slack"  # the choice of Slack's language
SHOWN = 8  # rows of each list; the rest is in the lists themselves
_NIGHT = (time(18), time(8))  # what stands in the form before anything was set


@dataclass(frozen=True, slots=True)
class Own:
    """The settings, and what hangs on them."""

    kept: Kept
    muted: Sequence[Muted]
    snoozed: Sequence[Snoozed]
    pending: Sequence[Reminder]


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now."""

    language: str
    day_begins: time | None
    day_ends: time | None
    work_days: Sequence[str]
    country: str
    canton: str
    quiet: bool
    quiet_from: time | None
    quiet_until: time | None
    kinds: Sequence[str]  # those that come

    @classmethod
    def of(cls, kept: Settings) -> "Draft":
        """The settings as they are."""
        quiet = kept.quiet or _NIGHT
        on = [why.value for why in Why if why not in kept.kinds_off.split()]
        return cls(
            kept.language or SLACKS, kept.day_begins, kept.day_ends, tuple(kept.work_days), kept.country, kept.canton,
            kept.quiet is not None, *quiet, on,
        )  # fmt: skip


def message(own: Own, by: Member, texts: Texts, *, note: str = "") -> Message:
    """The settings as they are, and what is muted and snoozed with the buttons that end that."""
    title = texts.t("Your settings")
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(title), fields(_facts(own.kept, texts)), *_hints(own.kept, texts)]
    buttons = [button(texts.t("Change"), f"{wire.SETTINGS}:change", "change", style="primary")]
    if by.may("reminder rules"):
        buttons.append(button(texts.t("Everybody’s reminders"), f"{wire.SETUP}:reminders", "reminders"))
    drawn.append(actions(*buttons))
    for caption, rows in (
        (texts.t("My reminders"), [personal_reminders.row(one, texts, wire.SETTINGS) for one in own.pending]),
        (texts.t("Muted opportunities"), [mutes.row(one, texts, wire.SETTINGS) for one in own.muted]),
        (texts.t("Snoozed opportunities"), [snoozes.row(one, texts, wire.SETTINGS) for one in own.snoozed]),
    ):
        if rows:
            drawn += [divider(), section(f"*{caption}*"), *pages.shortened(rows, texts, SHOWN)]
    return Message(drawn, esc(note) or title)


def _facts(kept: Kept, texts: Texts) -> list[tuple[str, str]]:
    own = kept.settings
    spoken = language(own.language, texts) if own.language else texts.t("as in Slack")
    place = countries.named(kept.lives.country, kept.lives.canton, texts)
    return [
        (words.field("language", texts), spoken),
        (words.field("timezone", texts), esc(kept.lives.timezone)),
        (texts.t("Working hours"), hours((own.day_begins, own.day_ends), texts)),
        (words.field("work_days", texts), work_days(own.work_days, texts)),
        (words.field("country", texts), esc(place)),
        (words.field("quiet", texts), hours(own.quiet, texts) if own.quiet else texts.t("none set")),
        (words.field("kinds", texts), _kinds(kept, texts)),
    ]


def _kinds(kept: Kept, texts: Texts) -> str:
    off = kept.off_for_all | set(kept.settings.kinds_off.split())
    on = [f"• {words.why(why, texts)}" for why in Why if why not in off]
    return "\n".join(on) or texts.t("none")


def _hints(kept: Kept, texts: Texts) -> list[Block]:
    said = [texts.t("Your time zone is the one you have in Slack. Reminders come when your working day begins.")]
    off = [words.why(why, texts) for why in Why if why in kept.off_for_all]
    if off:
        said.append(texts.t("Switched off for everybody: {kinds}.", kinds=", ".join(off)))
    return [context(" ".join(said))]


def hours(between: Hours, texts: Texts) -> str:
    """`18:00 – 08:00`."""
    return f"{texts.clock(between[0])} – {texts.clock(between[1])}"


def weekday(digit: str, texts: Texts) -> str:
    """Monday is 1."""
    return str(texts.locale.days["stand-alone"]["wide"][int(digit) - 1])


def work_days(digits: str, texts: Texts) -> str:
    """The days by their short names; from the first to the last where they follow one another."""
    short = texts.locale.days["stand-alone"]["abbreviated"]
    names = [str(short[int(digit) - 1]) for digit in digits]
    if len(digits) > 2 and digits in "1234567":
        return f"{names[0]} – {names[-1]}"
    return ", ".join(names)


def settings_form(draft: Draft, kept: Kept, texts: Texts, metadata: str) -> Block:
    """The form, with the cantons of the country that stands in it."""
    languages = [option(texts.t("As in Slack"), SLACKS), *(option(language(c, texts), c) for c in LANGUAGES)]
    days = [option(weekday(digit, texts), digit) for digit in "1234567"]
    kinds = [option(words.why(why, texts), why.value) for why in Why]
    drawn: list[Block] = [
        field("language", words.field("language", texts), select("menu", languages, draft.language)),
        field("day_begins", words.field("day_begins", texts), clock("time", _iso(draft.day_begins))),
        field("day_ends", words.field("day_ends", texts), clock("time", _iso(draft.day_ends)),
              hint=texts.t("In your time zone, {zone}, which is the one you have in Slack.", zone=kept.lives.timezone)),
        field("work_days", words.field("work_days", texts), switches("days", days, draft.work_days)),
        *countries.fields("settings", draft.country or kept.inherited, draft.country, draft.canton, texts),
        field("quiet", words.field("quiet", texts),
              switch("tick", texts.t("Between these hours only what I asked for"), draft.quiet),
              optional=True),
        field("quiet_from", words.field("quiet_from", texts), clock("time", _iso(draft.quiet_from)), optional=True),
        field("quiet_until", words.field("quiet_until", texts), clock("time", _iso(draft.quiet_until)), optional=True),
        field("kinds", words.field("kinds", texts), switches("kinds", kinds, draft.kinds), optional=True,
              hint=_off_for_all(kept, texts)),
    ]  # fmt: skip
    title, save, close = texts.t("Your settings"), texts.t("Save"), texts.t("Cancel")
    return form("settings", title, drawn, submit=save, close=close, metadata=metadata)


def _off_for_all(kept: Kept, texts: Texts) -> str:
    off = [words.why(why, texts) for why in Why if why in kept.off_for_all]
    return texts.t("Switched off for everybody: {kinds}.", kinds=", ".join(off)) if off else ""


def _iso(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def quiet(between: Hours | None, texts: Texts, command: str) -> Message:
    """From when until when nothing comes, and how that is changed."""
    if between:
        begins, ends = (texts.clock(at) for at in between)
        said = texts.t("From {begins} to {ends} only what you asked for reaches you.", begins=begins, ends=ends)
        typed = texts.t("quiet off")
        how = texts.t("{command} ends that.", command=f"`{command} {typed}`")
    else:
        said = texts.t("You have no quiet hours.")
        typed = texts.t("quiet 18:00-08:00")
        how = texts.t("Set them with {command}.", command=f"`{command} {typed}`")
    way = button(texts.t("Settings"), wire.SETTINGS)
    return Message([section(esc(said)), context(how), actions(way)], said)
