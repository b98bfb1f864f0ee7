"""What was posted although another attempt had taken over: it settles an open row, else its withdrawal is owed once."""

import threading
from datetime import timedelta

import pytest

from store import attempts, deliveries, doubles
from store.attempts import Attempt
from store.deliveries import Fact
from store.doubles import KIND, Came
from store.models.deliveries import deliveries as table
from store.rules.words import DeliveryState
from tests.store.firm import Firm
from tests.store.test_deliveries import LEASE, NEED, NOW, claim, clock, owe, states

FACTS = tuple(Fact(f"rem:OP{n}:task:TD{n}", 1, "rem:task", {"on": "2026-01-05"}) for n in (1, 2))
ONE, TWO = (f"{fact.about}:1" for fact in FACTS)


def overtaken(firm: Firm) -> tuple[Attempt, Attempt]:
    """An attempt, and the one that took its row over when its lease was over."""
    late, other = claim(firm), claim(firm, LEASE * 2)
    assert late is not None and other is not None and (late.id, other.attempt) == (other.id, 2)
    return late, other


def came(firm: Firm, late: Attempt, fallen: tuple[int, ...] = ()) -> Came:
    """The late one's message came, with this ts."""
    with firm.sessions.writing() as session:
        assert not attempts.settle(session, late, DeliveryState.SENT, NOW, channel="D1", ts="1.0")
        return doubles.settle(session, late, "D1", "1.0", fallen, NOW)


def withdrawals(firm: Firm) -> list[tuple[str, dict[str, str]]]:
    """Which are owed."""
    with firm.sessions.reading() as session:
        found = session.connection.execute(table.select().where(table.c.kind == KIND)).all()
        return [(str(row.state), row.facts) for row in found]


@pytest.mark.parametrize("state", [None, DeliveryState.DUE, DeliveryState.UNSURE])
def test_an_open_row_is_settled_by_it_and_fenced_from_then_on(firm: Firm, state: DeliveryState | None) -> None:
    owe(firm)
    late, other = overtaken(firm)
    with firm.sessions.writing() as session:
        assert state is None or attempts.settle(session, other, state, NOW, reason="not there yet", retry_at=NOW)
    assert came(firm, late) is Came.FIRST
    assert states(firm) == {"note:1": "sent"}
    with firm.sessions.writing() as session:
        assert not attempts.start(session, other, clock(LEASE * 2), NEED, "D1", NOW)
        assert not attempts.settle(session, other, DeliveryState.UNSURE, NOW)
        row = session.connection.execute(table.select()).one()
    assert (row.channel, row.ts, row.settled_at, row.reason) == ("D1", "1.0", NOW, "")
    assert (row.retry_at, row.lease_until) == (None, None) and claim(firm, timedelta(days=1)) is None


def test_the_very_message_that_the_other_found_needs_nothing(firm: Firm) -> None:
    owe(firm)
    late, other = overtaken(firm)
    with firm.sessions.writing() as session:
        attempts.settle(session, other, DeliveryState.SENT, NOW, channel="D1", ts="1.0")
    assert came(firm, late) is Came.KNOWN and withdrawals(firm) == []


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED])
def test_where_another_message_or_none_was_to_come_its_withdrawal_is_owed_once(
    firm: Firm, state: DeliveryState
) -> None:
    owe(firm)
    late, other = overtaken(firm)
    with firm.sessions.writing() as session:
        attempts.settle(session, other, state, NOW, channel="D1", ts="2.0" if state is DeliveryState.SENT else None)
    assert [came(firm, late), came(firm, late)] == [Came.TWICE, Came.TWICE]
    assert withdrawals(firm) == [("due", {"channel": "D1", "ts": "1.0"})]
    assert states(firm)["note:1"] == state


def test_what_a_bundle_carries_is_told_as_the_message_that_came_tells_it(firm: Firm) -> None:
    owe(firm, "day:1", carried=FACTS)
    late = claim(firm)
    assert late is not None
    with firm.sessions.writing() as session:
        one, two = (fact.id for fact in deliveries.carried(session, late.workspace_id, late.id))
        attempts.start(session, late, clock(), NEED, "D1", NOW, fallen=[one])
    other = claim(firm, LEASE * 2)
    assert other is not None
    with firm.sessions.writing() as session:
        attempts.start(session, other, clock(LEASE * 2), NEED, "D1", NOW, fallen=[two])
    assert (states(firm)[ONE], states(firm)[TWO]) == ("sending", "dropped")
    assert came(firm, late, (one,)) is Came.FIRST
    assert states(firm) == {"day:1": "sent", ONE: "dropped", TWO: "sent"}


def test_of_two_who_settle_at_once_one_message_stays(firm: Firm) -> None:
    for nth in range(10):
        owe(firm, f"note:{nth}")
        late, other = overtaken(firm)
        ready, outcomes = threading.Barrier(2), dict[str, object]()

        def first(late: Attempt = late, ready: threading.Barrier = ready, to: dict[str, object] = outcomes) -> None:
            ready.wait()
            to["late"] = came(firm, late)

        def second(other: Attempt = other, ready: threading.Barrier = ready, to: dict[str, object] = outcomes) -> None:
            ready.wait()
            with firm.sessions.writing() as session:
                to["other"] = attempts.settle(session, other, DeliveryState.SENT, NOW, channel="D1", ts="2.0")

        threads = [threading.Thread(target=one) for one in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (outcomes["late"], outcomes["other"]) in ((Came.FIRST, False), (Came.TWICE, True))
