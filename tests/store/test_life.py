"""The life of domain.md C.8, to the last digit."""

from datetime import date, timedelta
from decimal import Decimal

from store import boards
from store.rules.refusals import NeedsQuote
from store.rules.words import Action, Outcome, QuoteState, Status, Verb
from tests.store.firm import Firm, refused

CREATED, NEXT, UPDATED, SKIPPED, WON = (
    *(date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 20)),
    *(date(2026, 2, 2), date(2026, 2, 16)),
)


def lived(firm: Firm) -> str:
    """The number of the opportunity that went all the way."""
    number = firm.create(value="50000", chances="10", on=CREATED)
    firm.move(number, Verb.NEXT, on=NEXT)
    firm.move(number, Verb.UPDATE, on=UPDATED, value="60000", chances="30")
    with refused(firm, NeedsQuote) as gate:
        firm.move(number, Verb.SKIP, on=SKIPPED, stage=4, value="60000", chances="50")
    assert gate.value.stage == "4 Proposal"
    firm.link(number, "Q-1", "58500", on=SKIPPED)
    firm.move(number, Verb.SKIP, on=SKIPPED, stage=4, value="60000", chances="50")
    firm.close(number, Outcome.WON, on=WON, value="1")
    return number


def test_a_full_life_has_the_references_figures(firm: Firm) -> None:
    """F042, F044, F045."""
    history = firm.history(lived(firm))
    shown = [
        (e.changed_on, e.action, e.stage, e.value, e.chances, e.completed, e.probability, e.weighted) for e in history
    ]
    assert shown == [
        (CREATED, Action.FIRST, 1, Decimal(50000), 10, 2, Decimal("0.2"), Decimal(100)),
        (NEXT, Action.NEXT, 2, Decimal(50000), 25, 35, Decimal("8.75"), Decimal(4375)),
        (UPDATED, Action.UPDATED, 2, Decimal(60000), 30, 35, Decimal("10.5"), Decimal(6300)),
        (SKIPPED, Action.SKIPPED, 4, Decimal(60000), 80, 85, 68, Decimal(40800)),
        (WON, Action.WON, 0, Decimal(60000), 100, 100, 100, Decimal(58500)),
    ]


def test_the_days_of_a_full_life_abut_and_sum_to_its_length(firm: Firm) -> None:
    """F046."""
    history = firm.history(lived(firm))
    assert [e.days_open for e in history] == [7, 8, 13, 14, 0]
    assert sum(e.days_open for e in history) == (WON - CREATED).days == 42
    assert [e.active for e in history] == [False] * 4 + [True]
    assert [e.previous_stage for e in history] == [0, 1, 2, 2, 4]


def test_the_card_at_the_end_is_won_with_the_quotes_total_and_the_stage_reached(firm: Firm) -> None:
    number = lived(firm)
    card = firm.card(number)
    assert (card.status, card.closed_on, card.seen, card.stage) == (Status.WON, WON, 5, 0)
    assert (card.value, card.weighted, card.closing_on) == (Decimal(60000), Decimal(58500), WON)
    assert (card.quote_number, card.quote_total, card.quote_state) == ("Q-1", Decimal(58500), QuoteState.ACCEPTED)
    assert card.previous_stage == 4
    assert firm.history(number)[-1].close_code == "BUSINESS_W"


def test_the_pipeline_of_c_6_counts_what_is_in_progress_and_nothing_else(firm: Firm) -> None:
    first, second, won = firm.create(on=CREATED), firm.create(value="60000", on=CREATED), lived(firm)
    firm.create(value=None)
    firm.move(first, Verb.NEXT, on=NEXT)
    firm.link(second, "Q-2")
    firm.move(second, Verb.SKIP, on=NEXT, stage=4, value="60000")
    assert firm.card(won).status is Status.WON
    with firm.sessions.reading() as session:
        sums = boards.pipeline(session, firm.ana, NEXT)
    assert [(s.stage, s.count, s.value, s.weighted) for s in sums] == [
        (2, 1, Decimal(50000), Decimal(4375)),
        (4, 1, Decimal(60000), Decimal(40800)),
    ]
    assert sum(s.weighted for s in sums) == Decimal(45175)


def test_every_arrival_makes_its_stages_tasks_and_an_update_none(firm: Firm) -> None:
    number = lived(firm)
    made = {(t.description, t.due_on) for t in firm.tasks(number)}
    assert len(firm.tasks(number)) == 2 + 4 + 4  # INIT, NEEDS, PROPOSAL
    assert {
        ("Check how good the lead is", CREATED),
        ("Find the people who decide", CREATED + timedelta(days=7)),
        ("Confirm the meeting", NEXT + timedelta(days=3)),
        ("Go through the proposal", SKIPPED + timedelta(days=14)),
    } <= made
