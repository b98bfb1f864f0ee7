"""The audit trail: one row a write, in the transaction of the write, that nobody changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from store import audits, comments, moves
from store.models.audits import audits as table
from store.rights import Member
from store.rules.refusals import Missing, NotFound
from store.rules.words import Outcome, Role, Verb, Via
from tests.store.firm import BEGAN, Firm, at

DAY = timedelta(days=1)


def about(firm: Firm, subject: str, start: int = 0) -> audits.Page:
    """What Ana reads."""
    with firm.sessions.reading() as session:
        return audits.about(session, firm.ana, subject, start)


def how_many(firm: Firm) -> int:
    """How many rows there are."""
    with firm.sessions.reading() as session:
        return int(session.value(select(func.count()).select_from(table)))


def test_every_step_of_a_life_leaves_one_row_with_what_it_changed(firm: Firm) -> None:
    before = how_many(firm)
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN + DAY, value="60000")
    firm.link(number)
    firm.move(number, Verb.UPDATE, on=BEGAN + 2 * DAY, chances="30", cancel_tasks=True)
    firm.close(number, Outcome.WON, on=BEGAN + 3 * DAY)
    rows = about(firm, number).rows[::-1]
    assert [row.operation for row in rows] == ["create", "next", "link quote", "updated", "won"]
    assert how_many(firm) - before == 5
    made, moved, linked, updated, won = rows
    assert (made.old, made.new["description"], made.new["value"]) == ({}, "Two pumps", "50000.00")
    assert (moved.old["value"], moved.new["value"], moved.old["stage"], moved.new["stage"]) == (
        "50000.00",
        "60000.00",
        1,
        2,
    )
    assert (linked.subject, linked.new["total"]) == ("Q1", "58500.00")
    assert updated.new["cancelled_tasks"] == 6 and "stage" not in updated.new
    assert won.new["customer"] == "Müller Maschinen AG" and won.new["weighted"] == "58500.00"
    assert {row.person for row in rows} == {"Ana"}


def test_a_row_says_from_where_it_was_done(firm: Firm) -> None:
    number = firm.create()
    for via in Via:
        with firm.sessions.writing(via) as session:
            comments.add(session, firm.ben, number, "Hello", at(BEGAN))
    rows = about(firm, number).rows[::-1][1:]
    assert [(row.via, row.person) for row in rows] == [(via, "Ben") for via in Via]


def test_what_is_refused_leaves_no_row(firm: Firm) -> None:
    number = firm.create()
    before = how_many(firm)
    with pytest.raises(Missing), firm.sessions.writing() as session:
        comments.add(session, firm.ana, number, "  ", at(BEGAN))
    with pytest.raises(NotFound), firm.sessions.writing() as session:
        moves.move(session, firm.ana, "OP000099", Verb.NEXT, moves.Asked(), seen=None, now=at(BEGAN))
    assert how_many(firm) == before


def test_nobody_changes_or_deletes_a_row_not_even_by_hand(firm: Firm) -> None:
    firm.create()
    for statement in (update(table).values(operation="nothing"), delete(table), table.delete().where(table.c.id == 1)):
        with pytest.raises(DBAPIError, match="audits stay"), firm.sessions.writing() as session:
            session.change(statement)
    if firm.sessions.engine.dialect.name == "sqlite":
        row = select(table).where(table.c.id == 1)
        with pytest.raises(DBAPIError, match="audits stay"), firm.sessions.writing() as session:
            session.connection.execute(table.insert().prefix_with("OR REPLACE").from_select(table.c.keys(), row))


def test_the_trail_of_a_person_is_theirs_alone_and_pages_from_the_newest(firm: Firm) -> None:
    number = firm.create()
    for nth in range(12):
        with firm.sessions.writing() as session:
            comments.add(session, firm.ben, number, f"No. {nth}", at(BEGAN))
    with firm.sessions.reading() as session:
        first, second = (audits.of_person(session, firm.ana, firm.ben.id, start) for start in (0, audits.PAGE))
    said = [row.new["comment"] for row in (*first.rows, *second.rows)]
    assert said == [f"No. {nth}" for nth in reversed(range(12))]
    assert (first.total, second.total, len(first.rows)) == (12, 12, audits.PAGE)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),  # 00:30 in Zurich
        (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),  # the day has 23 hours
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_a_day_is_the_workspaces(firm: Firm, moment: datetime, day: date) -> None:
    number = firm.create()
    with firm.sessions.writing() as session:
        comments.add(session, firm.ben, number, "Hello", moment)
    with firm.sessions.reading() as session:
        found = [audits.of_day(session, firm.ana, day + nth * DAY).total for nth in (-1, 0, 1)]
    assert found == [0, 1, 0]


def test_another_workspaces_trail_is_empty(firm: Firm, other: Firm) -> None:
    number = firm.create()
    with firm.sessions.reading() as session:
        seen: Member = other.ana
        assert audits.about(session, seen, number).rows == []
        assert audits.of_person(session, seen, firm.ana.id).rows == []
    assert other.member(Role.MANAGER).may("audit")
