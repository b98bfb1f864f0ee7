"""What is parked is shown apart: last in lists, in no list of what is late, and as a part of every sum."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from store import boards, listings, overviews, totals
from store.filters import Filters, Sort
from store.models.opportunities import opportunities
from store.rules.words import OPEN, Outcome, Status, Verb
from tests.store.firm import BEGAN, Firm
from tests.store.test_parkings import MARCH, park, unpark

DAY = timedelta(days=1)
TODAY = BEGAN + 20 * DAY
MINE = Filters(statuses=OPEN)


def page(firm: Firm, filters: Filters = MINE, start: int = 0, size: int = 20) -> listings.Page[listings.Row]:
    """A page of the list."""
    with firm.sessions.reading() as session:
        return listings.opportunities(session, firm.ana, filters, TODAY, start, size)


def numbers(firm: Firm, filters: Filters = MINE) -> list[str]:
    """The numbers listed."""
    return [row.number for row in page(firm, filters).rows]


def seven(firm: Firm) -> tuple[list[str], list[str]]:
    """Four that are awake and three that are parked, each in the order of their closing; the former close later."""
    parked = [firm.create(closing_on=TODAY + n * DAY) for n in range(3)]
    awake = [firm.create(closing_on=TODAY + n * DAY) for n in range(3, 7)]
    for number in parked:
        park(firm, number)
    return awake, parked


def test_in_a_list_of_open_ones_the_parked_come_last_marked_and_counted(firm: Firm) -> None:
    awake, parked = seven(firm)
    found = page(firm)
    assert [row.number for row in found.rows] == [*awake, *parked]
    assert [row.parked_until for row in found.rows] == [None] * 4 + [MARCH] * 3
    assert (found.total, found.parked, found.capped) == (7, 3, False)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 20])
@pytest.mark.parametrize("sort", ["closing", "value", "number", "stage"])
def test_pages_go_through_the_whole_list_once_whatever_their_size(firm: Firm, size: int, sort: Sort) -> None:
    awake, parked = seven(firm)
    filters = replace(MINE, sort=sort)
    pages = [page(firm, filters, start, size) for start in range(0, 8, size)]
    assert [row.number for one in pages for row in one.rows] == [*awake, *parked]
    assert {(one.total, one.parked) for one in pages} == {(7, 3)}
    beyond = page(firm, filters, 40, size)
    assert (beyond.rows, beyond.total, beyond.parked) == ([], 7, 3)


def test_all_may_be_parked_or_none(firm: Firm) -> None:
    number = firm.create()
    assert page(firm).parked == 0
    park(firm, number)
    assert (numbers(firm), page(firm).parked) == ([number], 1)


def test_the_day_it_wakes_it_is_in_its_place_again(firm: Firm) -> None:
    first, second = firm.create(closing_on=TODAY), firm.create(closing_on=TODAY + DAY)
    park(firm, first, TODAY + DAY)
    assert numbers(firm) == [second, first]
    with firm.sessions.reading() as session:
        found = listings.opportunities(session, firm.ana, MINE, TODAY + DAY)
    assert ([row.number for row in found.rows], found.parked, found.rows[0].parked_until) == ([first, second], 0, None)


def test_only_the_parked_can_be_listed(firm: Firm) -> None:
    awake, parked = seven(firm)
    firm.create(by=firm.ben)
    waiting = firm.create(value=None)
    park(firm, waiting)
    found = page(firm, replace(MINE, parked=True))
    assert [row.number for row in found.rows] == [*parked, waiting]
    assert numbers(firm, replace(MINE, parked=True, salesperson_id=firm.ben.id)) == []
    unpark(firm, parked[0], on=TODAY)
    assert numbers(firm, replace(MINE, parked=True)) == [*parked[1:], waiting]
    assert numbers(firm, Filters(salesperson_id=firm.ana.id))[:5] == [parked[0], *awake]


@pytest.mark.parametrize("late", [{"due": True}, {"overdue": True}, {"stale": True}])
def test_what_is_parked_is_in_no_list_of_what_is_late(firm: Firm, late: dict[str, bool]) -> None:
    on = TODAY - DAY if "overdue" in late else TODAY
    parked, awake = firm.create(closing_on=on), firm.create(closing_on=on)
    park(firm, parked)
    assert numbers(firm, Filters(**late)) == [awake]  # type: ignore[arg-type] # three flags
    unpark(firm, parked)
    assert numbers(firm, Filters(**late)) == [parked, awake]  # type: ignore[arg-type] # as above


def test_closed_ones_are_never_parked(firm: Firm) -> None:
    number = firm.create()
    park(firm, number)
    firm.close(number, Outcome.LOST, on=BEGAN)
    found = page(firm, Filters(statuses=(Status.LOST,)))
    assert (found.parked, found.rows[0].parked_until) == (0, None)
    assert page(firm, Filters()).parked == 0


def test_of_very_many_the_parked_are_still_found_behind_the_others(firm: Firm) -> None:
    parked = [firm.create(value=None) for _ in range(3)]
    with firm.sessions.writing() as session:
        like = session.connection.execute(opportunities.select()).mappings().first()
        own = {name: value for name, value in (like or {}).items() if name != "id"}
        session.add_all(opportunities, [own | {"number": f"OP{n:06d}"} for n in range(4, 1034)])
    for number in parked:
        park(firm, number)
    pages = [page(firm, start=start) for start in (0, 1020, 1032, 1040)]
    assert [(one.total, one.capped, len(one.rows)) for one in pages] == [
        (1003, True, 20),
        (1033, False, 13),
        (1033, False, 1),
        (1003, False, 0),
    ]
    assert [row.number for row in pages[1].rows][-4:] == ["OP001033", *parked]


def test_sums_have_the_parked_in_them_and_say_how_much_that_is(firm: Firm) -> None:
    """F080: so that sums still add up."""
    parked, awake, waiting = firm.create(value="1000.01"), firm.create(value="60000"), firm.create(value=None)
    for number in (parked, waiting):
        park(firm, number)
    with firm.sessions.reading() as session:
        sums = totals.of_list(session, firm.ana, MINE, TODAY)
        only = totals.of_list(session, firm.ana, replace(MINE, parked=True), TODAY)
        later = totals.of_list(session, firm.ana, MINE, MARCH)
    rests = (1, Decimal("1000.01"), Decimal("2.000020"))
    assert (sums.started, sums.value, sums.weighted) == (2, Decimal("61000.01"), Decimal("122.000020"))
    assert (sums.parked, sums.parked_value, sums.parked_weighted) == rests
    assert (only.started, only.value, only.weighted) == rests
    assert (later.parked, later.value) == (0, sums.value) and awake


def test_the_day_is_without_them_and_the_pipeline_has_them_apart(firm: Firm) -> None:
    late, later = firm.create(closing_on=TODAY - DAY), firm.create(closing_on=TODAY - DAY, value="1000.01")
    firm.move(later, Verb.NEXT, on=BEGAN)
    park(firm, later)
    with firm.sessions.reading() as session:
        day = boards.day(session, firm.ana, TODAY)
        first, second = boards.pipeline(session, firm.ana, TODAY)
        _, awake = boards.pipeline(session, firm.ana, MARCH)
    assert [row.number for row in day.overdue.rows] == [row.number for row in day.stale.rows] == [late]
    assert {task.opportunity_number for task in day.tasks.rows} == {late}
    assert (first.count, first.parked, first.parked_value, first.parked_weighted) == (1, 0, None, None)
    assert (second.count, second.parked, second.value, second.weighted) == (
        *(1, 1),
        *(second.parked_value, second.parked_weighted),
    )
    assert (awake.parked, awake.parked_value) == (0, None)


def test_a_contact_shows_how_much_of_what_is_open_is_parked(firm: Firm) -> None:
    parked, won, waiting = firm.create(value="1000"), firm.create(), firm.create(value=None)
    firm.create(value="500")
    for number in (parked, waiting):
        park(firm, number)
    firm.close(won, Outcome.WON, on=BEGAN, value="1")
    with firm.sessions.reading() as session:
        found = overviews.of_contact(session, firm.ana, firm.company, TODAY)
    assert (found.open.count, found.open.value, found.all.count, found.waiting) == (2, Decimal(1500), 3, 1)
    assert found.parked == overviews.Figures(1, Decimal(1000), Decimal(2))


def test_what_another_workspace_parked_is_none_of_ours(firm: Firm, other: Firm) -> None:
    park(other, other.create(), by=other.ana)
    mine = firm.create()
    found = page(firm)
    assert ([row.number for row in found.rows], found.parked, found.rows[0].parked_until) == ([mine], 0, None)
