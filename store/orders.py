"""Orders made of quotes, with their invoice: the opportunity points to them, and the won amount follows (B.12)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, bindparam, select, update

from store import audits, closings, entries, quotes, upserts
from store.models.columns import Key
from store.models.documents import invoices, orders
from store.models.documents import quotes as quote_table
from store.models.opportunities import entries as entry_table
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules import dates, moves, numbers, text
from store.rules.checks import Checks
from store.rules.refusals import (
    AlreadyChanged,
    ClosedWithoutQuote,
    HasInvoice,
    HasOrder,
    NoOrder,
    NoQuote,
    NotStarted,
    OrderTaken,
    Refusal,
)
from store.rules.words import Action, OrderState, Outcome, Status
from store.sessions import Session, columns

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it is shown, with its invoice when there is one."""

    id: int
    number: str
    total: Decimal
    ordered_on: date
    version: int
    invoice_number: str | None
    invoice_total: Decimal | None
    invoiced_on: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed or sent for an order or an invoice; no total is that of what it is made of."""

    number: str
    total: Decimal | None = None
    quote: str | None = None  # that an order is made of, `quotes.as_seen`


@dataclass(frozen=True, slots=True)
class Made:
    """What making an order did: what the closing did, and the quote that was taken off one lost before."""

    number: str
    total: Decimal
    closed: closings.Closed | None
    unlinked: str | None


_o, _i, _q, _e = orders.c, invoices.c, quote_table.c, entry_table.c
_OF_OPPORTUNITY = (
    select(*columns(Order, orders, invoice_number=_i.number, invoice_total=_i.total, invoiced_on=_i.invoiced_on))
    .select_from(orders.outerjoin(invoices, (_i.workspace_id == _o.workspace_id) & (_i.order_id == _o.id)))
    .where(
        _o.workspace_id == bindparam("workspace"),
        _o.opportunity_id == bindparam("opportunity", type_=Key),
        _o.state == OrderState.LINKED,
    )
)
_QUOTE = select(_q.id).where(
    _q.workspace_id == bindparam("workspace"), _q.opportunity_id == bindparam("opportunity", type_=Key)
)
_WEIGH = (
    update(entry_table)
    .where(_e.workspace_id == bindparam("workspace"), _e.opportunity_id == bindparam("opportunity", type_=Key))
    .where(_e.active, _e.action == Action.WON)
    .values(weighted=bindparam("total"))
)
_ORDERED_FOR = (
    select(_o.number, opportunities.c.number)
    .select_from(
        orders.outerjoin(
            opportunities,
            (opportunities.c.workspace_id == _o.workspace_id) & (opportunities.c.id == _o.opportunity_id),
        )
    )
    .where(_o.workspace_id == bindparam("workspace"), _o.number == bindparam("document"))
)


def of_opportunity(session: Session, by: Member, opportunity_id: int) -> Order | None:
    """The order that the opportunity points to."""
    return session.one(Order, _OF_OPPORTUNITY, workspace=by.workspace_id, opportunity=opportunity_id)


def make(
    session: Session,
    by: Member,
    number: str,
    asked: Asked,
    closing: closings.Closing | None = None,
    *,
    seen: int | None = None,
    now: datetime,
) -> Made:
    """Make an order of the linked quote: one in progress is closed as won with it, in the same transaction.

    One that was won already points to the order from now on; of one that was lost the quote is taken off,
    and the order stands apart (domain.md B.12, G 27).
    Raises NotFound, NotStarted, NoQuote, ClosedWithoutQuote, HasOrder, Missing, TooLong and OrderTaken on
    `order_number`, NotPositive, TooLarge, TooPrecise on `total`, what closing raises, and AlreadyChanged when it
    was thought closed and is not, or another quote is linked than was seen.
    """
    subject, active = entries.locked(session, by, "quote", number)
    quote = _orderable(session, by, subject, active)
    quotes.must_be_as_seen(number, quote, asked.quote)
    checks = Checks()
    named = checks(new_number, session, by, asked.number, "order_number", _ORDERED_FOR, OrderTaken)
    total = checks(numbers.amount, quote.total if asked.total is None else asked.total, "total")
    closed = None
    if not subject.status.closed:
        closed = checks(_close, session, by, number, closing, total, seen, now)
    checks.done()
    lost, won = (subject.status is status for status in (Status.LOST, Status.WON))
    _store(session, by, subject, Asked(named, total), OrderState.APART if lost else OrderState.LINKED, now)
    old: audits.Values = {"quote": quote.number}
    new: audits.Values = {"quote": quote.number, "number": named, "total": total}
    if lost:
        quotes.let_go(session, by, subject.id)
        new["quote"] = None
    elif won:
        weigh(session, by, subject, total)
        old["weighted"], new["weighted"] = quote.total, total
    audits.write(session, by, "make order", named, about=number, old=old, new=new, now=now)
    return Made(named, total, closed, quote.number if lost else None)


def _orderable(session: Session, by: Member, subject: entries.Subject, active: entries.Active | None) -> quotes.Quote:
    if order := of_opportunity(session, by, subject.id):
        raise HasOrder(subject.number, order.number)
    if active is None:
        raise NotStarted(subject.number)
    quote = quotes.of_opportunity(session, by, subject.id)
    if quote is None:
        raise (ClosedWithoutQuote if subject.status.closed else NoQuote)(subject.number)
    return quote


def new_number(
    session: Session, by: Member, typed: str, field: str, there: Select[tuple[str, str]], taken: type[Refusal]
) -> str:
    """The number, as a document is called, unless one is called so. Raises Missing, TooLong, and `taken`."""
    named = text.line(typed, field, quotes.LONGEST)
    if found := session.row(there, workspace=by.workspace_id, document=named):
        raise taken(found[0], found[1] or "")
    return named


def _close(
    session: Session,
    by: Member,
    number: str,
    closing: closings.Closing | None,
    total: Decimal | None,
    seen: int | None,
    now: datetime,
) -> closings.Closed:
    if closing is None:
        raise AlreadyChanged(number)
    wins = replace(closing, outcome=Outcome.WON, ordered=total)
    return closings.close(session, by, number, wins, seen=seen, now=now)


def _store(
    session: Session, by: Member, subject: entries.Subject, asked: Asked, state: OrderState, now: datetime
) -> None:
    keys = {"workspace_id": by.workspace_id, "number": asked.number}
    values = {
        "total": asked.total,
        "ordered_on": dates.today(now, by.workspace_timezone),
        "state": state,
        "quote_id": session.value(_QUOTE, workspace=by.workspace_id, opportunity=subject.id),
        "opportunity_id": subject.id,
        "person_id": by.id,
        "at": now,
    }
    if not upserts.add(session, orders, keys, values):  # somebody took the number a moment ago
        new_number(session, by, asked.number, "order_number", _ORDERED_FOR, OrderTaken)


def weigh(session: Session, by: Member, subject: entries.Subject, total: Decimal) -> None:
    """Let the won amount be the total of an order or invoice (domain.md B.12).

    Raises AlreadyChanged when the opportunity is no longer won.
    """
    if not session.change(_WEIGH, workspace=by.workspace_id, opportunity=subject.id, total=total):
        raise AlreadyChanged(subject.number)


def cancel(session: Session, by: Member, number: str, now: datetime) -> Order:
    """Cancel the order: the opportunity won with it is lost, without a close code (domain.md B.12, F056).

    It points to no document any more, and the quote is free. Raises NotFound, NoOrder, HasInvoice.
    """
    subject, active = entries.locked(session, by, "quote", number)
    order = linked(session, by, subject)
    if order.invoice_number:
        raise HasInvoice(number, order.number, order.invoice_number)
    assert active is not None  # noqa: S101 - it was won
    mine = (_o.workspace_id == by.workspace_id) & (_o.id == order.id) & (_o.version == order.version)
    if not session.change(update(orders).where(mine).values(state=OrderState.CANCELLED, version=_o.version + 1)):
        raise AlreadyChanged(number)
    quotes.let_go(session, by, subject.id)
    today = dates.today(now, by.workspace_timezone)
    figures = moves.Estimates(active.value, ZERO, numbers.HUNDRED, ZERO, ZERO, today)
    entries.set_status(session, by, subject, Status.LOST, today)
    entries.append(session, by, subject, active, entries.Change(Action.LOST, today, figures), now)
    old = {"order": order.number, "status": subject.status, "weighted": order.total}
    new = {"order": None, "status": Status.LOST, "weighted": ZERO}
    audits.write(session, by, "cancel order", order.number, about=number, old=old, new=new, now=now)
    return order


def linked(session: Session, by: Member, subject: entries.Subject) -> Order:
    """The order that a locked opportunity points to. Raises NoOrder, ClosedWithoutQuote."""
    if order := of_opportunity(session, by, subject.id):
        return order
    if subject.status.closed and quotes.of_opportunity(session, by, subject.id) is None:
        raise ClosedWithoutQuote(subject.number)
    raise NoOrder(subject.number)
