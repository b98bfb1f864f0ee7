"""A workspace with a crowd in it: everybody has one thing more that falls due on each of many working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.clock import MovableClock
from store import deliveries, people
from store.models.opportunities import tasks
from store.sessions import Sessions
from tests.jobs.town import NOTE, Town, founded

MONDAY = date(2026, 1, 12)


@dataclass
class Crowd:
    """Who is there, and on which days they have something to do."""

    town: Town
    ids: list[int]
    days: list[date]

    @property
    def sessions(self) -> Sessions:
        """Transactions on the database they are in."""
        return self.town.sessions

    def owe(self, key: str, nth: int, now: datetime) -> None:
        """Owe one of them a note."""
        person = self.ids[nth % len(self.ids)]
        with self.sessions.writing() as session:
            facts = {"to": f"U{nth % len(self.ids):05d}"}
            assert deliveries.owe(session, self.town.workspace_id, key, NOTE, person, facts, now, now)


def gathered(sessions: Sessions, size: int, days: int) -> Crowd:
    """A workspace with `size` people in Zurich, each with a task that is due on each of so many working days."""
    before = datetime(2026, 1, 9, 12, tzinfo=UTC)
    town = founded(sessions, None, MovableClock(before))  # type: ignore[arg-type] # it needs no Slack
    with sessions.writing() as session:
        ids = [
            people.keep(
                session,
                town.workspace_id,
                people.Described(f"U{n:05d}", f"Person {n}", locale="en-US", timezone="Europe/Zurich"),
                before,
            ).id
            for n in range(size)
        ]
    number = town.opportunity(town.ana, on=date(2026, 1, 9))
    pattern = town.task(town.ana, number, "Call nobody", due_on=MONDAY + timedelta(days=3650))
    working = [day for n in range(days * 2 + 7) if (day := MONDAY + timedelta(days=n)).weekday() < 5][:days]
    with sessions.writing() as session:
        row = session.connection.execute(select(tasks).where(tasks.c.number == pattern)).one()._asdict()
        del row["id"]
        session.connection.execute(insert(tasks), list(_tasks(row, ids, working)))
    return Crowd(town, ids, working)


def _tasks(row: dict[str, Any], ids: list[int], days: list[date]) -> Any:
    for nth, person in enumerate(ids):
        for at, day in enumerate(days):
            mine = {"number": f"TD{at:03d}{nth:04d}", "description": f"Call {nth}-{at}.", "salesperson_id": person}
            yield row | mine | {"due_on": day}


def morning(day: date) -> datetime:
    """A second after eight o'clock in Zurich, in winter; after nine in summer."""
    return datetime.combine(day, time(7, 0, 1), UTC)
