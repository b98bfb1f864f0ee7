"""The number series of a workspace: consecutive, and only ever going on (domain.md F017, decision 41)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, bindparam, func, select, update

from store import audits, upserts
from store.models.contacts import contacts
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import series
from store.rights import Member
from store.rules.refusals import NotFound, OutOfRange, SeriesBackwards
from store.sessions import Session
from store.workspaces import DIGITS, SERIES

LARGEST = 99_999_999  # as many figures as are read


@dataclass(frozen=True, slots=True)
class Series:
    """A number series; `there` is False for one that is missing, which `last` then knows from what is numbered."""

    kind: str
    prefix: str
    last: int
    there: bool

    def number(self, value: int) -> str:
        """A number as it is shown."""
        return f"{self.prefix}{value:0{DIGITS}d}"


_s = series.c
_ALL = select(_s.kind, _s.prefix, _s.last).where(_s.workspace_id == bindparam("workspace"))
_TABLES: dict[str, Table] = {"opportunity": opportunities, "task": tasks, "contact": contacts}
# The longest of the numbers, and of those the last one in the order of figures.
_HIGHEST = {
    kind: select(table.c.number)
    .where(table.c.workspace_id == bindparam("workspace"))
    .order_by(func.length(table.c.number).desc(), table.c.number.desc())
    .limit(1)
    for kind, table in _TABLES.items()
}
_MINE = (_s.workspace_id == bindparam("workspace"), _s.kind == bindparam("series"))
# The row itself, as whoever draws a number does: they come to the workspace later, never the other way round.
_HELD = select(_s.last).where(*_MINE).with_for_update()
_ON = update(series).where(*_MINE, _s.last <= bindparam("until")).values(last=bindparam("until"))


def every(session: Session, by: Member) -> list[Series]:
    """The three series, also those that are missing."""
    by.must("setup")
    there = {row.kind: row for row in session.connection.execute(_ALL, {"workspace": by.workspace_id})}
    return [
        Series(kind, there[kind].prefix, there[kind].last, True)
        if kind in there
        else Series(kind, prefix, _highest(session, by, kind), False)
        for kind, prefix in SERIES.items()
    ]


def get(session: Session, by: Member, kind: str) -> Series:
    """The series of this kind. Raises NotFound."""
    found = next((one for one in every(session, by) if one.kind == kind), None)
    if found is None:
        raise NotFound("number series", kind)
    return found


def go_on(session: Session, by: Member, kind: str, number: int | None, now: datetime) -> Series:
    """Let a series go on with this number, which makes one that is missing.

    Raises NotFound, OutOfRange and SeriesBackwards on `next_number`: a number that was given once is never given again.
    """
    by.must("setup")
    session.value(_HELD, workspace=by.workspace_id, series=kind)
    before = get(session, by, kind)
    if number is None or not 1 <= number <= LARGEST:
        raise OutOfRange("next_number", before.last + 1, LARGEST)
    if number <= before.last:
        raise SeriesBackwards(before.last + 1, "next_number")
    keys, own = {"workspace_id": by.workspace_id, "kind": kind}, {"prefix": before.prefix, "digits": DIGITS}
    made = not before.there and upserts.add(session, series, keys, {**own, "last": number - 1})
    if not made and not session.change(_ON, workspace=by.workspace_id, series=kind, until=number - 1):
        raise SeriesBackwards(get(session, by, kind).last + 1, "next_number")  # made meanwhile, and further on
    old = {"next_number": before.last + 1} if before.there else {}
    audits.write(session, by, "set number series", before.prefix, old=old, new={"next_number": number}, now=now)
    return get(session, by, kind)


def _highest(session: Session, by: Member, kind: str) -> int:
    number = session.value(_HIGHEST[kind], workspace=by.workspace_id)
    return int(str(number).removeprefix(SERIES[kind])) if number else 0
