"""Deleting opportunities, one and many (domain.md B.10; decisions 23, F057, F058)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from store import audits, comments, deletions, moves, people, purges, reasons, snoozes, tasks, threads
from store.models import metadata
from store.models.documents import quotes
from store.models.opportunities import entries, opportunities
from store.models.opportunities import tasks as task_table
from store.opportunities import First
from store.purges import Which
from store.rights import Member
from store.rules.refusals import AlreadyChanged, AlreadyStarted, InProgress, NotAllowed, NotFound, NotYours
from store.rules.words import Outcome, Role, Status, Verb
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once
from tests.store.test_parallel import sorts
from tests.store.test_rights import in_a_team
from tests.store.test_tenancy import spoken

DAY = timedelta(days=1)
FIRST = First(Decimal(1), Decimal(1), BEGAN)


def delete(firm: Firm, number: str, by: Member | None = None, version: int | None = None) -> deletions.Going:
    """Delete it as it stands now."""
    version = firm.card(number).version if version is None else version
    with firm.sessions.writing() as session:
        return deletions.one(session, by or firm.ana, number, version=version, now=at(BEGAN))


def rows(firm: Firm, table: Any) -> list[Any]:
    """Every row of a table."""
    with firm.sessions.reading() as session:
        return list(session.connection.execute(select(table)))


def test_in_progress_nobody_deletes_it(firm: Firm) -> None:
    """F057: in progress it is refused, whoever asks."""
    number = firm.create()
    for by in (firm.ana, firm.ben):
        with refused(firm, InProgress):
            delete(firm, number, by)


def test_a_closed_one_goes_with_its_history_and_comments_and_its_number_stays_in_the_audit_trail(firm: Firm) -> None:
    """F057: closed: opportunity, history and comments are gone."""
    number = firm.create("Two pumps")
    firm.move(number, Verb.NEXT, on=BEGAN)
    firm.link(number)
    with firm.sessions.writing() as session:
        comments.add(session, firm.ben, number, "Hello", at(BEGAN))
        snoozes.snooze(session, firm.ana, number, BEGAN + DAY, at(BEGAN))
    firm.close(number, Outcome.WON, on=BEGAN)
    with firm.sessions.reading() as session:
        plan = deletions.plan(session, firm.ana, number)
    gone = delete(firm, number)
    assert gone == plan
    assert (gone.history, gone.comments, gone.open_tasks, gone.quote) == (3, 1, 6, "Q1")
    assert [rows(firm, metadata.tables[t]) for t in ("opportunities", "entries", "comments", "snoozes")] == [[]] * 4
    assert [q.opportunity_id for q in rows(firm, quotes)] == [None]
    with refused(firm, NotFound):
        delete(firm, number, version=1)
    with firm.sessions.reading() as session:
        newest = audits.about(session, firm.ana, number).rows[0]
    assert (newest.operation, newest.subject, newest.person) == ("delete", number, "Ana")
    assert (newest.old["description"], newest.old["contact"], newest.old["status"]) == ("Two pumps", "Zoë Kägi", "won")


def test_its_open_tasks_are_cancelled_and_all_keep_its_number_and_description(firm: Firm) -> None:
    """F057: tasks stay, cancelled, with number and description as text (decision 23)."""
    number = firm.create("Two pumps")
    firm.close(number, Outcome.LOST, on=BEGAN)
    delete(firm, number)
    kept = rows(firm, task_table)
    assert [(t.open, t.cancelled, t.opportunity_id) for t in kept] == [(False, True, None)] * 2
    assert {(t.former_number, t.former_description) for t in kept} == {(number, "Two pumps")}
    with firm.sessions.reading() as session:
        shown = tasks.get(session, firm.ana, kept[0].number)
    assert (shown.opportunity_number, shown.opportunity_description) == (number, "Two pumps")


def test_a_not_started_one_is_deleted_by_its_owner_or_their_manager_and_nobody_else(firm: Firm) -> None:
    """F058: not started: its owner or a manager; anybody else is refused."""
    manager, mate = firm.member(Role.MANAGER), firm.member(Role.SALESPERSON)
    first, second = (firm.create(value=None, salesperson_id=firm.ben.id) for _ in range(2))
    with refused(firm, NotYours):
        delete(firm, first, mate)
    delete(firm, first, firm.ben)
    delete(firm, second, manager)
    assert rows(firm, opportunities) == []


def test_a_closed_one_is_deleted_by_a_manager_of_its_owner(firm: Firm) -> None:
    """F057: closed ones take a manager."""
    manager = firm.member(Role.MANAGER)
    numbers = [firm.create(by=firm.ben) for _ in range(2)]
    for number in numbers:
        firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, NotAllowed):
        delete(firm, numbers[0], firm.ben)
    delete(firm, numbers[0], manager)
    in_a_team(firm, "Theirs", firm.ben)
    with refused(firm, NotYours):
        delete(firm, numbers[1], manager)


def test_one_that_changed_since_the_question_was_asked_stays(firm: Firm) -> None:
    number = firm.create(value=None)
    with refused(firm, AlreadyChanged):
        delete(firm, number, version=2)
    firm.activate(number)
    with refused(firm, InProgress):
        delete(firm, number, version=1)


def test_deleting_and_moving_at_once_one_wins(firm: Firm) -> None:
    """F057, F100: a started one stays; a deleted one is not found."""
    for _ in range(3):
        number = firm.create(value=None)

        def act(session: Any, n: int, number: str = number) -> Any:
            if n % 2:
                return moves.activate(session, firm.ana, number, FIRST, at(BEGAN))
            return deletions.one(session, firm.ana, number, version=1, now=at(BEGAN))

        results = sorts(at_once(firm.sessions, act))
        assert results["done"] == 1
        others = {NotFound.__name__} if not still(firm, number) else {InProgress.__name__, AlreadyStarted.__name__}
        assert set(results) == {"done", *others} and sum(results.values()) == THREADS


def still(firm: Firm, number: str) -> bool:
    """Whether there is such an opportunity."""
    return number in {row.number for row in rows(firm, opportunities)}


def test_many_closed_ones_go_by_date_salesperson_contact_and_cycle_and_the_count_is_told(firm: Firm) -> None:
    """F059: only closed ones, by filters, and the count is reported."""
    other = firm.contact("Other AG")
    closed = [firm.create(by=(firm.ana, firm.ben)[n % 2], contact=(firm.person, other)[n // 4]) for n in range(8)]
    for n, number in enumerate(closed):
        firm.close(number, list(Outcome)[n % 2], on=BEGAN + n * DAY, value="5")
    open_, waiting = firm.create(), firm.create(value=None)
    for which, left in (
        (Which(before=BEGAN + DAY), closed[1:]),
        (Which(salesperson_id=firm.ben.id, before=BEGAN + 3 * DAY), [closed[2], *closed[3:]]),
        (Which(contact_id=firm.company.id), closed[4:]),
        (Which(numbers=(closed[7], open_)), closed[4:7]),
        (Which(cycle_id=firm.cycle.id), []),
    ):
        with firm.sessions.writing() as session:
            plan = purges.plan(session, firm.ana, which)
            assert purges.purge(session, firm.ana, which, at(BEGAN)) == (plan.total, 0)
        assert sorted(r.number for r in rows(firm, opportunities)) == sorted([*left, open_, waiting])
        assert {e.opportunity_id for e in rows(firm, entries)} <= {r.id for r in rows(firm, opportunities)}
    with firm.sessions.reading() as session:
        written = [audits.about(session, firm.ana, number).rows[0].operation for number in closed]
    assert written == ["delete"] * 8
    assert firm.card(open_).status is Status.IN_PROGRESS


def test_many_are_deleted_up_to_a_bound_and_the_rest_is_told(firm: Firm) -> None:
    """F059: what is over the bound of one transaction is left, and told."""
    before, purges.AT_ONCE = purges.AT_ONCE, 2
    try:
        for _ in range(3):
            firm.close(firm.create(), Outcome.LOST, on=BEGAN)
        for expected in ((2, 1), (1, 0), (0, 0)):
            with firm.sessions.writing() as session:
                assert purges.purge(session, firm.ana, Which(before=BEGAN + DAY), at(BEGAN)) == expected
    finally:
        purges.AT_ONCE = before


def test_a_manager_deletes_many_only_of_those_they_manage(firm: Firm) -> None:
    """F059: those of people somebody else manages stay, and are counted."""
    manager = firm.member(Role.MANAGER)
    for by in (firm.ana, firm.ben):
        firm.close(firm.create(by=by), Outcome.LOST, on=BEGAN)
    in_a_team(firm, "Theirs", firm.ana)
    which = Which(before=BEGAN + DAY)
    with firm.sessions.writing() as session:
        plan = purges.plan(session, manager, which)
        assert (plan.total, plan.others, [g.salesperson for g in plan.first]) == (1, 1, ["Ben"])
        assert purges.purge(session, manager, which, at(BEGAN)) == (1, 0)
    with refused(firm, NotAllowed), firm.sessions.writing() as session:
        purges.purge(session, firm.ben, which, at(BEGAN))


def test_what_hangs_on_an_opportunity_goes_or_stays_on_purpose() -> None:
    """A table that refers to opportunities is named in `deletions`, else deleting one would fail for its sake."""
    referring = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table is opportunities
    }
    cascading = {"files", "threads"}  # the database lets these go with it
    named = (*deletions.GOES, *deletions.STAYS, *deletions.UNLINKED)
    assert referring - cascading == {t.name for t in named}


def test_a_reminder_of_what_is_gone_is_a_reminder_no_more(firm: Firm) -> None:
    number = firm.create(value=None)
    firm.activate(number)
    task = firm.tasks(number)[0].number
    facts = [
        {"why": reasons.Why.STAGE, "opportunity": number, "mark": "1"},
        {"why": reasons.Why.TASK, "opportunity": number, "mark": task},
    ]
    firm.close(number, Outcome.LOST, on=BEGAN)
    delete(firm, number)
    with firm.sessions.reading() as session:
        ana = people.get(session, firm.ana.workspace_id, firm.ana.id)
        assert ana is not None
        gone, done = reasons.again(session, ana, facts, at(BEGAN))
    assert gone is None and done is not None and done.end is reasons.End.CANCELLED


def test_many_of_many_people_are_deleted_by_as_many_statements_as_few(firm: Firm) -> None:
    """F059: although each has its own salesperson, and its own card in a channel."""
    manager, taken = firm.member(Role.MANAGER), []
    for count in (1, 6):
        for n in range(count):
            owner = firm.member(Role.SALESPERSON)
            number = firm.create(by=owner)
            firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=True)
            with firm.sessions.writing() as session:
                workspace_id, key = firm.ana.workspace_id, f"{count} {n}"
                threads.begin(session, workspace_id, firm.card(number).id, number, "C1", key, at(BEGAN))
        with spoken(firm) as said, firm.sessions.writing() as session:
            assert purges.purge(session, manager, Which(), at(BEGAN)) == (count, 0)
        taken.append(len(said) - 2 * count)  # each has an audit row of its own, which then looks for its threads
    assert taken[0] == taken[1]
