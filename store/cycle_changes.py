"""Changes of sales cycles: made, described, copied, blocked, deleted, taken as the default (domain.md A.1, B.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, select, update

from store import audits, cycles, workspaces
from store.models import cycles as tables
from store.models.columns import Key
from store.models.opportunities import entries, opportunities
from store.rights import Member
from store.rules import text
from store.rules.checks import Checks
from store.rules.refusals import AlreadyThere, CycleInUse, NotFound, SetupChanged, StageInUse
from store.rules.words import Method
from store.sessions import Session, columns

NAMED = 5  # opportunities that a refusal names


@dataclass(frozen=True, slots=True)
class Held:
    """A cycle that nobody else changes until the transaction ends."""

    id: int
    code: str
    description: str
    method: Method
    blocked: bool
    deleted: bool
    version: int


_c, _s, _e, _o = tables.cycles.c, tables.stages.c, entries.c, opportunities.c
_OURS = (_c.workspace_id == bindparam("workspace"), _c.id == bindparam("cycle", type_=Key))
_HELD = select(*columns(Held, tables.cycles)).where(*_OURS)
_OF_CODE = select(_c.id, _c.deleted).where(_c.workspace_id == bindparam("workspace"), _c.code == bindparam("named"))
_CHANGED = update(tables.cycles).where(*_OURS, _c.version == bindparam("seen"))
_STAGES = delete(tables.stages).where(
    _s.workspace_id == bindparam("workspace"), _s.cycle_id == bindparam("cycle", type_=Key)
)
_STANDING = (
    select(_o.number, func.count().over())
    .select_from(entries.join(opportunities, _o.id == _e.opportunity_id))
    .where(_e.workspace_id == bindparam("workspace"), _e.cycle_id == bindparam("cycle", type_=Key), _e.active)
    .order_by(_o.number)
    .limit(NAMED)
)
_IN_CYCLE = _STANDING.where(_e.stage > 0)  # what is won or lost stands at none
_AT_STAGE = _STANDING.where(_e.stage == bindparam("stage"))


def held(session: Session, by: Member, cycle_id: int, seen: int | None = None) -> Held:
    """The cycle, after waiting for everybody who changes the set-up or arrives at a stage.

    Admins only. Raises NotAllowed, NotFound; SetupChanged when it is not the version that was `seen`.
    """
    by.must("setup")
    workspaces.hold(session, by)
    found = session.one(Held, _HELD, workspace=by.workspace_id, cycle=cycle_id)
    if found is None or found.deleted:
        raise NotFound("cycle", found.code if found else "")
    if seen is not None and seen != found.version:
        raise SetupChanged(found.code)
    return found


def changed(session: Session, by: Member, cycle: Held, **values: Any) -> None:
    """Write the cycle's new values, and that it or its stages are no longer what was seen. Raises SetupChanged."""
    statement = _CHANGED.values(version=_c.version + 1, **values)
    if not session.change(statement, workspace=by.workspace_id, cycle=cycle.id, seen=cycle.version):
        raise SetupChanged(cycle.code)
    workspaces.setup_changed(session, by)


def must_be_unused(session: Session, by: Member, cycle: Held | cycles.Cycle) -> None:
    """Raise CycleInUse when an opportunity runs in the cycle (domain.md B.1)."""
    count, numbers = _found(session, _IN_CYCLE, workspace=by.workspace_id, cycle=cycle.id)
    if count:
        raise CycleInUse(cycle.code, count, numbers)


def must_be_empty(session: Session, by: Member, cycle: Held | cycles.Cycle, stage: cycles.Stage) -> None:
    """Raise StageInUse when an opportunity stands at the stage (domain.md B.2)."""
    count, numbers = _found(session, _AT_STAGE, workspace=by.workspace_id, cycle=cycle.id, stage=stage.stage)
    if count:
        raise StageInUse(cycle.code, stage.stage, f"{stage.stage} {stage.description}", count, numbers)


def _found(session: Session, statement: Select[Any], **values: Any) -> tuple[int, tuple[str, ...]]:
    rows = session.connection.execute(statement, values).all()
    return (rows[0][1] if rows else 0), tuple(row[0] for row in rows)


def keep(session: Session, by: Member, code: str, description: str, method: Method, field: str | None = "code") -> int:
    """The key of a new cycle without stages; a deleted one of this code comes back. Raises AlreadyThere on `field`.

    The code is what history and reports call a cycle by: whatever has it belongs to the one cycle of that code.
    """
    row = session.row(_OF_CODE, workspace=by.workspace_id, named=code)
    values = {"description": description, "method": method}
    if row is None:
        return session.add(tables.cycles, workspace_id=by.workspace_id, code=code, **values)
    key, is_deleted = row
    if not is_deleted:
        raise AlreadyThere("cycle", code, field)
    again = update(tables.cycles).where(*_OURS).values(deleted=False, blocked=False, version=_c.version + 1, **values)
    session.change(again, workspace=by.workspace_id, cycle=key)
    return int(key)


def create(
    session: Session, by: Member, *, code: str, description: str, method: Method | None = None, now: datetime
) -> int:
    """A new cycle without stages; its key. Multiply when no method is given; the first one becomes the default.

    Admins only. Raises NotAllowed, and, all together, Missing, TooLong, AlreadyThere on `code` and `description`
    (domain.md F001, F002, F016).
    """
    by.must("setup")
    workspaces.hold(session, by)
    checks = Checks()
    named = checks(text.code, code)
    described = checks(text.line, description, "description", text.SHORT)
    checks.done()
    first = not cycles.afresh(session, by)[1].listed()
    key = keep(session, by, named, described, method or Method.MULTIPLY)
    workspaces.setup_changed(session, by)
    if first:
        workspaces.set_default_cycle(session, by, key)
    new = {"description": described, "method": method or Method.MULTIPLY, "default": first}
    audits.write(session, by, "create cycle", named, new=new, now=now)
    return key


def edit(
    session: Session, by: Member, cycle_id: int, *, description: str, method: Method | None, seen: int, now: datetime
) -> None:
    """Describe the cycle anew. Its code stays, and so does what history keeps: the next entry takes the new method.

    Admins only. Raises NotAllowed, NotFound, SetupChanged, Missing, TooLong (domain.md B.1, F003).
    """
    cycle = held(session, by, cycle_id, seen)
    described = text.line(description, "description", text.SHORT)
    new = {"description": described, "method": method or cycle.method}
    changed(session, by, cycle, **new)
    old = {"description": cycle.description, "method": cycle.method}
    audits.write(session, by, "edit cycle", cycle.code, old=old, new=new, now=now)


def copy(session: Session, by: Member, cycle_id: int, *, code: str, description: str, now: datetime) -> int:
    """A new cycle with the method and all stages of this one; its key.

    Admins only. Raises NotAllowed, NotFound, and, all together, Missing, TooLong, AlreadyThere.
    """
    cycle = held(session, by, cycle_id)
    checks = Checks()
    named = checks(text.code, code)
    described = checks(text.line, description, "description", text.SHORT)
    checks.done()
    key = keep(session, by, named, described, cycle.method)
    copied = [c for c in tables.stages.c if c.name not in ("id", "cycle_id", "version")]
    rows = session.connection.execute(
        select(*copied).where(_s.workspace_id == by.workspace_id, _s.cycle_id == cycle.id)
    ).mappings()
    session.add_all(tables.stages, [{**row, "cycle_id": key} for row in rows])
    workspaces.setup_changed(session, by)
    audits.write(session, by, "copy cycle", named, new={"description": described, "cycle": cycle.code}, now=now)
    return key


def block(session: Session, by: Member, cycle_id: int, blocked: bool, now: datetime) -> None:
    """Take no new opportunities into the cycle any more, or again; those in it go on (domain.md F004, decision 20).

    Admins only. Raises NotAllowed, NotFound; SetupChanged when it is so already.
    """
    cycle = held(session, by, cycle_id)
    if cycle.blocked == blocked:
        raise SetupChanged(cycle.code)
    changed(session, by, cycle, blocked=blocked)
    audits.write(session, by, "block cycle" if blocked else "unblock cycle", cycle.code, now=now)


def make_default(session: Session, by: Member, cycle_id: int, default: bool, now: datetime) -> None:
    """Let new opportunities take this cycle unless another is chosen, or let them take none (domain.md F016).

    Admins only. Raises NotAllowed, NotFound; SetupChanged when it is so already.
    """
    cycle = held(session, by, cycle_id)
    former = workspaces.default_cycle(session, by)
    if (former == cycle.id) == default:
        raise SetupChanged(cycle.code)
    workspaces.set_default_cycle(session, by, cycle.id if default else None)
    workspaces.setup_changed(session, by)
    audits.write(
        session, by, "make default", cycle.code, old={"default": not default}, new={"default": default}, now=now
    )


def remove(session: Session, by: Member, cycle_id: int, *, seen: int, now: datetime) -> None:
    """Delete the cycle with its stages; what is closed or not started keeps its code (domain.md B.1, F005).

    Admins only. Raises NotAllowed, NotFound, SetupChanged, CycleInUse.
    """
    cycle = held(session, by, cycle_id, seen)
    must_be_unused(session, by, cycle)
    stages = session.change(_STAGES, workspace=by.workspace_id, cycle=cycle.id)
    default = workspaces.default_cycle(session, by) == cycle.id
    if default:
        workspaces.set_default_cycle(session, by, None)
    changed(session, by, cycle, deleted=True)
    old = {"description": cycle.description, "method": cycle.method, "stages": stages, "default": default}
    audits.write(session, by, "delete cycle", cycle.code, old=old, now=now)
