"""What a person asks to be reminded of comes once, at its moment, and can be put off and taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import audits, deletions, personal_reminders
from store.models.deliveries import deliveries
from store.personal_reminders import Reminder
from store.rules.checks import Several
from store.rules.refusals import NotFound, Past, Refusal, TooLate, TooLong
from store.rules.words import DeliveryState
from tests.store.firm import BEGAN, Firm, at, refused

NOW = at(BEGAN)
SOON = NOW + timedelta(hours=2)


def remind(firm: Firm, number: str, moment: datetime = SOON, note: str = "Call Ben") -> Reminder:
    """Ana asks for it."""
    with firm.sessions.writing() as session:
        return personal_reminders.remind(session, firm.ana, number, moment, note, NOW)


def pending(firm: Firm, now: datetime = NOW) -> list[Reminder]:
    """What is still to come for Ana."""
    with firm.sessions.reading() as session:
        return personal_reminders.pending(session, firm.ana, now)


def owed(firm: Firm) -> list[tuple[Any, ...]]:
    """Key, state and moment of what the ledger has."""
    statement = select(deliveries.c.key, deliveries.c.state, deliveries.c.due_at)
    with firm.sessions.reading() as session:
        rows = session.connection.execute(statement.where(deliveries.c.kind == "remind").order_by(deliveries.c.id))
        return [tuple(row) for row in rows]


def test_it_is_owed_at_its_very_moment_and_each_is_its_own(firm: Firm) -> None:
    number = firm.create()
    midnight = NOW + timedelta(hours=15)  # no working hours hold it back
    first, second = remind(firm, number), remind(firm, number, midnight)
    assert [one.id for one in pending(firm)] == [first.id, second.id]
    assert owed(firm) == [
        (f"ask:{firm.ana.slack_id}:{number}:1", DeliveryState.DUE, SOON),
        (f"ask:{firm.ana.slack_id}:{number}:2", DeliveryState.DUE, midnight),
    ]
    assert [one.id for one in pending(firm, SOON)] == [second.id]


def test_it_is_cancelled_once_and_by_oneself_alone(firm: Firm) -> None:
    made = remind(firm, firm.create())
    with refused(firm, NotFound), firm.sessions.writing() as session:
        personal_reminders.cancel(session, firm.ben, made.id, NOW)
    with firm.sessions.writing() as session:
        assert personal_reminders.cancel(session, firm.ana, made.id, NOW) == made.number
    assert pending(firm) == [] and [state for _, state, _ in owed(firm)] == [DeliveryState.DROPPED]
    with refused(firm, NotFound), firm.sessions.writing() as session:
        personal_reminders.cancel(session, firm.ana, made.id, NOW)


def test_it_is_put_off_once_whatever_is_pressed_twice(firm: Firm) -> None:
    made, later = remind(firm, firm.create()), SOON + timedelta(hours=1)
    with firm.sessions.writing() as session:
        again = personal_reminders.put_off(session, firm.ana, made.id, later, SOON)
    assert (again.at, again.note, again.number) == (later, "Call Ben", made.number)
    with refused(firm, NotFound), firm.sessions.writing() as session:
        personal_reminders.put_off(session, firm.ana, made.id, later, SOON)
    with firm.sessions.writing() as session:
        assert personal_reminders.put_off(session, firm.ana, again.id, later + timedelta(hours=1), later)
    with refused(firm, NotFound), firm.sessions.writing() as session:
        personal_reminders.put_off(session, firm.ben, again.id, later, SOON)


@pytest.mark.parametrize(
    ("moment", "note", "refusal"),
    [
        (NOW, "", Past),
        (NOW - timedelta(days=9), "", Past),
        (NOW.replace(year=2200), "", TooLate),
        (SOON, "x" * 501, TooLong),
        (NOW, "x" * 501, Several),
    ],
)
def test_what_is_over_or_too_long_is_refused_all_at_once(
    firm: Firm, moment: datetime, note: str, refusal: type[Refusal]
) -> None:
    number = firm.create()
    with refused(firm, refusal):
        remind(firm, number, moment, note)
    with refused(firm, NotFound):
        remind(firm, "OP999999")


def test_what_is_asked_for_and_taken_back_leaves_its_rows(firm: Firm) -> None:
    made = remind(firm, firm.create())
    with firm.sessions.writing() as session:
        personal_reminders.cancel(session, firm.ana, made.id, NOW)
    with firm.sessions.reading() as session:
        rows = audits.about(session, firm.ana, made.number).rows[:2]
    said = {"remind_at": SOON.isoformat(), "note": "Call Ben"}
    assert [(row.operation, row.old, row.new) for row in rows] == [("cancel reminder", said, {}), ("remind", {}, said)]


def test_of_what_was_deleted_nothing_is_put_off(firm: Firm) -> None:
    number = firm.create(value=None)
    made = remind(firm, number)
    with firm.sessions.writing() as session:
        deletions.one(session, firm.ana, number, version=firm.card(number).version, now=NOW)
    with refused(firm, NotFound), firm.sessions.writing() as session:
        personal_reminders.put_off(session, firm.ana, made.id, SOON, NOW)
