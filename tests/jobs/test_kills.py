"""kill -9 and SIGSTOP on real workers: nothing is lost, nothing doubled; and without a rule, it is seen."""

import signal
import subprocess
from collections.abc import Iterator

import pytest

from store.sessions import Sessions
from tests.jobs.killing import LEASE, Killing, killing, nursery

CLAIMED, STARTED, POSTED, SETTLING = "claim done", "start done", "answer chat.postMessage", "settle commit"
LEAVING = "call chat.postMessage"  # after the last look at the row


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


@pytest.mark.parametrize("at", [CLAIMED, STARTED, LEAVING, POSTED])
def test_a_worker_that_wakes_after_its_lease_does_nothing(here: Killing, at: str) -> None:
    here.town.owe()
    sleeper = here.worker(once=True, at=at, signal=signal.SIGSTOP)
    here.stopped(sleeper)
    here.worker()
    here.settled()
    here.go_on(sleeper)
    here.gone(sleeper)
    assert here.verdict() == ([], []) and not here.taken_back()


def test_a_worker_that_saw_a_row_due_does_not_get_it_when_another_was_first(
    postgresql_url: str, parent: "subprocess.Popen[str]"
) -> None:
    assert _beaten(postgresql_url, parent, None) == ([], [])


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


def test_without_a_last_look_at_the_bytes_a_sleeper_doubles_and_takes_its_message_back(here: Killing) -> None:
    here.town.owe()
    sleeper = here.worker(once=True, at=LEAVING, signal=signal.SIGSTOP, plant="no last look at the bytes")
    here.stopped(sleeper)
    here.worker()
    here.settled()
    here.go_on(sleeper)
    here.gone(sleeper)
    here.settled()
    assert here.verdict() == ([], []) and here.taken_back() == 1


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
