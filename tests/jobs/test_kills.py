"""kill -9 and SIGSTOP on real workers: nothing is lost, nothing doubled; and without a rule, it is seen."""

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.sessions import Sessions
from tests.jobs.killing import LEASE, Killing, killing, nursery

KILLS = int(os.environ.get("STAGEPOST_KILLS", "40"))  # of the random loop, on each database
SEED = int(os.environ.get("STAGEPOST_SEED", "20260112"))
FAULTS = ("accept_then_cut", "accept_then_half", "accept_then_500", "accept_then_silence", "refuse", "http_500")
CLAIMED, STARTED, POSTED, SETTLING = "claim done", "start done", "answer chat.postMessage", "settle commit"


@pytest.fixture(scope="module")
def parent() -> Iterator["subprocess.Popen[str]"]:
    """A warm parent of workers."""
    with nursery() as process:
        yield process


@pytest.fixture
def here(database_url: str, sessions: Sessions, parent: "subprocess.Popen[str]") -> Iterator[Killing]:
    """Workers on this database."""
    with killing(database_url, sessions, parent) as found:
        yield found


@pytest.mark.parametrize("at", [CLAIMED, STARTED, POSTED, SETTLING])
def test_a_worker_killed_there_neither_loses_nor_doubles(here: Killing, at: str) -> None:
    here.town.owe()
    here.gone(here.worker(at=at))
    assert here.town.row().attempt == 1 and str(here.town.row().state) == "sending", "it died where it was told to"
    here.worker()
    here.settled()
    assert here.verdict() == ([], [])


@pytest.mark.timeout(180)
def test_a_worker_killed_at_any_statement_commit_or_call_neither_loses_nor_doubles(
    here: Killing, tmp_path: Path
) -> None:
    log, lease = tmp_path / "events", 4.0
    here.town.owe("note:0")
    here.gone(here.worker(lease, once=True, log=str(log)))
    events = log.read_text().splitlines()
    assert {CLAIMED, STARTED, POSTED, SETTLING} <= set(events)
    for nth in range(1, len(events) + 1):
        here.town.owe(f"note:{nth}")
        here.gone(here.worker(lease, once=True, nth=nth))
    for _ in range(3):
        here.worker(lease)
    here.settled()
    assert here.verdict() == ([], [])


@pytest.mark.parametrize("at", [CLAIMED, STARTED, POSTED])
def test_a_worker_that_wakes_after_its_lease_does_nothing(here: Killing, at: str) -> None:
    here.town.owe()
    sleeper = here.worker(once=True, at=at, signal=signal.SIGSTOP)
    here.stopped(sleeper)
    here.worker()
    here.settled()
    here.go_on(sleeper)
    here.gone(sleeper)
    assert here.verdict() == ([], [])


def test_a_worker_that_saw_a_row_due_does_not_get_it_when_another_was_first(
    postgresql_url: str, parent: "subprocess.Popen[str]"
) -> None:
    assert _beaten(postgresql_url, parent, None) == ([], [])


@pytest.mark.timeout(120 + KILLS)
def test_random_kills_under_faults_lose_and_double_nothing(here: Killing) -> None:
    print(f"seed {SEED}, {KILLS} kills")  # noqa: T201 - whoever reads a red run must be able to repeat it
    chance = random.Random(SEED)  # noqa: S311 - it must be the same again
    faults = here.town.sandbox.faults
    for number in range(KILLS):
        here.town.owe(f"note:{number}")
        if chance.random() < 0.3:
            faults.plan(chance.choice(["chat.postMessage", "conversations.history"]), chance.choice(FAULTS))
        while len(here.workers) < 3:
            here.worker(nth=chance.randint(1, 60))
        here.one_gone()
    here.worker()
    here.settled()
    assert here.verdict() == ([], []), f"seed {SEED}"


# --- negative controls: each rule taken out once, seen by the same oracle -----------------------------------


def test_without_the_fence_a_sleeper_doubles(here: Killing) -> None:
    here.town.owe()
    sleeper = here.worker(once=True, at=CLAIMED, signal=signal.SIGSTOP, plant="no fence")
    here.stopped(sleeper)
    here.gone(here.worker(lease=LEASE, at="settle done", plant="no fence"))
    here.go_on(sleeper)
    here.gone(sleeper)
    here.worker()
    here.settled()
    assert here.verdict() == ([], ["note:1"])


def test_without_the_lookup_a_killed_post_doubles(here: Killing) -> None:
    here.town.owe()
    here.gone(here.worker(at=POSTED))
    here.worker(plant="no lookup")
    here.settled()
    assert here.verdict() == ([], ["note:1"])


def test_without_a_start_committed_before_the_post_a_killed_post_doubles(here: Killing) -> None:
    here.town.owe()
    here.gone(here.worker(at=POSTED, plant="no start"))
    here.worker()
    here.settled()
    assert here.verdict() == ([], ["note:1"])


def test_without_the_claims_condition_two_get_the_same_row(
    postgresql_url: str, parent: "subprocess.Popen[str]"
) -> None:
    assert _beaten(postgresql_url, parent, "no condition") == ([], ["note:1"])


def _beaten(url: str, parent: "subprocess.Popen[str]", bug: str | None) -> tuple[list[str], list[str]]:
    """One sees the row due and stops; another delivers it; the first goes on. SQLite lets nobody in meanwhile."""
    sessions = Sessions(url)
    with killing(url, sessions, parent) as here:
        here.town.owe()
        # A lease that outlives the stop, however slow the machine: only the condition is in question.
        slow = here.worker(lease=60, once=True, at="claim execute", signal=signal.SIGSTOP, plant=bug)
        here.stopped(slow)
        here.gone(here.worker(once=True))
        here.go_on(slow)
        here.gone(slow)
        verdict = here.verdict()
    sessions.close()
    return verdict
