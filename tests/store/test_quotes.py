"""Linking and unlinking quotes: one document, one opportunity (domain.md B.11)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from store import quotes
from store.rules.checks import Several
from store.rules.refusals import (
    HasQuote,
    IsClosed,
    Missing,
    NoQuote,
    NotFound,
    NotPositive,
    NotStarted,
    QuoteTaken,
    Refusal,
    TooEarly,
    TooLarge,
    TooLate,
    TooLong,
)
from store.rules.words import Outcome, QuoteState
from tests.store.firm import BEGAN, Firm, at, refused


def link(firm: Firm, number: str, quote: str, total: str | None, quoted_on: date | None) -> quotes.Quote:
    """Link as typed."""
    amount = Decimal(total) if total else None
    with firm.sessions.writing() as session:
        return quotes.link(session, firm.ana, number, quote=quote, total=amount, quoted_on=quoted_on, now=at(BEGAN))


def unlink(firm: Firm, number: str) -> quotes.Quote:
    """Take the quote off."""
    with firm.sessions.writing() as session:
        return quotes.unlink(session, firm.ana, number, at(BEGAN))


def test_a_linked_quote_is_open_dated_today_unless_told_and_on_the_card(firm: Firm) -> None:
    number = firm.create()
    assert link(firm, number, " Q-1 ", "58500.50", None) == quotes.Quote(
        "Q-1", Decimal("58500.50"), BEGAN, QuoteState.OPEN
    )
    card = firm.card(number)
    assert (card.quote_number, card.quote_total, card.quote_state) == ("Q-1", Decimal("58500.50"), QuoteState.OPEN)


def test_a_second_quote_and_one_that_another_has_are_refused_naming_what_is_in_the_way(firm: Firm) -> None:
    first, second = firm.create(), firm.create()
    firm.link(first, "Q1")
    with refused(firm, HasQuote) as has:
        firm.link(first, "Q2")
    assert (has.value.quote, has.value.place) == ("Q1", "quote_number")
    with refused(firm, QuoteTaken) as taken:
        firm.link(second, "Q1")
    assert (taken.value.quote, taken.value.opportunity) == ("Q1", first)


def test_an_unlinked_quote_can_be_linked_to_another_with_its_new_total(firm: Firm) -> None:
    first, second = firm.create(), firm.create()
    firm.link(first, "Q1", "5")
    assert unlink(firm, first).number == "Q1"
    assert firm.card(first).quote_number is None
    firm.link(second, "Q1", "6")
    assert (firm.card(second).quote_number, firm.card(second).quote_total) == ("Q1", 6)


def test_each_wrong_link_has_its_own_refusal(firm: Firm) -> None:
    started, waiting, closed = firm.create(), firm.create(value=None), firm.create()
    firm.close(closed, Outcome.LOST, on=BEGAN)
    wrong: list[tuple[tuple[Any, ...], type[Refusal]]] = [
        *(((waiting, "Q", "1", BEGAN), NotStarted), ((closed, "Q", "1", BEGAN), IsClosed)),
        *((("OP000099", "Q", "1", BEGAN), NotFound), ((started, " ", "1", BEGAN), Missing)),
        *(((started, "x" * 21, "1", BEGAN), TooLong), ((started, "Q", None, BEGAN), Missing)),
        *(((started, "Q", "-1", BEGAN), NotPositive), ((started, "Q", "1E12", BEGAN), TooLarge)),
        *(((started, "Q", "1", date(1999, 12, 31)), TooEarly), ((started, "Q", "1", date(2200, 1, 1)), TooLate)),
    ]
    for asked, refusal in wrong:
        with refused(firm, refusal):
            link(firm, *asked)
    with refused(firm, Several) as several:
        link(firm, started, "", None, BEGAN - timedelta(days=99999))
    assert [r.place for r in several.value.refusals] == ["quote_number", "total", "quoted_on"]


def test_unlinking_what_is_not_there_or_closed_is_refused(firm: Firm) -> None:
    without, closed = firm.create(), firm.create()
    firm.link(closed)
    firm.close(closed, Outcome.WON, on=BEGAN)
    for number, refusal in ((without, NoQuote), (closed, IsClosed), ("OP000099", NotFound)):
        with refused(firm, refusal):
            unlink(firm, number)


def test_a_closing_that_is_undone_opens_its_quote_again(firm: Firm) -> None:
    for outcome in Outcome:
        number = firm.create()
        firm.link(number, f"Q-{number}")
        firm.close(number, outcome, on=BEGAN)
        with firm.sessions.writing() as session:
            quotes.unsettle(session, firm.ana, firm.card(number).id)
            assert not quotes.built_on(session, firm.ana, firm.card(number).id)
        assert firm.card(number).quote_state is QuoteState.OPEN
