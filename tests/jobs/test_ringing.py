"""Digests ring in running jobs: once, whatever dies or is changed meanwhile; a broken one holds no other up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from bot.sandbox.people import MARC
from jobs import digests as ringing
from store import digest_changes, digests
from store.digest_wishes import Wanted
from store.digests import Digest
from store.models.digests import digests as table
from store.rules.words import Rhythm, WhenUnchanged
from tests.jobs.test_visible_ends import install_again
from tests.jobs.town import MONDAY, Town, arrivals

DAILY = Wanted("Morning", Rhythm.DAILY, time(9), "Europe/Zurich", "all", ("headline",), WhenUnchanged.LINE, "en")
TODAY = MONDAY.date()


def set_up(town: Town, wanted: Wanted = DAILY) -> Digest:
    """A digest of Marc's, at nine: an hour from now."""
    with town.sessions.writing() as session:
        return digest_changes.create(session, town.marc, wanted, town.clock.now())


def arrived(town: Town) -> dict[str, int]:
    """How often each digest came."""
    return {key: times for key, times in arrivals(town.sandbox).items() if key.startswith("dig:")}


def key(digest: Digest, on: date = TODAY) -> str:
    """What one of its days is called in the ledger."""
    return f"dig:{digest.id}:{on.isoformat()}"


def test_a_digest_comes_once_a_day_to_who_set_it_up(town: Town) -> None:
    digest, jobs = set_up(town), town.jobs()
    jobs.tick()
    assert arrived(town) == {}
    for day in range(3):
        town.to(TODAY + timedelta(days=day), 8)
        jobs.tick()
        jobs.tick()
    assert arrived(town) == {key(digest, TODAY + timedelta(days=day)): 1 for day in range(3)}


def test_of_those_that_could_not_be_sent_only_the_newest_comes_and_says_that_it_is_late(town: Town) -> None:
    digest, jobs = set_up(town), town.jobs()
    town.to(TODAY, 8)
    jobs.tick()
    town.sandbox.faults.plan("chat.postMessage", "error", code="token_revoked", times=None)
    for day in range(1, 4):
        town.to(TODAY + timedelta(days=day), 8)
        jobs.tick()
    town.sandbox.faults.clear()
    town.to(TODAY + timedelta(days=3), 11)
    install_again(town)
    jobs.tick()
    first, *overtaken, newest = (key(digest, TODAY + timedelta(days=day)) for day in range(4))
    assert arrived(town) == {first: 1, newest: 1}
    assert {(town.row(one).state, town.row(one).reason) for one in overtaken} == {("dropped", "a newer one came")}
    (*_, said) = town.sandbox.world.visible(MARC, town.sandbox.world.direct(MARC).id)
    assert "⏰ Late: due on 15 Jan 2026" in str(said.blocks)
    assert "since 12 Jan 2026" in str(said.blocks), "compared with the last one that came"


def test_replicas_that_ring_at_the_same_moment_owe_it_once(town: Town) -> None:
    found = [set_up(town, replace(DAILY, name=f"Morning {n}")) for n in range(4)]
    town.to(TODAY, 8)
    now = town.clock.now()
    with ThreadPoolExecutor(4) as pool:
        owed = [one.result() for one in [pool.submit(ringing.plan, town.sessions, now) for _ in range(4)]]
    assert sum(owed) == 4
    town.jobs().tick()
    assert arrived(town) == {key(digest): 1 for digest in found}


def test_what_a_digest_says_is_worked_out_while_no_writer_waits(town: Town) -> None:
    set_up(town)
    town.opportunity(town.ana, on=TODAY)
    town.to(TODAY, 8)
    read: dict[bool, int] = {True: 0, False: 0}

    @event.listens_for(town.sessions.engine, "before_cursor_execute")
    def note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        writing = bool(connection.get_execution_options().get("writing"))
        read[writing] += "opportunities" in statement

    assert ringing.plan(town.sessions, town.clock.now()) == 1
    assert read[False] and not read[True]


def test_after_a_week_down_one_message_comes_that_says_it_is_late(town: Town) -> None:
    digest = set_up(town)
    town.to(TODAY + timedelta(days=7), 11)
    town.jobs().tick()
    assert arrived(town) == {key(digest, TODAY + timedelta(days=7)): 1}
    with town.sessions.reading() as session:
        assert digests.every(session, town.marc)[0].digest.next_on == TODAY + timedelta(days=8)


def test_a_digest_that_breaks_holds_no_other_up_and_the_zones_are_reckoned_anew_at_the_start(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = set_up(town), set_up(town, replace(DAILY, name="Good"))
    moved = set_up(town, replace(DAILY, name="Moved"))
    town.to(TODAY, 8)
    with town.sessions.writing() as session:
        wrong = {"kind": Rhythm.CRON, "cron": "no line", "next_due_at": MONDAY}
        session.change(update(table).where(table.c.id == broken.id).values(**wrong))
        # as if the clocks of its zone were put on once: it was reckoned an hour too late
        later = {"next_due_at": town.clock.now() + timedelta(hours=1)}
        session.change(update(table).where(table.c.id == moved.id).values(**later))
    jobs = town.jobs()
    jobs.start()
    try:
        assert town.sandbox.world.wait_until(lambda: len(arrived(town)) > 1, 20)
    finally:
        assert jobs.stop()
    assert arrived(town) == {key(good): 1, key(moved): 1}
    assert f"ring digest {broken.id} failed" in caplog.text
