"""Activities: the list admins work in, one with its steps and the dates they give, and the form of a step."""

from dataclasses import dataclass
from datetime import date

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    day,
    divider,
    esc,
    field,
    form,
    option,
    overflow,
    section,
    select,
    typed,
)
from handlers.views.codes import called, deleting
from handlers.views.messages import Message
from handlers.views.pages import set_up
from store.activities import LONGEST, MOST, Wanted, users
from store.cycles import Activity, Setup, Step
from store.rules import formulas
from store.rules.refusals import Unreadable
from store.rules.words import Priority, TaskKind

_SIGNS = {TaskKind.MEETING: "👥 ", TaskKind.CALL: "📞 "}


def message(setup: Setup, texts: Texts, start: int = 0, *, note: str = "") -> Message:
    """The activities, with how many steps each has and how many stages use it."""
    empty = texts.t("There is no activity yet. One makes tasks when a stage is reached.")
    new = button(texts.t("New activity"), wire.ACTIVITY, style="primary")
    title, found = texts.t("Activities"), list(setup.activities.values())
    return set_up(
        title, found, lambda one: _row(one, setup, texts), new, wire.ACTIVITIES, texts,
        empty=empty, start=start, note=note,
    )  # fmt: skip


def _row(activity: Activity, setup: Setup, texts: Texts) -> Block:
    about = [texts.n("{count} step", "{count} steps", len(activity.steps))]
    used = len(users(setup, activity.id))
    about.append(texts.n("used by {count} stage", "used by {count} stages", used))
    lines = f"*{esc(activity.code)}* · {esc(activity.description)}\n{' · '.join(about)}"
    return section(lines, button(texts.t("Edit"), wire.ACTIVITY, str(activity.id)))


def activity_form(activity: Activity | None, start: date, texts: Texts, metadata: str) -> Block:
    """A new activity, or one that is there with its steps and the dates that a start on `start` gives (F015)."""
    drawn = called(activity.description if activity else "", activity.code if activity else "", LONGEST, texts)
    if activity:
        drawn += _steps(activity, start, texts)
    title = texts.t("Activity") if activity else texts.t("New activity")
    submit = texts.t("Save") if activity else texts.t("Create")
    return form(
        "activity" if activity else "activity-new",
        title,
        drawn,
        submit=submit,
        close=texts.t("Cancel"),
        metadata=metadata,
    )


def _steps(activity: Activity, start: date, texts: Texts) -> list[Block]:
    drawn: list[Block] = [divider(), section(f"*{_title(activity, texts)}*")]
    if activity.steps:
        hint = texts.t("The dates beside the steps are those of an activity that starts on this day.")
        beginning = day(wire.LIVE, start.isoformat())
        drawn.append(field("start_on", words.field("start_on", texts), beginning, live=True, hint=hint))
    drawn += [_step(activity, one, place, start, texts) for place, one in enumerate(activity.steps[:MOST], 1)]
    mark = f"{activity.id} {activity.version}"
    buttons = [button(texts.t("Add step"), wire.STEP, f"{mark} 0")] if len(activity.steps) < MOST else []
    what = texts.t("Its steps go with it. Tasks that were made of them stay.")
    buttons.append(deleting(activity.code, what, wire.UNACTIVITY, mark, texts))
    return [*drawn, actions(*buttons)]


def _title(activity: Activity, texts: Texts) -> str:
    return texts.n("{count} step", "{count} steps", len(activity.steps))


def _step(activity: Activity, step: Step, place: int, start: date, texts: Texts) -> Block:
    on = formulas.apply(step.date_formula, start)
    sign = _SIGNS.get(TaskKind(step.kind), "")
    dated = texts.day(on) if on.year == start.year else texts.date(on)
    formula = [f"{step.date_formula} → {dated}"] if step.date_formula else [texts.t("on the first day"), dated]
    about = [words.priority(Priority(step.priority), texts), *formula]
    lines = f"{place}. {sign}{bold(step.description)}\n{' · '.join(about)}"
    about_it = f"{activity.id} {activity.version} {step.step}"
    choices = [option(texts.t("Edit"), f"{wire.STEP} {about_it}")]
    if place > 1:
        choices.append(option(texts.t("Move up"), f"{wire.MOVE_STEP} {about_it} up"))
    if place < len(activity.steps):
        choices.append(option(texts.t("Move down"), f"{wire.MOVE_STEP} {about_it} down"))
    choices.append(option(texts.t("Remove"), f"{wire.UNSTEP} {about_it}"))
    return section(lines, overflow(wire.ROW, choices)) | {"block_id": f"{wire.STEP}:{place}"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form of a step; `number` is 0 for a new one."""

    activity: Activity
    number: int
    step: Wanted
    start: date


def step_form(draft: Draft, texts: Texts, metadata: str) -> Block:
    """The form of a step, with the date that its formula gives as it is being typed."""
    kinds = [option(words.task_kind(kind, texts), kind.value or "todo") for kind in TaskKind]
    priorities = [option(words.priority(one, texts), one) for one in Priority]
    step = draft.step
    drawn: list[Block] = [
        context(f"{esc(draft.activity.code)} · {esc(draft.activity.description)}"),
        field("description", words.field("description", texts), typed("text", step.description, longest=LONGEST)),
        field("task_kind", words.field("task_kind", texts), select("menu", kinds, step.kind.value or "todo")),
        field("priority", words.field("priority", texts), select("menu", priorities, step.priority)),
        field(
            "date_formula",
            words.field("date_formula", texts),
            typed(wire.LIVE, step.date_formula, longest=formulas.LONGEST, live=True),
            optional=True,
            live=True,
            hint=texts.t("3D, 2W, 1M+5D: days, weeks, months later. CM: the month’s end. Empty: the same day."),
        ),
        context(_given(step.date_formula, draft.start, texts)),
    ]
    title = texts.t("Step") if draft.number else texts.t("New step")
    submit = texts.t("Save") if draft.number else texts.t("Add")
    return form("step", title, drawn, submit=submit, close=texts.t("Cancel"), metadata=metadata)


def _given(formula: str, start: date, texts: Texts) -> str:
    try:
        on = formulas.apply(formulas.check(formula), start)
    except Unreadable:
        return texts.t("The date appears as soon as the formula can be read.")
    return texts.t("A start on {start} gives {date}.", start=texts.date(start), date=texts.date(on))
