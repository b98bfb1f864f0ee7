"""Undo of a closing (decision F054)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import audits, contact_removals, cycle_changes, memberships, moves, quotes, task_changes, undos
from store.contacts import Contact
from store.models.documents import quotes as quote_table
from store.models.opportunities import entries
from store.rights import Member
from store.rules.refusals import AlreadyChanged, BuiltOn, NotClosed, NotYours, StageGone, TooLateToUndo
from store.rules.words import Action, ContactKind, Outcome, QuoteState, Role, Status, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once
from tests.store.test_closings import customers
from tests.store.test_parallel import sorts

DAY = timedelta(days=1)
WEEK = BEGAN + 7 * DAY


def undo(
    firm: Firm, number: str, *, by: Member | None = None, now: datetime | None = None, version: int | None = None
) -> undos.Undone:
    """Undo the closing of that number a week after the firm began."""
    with firm.sessions.writing() as session:
        return undos.undo(session, by or firm.ana, number, version=version, now=now or at(WEEK))


def test_undone_it_stands_as_before_with_tasks_quote_and_customer_put_back(firm: Firm) -> None:
    """F054: the closing entry is withdrawn, the former one active again, tasks, quote and customer put back."""
    number = firm.create()
    firm.link(number)
    firm.move(number, Verb.SKIP, on=BEGAN, stage=4)
    with firm.sessions.writing() as session:
        session.change(entries.update().values(days_open=0))
    card, tasks, history = firm.card(number), firm.tasks(number), firm.history(number)
    firm.close(number, Outcome.WON, on=WEEK, cancel_tasks=True)
    assert customers(firm) and not any(t.open for t in firm.tasks(number))
    done = undo(firm, number, version=firm.card(number).version)
    assert (done.status, done.tasks, done.no_customer) == (Status.IN_PROGRESS, len(tasks), "Müller Maschinen AG")
    assert customers(firm) == []
    assert firm.history(number) == history
    assert [replace(t, version=0) for t in firm.tasks(number)] == [replace(t, version=0) for t in tasks]
    again = firm.card(number)
    assert (again.status, again.closed_on, again.seen, again.quote_state) == (
        *(Status.IN_PROGRESS, None, card.seen),
        QuoteState.OPEN,
    )
    with firm.sessions.reading() as session:
        newest = audits.about(session, firm.ana, number).rows[0]
    assert (newest.operation, newest.old["status"], newest.new["status"]) == ("undo", "won", "in_progress")
    firm.move(number, Verb.NEXT, on=WEEK)
    assert [e.action for e in firm.history(number)][-1] is Action.NEXT


def test_one_that_was_never_started_is_not_started_again(firm: Firm) -> None:
    """F054: without a former entry there is none again."""
    number = firm.create(value=None)
    firm.close(number, Outcome.LOST, on=WEEK)
    assert undo(firm, number).status is Status.NOT_STARTED
    assert firm.history(number) == [] and firm.card(number).seen == 0
    firm.activate(number, on=WEEK)


def test_only_what_that_closing_cancelled_is_reopened(firm: Firm) -> None:
    """F054: tasks cancelled before stay cancelled, those left open stay as they are."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN, cancel_tasks=True)
    before = [(t.number, t.open) for t in firm.tasks(number)]
    firm.close(number, Outcome.LOST, on=WEEK, cancel_tasks=True)
    undo(firm, number)
    assert sorted((t.number, t.open) for t in firm.tasks(number)) == sorted(before)


def test_a_customer_from_before_or_won_elsewhere_meanwhile_stays_one(firm: Firm) -> None:
    """F054: the mark goes only if this closing set it and nothing else needs it."""
    first, second = firm.create(), firm.create()
    firm.close(first, Outcome.WON, on=WEEK, value="1")
    firm.close(second, Outcome.WON, on=WEEK, value="1")
    assert undo(firm, second).no_customer is None and customers(firm)
    firm.close(second, Outcome.WON, on=WEEK, value="1")
    assert undo(firm, first).no_customer is None and customers(firm)


def test_it_is_undone_within_ten_minutes_by_who_closed_it_or_the_owners_manager(firm: Firm) -> None:
    """F054: within 10 minutes, by who closed it or a manager; other people and later are refused."""
    manager, mate = firm.member(Role.MANAGER), firm.member(Role.SALESPERSON)
    number = firm.create(by=firm.ben)
    firm.close(number, Outcome.LOST, on=WEEK, by=firm.ben)
    with refused(firm, NotYours):
        undo(firm, number, by=mate)
    for by in (firm.ben, manager):
        with refused(firm, TooLateToUndo) as late:
            undo(firm, number, by=by, now=at(WEEK) + timedelta(minutes=10, microseconds=1))
        assert late.value.minutes == 10
    undo(firm, number, by=firm.ben, now=at(WEEK) + timedelta(minutes=10))
    firm.close(number, Outcome.LOST, on=WEEK, by=firm.ben)
    undo(firm, number, by=manager)


def test_what_is_not_closed_and_another_closing_than_was_seen_are_refused(firm: Firm) -> None:
    """F054: only a closing is undone, and only the one that was seen."""
    number = firm.create()
    with refused(firm, NotClosed):
        undo(firm, number)
    firm.close(number, Outcome.LOST, on=WEEK)
    with refused(firm, AlreadyChanged):
        undo(firm, number, version=1)
    undo(firm, number, version=2)
    firm.close(number, Outcome.WON, on=WEEK, value="1", by=firm.ben)
    with refused(firm, AlreadyChanged):  # its entry has the number that the one undone had
        undo(firm, number, version=2)
    undo(firm, number, version=firm.card(number).version)


def test_it_stays_closed_where_the_stage_it_would_stand_at_is_gone_with_its_cycle(firm: Firm) -> None:
    """F005, F054: nothing in progress is ever in a cycle without its stage; what was not started has none."""
    started, waiting = firm.create(), firm.create(value=None)
    for number in (started, waiting):
        firm.close(number, Outcome.LOST, on=WEEK)
    with firm.sessions.writing() as session:
        seen = firm.setup().cycles[firm.cycle.id].version
        cycle_changes.remove(session, firm.ana, firm.cycle.id, seen=seen, now=at(WEEK))
    firm.ana = firm.fresh(firm.ana)
    with refused(firm, StageGone):
        undo(firm, started)
    assert firm.card(started).status is Status.LOST
    assert undo(firm, waiting).status is Status.NOT_STARTED


@pytest.mark.parametrize("change", [{"opportunity_id": None}, {"state": QuoteState.OPEN}])
def test_where_something_was_built_on_the_closing_it_stays(firm: Firm, change: dict[str, Any]) -> None:
    """F054: a quote that is no longer as the closing left it keeps it closed."""
    number = firm.create()
    firm.link(number)
    firm.close(number, Outcome.WON, on=WEEK)
    with firm.sessions.writing() as session:
        session.change(quote_table.update().values(**change))
    with refused(firm, BuiltOn):
        undo(firm, number)


def test_it_stays_closed_where_its_contact_was_deleted(firm: Firm) -> None:
    """F054, F075: open work with a contact that nobody can find any more could neither be won nor edited."""
    solo = firm.contact("Solo", ContactKind.PERSON)
    number = firm.create(contact=solo)
    firm.close(number, Outcome.LOST, on=WEEK, cancel_tasks=True)
    with firm.sessions.writing() as session:
        contact_removals.remove(session, firm.ana, solo.id, version=solo.version, now=at(WEEK))
    with refused(firm, BuiltOn) as told:
        undo(firm, number)
    assert told.value.gone == "Solo"


@pytest.mark.parametrize("owns", ["opportunity", "task"])
def test_it_stays_closed_where_work_would_come_back_to_somebody_who_was_taken_out(firm: Firm, owns: str) -> None:
    """F054, F076: nobody who was taken out has work in hand."""
    number = firm.create(by=firm.ben if owns == "opportunity" else firm.ana)
    if owns == "task":
        with firm.sessions.writing() as session:
            task_changes.hand_over(session, firm.ana, firm.tasks(number)[0].number, firm.ben.id, at(BEGAN))
    firm.close(number, Outcome.LOST, on=WEEK, cancel_tasks=True)
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, firm.ben.id, at(WEEK))
    with refused(firm, BuiltOn) as told:
        undo(firm, number)
    assert told.value.gone == "Ben"


def test_of_undo_and_deleting_the_contact_at_once_one_finds_the_other_done(firm: Firm) -> None:
    """F100: never an open opportunity with a contact that was deleted."""
    for _ in range(3):
        solo = firm.contact("Solo", ContactKind.PERSON)
        number = firm.create(contact=solo)
        firm.close(number, Outcome.LOST, on=WEEK, cancel_tasks=True)

        def act(session: Session, n: int, number: str = number, solo: Contact = solo) -> Any:
            if n % 2:
                return undos.undo(session, firm.ana, number, version=None, now=at(WEEK))
            return contact_removals.remove(session, firm.ana, solo.id, version=solo.version, now=at(WEEK))

        at_once(firm.sessions, act, 2)
        card = firm.card(number)
        assert card.status.closed == card.contact_removed


def test_of_eight_who_undo_at_once_one_wins(firm: Firm) -> None:
    """F054, F100: the others are told that it is not closed."""
    number = firm.create()
    firm.close(number, Outcome.WON, on=WEEK, value="1", cancel_tasks=True)
    results = at_once(firm.sessions, lambda s, _: undos.undo(s, firm.ana, number, version=2, now=at(WEEK)))
    assert sorts(results) == {"done": 1, NotClosed.__name__: THREADS - 1}
    assert [(e.no, e.active) for e in firm.history(number)] == [(1, True)]


def test_what_closing_kept_for_its_undo_goes_with_its_entry(firm: Firm) -> None:
    number = firm.create()
    firm.link(number)
    firm.close(number, Outcome.WON, on=WEEK, cancel_tasks=True)
    with firm.sessions.reading() as session:
        kept = session.values(select(entries.c.undo).order_by(entries.c.no))
        quote = quotes.of_opportunity(session, firm.ana, firm.card(number).id)
    assert kept[0] is None and kept[1]["status"] == "in_progress" and quote
    assert (len(kept[1]["tasks"]), kept[1]["quote"]) == (2, "Q1")
    undo(firm, number)
    with firm.sessions.writing() as session:
        assert session.values(select(entries.c.undo)) == [None]
        moves.move(session, firm.ana, number, Verb.UPDATE, moves.Asked(), seen=1, now=at(WEEK))
