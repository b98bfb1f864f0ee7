"""Quotes linked to opportunities: number, date, net total (domain.md B.11 as far as linking)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, exists, select, update

from store import audits, entries, upserts
from store.models.columns import Key
from store.models.documents import orders, quotes
from store.models.opportunities import opportunities
from store.rights import Member
from store.rules import dates, numbers, text
from store.rules.checks import Checks
from store.rules.moves import must_be_open
from store.rules.refusals import HasQuote, Missing, NoQuote, NotStarted, QuoteIsZero, QuoteTaken
from store.rules.words import Outcome, QuoteState
from store.sessions import Session, columns

LONGEST = 20


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is shown."""

    number: str
    total: Decimal
    quoted_on: date
    state: QuoteState


_q = quotes.c
_OF_OPPORTUNITY = select(*columns(Quote, quotes)).where(
    _q.workspace_id == bindparam("workspace"), _q.opportunity_id == bindparam("opportunity", type_=Key)
)
_HOLDER = (
    select(opportunities.c.number)
    .select_from(quotes.outerjoin(opportunities, opportunities.c.id == _q.opportunity_id))
    .where(_q.workspace_id == bindparam("workspace"), _q.number == bindparam("quote"))
)
_BUILT_ON = select(
    exists().where(
        orders.c.workspace_id == bindparam("workspace"),
        orders.c.opportunity_id == bindparam("opportunity", type_=Key),
    )
)


def of_opportunity(session: Session, by: Member, opportunity_id: int) -> Quote | None:
    """The quote linked to an opportunity."""
    return session.one(Quote, _OF_OPPORTUNITY, workspace=by.workspace_id, opportunity=opportunity_id)


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

    Raises NotFound, IsClosed, NotStarted, HasQuote, QuoteTaken, Missing and TooLong on `quote_number`,
    Missing, NotPositive, TooLarge, TooPrecise on `total`, TooEarly and TooLate on `quoted_on`.
    """
    subject, active = entries.locked(session, by, "quote", number)
    _must_take_quotes(subject, active)
    today = dates.today(now, by.workspace_timezone)
    checks = Checks()
    name = checks(text.line, quote, "quote_number", LONGEST)
    amount = checks(_total, total)
    day = checks(dates.between, quoted_on or today, "quoted_on")
    checks.done()
    if linked := of_opportunity(session, by, subject.id):
        raise HasQuote(number, linked.number)
    assert name and amount and day  # noqa: S101 - the checks passed
    made = Quote(name, amount, day, QuoteState.OPEN)
    _store(session, by, subject.id, made, now)
    audits.write(session, by, "link quote", name, about=subject.number, new=asdict(made), now=now)
    return made


def _must_take_quotes(subject: entries.Subject, active: entries.Active | None) -> None:
    must_be_open(subject)
    if active is None:
        raise NotStarted(subject.number)


def _total(total: Decimal | None) -> Decimal:
    if total is None:
        raise Missing("total")
    return numbers.amount(total, "total")


def _store(session: Session, by: Member, opportunity_id: int, quote: Quote, now: datetime) -> None:
    values = {
        "total": quote.total,
        "quoted_on": quote.quoted_on,
        "opportunity_id": opportunity_id,
        "state": quote.state,
    }
    free = (_q.workspace_id == by.workspace_id) & (_q.number == quote.number) & _q.opportunity_id.is_(None)
    if session.change(update(quotes).where(free).values(**values, version=_q.version + 1)):
        return
    holder = session.value(_HOLDER, workspace=by.workspace_id, quote=quote.number)
    if holder is not None:
        raise QuoteTaken(quote.number, holder)
    keys = {"workspace_id": by.workspace_id, "number": quote.number}
    if not upserts.add(session, quotes, keys, {"person_id": by.id, "at": now, **values}):
        _store(session, by, opportunity_id, quote, now)  # somebody was faster: now it is there to be looked at


def unlink(session: Session, by: Member, number: str, now: datetime) -> Quote:
    """Take the quote off an opportunity that is not closed; the quote it was. Raises NotFound, IsClosed, NoQuote."""
    subject, _ = entries.locked(session, by, "quote", number)
    must_be_open(subject)
    linked = of_opportunity(session, by, subject.id)
    if linked is None:
        raise NoQuote(number)
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == subject.id)
    session.change(update(quotes).where(mine).values(opportunity_id=None, version=_q.version + 1))
    audits.write(session, by, "unlink quote", linked.number, about=subject.number, old=asdict(linked), now=now)
    return linked


def won_amount(quote: Quote) -> Decimal:
    """What a linked quote makes of the sales value: its total. Raises QuoteIsZero (decision 13)."""
    if not quote.total:
        raise QuoteIsZero(quote.number)
    return quote.total


def settle(session: Session, by: Member, opportunity_id: int, outcome: Outcome) -> None:
    """Mark an open quote accepted or declined with the opportunity (decision 27)."""
    state = QuoteState.ACCEPTED if outcome is Outcome.WON else QuoteState.DECLINED
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == opportunity_id) & (_q.state == QuoteState.OPEN)
    session.change(update(quotes).where(mine).values(state=state, version=_q.version + 1))


def unsettle(session: Session, by: Member, opportunity_id: int) -> None:
    """Open the quote again that the closing of its opportunity accepted or declined: it is undone (F054)."""
    mine = (_q.workspace_id == by.workspace_id) & (_q.opportunity_id == opportunity_id) & (_q.state != QuoteState.OPEN)
    session.change(update(quotes).where(mine).values(state=QuoteState.OPEN, version=_q.version + 1))


def built_on(session: Session, by: Member, opportunity_id: int) -> bool:
    """Whether an order was ever made of the opportunity's quote: then its closing stays (F054)."""
    return bool(session.value(_BUILT_ON, workspace=by.workspace_id, opportunity=opportunity_id))
