"""App Home: a person's own board, My day and My pipeline, and for admins the set-up checklist."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers import wire
from handlers.texts import Texts
from handlers.views import listings, pages, parkings, setup, tasks
from handlers.views.blocks import Block, actions, button, context, divider, esc, header, section
from handlers.views.messages import Message
from store.boards import Day, StageSum
from store.cycles import Setup
from store.listings import Page, Row
from store.rights import Member
from store.tasks import Task

ZERO = Decimal(0)
SHOWN = 8  # of each kind: four kinds and the pipeline fit into the hundred blocks of a Home
MOST = 50  # what a message may hold
FEW = 4  # tasks in a message: each has a row of buttons


def view(day: Day, pipeline: list[StageSum], found: Setup, by: Member, texts: Texts, today: date) -> Block:
    """The board as the Home tab."""
    return {"type": "home", "blocks": _board(day, pipeline, found, by, texts, today)[:100]}


def closed(texts: Texts, *, taken_out: bool = False) -> Block:
    """The Home of somebody who may see nothing: a guest, or somebody whom an admin has taken out."""
    said = texts.t("Guests see nothing here. An admin of this workspace can tell you more.")
    if taken_out:
        said = texts.t("An admin has taken you out of Stagepost, and can bring you back.")
    return {"type": "home", "blocks": [section(said)]}


def message(day: Day, pipeline: list[StageSum], found: Setup, by: Member, texts: Texts, today: date) -> Message:
    """The board as a message: what `/opp` alone answers."""
    few = replace(day, tasks=replace(day.tasks, rows=day.tasks.rows[:FEW]))
    blocks = _board(few, pipeline, found, by, texts, today)
    if len(blocks) > MOST:
        blocks = [*blocks[: MOST - 1], context(texts.t("There is more: it is all on your Home tab."))]
    return Message(blocks, texts.t("My day"))


def _board(day: Day, pipeline: list[StageSum], found: Setup, by: Member, texts: Texts, today: date) -> list[Block]:
    drawn = _set_up(found, by, texts)
    if not found.listed():
        return drawn
    shortcuts = [button(texts.t("My opportunities"), f"{wire.LIST}:mine", "0 mine"), button(texts.t("Help"), wire.HELP)]
    if by.may("create"):
        shortcuts.insert(0, button(texts.t("New opportunity"), wire.NEW, style="primary"))
    if by.may("move"):
        shortcuts.insert(-1, button(texts.t("Fix one after another"), wire.FIX))
    return [*drawn, actions(*shortcuts), *_day(day, by, texts, today), divider(), *_pipeline(pipeline, texts)]


def _set_up(found: Setup, by: Member, texts: Texts) -> list[Block]:
    """For admins what is missing, for others whether there is anything to work with."""
    if not by.may("setup"):
        missing = texts.t("No sales cycle is set up yet. An admin can do it with /opp setup.")
        return [] if found.listed() else [section(missing)]
    if setup.done(found, by):
        return []
    return [
        header(texts.t("Set-up checklist")),
        section("\n".join(setup.checklist(found, by, texts))),
        actions(button(texts.t("Set up"), wire.SETUP, style="primary")),
        divider(),
    ]


def _day(day: Day, by: Member, texts: Texts, today: date) -> list[Block]:
    drawn: list[Block] = [header(texts.t("My day") + f" · {texts.day(today)}")]
    if day.empty:
        return [*drawn, section(texts.t("Nothing is due. 🌤️"))]
    if day.tasks.total:
        title = texts.t("Tasks due and overdue")
        drawn.append(section(f"*{title}* ({pages.how_many(day.tasks, texts)})"))
        drawn += [block for t in day.tasks.rows for block in tasks.home_row(t, by, texts, today)]
        drawn += _more(day.tasks, wire.TASKS, "open", texts)
    for title, page, query in (
        (texts.t("Closing date passed"), day.overdue, "overdue"),
        (texts.t("Closing within 7 days"), day.due, "due"),
        (texts.t("Too long at one stage"), day.stale, "stale"),
    ):
        if page.total:
            drawn.append(section(f"*{title}* ({pages.how_many(page, texts)})"))
            drawn += [listings.row(r, by, texts, today) for r in page.rows]
            drawn += _more(page, wire.LIST, query, texts)
    return drawn


def _more(page: Page[Row] | Page[Task], action: str, query: str, texts: Texts) -> list[Block]:
    hidden = page.total - len(page.rows)
    if hidden <= 0:
        return []
    label = texts.n("and {count} more", "and {count} more", hidden)
    return [actions(button(label, f"{action}:{query}", f"0 mine {query}"))]


def _pipeline(pipeline: list[StageSum], texts: Texts) -> list[Block]:
    drawn: list[Block] = [header(texts.t("My pipeline"))]
    if not pipeline:
        return [*drawn, section(texts.t("None of your opportunities is in progress."))]
    cycles = {s.cycle_code: s.cycle_description for s in pipeline}
    for code, description in cycles.items():
        lines = [f"*{esc(code)}* · {esc(description)}"]
        lines += [_stage(s, texts) for s in pipeline if s.cycle_code == code]
        drawn.append(section("\n".join(lines)))
    value = sum((s.value for s in pipeline), ZERO)
    weighted = sum((s.weighted for s in pipeline), ZERO)
    said = texts.t(
        "In progress: {count}, estimated {value}, weighted {weighted}",
        count=texts.number(sum(s.count for s in pipeline)),
        value=texts.money(value),
        weighted=texts.money(weighted),
    )
    return [*drawn, context(said, *_resting(pipeline, texts))]


def _resting(pipeline: list[StageSum], texts: Texts) -> list[str]:
    """How much of the pipeline is parked; nothing where nothing is."""
    count = sum(s.parked for s in pipeline)
    value = sum((s.parked_value or ZERO for s in pipeline), ZERO)
    weighted = sum((s.parked_weighted or ZERO for s in pipeline), ZERO)
    return [f"⏸️ {parkings.thereof(count, value, weighted, texts)}"] if count else []


def _stage(stage: StageSum, texts: Texts) -> str:
    figures = texts.t(
        "{value}, weighted {weighted}", value=texts.money(stage.value), weighted=texts.money(stage.weighted)
    )
    said = f"{stage.stage}. {esc(stage.stage_description)} · *{texts.number(stage.count)}* · {figures}"
    if not stage.parked:
        return said
    rests = texts.n(
        "of which {count} parked: {value}",
        "of which {count} parked: {value}",
        stage.parked,
        value=texts.money(stage.parked_value or ZERO),
    )
    return f"{said} · ⏸️ {rests}"
