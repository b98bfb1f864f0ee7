"""The ledger: what is owed is owed once, claimed by one, and written only by who holds it."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from store import attempts, deliveries, delivery_figures, pauses
from store.attempts import Attempt
from store.deliveries import Fact
from store.models.deliveries import deliveries as table
from store.rules.words import DeliveryState
from store.sessions import Session, Sessions
from tests.store.firm import BEGAN, Firm, at

NOW, LEASE, NEED = at(BEGAN), timedelta(seconds=60), timedelta(seconds=8)


def clock(moved: timedelta = timedelta()) -> attempts.LeaseClock:
    """A lease clock that stands still."""
    return lambda _session: NOW + moved


def owe(firm: Firm, key: str = "note:1", *, due_at: datetime = NOW, carried: tuple[Fact, ...] = ()) -> bool:
    """Owe Ana something."""
    with firm.sessions.writing() as session:
        return deliveries.owe(
            session, firm.ana.workspace_id, key, "note", firm.ana.id, {"a": 1}, due_at, NOW, carried=carried
        )


def claim(firm: Firm, moved: timedelta = timedelta()) -> Attempt | None:
    """Claim by a clock that was moved on by so much."""
    with firm.sessions.writing() as session:
        mine = attempts.claim(session, clock(moved), LEASE, NOW + moved, 1)
    return mine[0] if mine else None


def claim_some(firm: Firm, most: int) -> list[Attempt]:
    """Claim as many in one transaction."""
    with firm.sessions.writing() as session:
        return attempts.claim(session, clock(), LEASE, NOW, most)


def states(firm: Firm) -> dict[str, str]:
    """Every key and its state."""
    with firm.sessions.reading() as session:
        return {row.key: str(row.state) for row in session.connection.execute(table.select())}


def test_what_is_owed_already_is_not_owed_again(firm: Firm) -> None:
    assert owe(firm) and not owe(firm)
    assert states(firm) == {"note:1": "due"}


def test_the_same_key_in_another_workspace_is_another_thing(firm: Firm, other: Firm) -> None:
    assert owe(firm) and owe(other)


def test_of_many_who_owe_the_same_at_once_one_does(firm: Firm) -> None:
    ready, results = threading.Barrier(6), []

    def one() -> None:
        ready.wait()
        results.append(owe(firm))

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 5 + [True]


def test_of_many_who_claim_at_once_each_row_goes_to_one(firm: Firm) -> None:
    for number in range(20):
        owe(firm, f"note:{number}")
    ready, claimed = threading.Barrier(6), []

    def one() -> None:
        ready.wait()
        while mine := claim(firm):
            claimed.append(mine.key)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while mine := claim(firm):  # a loser of every race gives up before the rows are gone
        claimed.append(mine.key)
    assert sorted(claimed) == sorted(f"note:{number}" for number in range(20))


def test_several_are_claimed_at_once_the_oldest_first_and_no_more_than_asked(firm: Firm) -> None:
    for late in (3, 1, 2, 4):
        owe(firm, f"note:{late}", due_at=NOW - timedelta(hours=1) + timedelta(minutes=late))
    assert sorted(mine.key for mine in claim_some(firm, 2)) == ["note:1", "note:2"]
    rest = claim_some(firm, 16)
    assert sorted((mine.key, mine.attempt) for mine in rest) == [("note:3", 1), ("note:4", 1)]
    assert claim_some(firm, 16) == [] and set(states(firm).values()) == {"sending"}


def test_of_many_who_claim_several_at_once_each_row_goes_to_one(firm: Firm) -> None:
    for number in range(40):
        owe(firm, f"note:{number}", due_at=NOW - timedelta(seconds=number % 7))
    ready, claimed = threading.Barrier(5), []

    def one() -> None:
        ready.wait()
        while mine := claim_some(firm, 3):
            claimed.extend(one.key for one in mine)

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while mine := claim_some(firm, 16):
        claimed += [one.key for one in mine]
    assert sorted(claimed) == sorted(f"note:{number}" for number in range(40))


def test_a_claim_is_counted_leased_and_not_for_others(firm: Firm) -> None:
    owe(firm)
    mine = claim(firm)
    assert mine is not None and (mine.attempt, mine.started_at, mine.facts) == (1, None, {"a": 1})
    assert claim(firm) is None and claim(firm, LEASE) is None
    again = claim(firm, LEASE + timedelta(microseconds=1))
    assert again is not None and (again.id, again.attempt) == (mine.id, 2)


def test_nothing_is_claimed_before_it_is_due_or_to_be_tried_again(firm: Firm) -> None:
    owe(firm, due_at=NOW + timedelta(hours=1))
    assert claim(firm) is None
    mine = claim(firm, timedelta(hours=1))
    assert mine is not None
    retry_at = NOW + timedelta(hours=2)
    with firm.sessions.writing() as session:
        assert attempts.settle(session, mine, DeliveryState.UNSURE, NOW, retry_at=retry_at)
    assert claim(firm, timedelta(hours=1, minutes=59)) is None
    assert claim(firm, timedelta(hours=2)) is not None


def test_what_is_unsure_without_a_time_waits_for_a_person(firm: Firm) -> None:
    owe(firm)
    mine = claim(firm)
    assert mine is not None
    with firm.sessions.writing() as session:
        attempts.settle(session, mine, DeliveryState.UNSURE, NOW)
    assert claim(firm, timedelta(days=365)) is None
    with firm.sessions.reading() as session:
        assert delivery_figures.every(session, NOW)[firm.ana.workspace_id].for_person == 1


def test_nothing_is_claimed_where_sending_rests(firm: Firm, other: Firm) -> None:
    owe(firm)
    owe(other)
    with firm.sessions.writing() as session:
        pauses.pause(session, firm.ana.workspace_id, "chat.postMessage", NOW + LEASE, "ratelimited")
        pauses.pause(session, firm.ana.workspace_id, "chat.postMessage", NOW + LEASE * 2, "ratelimited")
        assert [rest.until for rest in pauses.in_force(session, firm.ana.workspace_id, NOW)] == [NOW + LEASE * 2]
    mine = claim(firm)
    assert mine is not None and mine.workspace_id == other.ana.workspace_id
    assert claim(firm, LEASE) is None
    assert claim(firm, LEASE * 2) is not None


def test_a_shorter_rest_said_later_does_not_end_a_longer_one(firm: Firm) -> None:
    workspace = firm.ana.workspace_id
    with firm.sessions.writing() as session:
        pauses.pause(session, workspace, "chat.postMessage", NOW + LEASE * 2, "ratelimited")
        pauses.pause(session, workspace, "chat.postMessage", NOW + LEASE, "overtaken")
        kept = pauses.in_force(session, workspace, NOW)
        assert [(rest.until, rest.reason) for rest in kept] == [(NOW + LEASE * 2, "ratelimited")]
        pauses.pause(session, workspace, "chat.postMessage", NOW + LEASE * 3, "again")
        assert [rest.until for rest in pauses.in_force(session, workspace, NOW)] == [NOW + LEASE * 3]


def test_a_rest_of_looking_back_holds_only_those_that_may_have_gone(firm: Firm) -> None:
    owe(firm)
    mine = claim(firm)
    assert mine is not None
    with firm.sessions.writing() as session:
        assert attempts.start(session, mine, clock(), NEED, "D1", NOW)
        attempts.settle(session, mine, DeliveryState.UNSURE, NOW, retry_at=NOW)
        pauses.pause(session, firm.ana.workspace_id, attempts.HISTORY, NOW + LEASE, "ratelimited")
    owe(firm, "note:2")
    fresh = claim(firm)
    assert fresh is not None and fresh.key == "note:2"
    assert claim(firm) is None


@pytest.mark.parametrize("late", [timedelta(seconds=53), timedelta(seconds=61)])
def test_nobody_starts_with_too_little_lease(firm: Firm, late: timedelta) -> None:
    owe(firm)
    mine = claim(firm)
    assert mine is not None
    with firm.sessions.writing() as session:
        assert not attempts.start(session, mine, clock(late), NEED, "D1", NOW)


def test_who_was_overtaken_can_write_nothing(firm: Firm) -> None:
    owe(firm)
    slow, fast = claim(firm), claim(firm, LEASE * 2)
    assert slow is not None and fast is not None
    with firm.sessions.writing() as session:
        assert not attempts.start(session, slow, clock(LEASE * 2), NEED, "D1", NOW)
        assert attempts.left(session, slow, clock(LEASE * 2)) == timedelta()
        assert not attempts.settle(session, slow, DeliveryState.SENT, NOW, channel="D1", ts="1.0")
        assert attempts.start(session, fast, clock(LEASE * 2), NEED, "D1", NOW)
        assert attempts.settle(session, fast, DeliveryState.SENT, NOW, channel="D1", ts="2.0")
        assert not attempts.settle(session, fast, DeliveryState.FAILED, NOW), "what is settled stays so"
    assert states(firm) == {"note:1": "sent"}


def test_what_a_bundle_carries_is_not_sent_by_itself_and_shares_its_fate(firm: Firm) -> None:
    facts = tuple(Fact(f"rem:OP{n}:task:TD{n}", 1, "rem:task", {"on": "2026-01-05"}) for n in (1, 2))
    owe(firm, "day:1", carried=facts)
    mine = claim(firm)
    assert mine is not None and mine.key == "day:1" and claim(firm) is None
    with firm.sessions.writing() as session:
        gone = deliveries.carried(session, mine.workspace_id, mine.id)[0].id
        attempts.start(session, mine, clock(), NEED, "D1", NOW, fallen=[gone])
    assert states(firm) == {"day:1": "sending", "rem:OP1:task:TD1:1": "dropped", "rem:OP2:task:TD2:1": "sending"}
    with firm.sessions.writing() as session:
        attempts.settle(session, mine, DeliveryState.SENT, NOW, channel="D1", ts="1.0")
        told = deliveries.told(session, mine.workspace_id, [fact.about for fact in facts])
    assert states(firm) == {"day:1": "sent", "rem:OP1:task:TD1:1": "dropped", "rem:OP2:task:TD2:1": "sent"}
    assert sorted(one.may_have_arrived for one in told) == [False, True]


def test_a_fact_that_another_bundle_carries_is_not_carried_twice(firm: Firm) -> None:
    fact = Fact("rem:OP1:task:TD1", 1, "rem:task", {"on": "2026-01-05"})
    assert owe(firm, "day:1", carried=(fact,)) and owe(firm, "day:2", carried=(fact,))
    assert len(states(firm)) == 3


def test_the_databases_clock_runs_and_is_aware(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        first, second = attempts.database_clock(session), attempts.database_clock(session)
    assert first <= second and first.tzinfo is not None and second - first < timedelta(seconds=5)


def test_a_look_for_what_is_ready_reads_only_what_waits(firm: Firm) -> None:
    owe(firm)
    seen: list[tuple[str, Any]] = []

    @event.listens_for(firm.sessions.engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        seen.append((statement, parameters))

    claim(firm)
    statement, parameters = next(one for one in seen if "JOIN workspaces" in one[0])
    with firm.sessions.reading() as session:
        assert "ix_deliveries_waiting" in _plan(session, statement, parameters)


def _plan(session: Session, statement: str, parameters: Any) -> str:
    """How the database would find the rows, were there many."""
    explain = "EXPLAIN QUERY PLAN " if session.dialect == "sqlite" else "EXPLAIN "
    if session.dialect == "postgresql":
        session.connection.execute(text("SET LOCAL enable_seqscan = off"))
    return str(session.connection.exec_driver_sql(explain + statement, parameters).all())


def test_pauses_that_are_over_are_forgotten(firm: Firm, sessions: Sessions) -> None:
    with sessions.writing() as session:
        pauses.pause(session, firm.ana.workspace_id, "*", NOW, "token_revoked")
        assert pauses.forget(session, NOW) == 1
