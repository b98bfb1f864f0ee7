"""When somebody is away: what is set, and the form that sets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    day,
    doubts,
    esc,
    field,
    form,
    header,
    section,
    somebody,
)
from handlers.views.messages import Message
from store.absences import Absence

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Whose:
    """Who is away, whether that is the reader, and whether the reader may set it."""

    slack_id: str
    name: str
    own: bool
    changes: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form."""

    whose: Whose
    from_on: date | None = None
    until_on: date | None = None
    cover: str | None = None  # Slack id
    kept: bool = False  # an absence that is there
    doubts: tuple[str, ...] = ()


def message(whose: Whose, found: Sequence[Absence], texts: Texts, today: date, note: str = "") -> Message:
    """When somebody is away, today and later, with what can be changed."""
    title = texts.t("Your absences") if whose.own else texts.t("Absences of {name}", name=whose.name)
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    for one in found[:SHOWN]:
        drawn += _row(one, whose, texts, today)
    if len(found) > SHOWN:
        drawn.append(context(texts.n("and {count} more", "and {count} more", len(found) - SHOWN)))
    if not found:
        drawn.append(section(texts.t("No absence is set.")))
    if whose.changes:
        drawn.append(actions(button(texts.t("New absence"), wire.AWAY, whose.slack_id, style="primary")))
        drawn.append(context(_meaning(texts)))
    return Message(drawn, esc(note) or esc(title))


def _row(one: Absence, whose: Whose, texts: Texts, today: date) -> list[Block]:
    when = f"*{between(one.from_on, one.until_on, texts)}*"
    if one.from_on <= today:
        when += " · " + texts.t("now")
    drawn: list[Block] = [section(f"{when}\n{covered(one, texts)}")]
    if whose.changes:
        value = f"{one.id} {one.version}"
        ends = texts.t("End today") if one.from_on < today else texts.t("Cancel absence")
        if whose.own and one.from_on < today:
            ends = texts.t("I am back")
        row = actions(button(texts.t("Change"), f"{wire.AWAY}:{one.id}", value), button(ends, wire.BACK, value))
        drawn.append(row | {"block_id": f"{wire.AWAY}:{one.id}"})
    return drawn


def between(since: date, until: date, texts: Texts) -> str:
    """`Sat, 1 Aug 2026 – Fri, 14 Aug 2026`, or the one day."""
    return texts.full(since) if since == until else f"{texts.full(since)} – {texts.full(until)}"


def covered(one: Absence, texts: Texts) -> str:
    """Who covers, or what happens when nobody does."""
    if one.cover:
        return texts.t("{name} covers.", name=esc(one.cover))
    return texts.t("Nobody covers: reminders rest meanwhile, and what is overdue shows in the manager’s digest.")


def _meaning(texts: Texts) -> str:
    return texts.t(
        "Who covers gets the reminders, notices and digests meanwhile, and may act on these opportunities."
        " On the first working day after it, what happened is told in one message."
    )


def absence_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form of an absence: from, until, cover."""
    since, until = (one.isoformat() if one else None for one in (draft.from_on, draft.until_on))
    drawn = [
        *doubts(draft.doubts),
        *([] if draft.whose.own else [context(esc(draft.whose.name))]),
        field("from_on", words.field("from_on", texts), day("from", since)),
        field("until_on", words.field("until_on", texts), day("until", until)),
        field("cover", words.field("cover", texts), somebody("person", draft.cover, texts.t("Nobody")), optional=True),
        context(_meaning(texts)),
    ]
    title = texts.t("Change absence") if draft.kept else texts.t("New absence")
    return form("away", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)
