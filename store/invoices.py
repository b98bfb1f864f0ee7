"""Invoices of orders: with one, the won amount is what was invoiced (domain.md B.12)."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select

from store import audits, entries, orders, upserts
from store.models.documents import invoices as table
from store.models.documents import orders as order_table
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules import dates, numbers
from store.rules.checks import Checks
from store.rules.refusals import HasInvoice, InvoiceTaken
from store.sessions import Session

_i, _o = table.c, order_table.c
_OF_NUMBER = (
    select(_i.number, opportunities.c.number)
    .select_from(
        table.join(order_table, (_o.workspace_id == _i.workspace_id) & (_o.id == _i.order_id)).outerjoin(
            opportunities,
            (opportunities.c.workspace_id == _o.workspace_id) & (opportunities.c.id == _o.opportunity_id),
        )
    )
    .where(_i.workspace_id == bindparam("workspace"), _i.number == bindparam("document"))
)


def make(session: Session, by: Member, number: str, asked: orders.Asked, now: datetime) -> orders.Order:
    """Invoice the order: the won amount is the invoice's total from now on (domain.md B.12). The order with it.

    Raises NotFound, NoOrder, ClosedWithoutQuote, HasInvoice, Missing, TooLong and InvoiceTaken on
    `invoice_number`, NotPositive, TooLarge, TooPrecise on `total`.
    """
    subject, _ = entries.locked(session, by, "quote", number)
    order = orders.linked(session, by, subject)
    if order.invoice_number:
        raise HasInvoice(number, order.number, order.invoice_number)
    checks = Checks()
    named = checks(orders.new_number, session, by, asked.number, "invoice_number", _OF_NUMBER, InvoiceTaken)
    total = checks(numbers.amount, order.total if asked.total is None else asked.total, "total")
    checks.done()
    today = dates.today(now, by.workspace_timezone)
    keys = {"workspace_id": by.workspace_id, "number": named}
    values = {"total": total, "invoiced_on": today, "order_id": order.id, "person_id": by.id, "at": now}
    if not upserts.add(session, table, keys, values):  # somebody took the number a moment ago
        orders.new_number(session, by, named, "invoice_number", _OF_NUMBER, InvoiceTaken)
    orders.weigh(session, by, subject, total)
    new = {"number": named, "total": total, "weighted": total}
    audits.write(session, by, "make invoice", named, about=number, old={"weighted": order.total}, new=new, now=now)
    return replace(order, invoice_number=named, invoice_total=total, invoiced_on=today)
