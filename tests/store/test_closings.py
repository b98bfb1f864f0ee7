"""Winning and losing (domain.md B.7, decisions 12, 13, 14, 27, 32)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from store import closings, quotes
from store.models.contacts import contacts as contact_table
from store.models.cycles import close_codes
from store.models.documents import quotes as quote_table
from store.rules.checks import Several
from store.rules.refusals import (
    AlreadyChanged,
    IsClosed,
    Missing,
    NoCloseCodes,
    NotFound,
    NotPositive,
    QuoteIsZero,
    Refusal,
    TooEarly,
    TooLarge,
    TooLate,
    TooPrecise,
    WrongCode,
)
from store.rules.words import Action, ContactKind, Outcome, QuoteState, Status, Verb
from tests.store.firm import BEGAN, Firm, at, refused, unlink

DAY = timedelta(days=1)
WEEK = BEGAN + 7 * DAY


def customers(firm: Firm) -> list[str]:
    """The contacts that are marked as customers."""
    with firm.sessions.reading() as session:
        return session.values(select(contact_table.c.name).where(contact_table.c.customer))


def seen(firm: Firm, number: str) -> str:
    """The linked quote as the form of closing shows it now."""
    with firm.sessions.reading() as session:
        return closings.preset(session, firm.ana, number, at(BEGAN)).quote_seen


def requote(firm: Firm, number: str, quote: str | None, total: str = "100") -> None:
    """Somebody links another quote in the place of the one that is there, if any; or none."""
    with firm.sessions.writing() as session:
        if firm.card(number).quote_number:
            unlink(session, firm.ben, number, at(BEGAN))
        if quote:
            quotes.link(session, firm.ben, number, quote=quote, total=Decimal(total), quoted_on=BEGAN, now=at(BEGAN))


def keep_codes(firm: Firm, *codes: str) -> None:
    """Block every close code but these."""
    with firm.sessions.writing() as session:
        others = (close_codes.c.workspace_id == firm.ana.workspace_id) & close_codes.c.code.not_in(codes)
        session.change(close_codes.update().where(others).values(blocked=True))
    firm.set_up(1, max_days=1)


def test_won_has_every_percentage_at_a_hundred_and_the_sales_value_as_its_weight(firm: Firm) -> None:
    """F047."""
    number = firm.create(value="60000")
    firm.close(number, Outcome.WON, on=WEEK, value="58500.50")
    entry, card = firm.history(number)[-1], firm.card(number)
    assert (entry.action, entry.chances, entry.completed, entry.probability) == (Action.WON, 100, 100, 100)
    assert (entry.value, entry.weighted, entry.stage, entry.previous_stage) == (60000, Decimal("58500.50"), 0, 1)
    assert (entry.changed_on, entry.closing_on, entry.close_code) == (WEEK, WEEK, "BUSINESS_W")
    assert (card.status, card.closed_on, card.version) == (Status.WON, WEEK, 2)


def test_lost_has_no_chances_left_and_weighs_nothing_whatever_was_typed(firm: Firm) -> None:
    """F048."""
    number = firm.create(value="60000")
    firm.close(number, Outcome.LOST, on=WEEK, value="999", code="PRICE_L")
    entry = firm.history(number)[-1]
    assert (entry.action, entry.chances, entry.completed, entry.probability) == (Action.LOST, 0, 100, 0)
    assert (entry.value, entry.weighted, entry.close_code) == (60000, 0, "PRICE_L")


def test_what_was_decided_on_another_quote_than_is_linked_now_is_refused(firm: Firm) -> None:
    """F047, F048, F100: the quote is the won amount; linked, changed, replaced or unlinked meanwhile (decision 41)."""
    for n, (before, after) in enumerate([(None, "58500"), ("58500", "100"), ("58500", None)]):
        number = firm.create()
        if before:
            firm.link(number, f"Q{n}", before)
        saw = seen(firm, number)
        requote(firm, number, f"Q{n}" if after else None, after or "")
        for outcome in Outcome:
            with refused(firm, AlreadyChanged):
                firm.close(number, outcome, on=BEGAN, value="60000", quote=saw)
    replaced = firm.create()
    firm.link(replaced, "A", "5")
    saw = seen(firm, replaced)
    requote(firm, replaced, "B", "5")
    with refused(firm, AlreadyChanged):
        firm.close(replaced, Outcome.WON, on=BEGAN, quote=saw)
    requote(firm, replaced, "A", "5")
    assert firm.close(replaced, Outcome.WON, on=BEGAN, quote=saw).outcome is Outcome.WON


def test_one_that_was_never_started_can_be_closed_too(firm: Firm) -> None:
    """F051."""
    for outcome, value in ((Outcome.LOST, None), (Outcome.WON, "5")):
        number = firm.create(value=None)
        firm.close(number, outcome, on=BEGAN, value=value)
        (entry,) = firm.history(number)
        assert (entry.value, entry.previous_stage, entry.no) == (0, 0, 1)
        assert firm.card(number).status.closed


def test_one_that_was_never_started_is_not_closed_before_it_was_created(firm: Firm) -> None:
    """F051: without a last change the day of creation is the earliest."""
    number = firm.create(value=None)
    with refused(firm, TooEarly) as early:
        firm.close(number, Outcome.LOST, on=WEEK, closed_on=BEGAN - DAY)
    assert early.value.earliest == BEGAN
    firm.close(number, Outcome.LOST, on=WEEK, closed_on=BEGAN)


def test_the_only_code_of_an_outcome_is_taken_and_of_several_one_must_be_chosen(firm: Firm) -> None:
    """F049."""
    first, second = firm.create(), firm.create()
    with refused(firm, Missing) as missing:
        firm.close(first, Outcome.LOST, on=BEGAN, close_code_id=None)
    assert missing.value.place == "close_code"
    keep_codes(firm, "PRICE_L", "PRICE_W")
    firm.close(second, Outcome.LOST, on=BEGAN, close_code_id=None)
    assert firm.history(second)[-1].close_code == "PRICE_L"


def test_a_code_of_the_other_outcome_a_blocked_one_and_an_unknown_one_are_refused(firm: Firm) -> None:
    number = firm.create()
    codes = {c.code: c.id for c in firm.setup().codes.values()}
    keep_codes(firm, "PRICE_L", "PRODUCT_L", "PRICE_W")
    for key in (codes["PRICE_W"], codes["PRES_L"], 10**6):
        with refused(firm, WrongCode) as wrong:
            firm.close(number, Outcome.LOST, on=BEGAN, close_code_id=key)
        assert (wrong.value.offered, wrong.value.place) == (("PRICE_L", "PRODUCT_L"), "close_code")
    keep_codes(firm)
    with refused(firm, NoCloseCodes) as none:
        firm.close(number, Outcome.LOST, on=BEGAN)
    assert none.value.outcome is Outcome.LOST


def test_each_wrong_closing_has_its_own_refusal(firm: Firm) -> None:
    """F049."""
    number = firm.create(on=WEEK)
    wrong: list[tuple[Outcome | None, dict[str, Any], type[Refusal], str]] = [
        (None, {}, Missing, "outcome"),
        (Outcome.WON, {}, NotPositive, "sales_value"),
        (Outcome.WON, {"value": "-1"}, NotPositive, "sales_value"),
        (Outcome.WON, {"value": "1000000000000"}, TooLarge, "sales_value"),
        (Outcome.WON, {"value": "0.001"}, TooPrecise, "sales_value"),
        (Outcome.LOST, {"closed_on": WEEK - DAY}, TooEarly, "closed_on"),
        (Outcome.LOST, {"closed_on": WEEK + DAY}, TooLate, "closed_on"),
    ]
    for outcome, asked, refusal, place in wrong:
        with refused(firm, refusal) as one:
            firm.close(number, outcome, on=WEEK, **asked)
        assert one.value.place == place
    with refused(firm, Several) as several:
        firm.close(number, Outcome.WON, on=WEEK, close_code_id=None, closed_on=WEEK + DAY)
    assert [r.place for r in several.value.refusals] == ["close_code", "sales_value", "closed_on"]


def test_closed_is_final(firm: Firm) -> None:
    """F054."""
    number = firm.create()
    firm.close(number, Outcome.WON, on=BEGAN, value="1")
    for outcome in Outcome:
        with refused(firm, IsClosed) as closed:
            firm.close(number, outcome, on=BEGAN, value="1")
        assert closed.value.status is Status.WON
    with refused(firm, NotFound):
        firm.close("OP000099", Outcome.LOST, on=BEGAN)


def test_open_tasks_are_cancelled_only_when_asked_and_none_are_made(firm: Firm) -> None:
    """F052."""
    kept, cancelled = firm.create(), firm.create()
    firm.close(kept, Outcome.LOST, on=BEGAN)
    firm.close(cancelled, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    assert [t.open for t in firm.tasks(kept)] == [True, True]
    assert [(t.open, t.cancelled) for t in firm.tasks(cancelled)] == [(False, True)] * 2


def test_with_a_quote_the_won_amount_is_its_total_and_it_is_accepted_or_declined(firm: Firm) -> None:
    """F050."""
    won, lost = firm.create(value="60000"), firm.create()
    firm.link(won, "Q1", "58500")
    firm.link(lost, "Q2", "7")
    firm.close(won, Outcome.WON, on=BEGAN, value="1")
    firm.close(lost, Outcome.LOST, on=BEGAN)
    assert (firm.card(won).value, firm.card(won).weighted) == (60000, 58500)
    assert firm.card(won).quote_state is QuoteState.ACCEPTED
    assert firm.card(lost).quote_state is QuoteState.DECLINED


def test_a_quote_over_nothing_can_not_be_won_with(firm: Firm) -> None:
    number = firm.create()
    firm.link(number)
    with firm.sessions.writing() as session:
        session.change(quote_table.update().values(total=Decimal(0)))
    with refused(firm, QuoteIsZero) as zero:
        firm.close(number, Outcome.WON, on=BEGAN, value="5")
    assert (zero.value.quote, zero.value.place) == ("Q1", "sales_value")
    firm.close(number, Outcome.LOST, on=BEGAN)


def test_winning_marks_the_company_as_customer_once_and_says_so_and_losing_does_not(firm: Firm) -> None:
    """F053."""
    assert firm.close(firm.create(), Outcome.LOST, on=BEGAN).customer is None
    assert customers(firm) == []
    assert firm.close(firm.create(), Outcome.WON, on=BEGAN, value="1").customer == "Müller Maschinen AG"
    assert customers(firm) == ["Müller Maschinen AG"]
    assert firm.close(firm.create(), Outcome.WON, on=BEGAN, value="1").customer is None


def test_a_person_without_a_company_becomes_the_customer(firm: Firm) -> None:
    """F053."""
    solo = firm.contact("Solo", ContactKind.PERSON)
    assert firm.close(firm.create(contact=solo), Outcome.WON, on=BEGAN, value="1").customer == "Solo"
    assert customers(firm) == ["Solo"]


def test_the_days_before_a_closing_are_kept_on_the_entry_it_ends(firm: Firm) -> None:
    for verb in (Verb.NEXT, Verb.PREVIOUS, Verb.JUMP, Verb.UPDATE):
        number = firm.create()
        firm.link(number, f"Q-{number}")
        firm.move(number, Verb.SKIP, on=BEGAN, stage=3)
        firm.move(number, verb, on=WEEK)
        firm.close(number, Outcome.LOST, on=WEEK + DAY, closed_on=WEEK)
        history = firm.history(number)
        assert [e.days_open for e in history] == [0, 7, 0, 0]
        assert history[-1].previous_stage == history[-2].stage


def test_a_closing_carries_who_did_it_and_when(firm: Firm) -> None:
    number = firm.create()
    code = firm.setup().close_codes(Outcome.LOST)[0]
    with firm.sessions.writing() as session:
        asked = closings.Closing(Outcome.LOST, code.id, None)
        done = closings.close(session, firm.ben, number, asked, seen=1, now=at(BEGAN, 17))
    entry = firm.history(number)[-1]
    assert (done.outcome, entry.person, entry.at) == (Outcome.LOST, "Ben", at(BEGAN, 17))
