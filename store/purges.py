"""Deleting many closed opportunities at once, as filters name them (domain.md B.10, F059)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from store import deletions, teams
from store.deletions import Going
from store.models.columns import Key
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules.words import CLOSED
from store.sessions import Session

AT_ONCE, SHOWN = 500, 5  # opportunities deleted in one transaction: so many take less than an answer may; and shown


@dataclass(frozen=True, slots=True)
class Which:
    """Which closed opportunities are to be deleted; what is None or empty does not restrict (domain.md B.10, F059).

    `before`: closed before this day. A company includes its persons.
    """

    before: date | None = None
    numbers: tuple[str, ...] = ()
    salesperson_id: int | None = None
    contact_id: int | None = None
    cycle_id: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What deleting many would do: how many go, the first of them, how many stay since others manage their owners."""

    total: int
    first: list[Going]
    others: int


_o = opportunities.c
_WORKSPACE = _o.workspace_id == bindparam("workspace")
_IDS = bindparam("ids", expanding=True, type_=Key)
_CONDITIONS = {
    "before": _o.closed_on < bindparam("before"),
    "numbers": _o.number.in_(bindparam("numbers", expanding=True)),
    "salesperson_id": _o.salesperson_id == bindparam("salesperson_id", type_=Key),
    "contact_id": or_(
        _o.contact_id == bindparam("contact_id", type_=Key), _o.company_id == bindparam("contact_id", type_=Key)
    ),
    "cycle_id": _o.cycle_id == bindparam("cycle_id", type_=Key),
}
_CLOSED = and_(_WORKSPACE, _o.status.in_(CLOSED))


def plan(session: Session, by: Member, which: Which) -> Plan:
    """What deleting these closed opportunities would do: for the question before. Raises NotAllowed."""
    by.must("delete closed")
    counts = _owners(session, by, which)
    mine = teams.reached(session, by, counts)
    ids = _ids(session, by, which, mine, SHOWN)
    first = deletions.these(session, by, ids)
    total = sum(counts[owner] for owner in mine)
    return Plan(total, first, sum(counts.values()) - total)


def purge(session: Session, by: Member, which: Which, now: datetime) -> tuple[int, int]:
    """Delete the first `AT_ONCE` of these closed opportunities that are of people one manages; how many, how many left.

    Raises NotAllowed.
    """
    by.must("delete closed")
    mine = teams.reached(session, by, _owners(session, by, which))
    ids = _ids(session, by, which, mine, AT_ONCE, lock=True)
    going = deletions.these(session, by, ids)
    if going:
        deletions.delete_all(session, by, going, now)
    left = _owners(session, by, which)
    return len(going), sum(left[owner] for owner in teams.reached(session, by, left))


def _owners(session: Session, by: Member, which: Which) -> dict[int, int]:
    """How many of them belong to whom."""
    counted = _filtered(select(_o.salesperson_id, func.count()), which).group_by(_o.salesperson_id)
    return {row[0]: row[1] for row in session.connection.execute(counted, _values(by, which))}


def _ids(session: Session, by: Member, which: Which, owners: set[int], size: int, *, lock: bool = False) -> list[int]:
    """The keys of the first of them, oldest closing first; locked in the order of their keys."""
    mine = _o.salesperson_id.in_(bindparam("owners", expanding=True, type_=Key))
    found = _filtered(select(_o.id), which).where(mine).order_by(_o.closed_on, _o.id).limit(size)
    ids: list[int] = session.values(found, **_values(by, which), owners=list(owners))
    if not lock:
        return ids
    held = select(_o.id).where(_CLOSED, _o.id.in_(_IDS)).order_by(_o.id).with_for_update()
    return session.values(held, workspace=by.workspace_id, ids=ids)


def _filtered(statement: Select[Any], which: Which) -> Select[Any]:
    return statement.where(_CLOSED, *(_CONDITIONS[name] for name in _used(which)))


def _used(which: Which) -> dict[str, object]:
    return {name: value for name, value in asdict(which).items() if value is not None and value != ()}


def _values(by: Member, which: Which) -> dict[str, object]:
    return _used(which) | {"workspace": by.workspace_id}
