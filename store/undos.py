"""Undo of a closing: soon after, by who closed it or a manager, while nothing was built on it (decision F054)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select, update

from store import audits, cycles, entries, events, orders, quotes, teams, wakings, workspaces
from store.models.columns import Key, Moment
from store.models.contacts import contacts
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities, tasks
from store.models.workspaces import people
from store.rights import Member
from store.rules.refusals import AlreadyChanged, BuiltOn, NotClosed, NotYours, StageGone, TooLateToUndo
from store.rules.words import QuoteState, Role, Status, TaskStatus
from store.sessions import Session

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing put back."""

    status: Status
    tasks: int
    no_customer: str | None  # who is no customer any more
    parked_until_on: date | None  # it rests again


@dataclass(frozen=True, slots=True)
class _Closing:
    no: int
    person_id: int
    at: datetime
    undo: dict[str, Any] | None


_e, _o, _t, _c, _p = entry_table.c, opportunities.c, tasks.c, contacts.c, people.c
_MINE = (_e.workspace_id == bindparam("workspace"), _e.opportunity_id == bindparam("opportunity", type_=Key))
_CLOSING = select(_e.no, _e.person_id, _e.at, _e.undo).where(*_MINE, _e.active)
_WITHDRAW = delete(entry_table).where(*_MINE, _e.active, _e.no == bindparam("closing"))
_FORMER = select(_e.stage, _e.stage_description).where(*_MINE, _e.no == bindparam("former"))
_RESTORE = update(entry_table).where(*_MINE, _e.no == bindparam("former")).values(active=True, days_open=0)
_REOPEN = (
    update(tasks)
    .where(_t.workspace_id == bindparam("workspace"), _t.opportunity_id == bindparam("opportunity", type_=Key))
    .where(_t.number.in_(bindparam("these", expanding=True)), _t.cancelled)
    .values(open=True, cancelled=False, closed_on=None, status=bindparam("before"), version=_t.version + 1)
)
# Beside a task in a statement: its opportunity was closed so lately that Undo may put the task back.
MAY_COME_BACK = exists().where(
    *(_e.workspace_id == _t.workspace_id, _e.opportunity_id == _t.opportunity_id, _e.active),
    *(_e.undo.is_not(None), _e.at >= bindparam("undoable", type_=Moment)),
)
# Whoever was won for elsewhere meanwhile stays a customer.
_WON_ELSEWHERE = (
    select(_o.id)
    .where(_o.workspace_id == bindparam("workspace"), _o.id != bindparam("opportunity", type_=Key))
    .where(_o.status == Status.WON)
    .where(or_(_o.company_id == bindparam("buyer", type_=Key), _o.contact_id == bindparam("buyer", type_=Key)))
    .limit(1)
)
_NO_CUSTOMER = (
    update(contacts)
    .where(_c.workspace_id == bindparam("workspace"), _c.id == bindparam("buyer", type_=Key), _c.customer)
    .values(customer=False, version=_c.version + 1)
    .returning(_c.name)
)


# Held, so that it is not deleted while open work comes back to it.
_CONTACT = (
    select(_c.name, _c.removed_at)
    .where(_c.workspace_id == bindparam("workspace"), _c.id == bindparam("contact", type_=Key))
    .with_for_update(read=True, key_share=True)
)
_TAKEN_OUT = (
    select(_p.name)
    .where(_p.workspace_id == bindparam("workspace"), _p.removed)
    .where(
        or_(
            _p.id == bindparam("owner", type_=Key),
            _p.id.in_(
                select(_t.salesperson_id).where(
                    _t.workspace_id == bindparam("workspace"), _t.number.in_(bindparam("these", expanding=True))
                )
            ),
        )
    )
    .order_by(_p.id)
    .limit(1)
)


def undo(session: Session, by: Member, number: str, *, version: int | None, now: datetime) -> Undone:
    """Withdraw the closing, and put back the entry before, the tasks it cancelled, the quote, the customer's mark and
    the parking.

    `version`: of the row that was shown; the number of the closing's entry is free again once it is undone, and
    says nothing. Raises NotFound, NotClosed, AlreadyChanged when the row is another one now, NotYours, TooLateToUndo,
    BuiltOn, StageGone.
    """
    subject, active = entries.locked(session, by, "undo", number)
    if active is None or not subject.status.closed:
        raise NotClosed(number)
    key = {"workspace": by.workspace_id, "opportunity": subject.id}
    closing = session.kept(_Closing, _CLOSING, **key)
    if version not in (None, subject.version):
        raise AlreadyChanged(number)
    if closing.person_id != by.id and not teams.manages(session, by, subject.salesperson_id):
        raise NotYours(Role.MANAGER)
    if quotes.built_on(session, by, subject.id):
        order = orders.of_opportunity(session, by, subject.id)
        raise BuiltOn(number, order=order.number if order else None)
    if closing.undo is None or now > closing.at + WINDOW:
        raise TooLateToUndo(number, WINDOW.seconds // 60)
    _nothing_built(session, by, subject, closing.undo)
    _stage_there(session, by, subject, closing.no - 1)
    undone = _put_back(session, by, subject, closing.undo)
    if not session.change(_WITHDRAW, **key, closing=closing.no):
        raise AlreadyChanged(number)
    if closing.no > 1:
        session.change(_RESTORE, **key, former=closing.no - 1)
    _, former = entries.read(session, by, "undo", number)
    entries.set_status(session, by, subject, undone.status, former.closing_on if former else None)
    events.announce(session, by, subject, events.of_undo(subject), now)
    old = {"status": subject.status, "closed_on": active.changed_on, **entries.told(active)}
    new = {"status": undone.status, "closed_on": None, **entries.told(former)}
    more: audits.Values = {"reopened_tasks": undone.tasks, "no_customer": undone.no_customer}
    if undone.parked_until_on:
        more["parked_until_on"] = undone.parked_until_on
    audits.write(session, by, "undo", number, old=old, new=new | more, now=now)
    return undone


def _nothing_built(session: Session, by: Member, subject: entries.Subject, kept: dict[str, Any]) -> None:
    """Raise BuiltOn when the quote is no longer as the closing left it, or work would come back to who is gone."""
    quote = quotes.of_opportunity(session, by, subject.id)
    settled = QuoteState.ACCEPTED if subject.status is Status.WON else QuoteState.DECLINED
    if kept["quote"] and (quote is None or (quote.number, quote.state) != (kept["quote"], settled)):
        raise BuiltOn(subject.number)
    if gone := _gone(session, by, subject, list(kept["tasks"])):
        raise BuiltOn(subject.number, gone)


def _gone(session: Session, by: Member, subject: entries.Subject, tasks_back: list[str]) -> str | None:
    """The contact, if it was deleted, else who has been taken out of those who would have work again; they stay."""
    workspaces.steady(session, by.workspace_id)
    key = {"workspace": by.workspace_id}
    contact = session.row(_CONTACT, **key, contact=subject.contact_id)
    if contact and contact[1]:
        return str(contact[0])
    name: str | None = session.value(_TAKEN_OUT, **key, owner=subject.salesperson_id, these=tasks_back)
    return name


def _stage_there(session: Session, by: Member, subject: entries.Subject, former: int) -> None:
    """Raise StageGone when the cycle has lost the stage to return to: while it was closed nothing stood there."""
    row = session.row(_FORMER, workspace=by.workspace_id, opportunity=subject.id, former=former)
    if row is None:
        return  # it was not started, and stands at none
    cycle = cycles.steady(session, by).cycles[subject.cycle_id]
    if not any(stage.stage == row[0] for stage in cycle.stages):
        raise StageGone(subject.number, f"{row[0]} {row[1]}")


def _put_back(session: Session, by: Member, subject: entries.Subject, kept: dict[str, Any]) -> Undone:
    key = {"workspace": by.workspace_id, "opportunity": subject.id}
    reopened = 0
    for status in TaskStatus:
        if these := [number for number, before in kept["tasks"].items() if before == status]:
            reopened += session.change(_REOPEN, **key, these=these, before=status)
    if kept["quote"]:
        quotes.unsettle(session, by, subject.id)
    parking = kept.get("parking")  # none in an entry of before there were any
    parked = wakings.restore(session, by, parking) if parking else None
    buyer, name = kept["customer"], None
    if buyer and not session.value(_WON_ELSEWHERE, **key, buyer=buyer):
        name = session.value(_NO_CUSTOMER, workspace=by.workspace_id, buyer=buyer)
    return Undone(Status(kept["status"]), reopened, name, parked)
