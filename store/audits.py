"""The audit trail: one row a write, in the transaction of the write, and never changed (issue 3, Rights and audit)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from store import threads
from store.models.audits import audits
from store.models.columns import Key, Moment
from store.models.opportunities import opportunities
from store.models.workspaces import people
from store.rights import Member
from store.rules import dates
from store.rules.words import Via
from store.sessions import Session, columns

PAGE = 10
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Audit:
    """One write as it is shown: values as text, in the order in which they were written."""

    at: datetime
    person: str | None
    via: Via
    operation: str
    subject: str
    old: Values
    new: Values


@dataclass(frozen=True, slots=True)
class Page:
    """The newest first, from `start`; how many there are in all."""

    rows: list[Audit]
    start: int
    total: int


_a = audits.c
_SHOWN = (
    select(*columns(Audit, audits, person=people.c.name), func.count().over())
    .select_from(audits.outerjoin(people, (people.c.workspace_id == _a.workspace_id) & (people.c.id == _a.person_id)))
    .where(_a.workspace_id == bindparam("workspace"))
    .order_by(_a.id.desc())
    .limit(PAGE)
    .offset(bindparam("start"))
)
_ABOUT = _SHOWN.where(_a.about.in_([bindparam("subject"), bindparam("code")]))
_OF_PERSON = _SHOWN.where(_a.person_id == bindparam("by_whom", type_=Key))
_BETWEEN = _SHOWN.where(_a.at >= bindparam("since", type_=Moment), _a.at < bindparam("until", type_=Moment))

_COVERED = (
    select(people.c.name)
    .join_from(
        opportunities,
        people,
        (people.c.workspace_id == opportunities.c.workspace_id) & (people.c.id == opportunities.c.salesperson_id),
    )
    .where(opportunities.c.workspace_id == bindparam("workspace"), opportunities.c.number == bindparam("subject"))
    .where(people.c.id.in_(bindparam("covered", expanding=True, type_=Key)))
)


def write(
    session: Session,
    by: Member,
    operation: str,
    subject: str,
    *,
    about: str | None = None,
    old: Values | None = None,
    new: Values | None = None,
    now: datetime,
) -> None:
    """Keep what was done to `subject` (a number, code or name), and under which opportunity it is looked up.

    Of values on both sides only those that differ are kept; of what somebody covers, for whom they did it. Where
    channels show the opportunity's card, it is drawn again: there is no write without an audit row.
    """
    before, after = old or {}, dict(new or {})
    if by.covers and (absent := _covered(session, by, about or subject)):
        after["on_behalf_of"] = absent
    same = {name for name in before.keys() & after.keys() if before[name] == after[name]}
    session.add(
        audits,
        workspace_id=by.workspace_id,
        at=now,
        person_id=by.id or None,
        via=session.via,
        operation=operation,
        subject=subject[:200],
        about=(about or subject)[:200],
        old={name: _plain(value) for name, value in before.items() if name not in same},
        new={name: _plain(value) for name, value in after.items() if name not in same},
    )
    threads.changed(session, by.workspace_id, about or subject, now)


def _covered(session: Session, by: Member, number: str) -> str | None:
    """Whose opportunity this is, of those for whom somebody acts today."""
    values = {"workspace": by.workspace_id, "subject": number, "covered": list(by.covers)}
    name: str | None = session.value(_COVERED, **values)
    return name


def _plain(value: Any) -> Any:
    """A value as JSON keeps it exactly: decimals, dates and words as text."""
    if isinstance(value, Decimal | StrEnum):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def about(session: Session, by: Member, subject: str, start: int = 0) -> Page:
    """What was done on something, called by its name, or by its number or code however it is written; also once it
    is gone.
    """
    return _page(session, by, _ABOUT, start, subject=subject, code=subject.upper())


def of_person(session: Session, by: Member, person_id: int, start: int = 0) -> Page:
    """What a person did."""
    return _page(session, by, _OF_PERSON, start, by_whom=person_id)


def of_day(session: Session, by: Member, day: date, start: int = 0) -> Page:
    """What was done on a day of the workspace's zone."""
    since, until = dates.bounds(day, by.workspace_timezone)
    return _page(session, by, _BETWEEN, start, since=since, until=until)


def _page(session: Session, by: Member, statement: Select[Any], start: int, **values: Any) -> Page:
    """Managers only."""
    by.must("audit")
    rows = session.connection.execute(statement, {"workspace": by.workspace_id, "start": start, **values}).all()
    return Page([Audit(*row[:-1]) for row in rows], start, rows[0][-1] if rows else 0)
