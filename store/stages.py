"""Changes of a sales cycle's stages: added, edited, removed (domain.md A.2, B.2)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from store import audits, cycle_changes, stage_places
from store.models import cycles as tables
from store.models.columns import Key
from store.rights import Member
from store.rules import dates, formulas, numbers, text
from store.rules.checks import Checks
from store.rules.refusals import NotFound, TooManyStages
from store.sessions import Session
from store.stage_places import ONE_OF_CYCLE

MOST = 100  # stages a cycle may have
LONGEST_STAY = 9999  # days


@dataclass(frozen=True, slots=True)
class Described:
    """A stage as somebody describes it."""

    description: str
    completed: Decimal | None = None
    chances: Decimal | None = None
    activity_id: int | None = None
    quote_required: bool = False
    allow_skip: bool = False
    date_formula: str = ""
    max_days: Decimal | None = None


_CHANGED = update(tables.stages).where(*ONE_OF_CYCLE).values(version=tables.stages.c.version + 1)
_REMOVED = delete(tables.stages).where(*ONE_OF_CYCLE)
_ACTIVITY = select(tables.activities.c.code).where(
    tables.activities.c.workspace_id == bindparam("workspace"),
    tables.activities.c.id == bindparam("activity", type_=Key),
)


def add(
    session: Session,
    by: Member,
    cycle_id: int,
    asked: Described,
    *,
    number: Decimal | None = None,
    after: int | None = None,
    seen: int,
    now: datetime,
) -> int:
    """A new stage at this number, else behind the stage `after`, else behind the last; its number.

    Behind a stage the next number is taken, and what stands there moves on by one. Admins only. Raises NotAllowed,
    NotFound, SetupChanged, TooManyStages, StageKept, and, all together, refusals on the fields of a stage and on
    `number` (domain.md F006-F009).
    """
    cycle = cycle_changes.held(session, by, cycle_id, seen)
    stages = stage_places.of_cycle(session, by, cycle)
    if len(stages) >= MOST:
        raise TooManyStages(MOST)
    checks = Checks()
    values = checks(_checked, session, by, asked, now)
    place = checks(stage_places.free, stages, number, after)
    checks.done()
    if after is not None:
        stage_places.make_room(session, by, cycle, stages, place)
    session.add(tables.stages, workspace_id=by.workspace_id, cycle_id=cycle.id, stage=place, **values)
    cycle_changes.changed(session, by, cycle)
    new = _told(session, by, values)
    audits.write(session, by, "add stage", f"{cycle.code} {place}", about=cycle.code, new=new, now=now)
    return place


def edit(
    session: Session, by: Member, cycle_id: int, number: int, asked: Described, *, seen: int, now: datetime
) -> None:
    """Describe a stage anew; entries that stand there keep what they took from it (domain.md F010).

    Admins only. Raises NotAllowed, NotFound, SetupChanged, and, all together, refusals on the stage's fields.
    """
    cycle = cycle_changes.held(session, by, cycle_id, seen)
    stage = stage_places.numbered(stage_places.of_cycle(session, by, cycle), number)
    checks = Checks()
    values = checks(_checked, session, by, asked, now, stage.date_formula)
    checks.done()
    key = {"workspace": by.workspace_id, "cycle": cycle.id, "of_stage": number}
    session.change(_CHANGED.values(**values), **key)
    cycle_changes.changed(session, by, cycle)
    old = _told(session, by, {name: getattr(stage, name) for name in values})
    new = _told(session, by, values)
    audits.write(session, by, "edit stage", f"{cycle.code} {number}", about=cycle.code, old=old, new=new, now=now)


def remove(session: Session, by: Member, cycle_id: int, number: int, *, seen: int, now: datetime) -> None:
    """Remove a stage at which no opportunity stands (domain.md B.2, F011).

    Admins only. Raises NotAllowed, NotFound, SetupChanged, StageInUse.
    """
    cycle = cycle_changes.held(session, by, cycle_id, seen)
    stage = stage_places.numbered(stage_places.of_cycle(session, by, cycle), number)
    cycle_changes.must_be_empty(session, by, cycle, stage)
    session.change(_REMOVED, workspace=by.workspace_id, cycle=cycle.id, of_stage=number)
    cycle_changes.changed(session, by, cycle)
    kept = ("description", "completed", "chances", "activity_id", "quote_required", "allow_skip", "date_formula")
    old = _told(session, by, {name: getattr(stage, name) for name in (*kept, "max_days")})
    audits.write(session, by, "remove stage", f"{cycle.code} {number}", about=cycle.code, old=old, now=now)


def _checked(session: Session, by: Member, asked: Described, now: datetime, kept: str = "") -> dict[str, Any]:
    """A stage's columns. A formula that stays as it is (`kept`) is not judged again."""
    checks = Checks()
    described = checks(text.line, asked.description, "description", text.SHORT)
    completed = checks(_percent, asked.completed, "completed")
    chances = checks(_percent, asked.chances, "chances")
    checks(_activity, session, by, asked.activity_id)
    today = dates.today(now, by.workspace_timezone)
    formula = kept if asked.date_formula == kept else checks(formulas.forward, asked.date_formula, today)
    days = None if asked.max_days is None else checks(numbers.whole, asked.max_days, "max_days", 1, LONGEST_STAY)
    checks.done()
    return {
        "description": described,
        "completed": completed,
        "chances": chances,
        "activity_id": asked.activity_id,
        "quote_required": asked.quote_required,
        "allow_skip": asked.allow_skip,
        "date_formula": formula,
        "max_days": days,
    }


def _percent(value: Decimal | None, field: str) -> Decimal:
    """From 0 to 100 with at most 2 decimals; 0 when nothing is said (domain.md A.2, F007)."""
    return numbers.percentage(Decimal(0) if value is None else value, field)


def _activity(session: Session, by: Member, activity_id: int | None) -> str:
    """The activity's code; empty for none. Raises NotFound."""
    if activity_id is None:
        return ""
    found = session.value(_ACTIVITY, workspace=by.workspace_id, activity=activity_id)
    if found is None:
        raise NotFound("activity", field="activity")
    return str(found)


def _told(session: Session, by: Member, values: dict[str, Any]) -> dict[str, Any]:
    """The values as the audit trail keeps them: an activity by its code."""
    return values | {"activity_id": None, "activity": _activity(session, by, values["activity_id"])}
