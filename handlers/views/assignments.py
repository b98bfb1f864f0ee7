"""The form that assigns an activity, with the tasks it would make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, context, cut, day, esc, field, form, option, section, select, somebody, switch
from handlers.views.blocks import doubts as asked
from store.assignments import There
from store.cycles import Activity, Step
from store.rules.words import TaskKind

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form now."""

    about: str
    salesperson: str  # Slack id
    activities: list[Activity]
    activity: Activity | None
    start_on: date | None
    planned: Sequence[tuple[Step, date]] = ()
    there: Sequence[There] = ()
    doubts: tuple[str, ...] = ()


def assign_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form, with a line for each task that would be made."""
    choices = [option(f"{a.code} · {a.description}", str(a.id)) for a in draft.activities]
    menu = select(wire.LIVE, choices, str(draft.activity.id) if draft.activity else None)
    start = day(wire.LIVE, draft.start_on.isoformat() if draft.start_on else None)
    person = somebody("person", draft.salesperson)
    drawn = [
        *asked(draft.doubts),
        context(esc(draft.about)),
        field("activity", words.field("activity", texts), menu, live=True),
        field("start_on", words.field("start_on", texts), start, live=True),
        field("salesperson", words.field("salesperson", texts), person),
    ]
    if draft.activity and draft.there:
        drawn += _there(draft.activity, draft.there, texts)
    if draft.planned:
        title = texts.t("These tasks would be made:")
        drawn.append(section("\n".join([f"*{title}*", *_lines(draft, texts)])))
    title = texts.t("Assign activity")
    return form("assign_activity", title, drawn, submit=texts.t("Assign"), close=texts.t("Cancel"), metadata=metadata)


def _there(activity: Activity, there: Sequence[There], texts: Texts) -> list[Block]:
    """What is open of it already, and the box without which it is not assigned again; ticked for this one only."""
    title = texts.t("Open tasks of this activity are there already:")
    lines = [f"{texts.full(one.due_on)} · {one.number} {esc(cut(one.description, 100))}" for one in there[:SHOWN]]
    hidden = len(there) - SHOWN
    more = [texts.n("and {count} more", "and {count} more", hidden)] if hidden > 0 else []
    box = switch("box", texts.t("Make its tasks once more"), on=False)
    return [
        section("\n".join([f":warning: *{title}*", *lines, *more])),
        field(f"again:{activity.id}", words.field("again", texts), box, optional=True),
    ]


def _lines(draft: Draft, texts: Texts) -> list[str]:
    lines = []
    for step, due_on in draft.planned[:SHOWN]:
        kind = f" ({words.task_kind(TaskKind(step.kind), texts)})" if step.kind else ""
        lines.append(f"{texts.full(due_on)} · {esc(cut(step.description, 100))}{kind}")
    hidden = len(draft.planned) - SHOWN
    return [*lines, texts.n("and {count} more", "and {count} more", hidden)] if hidden > 0 else lines
