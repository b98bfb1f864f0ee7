"""The form that assigns an activity, with the tasks it would make."""

from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import Block, context, cut, day, esc, field, form, option, section, select
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
    planned: list[tuple[Step, date]]


def assign_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form, with a line for each task that would be made."""
    choices = [option(f"{a.code} · {a.description}", str(a.id)) for a in draft.activities]
    menu = select(wire.LIVE, choices, str(draft.activity.id) if draft.activity else None)
    start = day(wire.LIVE, draft.start_on.isoformat() if draft.start_on else None)
    person = {"type": "users_select", "action_id": "person", "initial_user": draft.salesperson}
    drawn = [
        context(esc(draft.about)),
        field("activity", words.field("activity", texts), menu, live=True),
        field("start_on", words.field("start_on", texts), start, live=True),
        field("salesperson", words.field("salesperson", texts), person),
    ]
    if draft.planned:
        title = texts.t("These tasks would be made:")
        drawn.append(section("\n".join([f"*{title}*", *_lines(draft, texts)])))
    title = texts.t("Assign activity")
    return form("assign_activity", title, drawn, submit=texts.t("Assign"), close=texts.t("Cancel"), metadata=metadata)


def _lines(draft: Draft, texts: Texts) -> list[str]:
    lines = []
    for step, due_on in draft.planned[:SHOWN]:
        kind = f" ({words.task_kind(TaskKind(step.kind), texts)})" if step.kind else ""
        lines.append(f"{texts.full(due_on)} · {esc(cut(step.description, 100))}{kind}")
    hidden = len(draft.planned) - SHOWN
    return [*lines, texts.n("and {count} more", "and {count} more", hidden)] if hidden > 0 else lines
