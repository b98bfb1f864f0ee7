"""What reminders lead to: read from the ledger and the audit trail, each time it was said counted once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store import (
    comments,
    handovers,
    mutes,
    parkings,
    reminder_effects,
    snoozes,
    task_changes,
    tasks,
)
from store.deliveries import Fact, owe
from store.models.deliveries import deliveries as ledger
from store.reasons import Why
from store.reminder_effects import Effect
from store.rules.refusals import NotAllowed
from store.rules.words import DeliveryState, Outcome, Verb
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.test_reminders import opportunity, task

SAID = BEGAN + timedelta(days=1)
LATER = SAID + timedelta(days=4)
Act = Callable[[Firm, str, str, date], Any]


def say(firm: Firm, number: str | None, why: Why, mark: str, on: date = SAID) -> None:
    """Say one thing to Ana that day, in a bundle of its own."""
    facts = {"why": why.value, "opportunity": number, "mark": mark, "on": on.isoformat()}
    fact = Fact(f"rem:{number or '-'}:{why}:{mark}", on.toordinal(), f"rem:{why}", facts)
    with firm.sessions.writing() as session:
        key, ana = f"day:{on}:{number}:{why}", firm.ana
        assert owe(session, ana.workspace_id, key, "day", ana.id, {}, at(on, 7), at(on, 7), carried=[fact])
        sent = ledger.update().where(ledger.c.state == DeliveryState.DUE)
        session.change(sent.values(state=DeliveryState.SENT, settled_at=at(on, 7)))


def effects(firm: Firm, on: date = LATER) -> dict[Why, dict[Effect, int]]:
    """What came of the kinds that were said, as it stands that day."""
    with firm.sessions.reading() as session:
        found = reminder_effects.of_kinds(session, firm.ana, at(on))
    return {said.why: said.effects for said in found if said.sent}


def complete(firm: Firm, _number: str, made: str, on: date) -> None:
    """Do the task."""
    with firm.sessions.writing() as session:
        tasks.complete(session, firm.ana, made, now=at(on))


def cancel(firm: Firm, _number: str, made: str, on: date) -> None:
    """Cancel the task."""
    with firm.sessions.writing() as session:
        task_changes.cancel(session, firm.ana, made, now=at(on))


def park(firm: Firm, number: str, _made: str, on: date) -> None:
    """Park it for a month."""
    with firm.sessions.writing() as session:
        parkings.park(session, firm.ana, number, until_on=on + timedelta(days=30), reason="freeze", now=at(on))


def hand_over(firm: Firm, number: str, _made: str, on: date) -> None:
    """Give it to Ben."""
    with firm.sessions.writing() as session:
        handovers.hand_over(session, firm.ana, number, firm.ben.id, now=at(on))


def comment(firm: Firm, number: str, _made: str, on: date) -> None:
    """Say something on it."""
    with firm.sessions.writing() as session:
        comments.add(session, firm.ana, number, "Called", at(on))


def mute(firm: Firm, number: str, _made: str, on: date) -> None:
    """Ana mutes it."""
    with firm.sessions.writing() as session:
        mutes.mute(session, firm.ana, number, at(on))


def mute_by_another(firm: Firm, number: str, _made: str, on: date) -> None:
    """Ben mutes it, whom nobody told."""
    with firm.sessions.writing() as session:
        mutes.mute(session, firm.ben, number, at(on))


def snooze(firm: Firm, number: str, _made: str, on: date) -> None:
    """Ana puts it off."""
    with firm.sessions.writing() as session:
        snoozes.snooze(session, firm.ana, number, on + timedelta(days=9), at(on))


def move_on(firm: Firm, number: str, _made: str, on: date) -> None:
    """To the next stage."""
    firm.move(number, Verb.NEXT, on=on)


def update(firm: Firm, number: str, _made: str, on: date) -> None:
    """Another value."""
    firm.move(number, Verb.UPDATE, on=on, value="60000")


def put_off(firm: Firm, number: str, _made: str, on: date) -> None:
    """Another closing date."""
    firm.move(number, Verb.UPDATE, on=on, closing_on=on + timedelta(days=90))


def lose(firm: Firm, number: str, _made: str, on: date) -> None:
    """Close it, and cancel its tasks."""
    firm.close(number, Outcome.LOST, on=on, cancel_tasks=True)


def nothing(_firm: Firm, _number: str, _made: str, _on: date) -> None:
    """Nobody does anything."""


@pytest.mark.parametrize(
    ("why", "act", "expected"),
    [
        (Why.STAGE, move_on, Effect.ACTED),
        (Why.STAGE, update, Effect.IGNORED),  # it stays where it was
        (Why.STAGE, comment, Effect.IGNORED),
        (Why.STAGE, lose, Effect.ACTED),
        (Why.STAGE, park, Effect.ACTED),
        (Why.CLOSING, put_off, Effect.ACTED),
        (Why.CLOSING, update, Effect.IGNORED),  # its date is what it was
        (Why.CLOSING, hand_over, Effect.ACTED),
        (Why.IDLE, comment, Effect.ACTED),
        (Why.IDLE, update, Effect.ACTED),
        (Why.IDLE, mute, Effect.MUTED),
        (Why.IDLE, mute_by_another, Effect.IGNORED),
        (Why.IDLE, snooze, Effect.SNOOZED),
        (Why.IDLE, nothing, Effect.IGNORED),
        (Why.TASK, complete, Effect.ACTED),
        (Why.TASK, cancel, Effect.ACTED),
        (Why.TASK, lose, Effect.ACTED),  # which closes it
        (Why.TASK, comment, Effect.IGNORED),
        (Why.TASK, snooze, Effect.SNOOZED),
    ],
)
def test_what_came_of_a_reminder_is_what_was_done_within_three_days(
    firm: Firm, why: Why, act: Act, expected: Effect
) -> None:
    number = opportunity(firm)
    made = task(firm, number, SAID)
    say(firm, number, why, made if why is Why.TASK else "1")
    act(firm, number, made, SAID)
    assert effects(firm) == {why: {expected: 1}}


@pytest.mark.parametrize(("days", "expected"), [(0, Effect.ACTED), (2, Effect.ACTED), (4, Effect.IGNORED)])
def test_what_was_done_before_or_long_after_did_not_come_of_it(firm: Firm, days: int, expected: Effect) -> None:
    number = opportunity(firm)
    comment(firm, number, "", BEGAN)
    say(firm, number, Why.IDLE, "1")
    comment(firm, number, "", SAID + timedelta(days=days))
    assert effects(firm, SAID + timedelta(days=9)) == {Why.IDLE: {expected: 1}}


def test_while_its_days_run_it_is_open_and_after_thirty_it_is_counted_no_more(firm: Firm) -> None:
    say(firm, opportunity(firm), Why.STAGE, "1")
    assert effects(firm, SAID + timedelta(days=2)) == {Why.STAGE: {Effect.OPEN: 1}}
    assert effects(firm, SAID + timedelta(days=29)) == {Why.STAGE: {Effect.IGNORED: 1}}
    assert effects(firm, SAID + timedelta(days=31)) == {}


def test_each_time_it_is_said_counts_and_what_was_dropped_does_not(firm: Firm) -> None:
    number = opportunity(firm)
    for days in (0, 1):
        say(firm, number, Why.STAGE, "1", SAID + timedelta(days=days))
    say(firm, number, Why.IDLE, "1", SAID)
    with firm.sessions.writing() as session:
        idle = ledger.update().where(ledger.c.kind == "rem:idle")
        session.change(idle.values(state=DeliveryState.DROPPED))
    move_on(firm, number, "", SAID + timedelta(days=1))
    assert effects(firm) == {Why.STAGE: {Effect.ACTED: 2}}


def test_a_task_of_no_opportunity_is_found_by_its_number(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        made = tasks.create(session, firm.ana, None, description="Call", due_on=SAID, now=at(BEGAN))
    say(firm, None, Why.TASK, made.number)
    with firm.sessions.writing() as session:
        task_changes.cancel(session, firm.ana, made.number, now=at(SAID))
    assert effects(firm) == {Why.TASK: {Effect.ACTED: 1}}


def test_only_admins_read_it_and_only_of_their_workspace(firm: Firm, other: Firm) -> None:
    say(firm, opportunity(firm), Why.STAGE, "1")
    assert effects(other) == {}
    with refused(firm, NotAllowed), firm.sessions.reading() as session:
        reminder_effects.of_kinds(session, firm.ben, at(LATER))
