"""A replayed week of reminders: the form that asks under which rules, and what these would have sent to whom."""

from collections.abc import Sequence
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    button,
    context,
    cut,
    field,
    header,
    option,
    preformatted,
    section,
    switches,
    typed,
)
from handlers.views.blocks import form as form_block
from handlers.views.digest_tables import aligned
from handlers.views.messages import Message
from store.reasons import Why
from store.replays import Replayed, Rules

SHOWN = 40  # people


def form(rules: Rules, texts: Texts, metadata: str) -> Block:
    """The form that tries rules on the last week, with these."""
    said = texts.t("Try rules out on the last seven days. Nothing is changed, and nobody is told.")
    title, send, close = texts.t("Replay last week"), texts.t("Replay"), texts.t("Cancel")
    drawn = [section(said), *tried(rules, texts)]
    return form_block("replay", title, drawn, submit=send, close=close, metadata=metadata)


def tried(rules: Rules, texts: Texts) -> list[Block]:
    """The fields of rules that somebody tries out."""
    kinds = [option(words.why(why, texts), why.value) for why in Why]
    ticked = [why.value for why in rules.kinds]
    figures = {name: str(getattr(rules, name)) for name in ("idle_days", "not_started_days", "max_days")}
    return [
        field("kinds", words.field("kinds", texts), switches("kinds", kinds, ticked), optional=True),
        *(field(name, words.field(name, texts), typed("text", given, longest=3)) for name, given in figures.items()),
    ]


def message(found: Sequence[Replayed], as_is: Sequence[Replayed], week: tuple[date, date], texts: Texts) -> Message:
    """How many messages to whom, beside what the rules as they are would have sent."""
    title = texts.t("Last week’s reminders, replayed")
    days = texts.t("{first} to {last}", first=texts.date(week[0]), last=texts.date(week[1]))
    drawn = [header(f"{title} · {days}"), totals(found, as_is, texts)]
    if found or as_is:
        drawn.append(preformatted(_table(found, as_is, texts)))
    what = texts.t(
        "A message is what a person gets on one morning. Opportunities and tasks are as they were on each morning;"
        " working days, mutes and snoozes are those of now."
    )
    buttons = [button(texts.t("Replay last week"), wire.REPLAY), button(texts.t("Edit"), wire.RULES)]
    return Message([*drawn, context(what), actions(*buttons)], title)


def totals(found: Sequence[Replayed], as_is: Sequence[Replayed], texts: Texts) -> Block:
    """How much these rules and those that hold come to."""
    said = [
        texts.labelled(texts.t("With these rules"), _total(found, texts)),
        texts.labelled(texts.t("With the rules as they are"), _total(as_is, texts)),
    ]
    return section("\n".join(said))


def _total(found: Sequence[Replayed], texts: Texts) -> str:
    messages = texts.n("{count} message", "{count} messages", sum(len(one.mornings) for one in found))
    things = texts.n("{count} reminder", "{count} reminders", sum(one.things for one in found))
    return f"{messages} · {things} · " + texts.n("to {count} person", "to {count} people", len(found))


def _table(found: Sequence[Replayed], as_is: Sequence[Replayed], texts: Texts) -> str:
    """Each person with their messages, and as it is; those first whom these rules would tell most."""
    before = {one.person_id: one for one in as_is}
    now = {one.person_id: one for one in found}
    order = [*now.values(), *(one for key, one in before.items() if key not in now)]
    rows = [["", texts.t("Messages"), texts.t("As it is")]]
    for one in order[:SHOWN]:
        counts = (len(each[one.person_id].mornings) if one.person_id in each else 0 for each in (now, before))
        rows.append([cut(one.name, 24), *map(texts.number, counts)])
    if len(order) > SHOWN:
        rows.append([texts.n("and {count} more", "and {count} more", len(order) - SHOWN), "", ""])
    return aligned(rows)
