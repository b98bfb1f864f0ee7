"""Parking: the form, the line on the card, and what parking and waking say."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    day,
    doubts,
    esc,
    field,
    form,
    section,
    typed,
)
from handlers.views.messages import Message
from store.cards import Card, Shown
from store.parkings import Parked, Parking
from store.rights import Member
from store.rules import parkings as rules
from store.wakings import Awake

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form: the opportunity, until when and why, how it is parked now, what is asked about."""

    card: Card
    until: date | None
    reason: str
    present: Parking | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """For whom somebody covers, and until which day they are away."""

    name: str
    until_on: date


def form_of(draft: Draft, texts: Texts, today: date, metadata: str) -> Block:
    """The form that parks, or changes until when and why."""
    drawn: list[Block] = [*doubts(draft.doubts), context(esc(f"{draft.card.number} {draft.card.description}"))]
    if now := draft.present:
        said = texts.t("Parked now until {date}, by {person}.", date=texts.full(now.until_on), person=esc(now.person))
        drawn.append(context(said))
    chosen = draft.until.isoformat() if draft.until else None
    until = texts.t("It is awake on this day. At most a year: until {date}.", date=texts.date(rules.latest(today)))
    drawn += [
        field("until_on", words.field("until_on", texts), day("day", chosen), hint=until),
        field("reason", words.field("reason", texts), typed("text", draft.reason, longest=rules.REASON)),
        context(texts.t("While it is parked nobody is reminded of it or of its tasks.")),
    ]
    title = texts.t("Park {number}", number=draft.card.number)
    return form("park", title, drawn, submit=texts.t("Park"), close=texts.t("Cancel"), metadata=metadata)


def on_card(shown: Shown, texts: Texts, today: date) -> list[Block]:
    """Until when it is parked and why, with Unpark; and that it was parked too often."""
    drawn, parking = list[Block](), shown.resting(today)
    if parking:
        until = texts.t("Parked until {date}", date=texts.date(parking.until_on))
        when, reason = texts.when(parking.until_on, today), esc(parking.reason)
        said = texts.t("⏸️ *{until}* ({when}): {reason}", until=until, when=when, reason=reason)
        value = wire.Seen(shown.card.number, parking.version).packed()
        wake = button(words.button(wire.UNPARK, texts), wire.UNPARK, value) if "park" in shown.may else None
        drawn.append(section(said, wake) | {"block_id": f"{wire.CARD}:parked"})
    if risk := at_risk(shown, texts):
        drawn.append(section(f"⚠️ *{risk}*"))
    return drawn


def at_risk(shown: Shown, texts: Texts) -> str:
    """That an open one was parked so often that it is at risk; else nothing."""
    return "" if shown.card.status.closed else often(shown.times_parked, texts)


def often(times: int, texts: Texts) -> str:
    """That it was parked so often that it is a risk; nothing where it was not."""
    return texts.n("Parked {count} time", "Parked {count} times", times) if times >= rules.RISK else ""


def on_row(until: date, texts: Texts) -> str:
    """The mark of a parked one in a list."""
    return f"⏸️ {texts.t('Parked until {date}', date=texts.date(until))}"


def thereof(count: int, value: Decimal | None, weighted: Decimal | None, texts: Texts) -> str:
    """How much of a sum rests: those who add up find it in there."""
    return texts.n(
        "of which {count} parked: {value}, weighted {weighted}",
        "of which {count} parked: {value}, weighted {weighted}",
        count,
        value=texts.money(value or ZERO),
        weighted=texts.money(weighted or ZERO),
    )


def parked(number: str, done: Parked, texts: Texts) -> str:
    """What parking did."""
    said = texts.t("{number} is parked until {date}.", number=number, date=texts.full(done.until_on))
    if done.former or done.times < rules.RISK:
        return said
    often = texts.n("It was parked {count} time now.", "It was parked {count} times now.", done.times)
    return f"{said} {often}"


def woken(number: str, ended: Parking, texts: Texts) -> str:
    """What waking did."""
    return texts.t(
        "{number} is awake again. It was parked until {date}: {reason}",
        number=number, date=texts.date(ended.until_on), reason=ended.reason,
    )  # fmt: skip


def awake(now: Awake, by: Member, texts: Texts, absent: Absent | None = None) -> Message:
    """The message to the salesperson on the day on which it woke: what to do, and why it came.

    `absent`: the salesperson for whom the reader covers.
    """
    name = f"*{now.number}* {esc(cut(now.description, 150))} · {esc(cut(now.contact, 150))}"
    until, reason = texts.date(now.until_on), esc(now.reason)
    said = texts.t(
        "{name} is awake. It was parked until {date} because: {reason}", name=name, date=until, reason=reason
    )
    seen = wire.Seen(now.number, now.seen).packed()
    offered = [wire.NEXT, wire.UPDATE] if now.seen else [wire.ACTIVATE]
    buttons = [button(words.button(one, texts), one, seen) for one in offered] if by.may("move") else []
    buttons += [button(words.button(wire.PARK, texts), wire.PARK, seen)] if by.may("park") else []
    buttons.append(button(words.button(wire.SHOW, texts), wire.SHOW, now.number))
    short = texts.t("{number} is awake: {description}", number=now.number, description=cut(now.description, 150))
    why = texts.t("This came because it is yours and the day has come until which it was parked.")
    if absent:
        away = texts.day(absent.until_on)
        said = f"{texts.t('*For {name}, away until {date}:*', name=esc(absent.name), date=away)}\n{said}"
        short = f"{texts.t('For {name}:', name=absent.name)} {short}"
        why = texts.t("This came because you cover, and the day has come until which it was parked.")
    return Message([section(said), actions(*buttons), context(why)], esc(short))
