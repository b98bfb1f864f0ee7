"""What time does: a pass over what owes nothing, over what owes a little, and deliveries a second."""

import logging
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from statistics import median

from sqlalchemy import text

from bot.clock import MovableClock
from handlers.texts import for_member
from jobs.clients import Client
from jobs.schedule import Jobs
from store import schema
from store.models.workspaces import people
from store.sessions import Sessions
from tests.bench.filling import fill
from tests.faults.crowd import MONDAY, Crowd, gathered, morning
from tests.faults.nursery import asking
from tests.faults.standin import StandIn
from tests.jobs.town import NOTE, note
from tests.machine.server import Server

SIZES, OWING = (100_000, 1_000_000), 1_000
SALESPEOPLE, ROUNDS = 200, 15
PEOPLE, NOTES = 100, 400  # who gets one each, and then how many more between them
ANSWER, COURIERS = 0.1, (8, 32)  # seconds a call takes, and how many call at once
GOAL = 50  # milliseconds: a pass that finds nothing, at a million


def measure(server: Server) -> None:
    """Fill, look, deliver, on both databases; print the figures side by side."""
    logging.disable(logging.WARNING)
    figures: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            with server.database() as name:
                for database, url in (("sqlite", f"sqlite:///{folder}/{size}.db"), ("postgresql", server.url(name))):
                    for what, figure in _passes(url, size).items():
                        figures.setdefault(what, {})[database] = figure
                        print(f"  {what}: {figure}", flush=True)  # who stops it has seen these
        with server.database() as name:
            for database, url in (("sqlite", f"sqlite:///{folder}/notes.db"), ("postgresql", server.url(name))):
                for what, figure in _deliveries(url).items():
                    figures.setdefault(what, {})[database] = figure
    print(f"\n{'what time does':72}{'sqlite':>14}{'postgresql':>14}")
    for what, found in figures.items():
        print(f"{what:72}{found['sqlite']:>14}{found['postgresql']:>14}", flush=True)
    logging.disable(logging.NOTSET)


def _passes(url: str, size: int) -> dict[str, str]:
    """A morning's planning over so many open opportunities, and the looks that follow and find nothing."""
    print(f"{size:,} open opportunities of {SALESPEOPLE} salespeople …", flush=True)
    schema.migrate(url)
    sessions = Sessions(url)
    crowd = gathered(sessions, SALESPEOPLE, 0)
    fill(crowd, size, url.split(":")[0])
    clock = MovableClock(morning(MONDAY))
    jobs = _jobs(sessions, clock, "http://127.0.0.1:9/", 8)
    named, found = f"{size:,} open", {}
    print("  planning …", flush=True)
    if size == SIZES[0]:
        found[f"{named}: the morning of all, nothing owed"] = _ms(_once(jobs._plan))
        clock.advance(timedelta(days=1))
        _let_owe(crowd, OWING)
        found[f"{named}: the morning of all, {OWING:,} owed"] = _ms(_once(jobs._plan))
        with sessions.writing() as session:
            session.connection.execute(text("DELETE FROM deliveries"))
    else:
        with sessions.writing() as session:
            session.change(people.update().values(planned_on=MONDAY))
    passes = sorted(_once(jobs.tick) for _ in range(ROUNDS))
    found[f"{named}: a pass that finds nothing (goal {GOAL} ms)"] = _ms(median(passes))
    found[f"{named}: a pass that finds nothing, the slowest"] = _ms(passes[-1])
    sessions.close()
    return found


def _once(look: Callable[[], object]) -> float:
    began = time.perf_counter()
    look()
    return time.perf_counter() - began


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def _let_owe(crowd: Crowd, count: int) -> None:
    """So many of them have stayed longer than planned."""
    overdue = (
        "UPDATE entries SET stay_on = :since WHERE active AND opportunity_id IN"
        " (SELECT id FROM opportunities ORDER BY id DESC LIMIT :count)"
    )
    with crowd.sessions.writing() as session:
        since = date(2025, 6, 2)
        session.connection.execute(
            text(overdue), {"since": since.isoformat() if session.dialect == "sqlite" else since, "count": count}
        )
    crowd.town.max_days(60)


def _jobs(sessions: Sessions, clock: MovableClock, url: str, couriers: int) -> Jobs:
    client = asking(Client("xoxb-bench", base_url=f"{url}api/", timeout=8, retry_handlers=[]))
    return Jobs(sessions, lambda _team: client, clock, for_member, more_kinds={NOTE: note}, couriers=couriers)


def _deliveries(url: str) -> dict[str, str]:
    """Notes a second, to a Slack that takes its time."""
    schema.migrate(url)
    sessions, clock = Sessions(url), MovableClock(datetime(2026, 1, 10, 12, tzinfo=UTC))
    crowd, found = gathered(sessions, PEOPLE, 0), {}
    with _slack() as address:
        for couriers in COURIERS:
            known: dict[tuple[str, str], tuple[str, datetime]] = {}
            for what, count, calls in (("the first to each", PEOPLE, 2), ("further ones", NOTES, 1)):
                jobs = _jobs(sessions, clock, address, couriers)  # anew: couriers that were waited for are done
                jobs.office.directs.update(known)
                most = couriers / (calls * ANSWER)
                for nth in range(count):
                    crowd.owe(f"note:{couriers}:{what}:{nth}", nth, clock.now())
                took = _once(partial(_handed_out, jobs))
                print(f"  {url.split(':')[0]}: {couriers} couriers, {what}: {count} within {took:.0f} s", flush=True)
                known = jobs.office.directs
                named = f"deliveries a second, {couriers} couriers, {what} (at most {most:.0f})"
                found[named] = f"{count / took:.0f}"
    sessions.close()
    return found


def _handed_out(jobs: Jobs) -> None:
    jobs._hand_out()
    assert jobs._couriers.wait(60)


@contextmanager
def _slack() -> Iterator[str]:
    """A stand-in in a process of its own, so that its work is nobody's here."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    yield ours.recv()
    process.terminate()
    process.join(10)


def _serve(pipe: Connection) -> None:
    standin = StandIn(1, patience=60, rate=0, slow=ANSWER)
    pipe.send(standin.url)
    pipe.poll(None)
