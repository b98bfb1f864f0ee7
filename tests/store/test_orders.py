"""Orders and invoices: made of quotes, linked to what was won, and the won amount follows (domain.md B.12)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store import audits, cards, closings, deletions, invoices, listings, orders, quotes, undos
from store.models.documents import orders as order_table
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyChanged,
    AlreadyMoved,
    BuiltOn,
    ClosedWithoutQuote,
    HasInvoice,
    HasOrder,
    InvoiceTaken,
    Missing,
    NoOrder,
    NoQuote,
    NotFound,
    NotPositive,
    NotStarted,
    OrderTaken,
    QuoteOrdered,
    Refusal,
    TooLarge,
    TooLong,
    TooPrecise,
)
from store.rules.words import Action, OrderState, Outcome, QuoteState, Status, Verb
from tests.store.firm import BEGAN, Firm, at, refused, unlink

DAY = timedelta(days=1)
WEEK = BEGAN + 7 * DAY


def winning(firm: Firm, **more: Any) -> closings.Closing:
    """A closing as won, with the first code."""
    return closings.Closing(Outcome.WON, firm.setup().close_codes(Outcome.WON)[0].id, None, **more)


def order(
    firm: Firm, number: str, named: str = "A-1", total: str | None = None, *, seen: int | None = None,
    closing: closings.Closing | None = None, apart: bool = False, quote: str | None = None,
) -> orders.Made:  # fmt: skip
    """Make an order, closing as won with it what is in progress; `apart`: as of one that is closed already."""
    asked = orders.Asked(named, Decimal(total) if total else None, quote)
    with firm.sessions.writing() as session:
        wins = None if apart else closing or winning(firm)
        return orders.make(session, firm.ana, number, asked, wins, seen=seen, now=at(WEEK))


def invoice(firm: Firm, number: str, named: str = "R-1", total: str | None = None) -> orders.Order:
    """Invoice the order."""
    asked = orders.Asked(named, Decimal(total) if total else None)
    with firm.sessions.writing() as session:
        return invoices.make(session, firm.ana, number, asked, at(WEEK))


def cancel(firm: Firm, number: str) -> orders.Order:
    """Cancel the order."""
    with firm.sessions.writing() as session:
        return orders.cancel(session, firm.ana, number, at(WEEK + DAY))


def quoted(firm: Firm, quote: str = "Q1", total: str = "58500", **more: Any) -> str:
    """An opportunity in progress with this quote."""
    number = firm.create(**more)
    firm.link(number, quote, total)
    return number


def test_no_order_is_made_of_another_quote_than_was_seen(firm: Firm) -> None:
    """F072, F100: another was linked in its place, or it was given another total (decision 41)."""
    replaced, changed = quoted(firm, "Q1"), quoted(firm, "Q2")
    with firm.sessions.writing() as session:
        unlink(session, firm.ben, replaced, at(BEGAN))
        less = {"total": Decimal(100), "quoted_on": BEGAN}
        quotes.change(session, firm.ben, changed, quote="Q2", version=1, **less, now=at(BEGAN))
    with refused(firm, NoQuote):
        order(firm, replaced, quote=quotes.as_seen("Q1", Decimal("58500.00")))
    firm.link(replaced, "Q3", "58500")
    for number, quote in ((replaced, "Q1"), (changed, "Q2")):
        with refused(firm, AlreadyChanged):
            order(firm, number, quote=quotes.as_seen(quote, Decimal("58500.00")))
    assert order(firm, replaced, quote=quotes.as_seen("Q3", Decimal("58500.00"))).closed


def documents(firm: Firm, number: str) -> list[tuple[str | None, Decimal | None]]:
    """What the card names: quote, order, invoice."""
    card = firm.card(number)
    return [
        (card.quote_number, card.quote_total),
        (card.order_number, card.order_total),
        (card.invoice_number, card.invoice_total),
    ]


def test_an_order_wins_the_opportunity_which_points_to_it_and_weighs_its_total(firm: Firm) -> None:
    """F072, F050: the closing has the quote's total, and the won amount follows the order's."""
    number = quoted(firm, value="60000")
    made = order(firm, number, " A-1 ", "57000.50", closing=winning(firm, cancel_tasks=True))
    assert made.closed and made.closed.customer == "Müller Maschinen AG" and made.unlinked is None
    entry, card = firm.history(number)[-1], firm.card(number)
    assert (entry.action, entry.value, entry.probability, entry.weighted) == (
        Action.WON, 60000, 100, Decimal("57000.50"))  # fmt: skip
    assert (entry.changed_on, entry.close_code, card.status) == (WEEK, "BUSINESS_W", Status.WON)
    assert documents(firm, number) == [("Q1", 58500), ("A-1", Decimal("57000.50")), (None, None)]
    assert card.quote_state is QuoteState.ACCEPTED
    assert [t.cancelled for t in firm.tasks(number)] == [True, True]


def test_without_a_total_of_its_own_an_order_has_the_quotes_and_an_invoice_the_orders(firm: Firm) -> None:
    """F072: from the quote to the order to the invoice, and the won amount follows everywhere it is shown."""
    number = quoted(firm)
    assert order(firm, number).total == 58500 == firm.card(number).weighted
    assert invoice(firm, number).invoice_total == 58500
    second = quoted(firm, "Q2", "100")
    order(firm, second, "A-2", "90")
    invoice(firm, second, "R-2", "80.05")
    assert documents(firm, second) == [("Q2", 100), ("A-2", 90), ("R-2", Decimal("80.05"))]
    assert firm.card(second).weighted == firm.history(second)[-1].weighted == Decimal("80.05")
    with firm.sessions.reading() as session:
        won = listings.opportunities(session, firm.ana, listings.Filters(statuses=(Status.WON,)), WEEK)
    assert {row.number: row.weighted for row in won.rows} == {number: 58500, second: Decimal("80.05")}


def test_of_one_that_was_won_by_hand_the_link_moves_to_the_order(firm: Firm) -> None:
    """F072: G 27."""
    number = quoted(firm)
    firm.close(number, Outcome.WON, on=BEGAN)
    made = order(firm, number, total="50000", apart=True)
    assert made.closed is None and len(firm.history(number)) == 2
    assert (firm.card(number).order_number, firm.card(number).weighted) == ("A-1", 50000)


def test_of_one_that_was_lost_meanwhile_the_link_is_blanked_and_the_order_stands_apart(firm: Firm) -> None:
    """F072: the opportunity stays lost, weighs nothing and points to no document; the quote is used up."""
    number, other = quoted(firm), firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert order(firm, number, seen=1).unlinked == "Q1"
    assert documents(firm, number) == [(None, None)] * 3
    assert (firm.card(number).status, firm.card(number).weighted) == (Status.LOST, 0)
    with firm.sessions.reading() as session:
        assert session.values(select(order_table.c.state)) == [OrderState.APART]
        assert quotes.built_on(session, firm.ana, firm.card(number).id)
    with refused(firm, QuoteOrdered) as used:
        firm.link(other, "Q1")
    assert (used.value.order, used.value.place) == ("A-1", "quote_number")


def test_declining_to_close_stores_nothing_and_a_closing_that_is_refused_neither(firm: Firm) -> None:
    """F072: what is still open afterwards has no order; every wrong field is told at once."""
    number = quoted(firm)
    with refused(firm, AlreadyChanged):
        order(firm, number, apart=True)
    with refused(firm, Several) as several:
        order(firm, number, "", "-1", closing=winning(firm, closed_on=WEEK + DAY))
    assert [r.place for r in several.value.refusals] == ["order_number", "total", "closed_on"]
    with refused(firm, AlreadyMoved):
        order(firm, number, seen=7)


def test_an_order_is_won_whatever_outcome_was_sent(firm: Firm) -> None:
    number = quoted(firm)
    order(firm, number, closing=replace(winning(firm), outcome=Outcome.LOST, sales_value=Decimal(1)))
    assert (firm.card(number).status, firm.card(number).weighted) == (Status.WON, 58500)


def test_each_order_that_can_not_be_made_has_its_own_refusal(firm: Firm) -> None:
    """F072."""
    ordered, other, bare, waiting = quoted(firm), quoted(firm, "Q2"), firm.create(), firm.create(value=None)
    closed = firm.create()
    firm.close(closed, Outcome.WON, on=BEGAN, value="5")
    order(firm, ordered)
    wrong: list[tuple[tuple[Any, ...], type[Refusal], str | None]] = [
        *(((ordered, "A-2"), HasOrder, "order_number"), ((bare,), NoQuote, None), ((waiting,), NotStarted, None)),
        *(((closed,), ClosedWithoutQuote, None), (("OP000099",), NotFound, None)),
        *(((other, "A-1"), OrderTaken, "order_number"), ((other, " "), Missing, "order_number")),
        *(((other, "x" * 21), TooLong, "order_number"), ((other, "A-2", "-1"), NotPositive, "total")),
        *(((other, "A-2", "1E12"), TooLarge, "total"), ((other, "A-2", "1.001"), TooPrecise, "total")),
    ]
    for asked, refusal, place in wrong:
        with refused(firm, refusal) as one:
            order(firm, *asked)
        assert one.value.place == place
    with refused(firm, OrderTaken) as taken:
        order(firm, other, "A-1")
    assert taken.value.opportunity == ordered


def test_each_invoice_that_can_not_be_made_has_its_own_refusal(firm: Firm) -> None:
    """F072."""
    first, second, unordered, bare = quoted(firm), quoted(firm, "Q2"), quoted(firm, "Q3"), firm.create()
    lost = firm.create()
    firm.close(lost, Outcome.LOST, on=BEGAN)
    order(firm, first)
    order(firm, second, "A-2")
    invoice(firm, first)
    wrong: list[tuple[tuple[Any, ...], type[Refusal], str | None]] = [
        *(((first, "R-2"), HasInvoice, "invoice_number"), ((unordered,), NoOrder, None), ((bare,), NoOrder, None)),
        *(((lost,), ClosedWithoutQuote, None), (("OP000099",), NotFound, None)),
        *(((second, "R-1"), InvoiceTaken, "invoice_number"), ((second, ""), Missing, "invoice_number")),
        *(((second, "x" * 21), TooLong, "invoice_number"), ((second, "R-2", "-1"), NotPositive, "total")),
    ]
    for asked, refusal, place in wrong:
        with refused(firm, refusal) as one:
            invoice(firm, *asked)
        assert one.value.place == place


def test_an_order_and_an_invoice_may_be_called_the_same_as_a_quote(firm: Firm) -> None:
    number = quoted(firm, "17")
    order(firm, number, "17")
    invoice(firm, number, "17")
    assert {named for named, _ in documents(firm, number)} == {"17"}


def test_cancelling_the_order_loses_what_was_won_with_it(firm: Firm) -> None:
    """F056: lost without a close code, completed 100, the value as it was, weighing nothing, no document linked."""
    number = quoted(firm, value="60000")
    firm.move(number, Verb.NEXT, on=BEGAN + DAY, value="61000")
    order(firm, number)
    assert cancel(firm, number).number == "A-1"
    history, card = firm.history(number), firm.card(number)
    last = history[-1]
    assert [e.active for e in history] == [False, False, False, True]
    assert (last.action, last.value, last.completed, last.chances, last.weighted, last.close_code) == (
        Action.LOST, 61000, 100, 0, 0, None)  # fmt: skip
    assert (last.stage, last.previous_stage, last.changed_on) == (0, 2, WEEK + DAY)
    assert [e.days_open for e in history] == [1, 6, 0, 0]
    assert (card.status, card.closed_on, card.version) == (Status.LOST, WEEK + DAY, len(history))
    assert documents(firm, number) == [(None, None)] * 3
    with refused(firm, ClosedWithoutQuote):
        cancel(firm, number)


def test_lists_cope_with_one_that_was_lost_without_a_close_code(firm: Firm) -> None:
    """F056: G 28; the stage it had reached is that before it was won."""
    number = quoted(firm)
    firm.move(number, Verb.NEXT, on=BEGAN + DAY)
    order(firm, number)
    cancel(firm, number)
    with firm.sessions.reading() as session:
        lost = listings.opportunities(session, firm.ana, listings.Filters(statuses=(Status.LOST,)), WEEK)
        shown = cards.show(session, firm.ana, number)
    assert (shown.reached, shown.close_code) == ("Understanding needs meeting", None)
    assert [(row.stage, row.stage_description, row.weighted) for row in lost.rows] == [
        (2, "Understanding needs meeting", 0)
    ]


def test_an_invoiced_order_is_not_cancelled_and_one_that_is_not_there_neither(firm: Firm) -> None:
    """F056."""
    invoiced, unordered = quoted(firm), quoted(firm, "Q2")
    order(firm, invoiced)
    invoice(firm, invoiced)
    with refused(firm, HasInvoice) as has:
        cancel(firm, invoiced)
    assert (has.value.order, has.value.invoice) == ("A-1", "R-1")
    for number, refusal in ((unordered, NoOrder), ("OP000099", NotFound)):
        with refused(firm, refusal):
            cancel(firm, number)


def test_the_quote_of_a_cancelled_order_is_free_for_another(firm: Firm) -> None:
    first, second, third = quoted(firm), firm.create(), quoted(firm, "Q3")
    order(firm, first)
    cancel(firm, first)
    firm.link(second, "Q1", "9")
    assert order(firm, second, "A-2").total == 9
    with refused(firm, OrderTaken):
        order(firm, third, "A-1")


def test_a_closing_on_which_an_order_was_made_is_told_from_one_that_can_be_undone(firm: Firm) -> None:
    """F054: also once the order is cancelled."""
    number, other = quoted(firm), quoted(firm, "Q2")
    firm.close(other, Outcome.WON, on=BEGAN)
    order(firm, number)
    for cancelled in (False, True):
        with firm.sessions.reading() as session:
            built = [quotes.built_on(session, firm.ana, firm.card(one).id) for one in (number, other)]
        assert built == [True, False]
        with refused(firm, BuiltOn), firm.sessions.writing() as session:
            undos.undo(session, firm.ana, number, version=None, now=at(WEEK + DAY))
        if not cancelled:
            cancel(firm, number)


def test_each_document_has_its_row_in_the_audit_trail(firm: Firm) -> None:
    number = quoted(firm, total="58500")
    order(firm, number, total="57000")
    cancel(firm, number)
    other = quoted(firm, "Q2", "5")
    order(firm, other, "A-2")
    invoice(firm, other, total="4")
    with firm.sessions.reading() as session:
        rows = [audits.about(session, firm.ana, one).rows for one in (number, other)]
    assert [row.operation for row in rows[0]] == ["cancel order", "make order", "won", "link quote", "create"]
    assert (rows[0][1].new["total"], rows[0][2].new["weighted"]) == ("57000.00", "57000.00")
    assert (rows[0][0].old["status"], rows[0][0].new["status"]) == ("won", "lost")
    assert (rows[1][0].operation, rows[1][0].subject, rows[1][0].new["weighted"]) == ("make invoice", "R-1", "4.00")


TOTALS = st.decimals(Decimal("0.01"), Decimal("999999999999.99"), places=2)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(TOTALS, st.none() | TOTALS, st.none() | TOTALS)
def test_the_won_amount_is_the_newest_documents_total_to_the_last_cent(
    firm: Firm, quote: Decimal, ordered: Decimal | None, invoiced: Decimal | None
) -> None:
    """F072, F050: of any totals, on both databases; the estimated value stays."""
    number = firm.create(value="50000")
    firm.link(number, f"Q{number}", str(quote))
    order(firm, number, f"A{number}", str(ordered) if ordered else None)
    assert firm.card(number).weighted == (ordered or quote)
    invoice(firm, number, f"R{number}", str(invoiced) if invoiced else None)
    card = firm.card(number)
    assert card.weighted == card.invoice_total == (invoiced or ordered or quote)
    assert (card.quote_total, card.order_total, card.value) == (quote, ordered or quote, 50000)


@pytest.mark.parametrize("outcome", [Outcome.WON, Outcome.LOST])
def test_a_document_that_is_made_later_makes_no_new_entry(firm: Firm, outcome: Outcome) -> None:
    number = quoted(firm)
    firm.close(number, outcome, on=BEGAN)
    order(firm, number, apart=True)
    assert (len(firm.history(number)), firm.card(number).version) == (2, 2)


def test_who_deletes_it_is_told_of_its_order_and_invoice(firm: Firm) -> None:
    """F057, F072: they stay and belong to no opportunity then; of a cancelled order there is nothing to say."""

    def told(number: str) -> tuple[str | None, str | None]:
        with firm.sessions.reading() as session:
            going = deletions.plan(session, firm.ana, number)
        return going.order, going.invoice

    order(firm, number := quoted(firm))
    assert told(number) == ("A-1", None)
    invoice(firm, number)
    assert told(number) == ("A-1", "R-1")
    order(firm, second := quoted(firm, "Q2"), "A-2")
    cancel(firm, second)
    assert told(second) == (None, None)
