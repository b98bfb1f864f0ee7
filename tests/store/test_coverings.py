"""What somebody gets for who is away can be held back as what is their own (issue 4, Absence)."""

from datetime import date, timedelta

import pytest

from store import absence_changes, absences, audits, deliveries, reminders, snooze_ends, snoozes, stage_tasks, tasks
from store.absence_changes import Wanted
from store.models.deliveries import deliveries as ledger
from store.models.workspaces import snoozes as table
from store.reasons import End, Why
from store.rights import Member
from store.rules.words import Role
from tests.store.firm import BEGAN, Firm, at

TUESDAY, FRIDAY = BEGAN + timedelta(days=1), BEGAN + timedelta(days=4)
NOW = at(TUESDAY)
Line = tuple[str, str]  # for whom, and the task


@pytest.fixture
def ben(firm: Firm) -> Member:
    """Ben, who covers for Ana this week."""
    with firm.sessions.writing() as session:
        wanted = Wanted(BEGAN, BEGAN + timedelta(days=9), firm.ben.id)
        absence_changes.keep(session, firm.ana, firm.ana.id, wanted, now=at(BEGAN))
    with firm.sessions.reading() as session:
        return absences.acting(session, firm.ben, NOW)


def opportunity(firm: Firm, by: Member) -> str:
    """One without tasks."""
    number = firm.create(by=by)
    with firm.sessions.writing() as session:
        stage_tasks.cancel_open(session, by, firm.card(number).id, BEGAN)
    return number


def task(firm: Firm, number: str, who: Member, description: str) -> None:
    """Something to do for somebody on Tuesday."""
    with firm.sessions.writing() as session:
        tasks.create(
            session, firm.ana, number, description=description, due_on=TUESDAY, salesperson_id=who.id, now=at(BEGAN)
        )


@pytest.fixture
def mine(firm: Firm, ben: Member) -> str:
    """Ana's, on which both have something to do."""
    number = opportunity(firm, firm.ana)
    task(firm, number, firm.ana, "Ana calls")
    task(firm, number, ben, "Ben writes")
    return number


@pytest.fixture
def foreign(firm: Firm, ben: Member) -> str:
    """Somebody else's, on which Ana has something to do."""
    number = opportunity(firm, firm.member(Role.SALESPERSON))
    task(firm, number, firm.ana, "Ana helps")
    assert not ben.covers_in("move", firm.card(number).salesperson_id)
    return number


def plan(firm: Firm, ben: Member, on: date = TUESDAY) -> None:
    """Ben's bundle of that day."""
    with firm.sessions.writing() as session:
        assert reminders.plan(session, ben.workspace_id, ben.id, on, at(on, 7))


def standing(firm: Firm, ben: Member) -> set[Line]:
    """The lines of Ben's bundle that stand; the others rest."""
    with firm.sessions.reading() as session:
        found = [r for r in reminders.of_day(session, ben, TUESDAY, NOW) if r.why is Why.TASK]
    assert {reason.end for reason in found} <= {None, End.SNOOZED}
    return {(reason.absent, reason.task_description) for reason in found if reason.end is None}


def test_whatever_stands_in_a_covers_bundle_can_be_snoozed_and_woken(
    firm: Firm, ben: Member, mine: str, foreign: str
) -> None:
    plan(firm, ben)
    theirs = {mine: {("Ana", "Ana calls"), ("", "Ben writes")}, foreign: {("Ana", "Ana helps")}}
    assert standing(firm, ben) == theirs[mine] | theirs[foreign]
    for number, other in ((mine, foreign), (foreign, mine)):
        with firm.sessions.writing() as session:
            snoozes.snooze(session, ben, number, FRIDAY, NOW)
            assert [one.number for one in snoozes.resting(session, ben, NOW)] == [number]
        assert standing(firm, ben) == theirs[other]
        with firm.sessions.writing() as session:
            assert snoozes.wake(session, ben, number, NOW)
            assert not snoozes.wake(session, ben, number, NOW)
            done = [row.operation for row in audits.about(session, firm.ana, number).rows[:3]]
        assert done[:2] == ["wake", "snooze"] and done[2] != "snooze", "one row each"
        assert standing(firm, ben) == theirs[mine] | theirs[foreign]


def test_what_does_not_concern_who_is_away_is_snoozed_for_oneself_alone(firm: Firm, ben: Member) -> None:
    number = opportunity(firm, ben)
    with firm.sessions.writing() as session:
        snoozes.snooze(session, ben, number, FRIDAY, NOW)
        assert session.values(table.select().with_only_columns(table.c.person_id)) == [ben.id]


def test_what_a_cover_snoozed_until_a_moment_comes_in_one_message(firm: Firm, ben: Member, mine: str) -> None:
    plan(firm, ben)
    moment = at(TUESDAY, 13)
    with firm.sessions.writing() as session:
        snoozes.snooze(session, ben, mine, TUESDAY, NOW, until_at=moment)
        (owed,) = session.values(ledger.select().with_only_columns(ledger.c.id).where(ledger.c.kind == "snoozed"))
        assert len(deliveries.carried(session, ben.workspace_id, owed)) == 2
        assert [one for _, one in snooze_ends.standing(session, ben, owed, NOW) if one] == []
        said = [one for _, one in snooze_ends.standing(session, ben, owed, moment) if one]
    assert [(one.absent, one.task_description) for one in said] == [("", "Ben writes"), ("Ana", "Ana calls")]
