"""Close codes: the reasons for winning and losing that closing offers (domain.md A.3, B.3; decision 32)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from store import audits, codes, workspaces
from store.cycles import CloseCode
from store.models.columns import Key
from store.models.cycles import close_codes
from store.models.opportunities import entries
from store.rights import Member
from store.rules import text
from store.rules.checks import Checks, given
from store.rules.refusals import CodeInUse, NotFound, SetupChanged
from store.rules.words import Outcome
from store.sessions import Session, columns

LONGEST = 100

_c, _e = close_codes.c, entries.c
_MINE = (_c.workspace_id == bindparam("workspace")) & (_c.id == bindparam("code_id", type_=Key))
_BY_ID = select(*columns(CloseCode, close_codes)).where(_MINE)
_USED = (
    select(_e.close_code_id, func.count())
    .where(_e.workspace_id == bindparam("workspace"), _e.close_code_id.is_not(None))
    .group_by(_e.close_code_id)
)
_USES = select(func.count()).where(
    _e.workspace_id == bindparam("workspace"), _e.close_code_id == bindparam("code_id", type_=Key)
)
_CHANGE = (
    update(close_codes)
    .where(_MINE, _c.version == bindparam("seen"))
    .values(
        code=bindparam("now_code"),
        description=bindparam("now_description"),
        outcome=bindparam("now_outcome"),
        blocked=bindparam("now_blocked"),
        version=_c.version + 1,
    )
)
_DELETE = delete(close_codes).where(_MINE, _c.version == bindparam("seen"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A close code as somebody wants it; an empty code has one made from the description."""

    code: str
    description: str
    outcome: Outcome | None
    blocked: bool = False


def used(session: Session, by: Member) -> dict[int, int]:
    """How many closings were written with each code; those that were never used are not in it (domain.md F014)."""
    by.must("setup")
    rows = session.connection.execute(_USED, {"workspace": by.workspace_id})
    return {row[0]: row[1] for row in rows}


def get(session: Session, by: Member, code_id: int) -> CloseCode:
    """The close code with this key. Raises NotFound."""
    by.must("setup")
    return _found(session.one(CloseCode, _BY_ID, workspace=by.workspace_id, code_id=code_id))


def create(session: Session, by: Member, wanted: Wanted, now: datetime) -> CloseCode:
    """A new close code (domain.md F013). Raises Missing, TooLong and AlreadyThere on `description`, `code`,
    `outcome`.
    """
    by.must("setup")
    workspaces.hold(session, by)
    checked = _checked(session, by, wanted, None)
    key = session.add(close_codes, workspace_id=by.workspace_id, **_values(checked))
    workspaces.setup_changed(session, by)
    audits.write(session, by, "create close code", checked.code, new=_values(checked), now=now)
    return get(session, by, key)


def change(session: Session, by: Member, code_id: int, wanted: Wanted, *, seen: int, now: datetime) -> CloseCode:
    """Change a close code. Raises as `create` does, NotFound, SetupChanged, and CodeInUse on `outcome` for one
    that opportunities were closed with (decision 32).
    """
    by.must("setup")
    workspaces.hold(session, by)
    before = _unchanged(session, by, code_id, seen)
    checked = _checked(session, by, replace(wanted, outcome=wanted.outcome or before.outcome), before)
    values = {f"now_{name}": value for name, value in _values(checked).items()}
    if not session.change(_CHANGE, workspace=by.workspace_id, code_id=code_id, seen=seen, **values):
        raise SetupChanged(before.code)
    workspaces.setup_changed(session, by)
    audits.write(session, by, "change close code", before.code, old=_values(before), new=_values(checked), now=now)
    return replace(before, **_values(checked), version=seen + 1)


def remove(session: Session, by: Member, code_id: int, *, seen: int, now: datetime) -> CloseCode:
    """Delete a close code nobody was closed with. Raises NotFound, SetupChanged, CodeInUse (decision 32)."""
    by.must("setup")
    workspaces.hold(session, by)
    before = _unchanged(session, by, code_id, seen)
    if uses := _uses(session, by, code_id):
        raise CodeInUse(before.code, uses)
    session.change(_DELETE, workspace=by.workspace_id, code_id=code_id, seen=seen)
    workspaces.setup_changed(session, by)
    audits.write(session, by, "delete close code", before.code, old=_values(before), now=now)
    return before


def _checked(session: Session, by: Member, wanted: Wanted, before: CloseCode | None) -> Wanted:
    checks = Checks()
    described = checks(text.line, wanted.description, "description", LONGEST)
    own, typed = (before.id, wanted.code or before.code) if before else (None, wanted.code)
    code = checks(codes.free, session, by, close_codes, typed, described or "", own)
    checks(given, wanted.outcome, "outcome")
    if before and wanted.outcome is not before.outcome:
        checks(_must_be_unused, session, by, before)
    checks.done()
    return replace(wanted, code=code, description=described)


def _must_be_unused(session: Session, by: Member, code: CloseCode) -> None:
    if uses := _uses(session, by, code.id):
        raise CodeInUse(code.code, uses, "outcome")


def _uses(session: Session, by: Member, code_id: int) -> int:
    return int(session.value(_USES, workspace=by.workspace_id, code_id=code_id))


def _values(code: Wanted | CloseCode) -> dict[str, Any]:
    return {"code": code.code, "description": code.description, "outcome": code.outcome, "blocked": code.blocked}


def _unchanged(session: Session, by: Member, code_id: int, seen: int) -> CloseCode:
    found = _found(session.one(CloseCode, _BY_ID, workspace=by.workspace_id, code_id=code_id))
    if found.version != seen:
        raise SetupChanged(found.code)
    return found


def _found(code: CloseCode | None) -> CloseCode:
    if code is None:
        raise NotFound("close code")
    return code
