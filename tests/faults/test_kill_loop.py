"""kill -9 and SIGSTOP at every moment, on both databases: nothing is lost, nothing doubled, all is accounted for."""

import os
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from handlers.texts import for_member
from jobs.clients import Client
from jobs.schedule import Jobs
from store.sessions import Sessions
from tests.faults.crowd import gathered
from tests.faults.kills import loop
from tests.faults.nursery import asking
from tests.faults.standin import StandIn
from tests.jobs.town import NOTE, note

KILLS = int(os.environ.get("STAGEPOST_KILLS", "400"))  # on each database, and a quarter more without the scope
SEED = int(os.environ.get("STAGEPOST_SEED", "20260112"))


@pytest.mark.timeout(600 + KILLS)
@pytest.mark.parametrize("scope", [True, False], ids=["with-histories", "without"])
def test_whatever_is_killed_nothing_is_lost_or_doubled(database_url: str, scope: bool) -> None:
    with loop(database_url, SEED, replicas=1 if "sqlite" in database_url else 3, scope=scope) as here:
        here.run(KILLS if scope else KILLS // 4, print)
        outcome = here.outcome("", 0)
    assert outcome.wrong == [], f"make faults KILLS={KILLS} SEEDS=0 SEED={SEED}"
    assert (outcome.lost, outcome.doubled) == (0, 0)
    assert outcome.attempts > outcome.due, "some died with a delivery in hand"
    if scope:
        assert outcome.sent == outcome.due
    else:
        assert outcome.sent + outcome.unsure == outcome.due and outcome.unsure, "the ledger lists what may have come"


@pytest.mark.parametrize(("again", "times"), [(False, 1), (True, 2)], ids=["as-it-is", "with-the-sdks-retries"])
def test_a_client_that_sends_again_by_itself_doubles_what_was_cut_off(sqlite_url: str, again: bool, times: int) -> None:
    sessions, clock, slack = Sessions(sqlite_url), MovableClock(), StandIn(1, patience=60, rate=0)
    crowd = gathered(sessions, 1, 1)
    crowd.owe("note:0", 0, clock.now())
    retries = {} if again else {"retry_handlers": []}
    client = asking(Client("xoxb-1", base_url=f"{slack.url}api/", timeout=5, **retries))
    jobs = Jobs(
        sessions, lambda _team: client, clock, for_member,
        lease_clock=lambda _session: clock.now(), more_kinds={NOTE: note},
    )  # fmt: skip
    slack.planned.extend(["", "taken cut"])
    jobs.tick()
    clock.advance(timedelta(minutes=3))
    jobs.tick()
    assert [one.key for one in slack.taken].count("note:0") == times
    slack.close()
    sessions.close()
