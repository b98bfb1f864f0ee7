"""Quotes linked to opportunities: number, date, net total (domain.md B.11)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, exists, select, update

from store import audits, entries, events, upserts
from store.models.columns import Key
from store.models.documents import orders, quotes
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules import dates, numbers, text
from store.rules.checks import Checks, given
from store.rules.moves import must_be_open
from store.rules.refusals import (
    AlreadyChanged,
    HasQuote,
    NoQuote,
    NotStarted,
    QuoteIsZero,
    QuoteOrdered,
    QuoteTaken,
)
from store.rules.words import OrderState, Outcome, QuoteState
from store.sessions import Session, columns

LONGEST = 20


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is shown."""

    number: str
    total: Decimal
    quoted_on: date
    state: QuoteState
    version: int = 1

    @property
    def values(self) -> audits.Values:
        """What the audit trail keeps of it."""
        return {"number": self.number, "total": self.total, "quoted_on": self.quoted_on, "state": self.state}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A quote of some number, the opportunity it is linked to, and the order that was made of it."""

    quote: Quote
    opportunity: str | None
    order: str | None


_q, _o = quotes.c, orders.c
_OF_OPPORTUNITY = select(*columns(Quote, quotes)).where(
    _q.workspace_id == bindparam("workspace"), _q.opportunity_id == bindparam("opportunity", type_=Key)
)
_KEPT = (
    select(*columns(Quote, quotes), opportunities.c.number, _o.number)
    .select_from(
        quotes.outerjoin(
            opportunities,
            (opportunities.c.workspace_id == _q.workspace_id) & (opportunities.c.id == _q.opportunity_id),
        ).outerjoin(
            orders,
            (_o.workspace_id == _q.workspace_id) & (_o.quote_id == _q.id) & (_o.state != OrderState.CANCELLED),
        )
    )
    .where(_q.workspace_id == bindparam("workspace"), _q.number == bindparam("quote"))
)
_BUILT_ON = select(
    exists().where(_o.workspace_id == bindparam("workspace"), _o.opportunity_id == bindparam("opportunity", type_=Key))
)


def of_opportunity(session: Session, by: Member, opportunity_id: int) -> Quote | None:
    """The quote linked to an opportunity."""
    return session.one(Quote, _OF_OPPORTUNITY, workspace=by.workspace_id, opportunity=opportunity_id)


def as_seen(number: str | None, total: Decimal | None) -> str:
    """A linked quote as a form shows it and sends it back; without one empty."""
    return f"{number} {total}" if number else ""


def must_be_as_seen(opportunity: str, quote: Quote | None, seen: str | None) -> None:
    """Raise AlreadyChanged when the quote linked now is not as it was `seen`; None: nothing was shown (decision 41)."""
    if seen is not None and seen != (as_seen(quote.number, quote.total) if quote else ""):
        raise AlreadyChanged(opportunity)


def freed(session: Session, by: Member, number: str) -> Quote | None:
    """The quote of this number that is linked to no opportunity, to be linked again; None when the number is new.

    Raises QuoteTaken, QuoteOrdered.
    """
    by.must("see")
    row = session.row(_KEPT, workspace=by.workspace_id, quote=number)
    if row is None:
        return None
    kept = _Kept(Quote(*row[:-2]), *row[-2:])
    if kept.opportunity:
        raise QuoteTaken(number, kept.opportunity)
    if kept.order:
        raise QuoteOrdered(number, kept.order)
    return kept.quote


def link(
    session: Session,
    by: Member,
    number: str,
    *,
    quote: str,
    total: Decimal | None,
    quoted_on: date | None,
    now: datetime,
) -> Quote:
    """Link a quote, made when its number is new, to an opportunity in progress that has none.

    Raises NotFound, IsClosed, NotStarted, HasQuote, QuoteTaken, QuoteOrdered, Missing and TooLong on
    `quote_number`, Missing, NotPositive, TooLarge, TooPrecise on `total`, TooEarly and TooLate on `quoted_on`.
    """
    subject, active = entries.locked(session, by, "quote", number)
    must_be_open(subject)
    if active is None:
        raise NotStarted(subject.number)
    if linked := of_opportunity(session, by, subject.id):
        raise HasQuote(number, linked.number)
    today = dates.today(now, by.workspace_timezone)
    checks = Checks()
    name = checks(text.line, quote, "quote_number", LONGEST)
    kept = checks(freed, session, by, name) if name else None
    amount = checks(_total, total)
    day = checks(dates.between, quoted_on or today, "quoted_on")
    checks.done()
    made = Quote(name, amount, day, QuoteState.OPEN, kept.version + 1 if kept else 1)
    made = _stored(session, by, subject.id, made, kept, now)
    old = kept.values if kept else None
    events.announce(session, by, subject, events.of_quote(made.number, made.total, made.version), now)
    audits.write(session, by, "link quote", name, about=subject.number, old=old, new=made.values, now=now)
    return made


def _total(total: Decimal | None) -> Decimal:
    return numbers.amount(given(total, "total"), "total")


def _stored(session: Session, by: Member, opportunity_id: int, made: Quote, kept: Quote | None, now: datetime) -> Quote:
    """Write the quote, new or freed. Raises QuoteTaken when somebody was faster."""
    values = {**made.values, "opportunity_id": opportunity_id, "version": made.version}
    keys = {"workspace_id": by.workspace_id, "number": values.pop("number")}
    if kept:
        free = (_q.workspace_id == by.workspace_id) & (_q.number == made.number) & _q.opportunity_id.is_(None)
        stored = bool(session.change(update(quotes).where(free, _q.version == kept.version).values(**values)))
    else:
        stored = upserts.add(session, quotes, keys, {"person_id": by.id, "at": now, **values})
    if not stored and (again := freed(session, by, made.number)):  # it was linked and freed in the meantime
        return _stored(session, by, opportunity_id, replace(made, version=again.version + 1), again, now)
    return made


def change(
    session: Session,
    by: Member,
    number: str,
    *,
    quote: str,
    version: int,
    total: Decimal | None,
    quoted_on: date | None,
    now: datetime,
) -> Quote:
    """Give the linked quote, seen in this version, another total or date, while its opportunity is not closed.

    Raises NotFound, IsClosed, NoQuote, AlreadyChanged when another is linked or it is no longer as it was seen,
    and what `link` raises on `total` and `quoted_on`.
    """
    subject, linked = _linked(session, by, number, quote, version)
    checks = Checks()
    amount = checks(_total, total)
    day = checks(dates.between, quoted_on or linked.quoted_on, "quoted_on")
    checks.done()
    made = replace(linked, total=amount, quoted_on=day, version=version + 1)
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == subject.id) & (_q.version == version)
    values = {"total": amount, "quoted_on": day, "version": made.version}
    if not session.change(update(quotes).where(mine).values(**values)):
        raise AlreadyChanged(number)
    audits.write(session, by, "change quote", quote, about=number, old=linked.values, new=made.values, now=now)
    return made


def _linked(session: Session, by: Member, number: str, seen: str, version: int) -> tuple[entries.Subject, Quote]:
    """The opportunity under its lock, not closed, and its quote, which is still the one that was seen."""
    subject, _ = entries.locked(session, by, "quote", number)
    must_be_open(subject)
    quote = of_opportunity(session, by, subject.id)
    if quote is None:
        raise NoQuote(number)
    if (quote.number, quote.version) != (seen, version):
        raise AlreadyChanged(number)
    return subject, quote


def unlink(session: Session, by: Member, number: str, *, quote: str, version: int, now: datetime) -> Quote:
    """Take the quote off an opportunity that is not closed; the quote it was. Raises what `change` raises of it."""
    subject, linked = _linked(session, by, number, quote, version)
    let_go(session, by, subject.id)
    audits.write(session, by, "unlink quote", linked.number, about=subject.number, old=linked.values, now=now)
    return linked


def let_go(session: Session, by: Member, opportunity_id: int) -> None:
    """Take the quote off the opportunity, whatever became of it: what else happens is up to the caller."""
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == opportunity_id)
    session.change(update(quotes).where(mine).values(opportunity_id=None, version=_q.version + 1))


def won_amount(quote: Quote) -> Decimal:
    """What a linked quote makes of the sales value: its total. Raises QuoteIsZero (decision 13)."""
    if not quote.total:
        raise QuoteIsZero(quote.number)
    return quote.total


def settle(session: Session, by: Member, opportunity_id: int, outcome: Outcome) -> bool:
    """Mark an open quote accepted or declined with the opportunity (decision 27); whether there was one."""
    state = QuoteState.ACCEPTED if outcome is Outcome.WON else QuoteState.DECLINED
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == opportunity_id) & (_q.state == QuoteState.OPEN)
    return bool(session.change(update(quotes).where(mine).values(state=state, version=_q.version + 1)))


def unsettle(session: Session, by: Member, opportunity_id: int) -> None:
    """Open the quote again that the closing of its opportunity accepted or declined: it is undone (F054)."""
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == opportunity_id) & (_q.state != QuoteState.OPEN)
    session.change(update(quotes).where(mine).values(state=QuoteState.OPEN, version=_q.version + 1))


def built_on(session: Session, by: Member, opportunity_id: int) -> bool:
    """Whether an order was ever made of the opportunity's quote: then its closing stays (F054)."""
    return bool(session.value(_BUILT_ON, workspace=by.workspace_id, opportunity=opportunity_id))
