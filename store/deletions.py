"""Deleting opportunities: never one in progress (domain.md B.10; decisions 23, F057, F058)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, delete, func, select, update

from store import audits, entries, teams, threads
from store.models.columns import Key
from store.models.contacts import contacts
from store.models.documents import invoices, orders, quotes
from store.models.interactions import interactions
from store.models.opportunities import comments, opportunities, tasks
from store.models.opportunities import entries as entry_table
from store.models.parkings import parkings
from store.models.workspaces import mutes, people, snoozes
from store.rights import Member
from store.rules import dates
from store.rules.refusals import AlreadyChanged, InProgress, NotFound
from store.rules.words import OrderState, Status, TaskStatus
from store.sessions import Session, columns

GOES = (entry_table, comments, snoozes, mutes, parkings)  # what goes with an opportunity
STAYS = (tasks, interactions)  # what stays and keeps its number and description as text (decision 23)
UNLINKED = (quotes, orders)  # documents of their own, which are then of no opportunity


@dataclass(frozen=True, slots=True)
class Going:
    """An opportunity that is to be deleted, and what goes with it."""

    id: int
    number: str
    description: str
    status: Status
    closed_on: date | None
    contact: str
    salesperson_id: int
    salesperson: str
    version: int
    value: Decimal | None
    sales_value: Decimal | None
    history: int
    comments: int
    open_tasks: int
    quote: str | None
    order: str | None
    invoice: str | None

    @property
    def operation(self) -> str:
        """The right it takes."""
        return "delete closed" if self.status.closed else "delete not started"


_o, _e, _t, _q, _d, _i = opportunities.c, entry_table.c, tasks.c, quotes.c, orders.c, invoices.c
_WORKSPACE = _o.workspace_id == bindparam("workspace")
_IDS = bindparam("ids", expanding=True, type_=Key)
_history, _comments, _todo = (
    select(func.count()).where(c.workspace_id == _o.workspace_id, c.opportunity_id == _o.id)
    for c in (entry_table.alias("history").c, comments.c, _t)
)
_GOING = select(
    *columns(
        Going,
        opportunities,
        contact=contacts.c.name,
        salesperson=people.c.name,
        value=_e.value,
        sales_value=_e.weighted,
        history=_history.scalar_subquery(),
        comments=_comments.scalar_subquery(),
        open_tasks=_todo.where(_t.open).scalar_subquery(),
        quote=_q.number,
        order=_d.number,
        invoice=_i.number,
    )
).select_from(
    opportunities.join(contacts, (contacts.c.workspace_id == _o.workspace_id) & (contacts.c.id == _o.contact_id))
    .join(people, (people.c.workspace_id == _o.workspace_id) & (people.c.id == _o.salesperson_id))
    .outerjoin(entry_table, (_e.opportunity_id == _o.id) & _e.active)
    .outerjoin(quotes, (_q.workspace_id == _o.workspace_id) & (_q.opportunity_id == _o.id))
    .outerjoin(
        orders,
        (_d.workspace_id == _o.workspace_id) & (_d.opportunity_id == _o.id) & (_d.state != OrderState.CANCELLED),
    )
    .outerjoin(invoices, (_i.workspace_id == _d.workspace_id) & (_i.order_id == _d.id))
)
_ONE = _GOING.where(_WORKSPACE, _o.number == bindparam("number"))
_THESE = _GOING.where(_WORKSPACE, _o.id.in_(_IDS)).order_by(_o.id)
_GO = tuple(delete(t).where(t.c.workspace_id == bindparam("workspace"), t.c.opportunity_id.in_(_IDS)) for t in GOES)
_CANCEL = (
    update(tasks)
    .where(_t.workspace_id == bindparam("workspace"), _t.opportunity_id.in_(_IDS), _t.open)
    .values(open=False, cancelled=True, status=TaskStatus.COMPLETED, closed_on=bindparam("today"))
)
_DETACH = tuple(
    update(t)
    .where(t.c.workspace_id == bindparam("workspace"), t.c.opportunity_id.in_(_IDS))
    .values(
        former_number=select(_o.number).where(_o.id == t.c.opportunity_id).scalar_subquery(),
        former_description=select(_o.description).where(_o.id == t.c.opportunity_id).scalar_subquery(),
        opportunity_id=None,
        version=t.c.version + 1,
    )
    for t in STAYS
)
_UNLINK = tuple(
    update(t)
    .where(t.c.workspace_id == bindparam("workspace"), t.c.opportunity_id.in_(_IDS))
    .values(opportunity_id=None, version=t.c.version + 1)
    for t in UNLINKED
)
_DELETE = delete(opportunities).where(_WORKSPACE, _o.id.in_(_IDS), _o.status != Status.IN_PROGRESS)


def plan(session: Session, by: Member, number: str) -> Going:
    """What deleting this opportunity takes with it: for the question before. Raises what `one` raises."""
    entries.read(session, by, "see", number)
    return _may(session, by, _going(session, by, number))


def _going(session: Session, by: Member, number: str) -> Going:
    found = session.one(Going, _ONE, workspace=by.workspace_id, number=number)
    if found is None:  # who only asks holds no lock: it may be gone by now
        raise NotFound("opportunity", number)
    return found


def _may(session: Session, by: Member, going: Going) -> Going:
    """Raise InProgress, NotAllowed, NotYours unless `by` may delete it."""
    if going.status is Status.IN_PROGRESS:
        by.must("delete not started")
        raise InProgress(going.number)
    teams.must_reach(session, by, going.operation, going.salesperson_id)
    return going


def one(session: Session, by: Member, number: str, *, version: int, now: datetime) -> Going:
    """Delete an opportunity that is not started (its owner, their manager) or closed (a manager); what went with it.

    Open tasks are cancelled, quotes unlinked. Raises NotFound, InProgress, NotAllowed, NotYours, AlreadyChanged.
    """
    entries.locked(session, by, "see", number)
    going = _may(session, by, _going(session, by, number))
    if going.version != version:
        raise AlreadyChanged(number)
    delete_all(session, by, [going], now)
    return going


def these(session: Session, by: Member, ids: Sequence[int]) -> list[Going]:
    """Those with these keys."""
    by.must("see")
    return session.all(Going, _THESE, workspace=by.workspace_id, ids=ids)


def delete_all(session: Session, by: Member, going: Sequence[Going], now: datetime) -> None:
    """Take them out with all that goes, and keep one audit row each; the caller has asked whether `by` may."""
    values = {"workspace": by.workspace_id, "ids": [each.id for each in going]}
    session.change(_CANCEL, **values, today=dates.today(now, by.workspace_timezone))
    threads.end(session, by.workspace_id, {each.number: each.description for each in going}, by.name, now)
    for statement in (*_DETACH, *_UNLINK, *_GO):
        session.change(statement, **values)
    if session.change(_DELETE, **values) != len(going):
        raise AlreadyChanged(going[0].number)
    for each in going:
        old = {name: value for name, value in asdict(each).items() if name not in ("id", "salesperson_id", "version")}
        audits.write(session, by, "delete", each.number, old=old, now=now)
