"""The list: each filter exactly, pages that say where they are, the order asked for."""

from datetime import date, timedelta

import pytest

from store import listings
from store.filters import Filters
from store.models.opportunities import opportunities
from store.rules.words import ContactKind, Outcome, Priority, Status, Verb
from tests.store.firm import BEGAN, Firm

TODAY = BEGAN + timedelta(days=20)


def numbers(firm: Firm, filters: Filters, today: date = TODAY) -> list[str]:
    """The numbers listed for a filter."""
    with firm.sessions.reading() as session:
        page = listings.opportunities(session, firm.ana, filters, today)
    assert page.total == len(page.rows)
    return [row.number for row in page.rows]


def test_a_row_tells_what_the_card_tells(firm: Firm) -> None:
    """F080: with stage description, closing date, value and weighted value."""
    number = firm.create(closing_on=date(2026, 3, 1), by=firm.ben)
    firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=7))
    with firm.sessions.reading() as session:
        (row,) = listings.opportunities(session, firm.ana, Filters(), TODAY).rows
    card = firm.card(number)
    for name in (
        *("id", "number", "description", "status", "priority", "created_on", "salesperson_id", "seen", "stage"),
        *("closing_on", "value", "weighted", "chances", "probability", "changed_on", "contact_name", "company_name"),
        *("salesperson_name", "stage_description"),
    ):
        assert getattr(row, name) == getattr(card, name), name
    assert row.cycle_code == "EX-LARGE" and row.company_name == "Müller Maschinen AG"


def test_a_not_started_one_has_no_figures_and_was_seen_as_nothing(firm: Firm) -> None:
    firm.create(value=None)
    with firm.sessions.reading() as session:
        (row,) = listings.opportunities(session, firm.ana, Filters(), TODAY).rows
    assert (row.seen, row.stage, row.stage_description, row.value, row.closing_on) == (0, None, None, None, None)


def test_a_closed_one_shows_the_stage_it_had_reached(firm: Firm) -> None:
    reached, never = firm.create(), firm.create(value=None)
    firm.move(reached, Verb.NEXT, on=BEGAN)
    firm.close(reached, Outcome.LOST, on=BEGAN)
    firm.close(never, Outcome.LOST, on=BEGAN)
    with firm.sessions.reading() as session:
        rows = {r.number: r for r in listings.opportunities(session, firm.ana, Filters(), TODAY).rows}
    assert (rows[reached].stage, rows[reached].stage_description) == (2, "Understanding needs meeting")
    assert (rows[never].stage, rows[never].stage_description) == (None, None)


def test_a_page_says_which_rows_of_how_many(firm: Firm) -> None:
    made = [firm.create(value=None) for _ in range(5)]
    with firm.sessions.reading() as session:
        pages = [listings.opportunities(session, firm.ana, Filters(), TODAY, start, 2) for start in (0, 2, 4, 6)]
    assert [[r.number for r in page.rows] for page in pages] == [made[:2], made[2:4], made[4:], []]
    assert [(page.total, page.start, page.size) for page in pages] == [(5, 0, 2), (5, 2, 2), (5, 4, 2), (5, 6, 2)]


def test_by_salesperson_status_and_priority(firm: Firm) -> None:
    """F080, F021: mine, by status, by priority."""
    mine, bens = firm.create(), firm.create(by=firm.ben)
    waiting, urgent = firm.create(value=None), firm.create(priority=Priority.HIGH)
    lost = firm.create()
    firm.close(lost, Outcome.LOST, on=BEGAN)
    assert numbers(firm, Filters(salesperson_id=firm.ben.id)) == [bens]
    assert numbers(firm, Filters(statuses=(Status.LOST,))) == [lost]
    assert numbers(firm, Filters(statuses=(Status.NOT_STARTED, Status.LOST))) == [lost, waiting]
    assert numbers(firm, Filters(priority=Priority.HIGH)) == [urgent]
    assert numbers(firm, Filters(salesperson_id=firm.ana.id, statuses=(Status.IN_PROGRESS,))) == [mine, urgent]


def test_a_company_includes_its_persons_and_a_person_only_themselves(firm: Firm) -> None:
    """F080: by contact, and by company with its persons."""
    at_person, at_company = firm.create(), firm.create(contact=firm.company)
    elsewhere = firm.create(contact=firm.contact("Elsewhere", ContactKind.PERSON))
    assert numbers(firm, Filters(contact_id=firm.company.id)) == [at_person, at_company]
    assert numbers(firm, Filters(contact_id=firm.person.id)) == [at_person]
    assert elsewhere not in numbers(firm, Filters(contact_id=firm.company.id))


def test_by_cycle_and_stage_where_closed_ones_are_at_the_stage_they_reached(firm: Firm) -> None:
    at_1, at_2, lost_at_2 = firm.create(), firm.create(), firm.create()
    for number in (at_2, lost_at_2):
        firm.move(number, Verb.NEXT, on=BEGAN)
    firm.close(lost_at_2, Outcome.LOST, on=BEGAN)
    assert numbers(firm, Filters(stage=1)) == [at_1]
    assert sorted(numbers(firm, Filters(stage=2))) == [at_2, lost_at_2]
    assert numbers(firm, Filters(stage=2, statuses=(Status.IN_PROGRESS,))) == [at_2]
    assert numbers(firm, Filters(cycle_id=firm.cycle.id + 1)) == []
    assert len(numbers(firm, Filters(cycle_id=firm.cycle.id))) == 3


def test_due_is_today_to_seven_days_ahead_and_overdue_is_before_today(firm: Firm) -> None:
    days = {n: firm.create(closing_on=TODAY + timedelta(days=n)) for n in (-1, 0, 7, 8)}
    firm.create(value=None)
    closed = firm.create(closing_on=TODAY)
    firm.close(closed, Outcome.LOST, on=TODAY)
    assert numbers(firm, Filters(due=True)) == [days[0], days[7]]
    assert numbers(firm, Filters(overdue=True)) == [days[-1]]


@pytest.mark.parametrize(("max_days", "stale_after"), [(5, 5), (None, 14)])
def test_stale_is_longer_than_the_stages_days_else_the_workspaces(
    firm: Firm, max_days: int | None, stale_after: int
) -> None:
    firm.set_up(1, max_days=max_days)
    number = firm.create()
    assert numbers(firm, Filters(stale=True), BEGAN + timedelta(days=stale_after)) == []
    assert numbers(firm, Filters(stale=True), BEGAN + timedelta(days=stale_after + 1)) == [number]
    firm.close(number, Outcome.LOST, on=BEGAN)
    assert numbers(firm, Filters(stale=True), BEGAN + timedelta(days=99)) == []


def test_by_closing_date_both_ends_included(firm: Firm) -> None:
    days = [firm.create(closing_on=TODAY + timedelta(days=n)) for n in range(4)]
    firm.create(value=None)
    begin, end = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    assert numbers(firm, Filters(closing_from=begin, closing_until=end)) == days[1:3]
    assert numbers(firm, Filters(closing_from=begin)) == days[1:]
    assert numbers(firm, Filters(closing_until=end)) == days[:3]


def test_the_order_is_by_closing_date_unless_another_is_asked_for(firm: Firm) -> None:
    waiting = firm.create(value=None)
    late = firm.create(value="100", closing_on=TODAY + timedelta(days=9))
    soon = firm.create(value="10", closing_on=TODAY)
    also_soon = firm.create(value="100", closing_on=TODAY)
    firm.move(soon, Verb.NEXT, on=BEGAN)
    assert numbers(firm, Filters()) == [soon, also_soon, late, waiting]
    assert numbers(firm, Filters(sort="date")) == [soon, also_soon, late, waiting]
    assert numbers(firm, Filters(sort="number")) == [waiting, late, soon, also_soon]
    assert numbers(firm, Filters(sort="value")) == [also_soon, late, soon, waiting]
    assert numbers(firm, Filters(sort="stage")) == [also_soon, late, soon, waiting]


def test_the_list_of_one_workspace_knows_nothing_of_another(firm: Firm, other: Firm) -> None:
    theirs = other.create()
    mine = firm.create()
    with firm.sessions.reading() as session:
        page = listings.opportunities(session, firm.ana, Filters(), TODAY)
        assert [(r.number, r.id) for r in page.rows] == [(mine, firm.card(mine).id)]
        foreign = Filters(salesperson_id=other.ana.id, contact_id=other.person.id)
        assert listings.opportunities(session, firm.ana, foreign, TODAY).total == 0
    assert mine == theirs


def test_of_very_many_only_a_thousand_beyond_the_page_are_counted(firm: Firm) -> None:
    firm.create(value=None)
    with firm.sessions.writing() as session:
        like = session.connection.execute(opportunities.select()).mappings().one()
        own = {name: value for name, value in like.items() if name != "id"}
        session.add_all(opportunities, [own | {"number": f"OP{n:06d}"} for n in range(2, 1031)])
    with firm.sessions.reading() as session:
        pages = [listings.opportunities(session, firm.ana, Filters(), BEGAN, start) for start in (0, 20, 40, 1020)]
    assert [(page.total, page.capped, len(page.rows)) for page in pages] == [
        (1000, True, 20),
        (1020, True, 20),
        (1030, False, 20),
        (1030, False, 10),
    ]
