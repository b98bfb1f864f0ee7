"""Linking and unlinking quotes: one document, one opportunity (domain.md B.11)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from store import audits, quotes
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyChanged,
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
from tests.store.firm import unlink as take_off


def link(firm: Firm, number: str, quote: str, total: str | None, quoted_on: date | None) -> quotes.Quote:
    """Link as typed."""
    amount = Decimal(total) if total else None
    with firm.sessions.writing() as session:
        return quotes.link(session, firm.ana, number, quote=quote, total=amount, quoted_on=quoted_on, now=at(BEGAN))


def change(
    firm: Firm, number: str, total: str | None, quoted_on: date | None, version: int = 1, quote: str = "Q1"
) -> quotes.Quote:
    """Give the quote another total or date."""
    amount = Decimal(total) if total else None
    with firm.sessions.writing() as session:
        return quotes.change(
            session, firm.ana, number, quote=quote, version=version, total=amount, quoted_on=quoted_on, now=at(BEGAN)
        )


def unlink(firm: Firm, number: str) -> quotes.Quote:
    """Take the quote off that is linked now."""
    with firm.sessions.writing() as session:
        return take_off(session, firm.ana, number, at(BEGAN))


def test_a_linked_quote_is_open_dated_today_unless_told_and_on_the_card(firm: Firm) -> None:
    """F070: allowed in progress and without a quote."""
    number = firm.create()
    assert link(firm, number, " Q-1 ", "58500.50", None) == quotes.Quote(
        "Q-1", Decimal("58500.50"), BEGAN, QuoteState.OPEN
    )
    card = firm.card(number)
    assert (card.quote_number, card.quote_total, card.quote_state) == ("Q-1", Decimal("58500.50"), QuoteState.OPEN)


def test_a_second_quote_and_one_that_another_has_are_refused_naming_what_is_in_the_way(firm: Firm) -> None:
    """F070, F071."""
    first, second = firm.create(), firm.create()
    firm.link(first, "Q1")
    with refused(firm, HasQuote) as has:
        firm.link(first, "Q2")
    assert (has.value.quote, has.value.place) == ("Q1", "quote_number")
    with refused(firm, QuoteTaken) as taken:
        firm.link(second, "Q1")
    assert (taken.value.quote, taken.value.opportunity) == ("Q1", first)


def test_an_unlinked_quote_can_be_linked_to_another_with_its_new_total(firm: Firm) -> None:
    """F071: unlinking clears both sides, and the quote is free; it is open again wherever it is linked."""
    first, second = firm.create(), firm.create()
    firm.link(first, "Q1", "5")
    assert unlink(firm, first).number == "Q1"
    assert firm.card(first).quote_number is None
    firm.link(second, "Q1", "6")
    assert (firm.card(second).quote_number, firm.card(second).quote_total) == ("Q1", 6)


def test_each_wrong_link_has_its_own_refusal(firm: Firm) -> None:
    """F070."""
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


def test_a_quote_is_unlinked_only_as_it_was_seen(firm: Firm) -> None:
    """F071, F100: not the one linked in its place, which may have had as many changes, nor one with another total."""
    replaced, changed = firm.create(), firm.create()
    firm.link(replaced, "Q1")
    firm.link(changed, "Q2")
    unlink(firm, replaced)
    firm.link(replaced, "Q3")
    change(firm, changed, "5", None, quote="Q2")
    for number, seen in ((replaced, "Q1"), (changed, "Q2")):
        with refused(firm, AlreadyChanged), firm.sessions.writing() as session:
            quotes.unlink(session, firm.ana, number, quote=seen, version=1, now=at(BEGAN))


def test_a_closing_that_is_undone_opens_its_quote_again(firm: Firm) -> None:
    for outcome in Outcome:
        number = firm.create()
        firm.link(number, f"Q-{number}")
        firm.close(number, outcome, on=BEGAN)
        with firm.sessions.writing() as session:
            quotes.unsettle(session, firm.ana, firm.card(number).id)
            assert not quotes.built_on(session, firm.ana, firm.card(number).id)
        assert firm.card(number).quote_state is QuoteState.OPEN


def test_a_freed_quote_is_found_with_what_is_known_of_it_and_a_linked_one_is_refused(firm: Firm) -> None:
    """F071: how another quote takes the place of the linked one."""
    number, other = firm.create(), firm.create()
    firm.link(number, "Q1", "5")
    firm.link(other, "Q2", "6")
    with firm.sessions.reading() as session:
        assert quotes.freed(session, firm.ana, "Q3") is None
    with refused(firm, QuoteTaken) as taken, firm.sessions.reading() as session:
        quotes.freed(session, firm.ana, "Q2")
    assert taken.value.opportunity == other
    unlink(firm, other)
    unlink(firm, number)
    with firm.sessions.reading() as session:
        found = quotes.freed(session, firm.ana, "Q2")
    assert found and (found.total, found.version) == (6, 2)
    assert link(firm, number, "Q2", "7", None).version == 3 == firm_quote(firm, number).version


def firm_quote(firm: Firm, number: str) -> quotes.Quote:
    """The linked quote as it is stored."""
    key = firm.card(number).id
    with firm.sessions.reading() as session:
        found = quotes.of_opportunity(session, firm.ana, key)
    assert found
    return found


def test_the_linked_quotes_total_and_date_can_be_changed_while_it_is_open(firm: Firm) -> None:
    """F071: with the old and new values in the audit trail."""
    number = firm.create()
    firm.link(number, "Q1", "58500")
    made = change(firm, number, "57000.50", BEGAN - timedelta(days=2))
    assert made == firm_quote(firm, number)
    assert (made.total, made.quoted_on, made.version) == (Decimal("57000.50"), BEGAN - timedelta(days=2), 2)
    with firm.sessions.reading() as session:
        row = audits.about(session, firm.ana, number).rows[0]
    assert (row.operation, row.old, row.new) == (
        "change quote",
        {"total": "58500.00", "quoted_on": "2026-01-05"},
        {"total": "57000.50", "quoted_on": "2026-01-03"},
    )
    assert change(firm, number, "1", None, 2).quoted_on == BEGAN - timedelta(days=2)


def test_each_wrong_change_of_a_quote_has_its_own_refusal(firm: Firm) -> None:
    """F071."""
    number, without, closed = firm.create(), firm.create(), firm.create()
    firm.link(number, "Q1")
    firm.link(closed, "Q2")
    firm.close(closed, Outcome.WON, on=BEGAN)
    wrong: list[tuple[tuple[Any, ...], type[Refusal]]] = [
        *(((without, "1", BEGAN), NoQuote), ((closed, "1", BEGAN), IsClosed), (("OP000099", "1", BEGAN), NotFound)),
        *(((number, None, BEGAN), Missing), ((number, "-1", BEGAN), NotPositive), ((number, "1E12", BEGAN), TooLarge)),
        *(((number, "1", date(1999, 12, 31)), TooEarly), ((number, "1", date(2200, 1, 1)), TooLate)),
        *(((number, "1", BEGAN, 7), AlreadyChanged), ((number, "1", BEGAN, 1, "Q2"), AlreadyChanged)),
    ]
    for asked, refusal in wrong:
        with refused(firm, refusal):
            change(firm, *asked)
