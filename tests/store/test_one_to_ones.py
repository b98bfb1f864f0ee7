"""One-to-ones: what happened since the last one, for managers of that person alone (issue 4, 6)."""

from datetime import date, timedelta

import pytest

from store import audits, one_to_ones, parkings, tasks
from store.one_to_ones import Pack
from store.rights import Member
from store.rules.refusals import AlreadyHeld, NotAllowed, NotYours, Refusal
from store.rules.words import Outcome, Role, Verb
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.test_rights import in_a_team


def day(number: int) -> date:
    """So many days after the firm began."""
    return BEGAN + timedelta(days=number)


def pack(firm: Firm, today: int, by: Member | None = None, hour: int = 9) -> Pack:
    """What Ana has of Ben."""
    with firm.sessions.reading() as session:
        return one_to_ones.pack(session, by or firm.ana, firm.ben.id, at(day(today), hour))


def hold(firm: Firm, found: Pack, today: int, hour: int = 9) -> None:
    """Ana has sat down with Ben, about this pack."""
    with firm.sessions.writing() as session:
        one_to_ones.hold(
            session,
            firm.ana,
            firm.ben.id,
            seen=found.version,
            looked_at=found.until,
            pipeline=found.part.headline.pipeline,
            now=at(day(today), hour),
        )


def lists(found: Pack) -> dict[str, list[str]]:
    """What stands in each list."""
    return {name: rows for name in one_to_ones.LISTS if (rows := [row.number for row in found.part.lists[name].rows])}


def test_everything_that_happened_is_in_its_list(firm: Firm) -> None:
    won, lost, ahead, back, slipped, late, parked = (
        firm.create(by=firm.ben, closing_on=day(n)) for n in (30, 30, 30, 30, 30, 2, 30)
    )
    theirs = firm.create(by=firm.ana)
    firm.move(back, Verb.NEXT, on=BEGAN, by=firm.ben)
    first = pack(firm, 1)
    assert set(lists(first)["new"]) == {won, lost, ahead, back, slipped, late, parked}
    hold(firm, first, 1)
    firm.close(won, Outcome.WON, on=day(2), value="60000", by=firm.ben)
    firm.close(lost, Outcome.LOST, on=day(2), by=firm.ben)
    firm.move(ahead, Verb.NEXT, on=day(2), by=firm.ben)
    firm.move(back, Verb.PREVIOUS, on=day(2), by=firm.ben)
    firm.move(slipped, Verb.UPDATE, on=day(2), by=firm.ben, closing_on=day(60))
    firm.move(theirs, Verb.NEXT, on=day(2))
    with firm.sessions.writing() as session:
        parkings.park(session, firm.ben, parked, until_on=day(20), reason="Budget", now=at(day(2)))
    found = pack(firm, 3)
    assert lists(found) == {
        "won": [won], "lost": [lost], "onwards": [ahead], "back": [back], "slipped": [slipped], "overdue": [late],
        "parked": [parked],
    }  # fmt: skip
    assert found.part.lists["lost"].rows[0].note
    assert found.was and (found.was.count, found.part.headline.pipeline.count) == (7, 4)
    assert lists(pack(firm, 25))["stale"]


def test_overdue_tasks_are_promises_of_that_person(firm: Firm) -> None:
    number = firm.create(by=firm.ben, closing_on=day(99))
    with firm.sessions.writing() as session:
        todo = tasks.create(session, firm.ben, number, description="Call", due_on=day(0), now=at(BEGAN)).number
    assert todo not in [task.number for task in pack(firm, 0).overdue]
    assert todo in [task.number for task in pack(firm, 1).overdue]


def test_looking_twice_loses_nothing_and_what_came_between_looking_and_marking_is_told(firm: Firm) -> None:
    number = firm.create(by=firm.ben, closing_on=day(99))
    firm.move(number, Verb.NEXT, on=day(1), by=firm.ben)
    looked = pack(firm, 2, hour=8)
    assert lists(looked) == lists(pack(firm, 2, hour=8))
    firm.move(number, Verb.PREVIOUS, on=day(2), by=firm.ben)  # at nine
    hold(firm, looked, 2, 18)
    found = pack(firm, 3)
    assert found.since == looked.until and lists(found)["back"] == [number]
    with firm.sessions.reading() as session:
        row = audits.about(session, firm.ana, "Ben").rows[0]
    assert (row.operation, row.new) == ("hold one-to-one", {"since": looked.until.isoformat()})


def test_the_pipeline_of_then_is_the_one_that_was_looked_at(firm: Firm) -> None:
    first, _ = firm.create(by=firm.ben), firm.create(by=firm.ben)
    looked = pack(firm, 1)
    firm.close(first, Outcome.LOST, on=day(2), by=firm.ben)
    hold(firm, looked, 3)
    found = pack(firm, 4)
    assert (found.was, found.since) == (looked.part.headline.pipeline, looked.until)
    assert found.was and (found.was.count, found.part.headline.pipeline.count) == (2, 1)
    assert lists(found)["lost"] == [first]


def test_the_first_one_looks_back_a_fortnight(firm: Firm) -> None:
    found = pack(firm, 20)
    assert (found.version, found.was, found.since) == (0, None, at(day(6))) and found.quiet


def test_it_is_marked_once(firm: Firm) -> None:
    first = pack(firm, 1)
    hold(firm, first, 1)
    with refused(firm, AlreadyHeld):
        hold(firm, first, 1)
    second = pack(firm, 2)
    hold(firm, second, 2)
    with refused(firm, AlreadyHeld):
        hold(firm, second, 3)


def test_each_manager_has_moments_of_their_own_and_only_of_those_whom_they_manage(firm: Firm) -> None:
    """F096: managers of that person, and admins."""
    manager, stranger = firm.member(Role.MANAGER), firm.member(Role.MANAGER)
    in_a_team(firm, "Ours", manager, manages=True)
    in_a_team(firm, "Theirs", firm.ben, manager, manages=True)
    hold(firm, pack(firm, 1), 1)
    assert pack(firm, 2, manager).version == 0 and pack(firm, 2).version == 1
    refusals: list[tuple[Member, type[Refusal]]] = [(stranger, NotYours), (firm.member(Role.SALESPERSON), NotAllowed)]
    for by, refusal in refusals:
        with pytest.raises(refusal):
            pack(firm, 2, by)
