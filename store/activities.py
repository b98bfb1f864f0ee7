"""Activities with their steps: what arriving at a stage makes tasks of (domain.md A.6, B.3; decision 30)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, update

from store import audits, codes, cycles, workspaces
from store.cycles import Activity, Step
from store.models.columns import Key
from store.models.cycles import activities, activity_steps, stages
from store.rights import Member
from store.rules import dates, formulas, text
from store.rules.checks import Checks
from store.rules.refusals import ActivityInUse, NotFound, SetupChanged, TooManySteps
from store.rules.words import Priority, TaskKind
from store.sessions import Session

LONGEST = 100
MOST = 50  # steps: that many tasks at once are more than anybody does
GAP = 10  # between the numbers of steps


@dataclass(frozen=True, slots=True)
class Wanted:
    """A step as somebody wants it; an empty formula is the same day."""

    description: str
    kind: TaskKind = TaskKind.BLANK
    priority: Priority = Priority.LOW
    date_formula: str = ""


_a, _s = activities.c, activity_steps.c
_MINE = (_a.workspace_id == bindparam("workspace")) & (_a.id == bindparam("activity", type_=Key))
_CHANGE = (
    update(activities)
    .where(_MINE, _a.version == bindparam("seen"))
    .values(code=bindparam("now_code"), description=bindparam("now_description"), version=_a.version + 1)
)
_FREE = (  # stages of deleted cycles
    update(stages)
    .where(stages.c.workspace_id == bindparam("workspace"), stages.c.activity_id == bindparam("activity", type_=Key))
    .values(activity_id=None)
)
_DELETE = delete(activities).where(_MINE)
_EMPTY = delete(activity_steps).where(
    _s.workspace_id == bindparam("workspace"), _s.activity_id == bindparam("activity", type_=Key)
)


def get(session: Session, by: Member, activity_id: int) -> Activity:
    """The activity as it is in this transaction. Raises NotFound."""
    by.must("setup")
    found = cycles.afresh(session, by)[1].activities.get(activity_id)
    if found is None:
        raise NotFound("activity")
    return found


def users(setup: cycles.Setup, activity_id: int) -> list[str]:
    """The stages that use the activity, each with its cycle's code; a deleted cycle uses nothing."""
    return [
        f"{cycle.code} {stage.stage} {stage.description}"
        for cycle in setup.listed()
        for stage in cycle.stages
        if stage.activity_id == activity_id
    ]


def create(session: Session, by: Member, code: str, description: str, now: datetime) -> Activity:
    """A new activity, without steps yet; an empty code is made from the description.

    Raises Missing, TooLong and AlreadyThere on `description` and `code`.
    """
    by.must("setup")
    workspaces.hold(session, by)
    values = _named(session, by, code, description, None)
    key = session.add(activities, workspace_id=by.workspace_id, **values)
    workspaces.setup_changed(session, by)
    audits.write(session, by, "create activity", values["code"], new=values, now=now)
    return get(session, by, key)


def rename(
    session: Session, by: Member, activity_id: int, code: str, description: str, *, seen: int, now: datetime
) -> Activity:
    """Give an activity another code or description. Raises as `create` does, NotFound, SetupChanged."""
    before = _held(session, by, activity_id, seen)
    values = _named(session, by, code or before.code, description, before.id)
    old = {"code": before.code, "description": before.description}
    if values == old:
        return before
    _changed(session, by, before, **values)
    audits.write(session, by, "change activity", before.code, old=old, new=values, now=now)
    return get(session, by, activity_id)


def remove(session: Session, by: Member, activity_id: int, *, seen: int, now: datetime) -> Activity:
    """Delete an activity with its steps. Raises NotFound, SetupChanged, and ActivityInUse, which names the stages
    that use it (decision 30).
    """
    before = _held(session, by, activity_id, seen)
    if used := users(cycles.afresh(session, by)[1], activity_id):
        raise ActivityInUse(before.code, tuple(used))
    key = {"workspace": by.workspace_id, "activity": activity_id}
    for statement in (_FREE, _EMPTY, _DELETE):
        session.change(statement, **key)
    workspaces.setup_changed(session, by)
    old = {"description": before.description, "steps": len(before.steps)}
    audits.write(session, by, "delete activity", before.code, old=old, now=now)
    return before


def add_step(session: Session, by: Member, activity_id: int, wanted: Wanted, *, seen: int, now: datetime) -> Activity:
    """A new last step. Raises NotFound, SetupChanged, TooManySteps, and on `description` and `date_formula` what is
    missing, too long, unreadable or leaves the calendar.
    """
    before = _held(session, by, activity_id, seen)
    if len(before.steps) >= MOST:
        raise TooManySteps(MOST)
    step = _checked(by, activity_id, wanted, now)
    after = _rewrite(session, by, before, [*before.steps, step])
    audits.write(session, by, "add step", before.code, new=_values(step), now=now)
    return after


def change_step(
    session: Session, by: Member, activity_id: int, number: int, wanted: Wanted, *, seen: int, now: datetime
) -> Activity:
    """Another text, type, priority or formula for a step. Raises as `add_step` does, NotFound for no such step."""
    before = _held(session, by, activity_id, seen)
    was = _step(before, number)
    step = _checked(by, activity_id, wanted, now)
    after = _rewrite(session, by, before, [step if one == was else one for one in before.steps])
    audits.write(session, by, "change step", before.code, old=_values(was), new=_values(step), now=now)
    return after


def move_step(
    session: Session, by: Member, activity_id: int, number: int, *, up: bool, seen: int, now: datetime
) -> Activity:
    """Let a step change places with the one before or after it. Raises NotFound, SetupChanged."""
    before = _held(session, by, activity_id, seen)
    steps = list(before.steps)
    place = steps.index(_step(before, number))
    other = max(0, place - 1) if up else min(len(steps) - 1, place + 1)
    steps[place], steps[other] = steps[other], steps[place]
    after = _rewrite(session, by, before, steps)
    moved = {"description": steps[other].description}
    audits.write(
        session, by, "move step", before.code, old={"step": place + 1}, new=moved | {"step": other + 1}, now=now
    )
    return after


def remove_step(session: Session, by: Member, activity_id: int, number: int, *, seen: int, now: datetime) -> Activity:
    """Take a step out. Raises NotFound, SetupChanged."""
    before = _held(session, by, activity_id, seen)
    was = _step(before, number)
    after = _rewrite(session, by, before, [one for one in before.steps if one != was])
    audits.write(session, by, "remove step", before.code, old=_values(was), now=now)
    return after


def _held(session: Session, by: Member, activity_id: int, seen: int) -> Activity:
    by.must("setup")
    workspaces.hold(session, by)
    found = get(session, by, activity_id)
    if found.version != seen:
        raise SetupChanged(found.code)
    return found


def _named(session: Session, by: Member, code: str, description: str, own: int | None) -> dict[str, str]:
    checks = Checks()
    described = checks(text.line, description, "description", LONGEST)
    free = checks(codes.free, session, by, activities, code, described or "", own)
    checks.done()
    return {"code": free, "description": described}


def _changed(session: Session, by: Member, before: Activity, *, code: str, description: str) -> None:
    key = {"workspace": by.workspace_id, "activity": before.id, "seen": before.version}
    if not session.change(_CHANGE, **key, now_code=code, now_description=description):
        raise SetupChanged(before.code)
    workspaces.setup_changed(session, by)


def _step(activity: Activity, number: int) -> Step:
    found = next((one for one in activity.steps if one.step == number), None)
    if found is None:
        raise NotFound("step")
    return found


def _checked(by: Member, activity_id: int, wanted: Wanted, now: datetime) -> Step:
    checks = Checks()
    described = checks(text.line, wanted.description, "description", LONGEST)
    formula = checks(_formula, wanted.date_formula, by, now)
    checks.done()
    return Step(activity_id, 0, wanted.kind, described, wanted.priority, formula)


def _formula(typed: str, by: Member, now: datetime) -> str:
    formula = formulas.check(typed)
    dates.between(formulas.apply(formula, dates.today(now, by.workspace_timezone)), "date_formula")
    return formula


def _rewrite(session: Session, by: Member, before: Activity, steps: Sequence[Step]) -> Activity:
    """Write the steps anew in this order: 10, 20, 30 …"""
    _changed(session, by, before, code=before.code, description=before.description)
    session.change(_EMPTY, workspace=by.workspace_id, activity=before.id)
    numbered = [replace(one, step=place * GAP) for place, one in enumerate(steps, 1)]
    own = {"workspace_id": by.workspace_id, "activity_id": before.id}
    session.add_all(activity_steps, [own | {"step": one.step} | _values(one) for one in numbered])
    return get(session, by, before.id)


def _values(step: Step) -> dict[str, Any]:
    return {
        "description": step.description,
        "kind": step.kind,
        "priority": step.priority,
        "date_formula": step.date_formula,
    }
