"""Several `stagepost run` on one PostgreSQL: what is owed arrives once, whoever stops, sleeps or only answers."""

import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from bot.clock import MovableClock, SystemClock
from bot.sandbox import Sandbox, people
from store import handovers
from store.models.workspaces import workspaces
from store.sessions import Sessions
from tests.bot.asking import ask, until
from tests.bot.conftest import Program
from tests.jobs.town import Town, arrivals, founded

Start = Callable[..., Program]
MORNING = datetime(2026, 1, 12, 9, tzinfo=UTC)  # a Monday at ten in Zurich
LEASE = "3"  # seconds


@pytest.fixture
def town(postgresql_url: str) -> Iterator[Town]:
    """A workspace whose people get as many messages as there are, and its Slack over signed HTTP."""
    clock, sessions = MovableClock(MORNING), Sessions(postgresql_url)
    # Slack goes by the machine's time, as leases do; only the business day is another.
    with Sandbox(clock=SystemClock(), transport="http", messages_per_second=None) as slack:
        made = founded(sessions, slack, clock)
        with sessions.writing() as session:
            session.change(workspaces.update().values(notices_a_day=1000))
        yield made
    sessions.close()


def run(program: Start, town: Town, *flags: str) -> Program:
    """One of them, from now on."""
    told = town.sandbox.environment()
    told.pop("SLACK_APP_TOKEN", None)
    url = town.sessions.engine.url.render_as_string(hide_password=False)
    more = {"STAGEPOST_NOW": town.clock.now().isoformat(), "STAGEPOST_LEASE_SECONDS": LEASE, "STAGEPOST_PORT": "0"}
    one = program("run", *flags, DATABASE_URL=url, **told | more)
    one.until_ready()
    return one


def hand_over(town: Town, count: int) -> set[str]:
    """Marc hands so many opportunities over to Ana; what is owed then."""
    before = set(town.rows())
    for _ in range(count):
        number = town.opportunity(town.marc, on=MORNING.date())
        with town.sessions.writing() as session:
            handovers.hand_over(session, town.marc, number, town.ana.id, now=town.clock.now())
    return {key for key in set(town.rows()) - before if key.startswith("own:")}


def settled(town: Town, keys: set[str]) -> bool:
    """Whether all of these were sent."""
    rows = town.rows()
    return all(rows[key] == "sent" for key in keys)


def once(town: Town, keys: set[str]) -> bool:
    """Whether each of these arrived once."""
    found = arrivals(town.sandbox)
    return all(found.get(key) == 1 for key in keys)


def test_each_message_arrives_once_and_one_that_stops_leaves_the_others_going(program: Start, town: Town) -> None:
    owed = hand_over(town, 4)
    web = run(program, town, "--web-only")
    town.sandbox.request_url = f"{web.address}slack/events"
    town.sandbox.act.say(people.ANA, people.SALES, "/opp help")
    assert town.sandbox.sent[-1].reply is not None and town.sandbox.sent[-1].reply.ok
    assert web.get("/healthz").status == 200
    assert {town.rows()[key] for key in owed} == {"due"}, "who only answers delivers nothing"
    first, second = run(program, town), run(program, town)
    until(lambda: settled(town, owed))
    first.terminate()
    assert first.ended()[0] == 0
    more = hand_over(town, 2)
    until(lambda: settled(town, more))
    assert once(town, owed | more)
    assert second.process.poll() is None and web.process.poll() is None


def test_one_that_slept_past_its_lease_sends_nothing_twice_when_it_wakes(program: Start, town: Town) -> None:
    sleeper = run(program, town, "--jobs-only")
    town.sandbox.faults.plan("chat.postMessage", "delay", seconds=1.0)
    owed = hand_over(town, 1)
    until(lambda: town.sandbox.faults.asked["chat.postMessage"] == 1)
    sleeper.process.send_signal(signal.SIGSTOP)
    try:
        run(program, town, "--jobs-only")
        until(lambda: settled(town, owed))
    finally:
        sleeper.process.send_signal(signal.SIGCONT)
    until(lambda: "another attempt holds it by now" in sleeper.written)
    assert once(town, owed)


def test_a_start_waits_for_nobody_who_was_stopped_while_holding_the_workspace(program: Start, town: Town) -> None:
    run(program, town, "--jobs-only").terminate()
    with town.sessions.engine.connect() as stopped:
        stopped.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        stopped.execute(select(workspaces.c.id).with_for_update())
        second = run(program, town, "--web-only")
        stopped.rollback()
    assert "not connected to Slack yet" not in second.written


def test_who_only_delivers_answers_no_request_of_slacks_but_those_of_whoever_runs_it(
    program: Start, town: Town
) -> None:
    one = run(program, town, "--jobs-only")
    body, headers = town.sandbox.posting.signed("slash_commands", {"command": "/opp", "text": ""})
    assert ask(one.address, "POST", "/slack/events", body, headers).status == 404
    assert (one.get("/healthz").status, one.get("/readyz").status) == (200, 200)
    said = one.get("/metrics").text
    assert 'stagepost_deliveries{state="due"} 0.0' in said and "stagepost_oldest_due_seconds 0.0" in said


def test_in_socket_mode_who_only_delivers_opens_no_socket(program: Start, sqlite_url: str) -> None:
    with Sandbox(clock=SystemClock(), transport="socket", messages_per_second=None) as slack:
        told = slack.environment()
        told.pop("SLACK_SIGNING_SECRET", None)
        one = program("run", "--jobs-only", DATABASE_URL=sqlite_url, STAGEPOST_PORT="0", **told)
        one.until_ready()
        assert slack.faults.asked["apps.connections.open"] == 0


def test_only_one_of_the_two_can_be_asked_for(program: Start) -> None:
    one = program("run", "--web-only", "--jobs-only")
    assert one.ended()[0] == 1
    assert one.written.strip().startswith("--web-only and --jobs-only exclude each other")
