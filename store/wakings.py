"""Waking: how a parking ends - with its day, by hand, or because the opportunity was moved or closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, case, cast, exists, func, literal, select, update

from store import notices
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.deliveries import deliveries as ledger
from store.models.opportunities import entries, opportunities
from store.models.parkings import parkings
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules import dates
from store.rules.words import OPEN, DeliveryState
from store.sessions import Session, columns

KIND = "awake"  # of the notice that tells the salesperson


@dataclass(frozen=True, slots=True)
class Woken:
    """A parking that was ended before its day."""

    id: int
    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """A parking whose day has come, and whose salesperson was not told yet."""

    id: int
    salesperson_id: int


@dataclass(frozen=True, slots=True)
class Awake:
    """An opportunity that woke with its day, as it stands now; `seen`: its active entry, 0 where there is none."""

    opportunity_id: int
    salesperson_id: int
    number: str
    description: str
    contact: str
    seen: int
    until_on: date
    reason: str


def _named(parking_id: ColumnElement[int]) -> ColumnElement[str]:
    """The key of its message, in a statement."""
    return literal(f"{KIND}:") + cast(parking_id, String)


_p, _o, _w, _d = parkings.c, opportunities.c, workspaces.c, ledger.c
# Where a day may have come: it begins somewhere up to fourteen hours before it does in UTC.
_WHERE = (
    select(_w.id, _w.timezone)
    .join_from(parkings, workspaces, _w.id == _p.workspace_id)
    .where(_p.ended_on.is_(None), _p.until_on <= bindparam("latest"))
    .distinct()
    .order_by(_w.id)
)
_DUE = (
    select(*columns(Due, parkings, salesperson_id=_o.salesperson_id))
    .join_from(parkings, opportunities, (_o.workspace_id == _p.workspace_id) & (_o.id == _p.opportunity_id))
    .where(_p.workspace_id == bindparam("workspace"), _p.ended_on.is_(None), _p.until_on <= bindparam("today"))
    .order_by(_p.until_on, _p.id)
)
_COME = (
    update(parkings)
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("parking", type_=Key))
    .where(_p.ended_on.is_(None), _p.until_on <= bindparam("today"))
    .values(ended_on=_p.until_on, version=_p.version + 1)
)
_later = parkings.alias("later").c
_AWAKE = (
    select(
        *columns(
            Awake, opportunities, opportunity_id=_o.id, contact=contacts.c.name, seen=func.coalesce(entries.c.no, 0),
            until_on=_p.until_on, reason=_p.reason,
        )
    )
    .select_from(
        parkings.join(opportunities, (_o.workspace_id == _p.workspace_id) & (_o.id == _p.opportunity_id))
        .join(contacts, (contacts.c.workspace_id == _o.workspace_id) & (contacts.c.id == _o.contact_id))
        .outerjoin(entries, (entries.c.opportunity_id == _o.id) & entries.c.active)
    )
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("parking", type_=Key), _o.status.in_(OPEN))
    .where(
        ~exists().where(
            _later.workspace_id == _p.workspace_id, _later.opportunity_id == _p.opportunity_id, _later.id > _p.id
        )
    )
)  # fmt: skip
# Held in their order, before anybody's place in a day's budget: as who settles one of them does.
_OWED = (
    select(_d.key)
    .select_from(ledger.join(parkings, (_d.workspace_id == _p.workspace_id) & (_d.key == _named(_p.id))))
    .where(_p.workspace_id == bindparam("workspace"), _d.state == DeliveryState.DUE)
    .where(_p.opportunity_id.in_(bindparam("opportunities", expanding=True, type_=Key)))
    .order_by(_d.id)
    .with_for_update(of=ledger)
)
_END = (
    update(parkings)
    .where(_p.workspace_id == bindparam("workspace"), _p.opportunity_id == bindparam("opportunity", type_=Key))
    .where(_p.ended_on.is_(None))
    .values(
        ended_on=case((_p.until_on < bindparam("today"), _p.until_on), else_=bindparam("today")),
        version=_p.version + 1,
    )
    .returning(_p.id, _p.until_on, _p.reason)
)
_RESTORE = (
    update(parkings)
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("parking", type_=Key))
    .where(_p.ended_on.is_not(None))
    .values(ended_on=None, version=_p.version + 1)
    .returning(_p.until_on)
)


def end(session: Session, by: Member, opportunity_id: int, today: date) -> Woken | None:
    """End the parking of an opportunity that is locked; None when it was awake, or its day had come.

    Nobody is told then any more that it woke: who ends it knows.
    """
    row = session.row(_END, workspace=by.workspace_id, opportunity=opportunity_id, today=today)
    return Woken(*row) if row and row[1] > today else None


def restore(session: Session, by: Member, parking_id: int) -> date | None:
    """Let the parking that a closing ended go on, since the closing is undone; until when."""
    until: date | None = session.value(_RESTORE, workspace=by.workspace_id, parking=parking_id)
    return until


def days_come(session: Session, now: datetime) -> list[tuple[int, date]]:
    """The workspaces in which the day of a parking may have come, each with its own day: one look at an index."""
    latest = now.date() + timedelta(days=1)
    found = session.connection.execute(_WHERE, {"latest": latest})
    return [(workspace_id, dates.today(now, timezone)) for workspace_id, timezone in found]


def due(session: Session, workspace_id: int, today: date) -> list[Due]:
    """The parkings of the workspace whose day has come."""
    return session.all(Due, _DUE, workspace=workspace_id, today=today)


def tell(session: Session, workspace_id: int, parking: Due, today: date, now: datetime) -> bool:
    """Note that a parking ended with its day, and owe its salesperson the message, once; False when it was done.

    It ended by itself: nothing that rests waits for this.
    """
    if not session.change(_COME, workspace=workspace_id, parking=parking.id, today=today):
        return False
    key, facts = f"{KIND}:{parking.id}", {"parking": parking.id}
    return notices.notify(session, workspace_id, parking.salesperson_id, key, KIND, facts, now)


def follow(session: Session, workspace_id: int, opportunity_ids: list[int], person_id: int, now: datetime) -> int:
    """Owe the messages of these opportunities that wait to whose they are now, or to who covers; how many were not."""
    keys = session.values(_OWED, workspace=workspace_id, opportunities=opportunity_ids)
    return sum(notices.redirect(session, workspace_id, key, person_id, now) for key in keys)


def awake(session: Session, workspace_id: int, facts: dict[str, Any]) -> Awake | None:
    """What that message tells, as it stands now; None when it was closed or parked again meanwhile."""
    return session.one(Awake, _AWAKE, workspace=workspace_id, parking=facts["parking"])
