"""The alarm clock: it rings, survives what breaks, and stops in time."""

import logging
import threading
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from jobs import schedule
from jobs.borders import guarded
from jobs.office import deadline
from store import absence_changes, parkings
from store.absence_changes import Wanted
from store.rules.words import DeliveryState
from tests.jobs.town import NOTE, Town, arrivals, note

FRIDAY, MONDAY = date(2026, 1, 9), date(2026, 1, 12)


def test_what_is_owed_is_delivered_while_it_runs_and_not_after_it_stopped(town: Town) -> None:
    jobs = town.jobs()
    jobs.start()
    town.owe("note:1")
    assert town.sandbox.world.wait_until(lambda: arrivals(town.sandbox), 5)
    assert jobs.stop()
    town.owe("note:2")
    assert town.row("note:1").state == DeliveryState.SENT and town.row("note:2").attempt == 0


def test_one_that_breaks_is_logged_and_holds_nobody_up(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    def broken(session: Any, mine: Any, now: Any) -> Any:
        if mine.key == "note:1":
            raise RuntimeError("a bug")
        return note(session, mine, now)

    jobs = town.jobs(more_kinds={NOTE: broken})
    town.owe("note:1")
    town.owe("note:2")
    jobs.start()
    assert town.sandbox.world.wait_until(lambda: arrivals(town.sandbox).get("note:2"), 5)
    assert jobs.stop()
    assert "a bug" in caplog.text and "Traceback" in caplog.text
    assert town.row("note:1").state == DeliveryState.SENDING, "its lease will end"


@pytest.mark.parametrize(
    ("breaks", "kind"),
    [("UPDATE people SET planned_on", "day"), ("UPDATE absences SET briefed", "brief"), ("UPDATE parkings", "awake")],
)
def test_one_that_can_not_be_planned_is_logged_and_holds_nobody_up(
    town: Town, caplog: pytest.LogCaptureFixture, breaks: str, kind: str
) -> None:
    everybody = (town.ana, town.marc, town.chloe)
    town.to(FRIDAY)
    for person in everybody:
        town.task(person, town.opportunity(person, on=FRIDAY), due_on=MONDAY)
        rests = town.opportunity(person, on=FRIDAY)
        with town.sessions.writing() as session:
            parkings.park(session, person, rests, until_on=MONDAY, reason="budget", now=town.clock.now())
            absence_changes.keep(session, person, person.id, Wanted(FRIDAY, FRIDAY, None), now=town.clock.now())
    town.to(MONDAY)
    broken: set[str] = set()

    @event.listens_for(town.sessions.engine, "before_cursor_execute")
    def breaking(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(breaks) and not (broken - {str(parameters)}):
            broken.add(str(parameters))
            raise RuntimeError("a bug")

    town.jobs()._plan(guarded)
    planned = Counter(key.split(":")[0] for key in town.rows())
    assert {one: planned[one] for one in ("day", "brief", "awake")} == {"day": 3, "brief": 3, "awake": 3} | {kind: 2}
    assert caplog.text.count("RuntimeError: a bug") == 1


def test_slow_answers_hold_nobody_up_but_their_own(town: Town) -> None:
    jobs = town.jobs(lease_seconds=60)
    town.sandbox.faults.plan("chat.postMessage", "accept_then_silence", times=3)
    for key in range(1, 7):
        town.owe(f"note:{key}")
    jobs.start()
    assert town.sandbox.world.wait_until(lambda: len(arrivals(town.sandbox)) == 6, 5)
    assert jobs.stop()
    assert sorted(town.rows().values()) == ["sent"] * 3 + ["unsure"] * 3


def test_no_more_are_claimed_than_couriers_are_free(town: Town) -> None:
    """A lease runs from the claim: what is claimed begins at once."""
    at_work, go_on = threading.Semaphore(0), threading.Event()

    def slow(session: Any, mine: Any, now: Any) -> Any:
        at_work.release()
        go_on.wait(30)
        return note(session, mine, now)

    jobs = town.jobs(more_kinds={NOTE: slow}, couriers=3)
    for key in range(7):
        town.owe(f"note:{key}")
    jobs.start()
    assert all(at_work.acquire(timeout=30) for _ in range(3))
    assert sorted(town.rows().values()) == ["due"] * 4 + ["sending"] * 3
    go_on.set()
    assert town.sandbox.world.wait_until(lambda: len(arrivals(town.sandbox)) == 7, 30)
    assert jobs.stop()


def test_a_stop_gives_back_what_is_not_posted_yet(town: Town) -> None:
    composing, stopping = threading.Event(), threading.Event()

    def slow(session: Any, mine: Any, now: Any) -> Any:
        composing.set()
        stopping.wait(5)
        return note(session, mine, now)

    jobs = town.jobs(more_kinds={NOTE: slow})
    town.owe()
    jobs.start()
    assert composing.wait(5)
    jobs.office.closing.set()
    stopping.set()
    assert jobs.stop()
    assert (town.row().state, town.row().started_at, town.arrived()) == (DeliveryState.DUE, None, 0)


def test_an_alarm_clock_that_died_is_made_anew(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(vars(schedule), "STUCK", 1.2)
    jobs = town.jobs()
    jobs.start()
    assert jobs._scheduler is not None
    jobs._scheduler.remove_all_jobs()  # what a clock that was set back amounts to
    town.owe()
    assert town.sandbox.world.wait_until(lambda: arrivals(town.sandbox), 10)
    assert jobs.stop() and "made anew" in caplog.text


@pytest.mark.parametrize(("lease", "seconds"), [(2, 1), (5, 2), (16, 8), (60, 8), (600, 8)])
def test_two_calls_fit_into_a_lease(lease: int, seconds: int) -> None:
    assert deadline(lease) == seconds and deadline(lease) * 2 <= lease


def test_the_schedulers_own_chatter_is_not_logged(town: Town) -> None:
    jobs = town.jobs()
    jobs.start()
    assert jobs.stop() and logging.getLogger("apscheduler").level == logging.ERROR
