"""What admins do with the stages of a sales cycle."""

from decimal import Decimal

from handlers import cycles as pages
from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Form, Redraw, Redrawn, Reply
from handlers.views import cycles as cycle_views
from handlers.views import stages as views
from handlers.views.blocks import Block
from store import cycle_changes, cycles, stage_places, stages
from store.cycles import Cycle
from store.rules.checks import Checks
from store.rules.refusals import NotFound
from store.sessions import Session


def pressed(session: Session, asked: Asked) -> Reply:
    """Add stage, and of a stage's menu what asks first: Edit, Insert after, Remove."""
    word, about = parsing.words(asked.text)
    part = wire.part(about)
    cycle = pages.as_seen(session, asked, part)
    metadata = asked.pack(a=word, k=part.packed())
    if word == "add":
        return Form(_form(session, asked, part, views.Draft(number=""), word, metadata))
    stage = _stage(cycle, part.stage)
    if word == "insert":
        stage_places.crowd(session, asked.by, cycle, cycle.stages, stage.stage + 1)
        return Form(_form(session, asked, part, views.Draft(), word, metadata))
    if word == "remove":
        cycle_changes.must_be_empty(session, asked.by, cycle, stage)
        return Form(views.remove_form(cycle, stage, asked.texts, metadata))
    return Form(_form(session, asked, part, views.draft(stage, asked.texts), word, metadata))


def _stage(cycle: Cycle, number: int) -> cycles.Stage:
    stage = cycle.stage(number)
    if stage is None:
        raise NotFound("stage", str(number))
    return stage


def _form(session: Session, asked: Asked, part: wire.Part, filled: views.Draft, word: str, metadata: str) -> Block:
    t = asked.texts.t
    title = t("Edit stage {number}", number=part.stage) if word == "edit" else t("New stage")
    return views.stage_form(title, filled, cycles.setup(session, asked.by), asked.texts, asked.today, metadata)


def redraw(session: Session, asked: Asked) -> Reply:
    """The form with the date that its formula gives now."""
    asked.by.must("setup")
    word, part = str(asked.metadata.get("a")), wire.part(str(asked.metadata.get("k") or ""))
    filled = views.Draft(
        asked.typed("description"),
        asked.typed("completed"),
        asked.typed("chances"),
        asked.chosen("activity") or views.NONE,
        bool(asked.ticked("quote_required")),
        bool(asked.ticked("allow_skip")),
        asked.typed("date_formula"),
        asked.typed("max_days"),
        asked.typed("number") if word == "add" else None,
    )
    return Redrawn(_form(session, asked, part, filled, word, str(asked.view.get("private_metadata") or "")))


def submitted(session: Session, asked: Asked) -> Reply:
    """The form of a stage, sent: the page of its cycle, with Add stage at hand."""
    word, part, t = asked.metadata.get("a"), wire.part(str(asked.metadata.get("k") or "")), asked.texts.t
    checks = Checks()
    described, number = _described(asked, checks), checks(parsing.whole, asked.typed("number"), "number")
    checks.done()
    if word == "edit":
        stages.edit(session, asked.by, part.cycle, part.stage, described, seen=part.version, now=asked.now)
        return _page(session, asked, part, part.stage, t("Saved."))
    made = stages.add(
        session, asked.by, part.cycle, described, number=number, after=part.stage or None, seen=part.version,
        now=asked.now,
    )  # fmt: skip
    return _page(session, asked, part, made, t("Stage {number} is added.", number=made))


def _described(asked: Asked, checks: Checks) -> stages.Described:
    return stages.Described(
        asked.typed("description"),
        checks(_percent, asked, "completed"),
        checks(_percent, asked, "chances"),
        checks(asked.key, "activity") or None,
        bool(asked.ticked("quote_required")),
        bool(asked.ticked("allow_skip")),
        asked.typed("date_formula"),
        checks(parsing.whole, asked.typed("max_days"), "max_days"),
    )


def _percent(asked: Asked, field: str) -> Decimal:
    return parsing.percent(asked.typed(field), field)


def removed(session: Session, asked: Asked) -> Reply:
    """The form that removes a stage, sent."""
    part = wire.part(str(asked.metadata.get("k") or ""))
    stages.remove(session, asked.by, part.cycle, part.stage, seen=part.version, now=asked.now)
    note = asked.texts.t("Stage {number} is removed.", number=part.stage)
    return _page(session, asked, part, part.stage, note)


def changed(session: Session, asked: Asked) -> Reply:
    """Move up and Move down."""
    word, about = parsing.words(asked.text)
    part, step = wire.part(about), -1 if word == "up" else 1
    number = stage_places.move(session, asked.by, part.cycle, part.stage, step, seen=part.version, now=asked.now)
    return _page(session, asked, part, number, "")


def _page(session: Session, asked: Asked, part: wire.Part, number: int, note: str) -> Redraw:
    """The page of the cycle, from where the stage stands."""
    _by, setup = cycles.afresh(session, asked.by)
    place = len([s for s in setup.cycles[part.cycle].stages if s.stage < number])
    drawn = pages.page(session, asked, part.cycle, start=place // cycle_views.SHOWN * cycle_views.SHOWN, note=note)
    return Redraw(drawn.blocks, drawn.text)
