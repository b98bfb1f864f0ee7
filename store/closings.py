"""Closing: won or lost, from any open state, and final (domain.md B.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from store import contacts, cycles, entries, quotes, stage_tasks
from store.rights import Member
from store.rules import dates, moves, numbers
from store.rules.checks import Checks
from store.rules.refusals import Missing, NoCloseCodes, WrongCode
from store.rules.words import Action, Outcome, Status
from store.sessions import Session

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Closing:
    """What somebody sent for closing."""

    outcome: Outcome | None
    close_code_id: int | None
    sales_value: Decimal | None
    closed_on: date | None = None
    cancel_tasks: bool = False
    ordered: Decimal | None = None  # the total of the order that is made with it: the won amount (domain.md B.12)


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: whose company became a customer, if one did."""

    outcome: Outcome
    customer: str | None


def close(session: Session, by: Member, number: str, asked: Closing, *, seen: int | None, now: datetime) -> Closed:
    """Win or lose, from any open state; final (domain.md B.7, decisions 12, 13, 14, 27).

    Raises NotFound, IsClosed, AlreadyMoved, Missing on `outcome` and `close_code`, NoCloseCodes, WrongCode,
    NotPositive, TooLarge, TooPrecise and QuoteIsZero on `sales_value`, TooEarly and TooLate on `closed_on`.
    """
    subject, active = entries.locked(session, by, "close", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    today = dates.today(now, by.workspace_timezone)
    if asked.outcome is None:
        raise Missing("outcome")
    checks = Checks()
    code = checks(_close_code, cycles.setup(session, by), asked.outcome, asked.close_code_id)
    quote = quotes.of_opportunity(session, by, subject.id)
    won_amount = checks(_won_amount, asked, quote)
    closed_on = asked.closed_on or today
    checks(dates.between, closed_on, "closed_on", active.changed_on if active else dates.FIRST, today)
    checks.done()
    assert code is not None and won_amount is not None  # noqa: S101 - the checks passed
    cancelled = stage_tasks.cancel_open(session, by, subject.id, today) if asked.cancel_tasks else 0
    won = asked.outcome is Outcome.WON
    likely = numbers.HUNDRED if won else ZERO
    figures = moves.Estimates(active.value if active else ZERO, likely, numbers.HUNDRED, likely, won_amount, closed_on)
    entries.set_status(session, by, subject, Status(asked.outcome.value), closed_on)
    change = entries.Change(Action(asked.outcome.value), closed_on, figures, close_code_id=code.id)
    entries.append(session, by, subject, active, change, now)
    quotes.settle(session, by, subject.id, asked.outcome)
    customer = contacts.became_customer(session, by, subject.contact_id) if won else None
    entries.audit(
        session, by, subject, active, change, now, close_code=code.code, cancelled_tasks=cancelled, customer=customer
    )
    return Closed(asked.outcome, customer)


def _close_code(setup: cycles.Setup, outcome: Outcome, chosen: int | None) -> cycles.CloseCode:
    offered = setup.close_codes(outcome)
    if not offered:
        raise NoCloseCodes(outcome)
    if chosen is None:
        if len(offered) == 1:  # the only code of a type is filled in (domain.md B.3)
            return offered[0]
        raise Missing("close_code")
    for code in offered:
        if code.id == chosen:
            return code
    raise WrongCode(outcome, tuple(c.code for c in offered))


def _won_amount(asked: Closing, quote: quotes.Quote | None) -> Decimal:
    if asked.outcome is Outcome.LOST:
        return ZERO
    if quote is None:
        return numbers.amount(asked.sales_value or ZERO, "sales_value")
    total = quotes.won_amount(quote)
    return asked.ordered or total
