"""People as they are listed, and one person's card (domain.md A.8, decision 16)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from store import memberships, salespeople
from store.rules.refusals import NotAllowed, NotFound
from store.rules.words import Outcome, Role
from store.salespeople import Sum
from tests.store.firm import BEGAN, Firm, at


def card(firm: Firm, slack_id: str) -> salespeople.Card:
    """The card as Ben sees it."""
    with firm.sessions.reading() as session:
        return salespeople.card(session, firm.ben, slack_id)


def listed(firm: Firm, typed: str = "", start: int = 0) -> salespeople.Page:
    """The list as Ana sees it."""
    with firm.sessions.reading() as session:
        return salespeople.listed(session, firm.ana, typed, start)


def test_a_card_counts_what_is_open_and_what_is_there_in_all(firm: Firm) -> None:
    """F065: a salesperson shows their next task date."""
    assert card(firm, firm.ben.slack_id).open == Sum() and card(firm, firm.ben.slack_id).next_task_on is None
    firm.create(by=firm.ben, value=None)
    started, lost = firm.create(by=firm.ben, value="1000", chances="50"), firm.create(by=firm.ben, value="700")
    firm.close(lost, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    firm.create()
    seen = card(firm, firm.ben.slack_id)
    assert (seen.open.count, seen.open.value, seen.open.weighted) == (2, Decimal(1000), firm.card(started).weighted)
    assert (seen.everything.count, seen.everything.value) == (3, Decimal(1700))
    todo = [task.due_on for task in firm.tasks(started) if task.open]
    assert (seen.tasks, seen.next_task_on) == (len(todo), min(todo))


def test_the_list_is_by_name_in_pages_and_searched_by_any_part_of_the_name(firm: Firm) -> None:
    for _ in range(10):
        firm.member(Role.SALESPERSON)
    first, second = listed(firm), listed(firm, start=salespeople.PAGE)
    assert (first.total, len(first.rows), len(second.rows)) == (12, 8, 4)
    names = [row.person.name for row in (*first.rows, *second.rows)]
    assert names[:2] == ["Ana", "Ben"] and names == sorted(names)
    assert [row.person.name for row in listed(firm, "BÉN").rows] == ["Ben"]
    assert listed(firm, "nobody").rows == []


def test_who_was_taken_out_is_listed_only_when_searched_for(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, firm.ben.id, at(BEGAN) + timedelta(hours=1))
    assert [row.person.name for row in listed(firm).rows] == ["Ana"]
    assert [row.person.removed for row in listed(firm, "ben").rows] == [True]


def test_somebody_is_found_by_words_of_their_name_when_it_is_one_person(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        assert salespeople.named(session, firm.ben, "ana") == firm.ana.slack_id
        for typed in ("", "nobody", "an"):
            with pytest.raises(NotFound):
                salespeople.named(session, firm.ben, typed)


def test_the_list_is_the_admins_and_a_card_everybodys(firm: Firm) -> None:
    reader = firm.member(Role.READER)
    with firm.sessions.reading() as session:
        with pytest.raises(NotAllowed):
            salespeople.listed(session, reader)
        assert salespeople.card(session, reader, firm.ana.slack_id).person.name == "Ana"
