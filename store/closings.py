"""Closing: won or lost, from any open state, and final (domain.md B.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from store import contacts, cycles, entries, quotes, stage_tasks, wakings
from store.rights import Member
from store.rules import dates, moves, numbers
from store.rules.checks import Checks, given
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
    quote: str | None = None  # the linked one, `quotes.as_seen`


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: whose company became a customer, if one did; the entry it wrote."""

    outcome: Outcome
    customer: str | None
    entry: int


@dataclass(frozen=True, slots=True)
class Preset:
    """What the form of closing starts from, and what it must send back (domain.md B.7)."""

    number: str
    seen: int
    closed_on: date
    earliest: date
    open_tasks: int
    quote: quotes.Quote | None

    @property
    def quote_seen(self) -> str:
        """The linked quote as the form shows it, to be sent back."""
        return quotes.as_seen(self.quote.number, self.quote.total) if self.quote else ""


def preset(session: Session, by: Member, number: str, now: datetime, *, seen: int | None = None) -> Preset:
    """What the form of closing starts from: today, which is never before the last change.

    Raises NotFound, IsClosed, AlreadyMoved when another entry is active than was `seen`.
    """
    subject, active = entries.read(session, by, "close", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    return Preset(
        number,
        active.no if active else 0,
        dates.today(now, by.workspace_timezone),
        _earliest(subject, active),
        stage_tasks.how_many_open(session, by, subject.id),
        quotes.of_opportunity(session, by, subject.id),
    )


def _earliest(subject: entries.Subject, active: entries.Active | None) -> date:
    """The last change: what is closed was not closed before it (decision 12)."""
    return active.changed_on if active else subject.created_on


def close(session: Session, by: Member, number: str, asked: Closing, *, seen: int | None, now: datetime) -> Closed:
    """Win or lose, from any open state; final (domain.md B.7, decisions 12, 13, 14, 27). A parked one is awake then.

    Raises NotFound, IsClosed, AlreadyMoved, AlreadyChanged when another quote is linked than was seen, Missing on
    `outcome` and `close_code`, NoCloseCodes, WrongCode, NotPositive, TooLarge, TooPrecise and QuoteIsZero on
    `sales_value`, TooEarly and TooLate on `closed_on`.
    """
    subject, active = entries.locked(session, by, "close", number)
    moves.must_be_open(subject)
    entries.compare(subject, active, seen)
    quote = quotes.of_opportunity(session, by, subject.id)
    quotes.must_be_as_seen(number, quote, asked.quote)
    today = dates.today(now, by.workspace_timezone)
    earliest = _earliest(subject, active)
    outcome = given(asked.outcome, "outcome")
    checks = Checks()
    code = checks(_close_code, cycles.steady(session, by), outcome, asked.close_code_id)
    won_amount = checks(_won_amount, asked, quote)
    closed_on = asked.closed_on or today
    checks(dates.between, closed_on, "closed_on", earliest, today)
    checks.done()
    won = outcome is Outcome.WON
    likely = numbers.HUNDRED if won else ZERO
    figures = moves.Estimates(active.value if active else ZERO, likely, numbers.HUNDRED, likely, won_amount, closed_on)
    change = entries.Change(Action(outcome.value), closed_on, figures, close_code_id=code.id)
    effects = _effects(session, by, subject, outcome, asked.cancel_tasks, today)
    entries.set_status(session, by, subject, Status(outcome.value), closed_on)
    entries.append(session, by, subject, active, change, now, effects.undo(subject.status, quote))
    customer = effects.customer.name if effects.customer else None
    more = {"close_code": code.code, "cancelled_tasks": len(effects.tasks), "customer": customer}
    entries.audit(session, by, subject, active, change, now, effects.woken, **more)
    return Closed(outcome, customer, entry=active.no + 1 if active else 1)


@dataclass(frozen=True, slots=True)
class _Effects:
    """What closing does besides its entry: the tasks cancelled with their status before, the new customer, and the
    parking it ended.
    """

    tasks: dict[str, str]
    settled: bool
    customer: contacts.Contact | None
    woken: wakings.Woken | None

    def undo(self, status: Status, quote: quotes.Quote | None) -> dict[str, Any]:
        """As the entry keeps it, for Undo."""
        return {
            "status": status.value,
            "tasks": self.tasks,
            "quote": quote.number if quote and self.settled else None,
            "customer": self.customer.id if self.customer else None,
            "parking": self.woken.id if self.woken else None,
        }


def _effects(
    session: Session, by: Member, subject: entries.Subject, outcome: Outcome, cancel_tasks: bool, today: date
) -> _Effects:
    cancelled: dict[str, str] = {}
    if cancel_tasks:
        cancelled = stage_tasks.open_ones(session, by, subject.id)
        stage_tasks.cancel_open(session, by, subject.id, today)
    settled = quotes.settle(session, by, subject.id, outcome)
    customer = contacts.became_customer(session, by, subject.contact_id) if outcome is Outcome.WON else None
    return _Effects(cancelled, settled, customer, wakings.end(session, by, subject.id, today))


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
