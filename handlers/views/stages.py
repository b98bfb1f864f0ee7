"""Stages of a sales cycle: on its page, and the forms that add, edit and remove them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import words
from handlers.views.blocks import (
    Block,
    context,
    esc,
    field,
    form,
    option,
    overflow,
    section,
    select,
    switch,
    typed,
)
from store.cycle_figures import Sum
from store.cycles import Cycle, Setup, Stage
from store.rules import formulas, text
from store.rules.refusals import Refusal

NONE = "0"  # the choice of no activity


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form of a stage, as it is typed."""

    description: str = ""
    completed: str = ""
    chances: str = ""
    activity: str = NONE
    quote_required: bool = False
    allow_skip: bool = False
    date_formula: str = ""
    max_days: str = ""
    number: str | None = None  # None: it has one, and keeps it


def draft(stage: Stage, texts: Texts) -> Draft:
    """A stage as its form starts."""
    return Draft(
        stage.description,
        texts.editable(stage.completed),
        texts.editable(stage.chances),
        str(stage.activity_id or NONE),
        stage.quote_required,
        stage.allow_skip,
        stage.date_formula,
        str(stage.max_days or ""),
    )


def figures(sum_: Sum, texts: Texts) -> str:
    """How many opportunities are in progress, and what they are worth."""
    return texts.t(
        "In progress: {count}, estimated {value}, weighted {weighted}",
        count=texts.number(sum_.count),
        value=texts.money(sum_.value),
        weighted=texts.money(sum_.weighted),
    )


def row(
    stage: Stage, cycle: Cycle, setup: Setup, sum_: Sum, days: Decimal | None, texts: Texts, about: str | None
) -> Block:
    """A stage with all its fields, and, where `about` names it for the buttons, what can be done with it."""
    lines = [f"*{stage.stage}. {esc(stage.description)}*", " · ".join(_options(stage, setup, texts))]
    here = [figures(sum_, texts)] if sum_.count else []
    if days is not None:
        here.append(texts.t("left after {days} days on average", days=texts.number(days)))
    if here:
        lines.append(f"_{' · '.join(here)}_")
    return section("\n".join(lines), overflow(wire.ROW, _menu(stage, cycle, about, texts)) if about else None)


def _options(stage: Stage, setup: Setup, texts: Texts) -> list[str]:
    percents = texts.t(
        "{completed} completed, {chances} chances",
        completed=texts.percent(stage.completed),
        chances=texts.percent(stage.chances),
    )
    found = [percents]
    found += [texts.t("quote required")] if stage.quote_required else []
    found += [texts.t("may be skipped")] if stage.allow_skip else []
    if activity := setup.activities.get(stage.activity_id or 0):
        found.append(texts.t("activity {code}", code=esc(activity.code)))
    if stage.date_formula:
        found.append(texts.t("closing date {formula}", formula=stage.date_formula))
    if stage.max_days:
        found.append(texts.n("at most {count} day", "at most {count} days", stage.max_days))
    return found


def _menu(stage: Stage, cycle: Cycle, about: str, texts: Texts) -> list[Block]:
    first, last = cycle.stages[0].stage, cycle.stages[-1].stage
    menu = [option(texts.t("Edit"), f"{wire.STAGE} edit {about}")]
    if stage.stage != first:
        menu.append(option(texts.t("Move up"), f"{wire.SET_STAGE} up {about}"))
    if stage.stage != last:
        menu.append(option(texts.t("Move down"), f"{wire.SET_STAGE} down {about}"))
    menu.append(option(texts.t("Insert after"), f"{wire.STAGE} insert {about}"))
    return [*menu, option(texts.t("Remove"), f"{wire.STAGE} remove {about}")]


def stage_form(title: str, filled: Draft, setup: Setup, texts: Texts, today: date, metadata: str) -> Block:
    """The form of a stage, every field a chooser that can be one."""
    activities = [option(f"{a.code} · {a.description}", str(a.id)) for a in list(setup.activities.values())[:99]]
    drawn = [
        field("description", words.field("description", texts), typed("text", filled.description, longest=text.SHORT)),
        field("completed", words.field("completed", texts), typed("text", filled.completed)),
        field("chances", words.field("chances", texts), typed("text", filled.chances)),
        field(
            "activity",
            words.field("activity", texts),
            select("menu", [option(texts.t("No activity"), NONE), *activities], filled.activity),
            hint=texts.t("Its tasks are made when an opportunity arrives here."),
        ),
        *_boxes(filled, texts),
        *_planned(filled, texts, today),
    ]
    if filled.number is not None:
        hint = texts.t("The order of the stages. Left empty, the stage is the last one.")
        drawn.append(
            field("number", words.field("number", texts), typed("text", filled.number), optional=True, hint=hint)
        )
    return form("stage", title, drawn, submit=texts.t("Save"), close=texts.t("Cancel"), metadata=metadata)


def _boxes(filled: Draft, texts: Texts) -> list[Block]:
    quote = switch("tick", texts.t("A linked quote is needed to enter this stage"), filled.quote_required)
    skip = switch("tick", texts.t("This stage may be stepped over"), filled.allow_skip)
    return [
        field("quote_required", words.field("quote_required", texts), quote, optional=True),
        field("allow_skip", words.field("allow_skip", texts), skip, optional=True),
    ]


def _planned(filled: Draft, texts: Texts, today: date) -> list[Block]:
    days = texts.t("After so many days a reminder is due. Left empty, the workspace’s number counts.")
    return [
        field(
            "date_formula",
            words.field("date_formula", texts),
            typed(wire.LIVE, filled.date_formula, longest=formulas.LONGEST, live=True),
            optional=True,
            live=True,
            hint=texts.t(
                "Plans the closing date: 2W+1D is two weeks and a day, CM the month’s end. Empty: the same day."
            ),
        ),
        context(preview(filled.date_formula, texts, today)),
        field("max_days", words.field("max_days", texts), typed("text", filled.max_days), optional=True, hint=days),
    ]


def preview(formula: str, texts: Texts, today: date) -> str:
    """The date the formula gives from today, or that it can not be read yet."""
    try:
        leads = formulas.apply(formulas.check(formula), today)
    except Refusal:
        return texts.t("This is not a date formula yet.")
    return texts.t("From today: {date}", date=f"{texts.date(leads)} ({texts.when(leads, today)})")


def remove_form(cycle: Cycle, stage: Stage, texts: Texts, metadata: str) -> Block:
    """What goes when a stage is removed; its submit is the confirmation."""
    said = texts.t(
        "Stage {stage} is taken out of {cycle}.", stage=f"{stage.stage} {stage.description}", cycle=cycle.code
    )
    drawn = [section(esc(said)), section(texts.t("History keeps its name where it was passed."))]
    return form(
        "stage-remove",
        texts.t("Remove stage {number}", number=stage.stage),
        drawn,
        submit=texts.t("Remove"),
        close=texts.t("Cancel"),
        metadata=metadata,
    )
