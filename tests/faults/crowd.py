"""A workspace with a crowd in it: everybody has one thing more that falls due on each of many working days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import holidays
from sqlalchemy import Table, func, insert, select, text

from bot.clock import MovableClock
from store import deliveries, people
from store.models.opportunities import entries, opportunities, tasks
from store.sessions import Session, Sessions
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
    for one in (town.ana, town.marc, town.chloe):  # who were needed to set it up
        town.change(one, active=False)
    working = [day for n in range(days * 2 + 7) if _is_working(day := MONDAY + timedelta(days=n))][:days]
    with sessions.writing() as session:
        row = session.connection.execute(select(tasks).where(tasks.c.number == pattern)).one()._asdict()
        del row["id"]
        if working:
            session.connection.execute(insert(tasks), list(_tasks(row, ids, working)))
    return Crowd(town, ids, working)


_HOLIDAYS = holidays.country_holidays("CH")


def _is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _HOLIDAYS


def _tasks(row: dict[str, Any], ids: list[int], days: list[date]) -> Any:
    for nth, person in enumerate(ids):
        for at, day in enumerate(days):
            mine = {"number": f"TD{at:03d}{nth:04d}", "description": f"Call {nth}-{at}.", "salesperson_id": person}
            yield row | mine | {"due_on": day}


def morning(day: date) -> datetime:
    """A second after eight o'clock in Zurich, in winter; after nine in summer."""
    return datetime.combine(day, time(7, 0, 1), UTC)


def copies(session: Session, table: Table, pattern: int, count: int, **instead: str) -> None:
    """So many rows like one of them; some columns as SQL says, in which `n.i` counts from one."""
    names = [column.name for column in table.columns if column.name != "id"]
    values = ", ".join(instead.get(name, f'p."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
    rows = f'{numbers} SELECT {values} FROM n, "{table.name}" AS p WHERE p.id = :pattern'  # noqa: S608 - all of it ours
    session.connection.execute(
        text(f'INSERT INTO "{table.name}" ({quoted}) {rows}'), {"count": count, "pattern": pattern}
    )


def stocked(crowd: Crowd, count: int, *, after: int = 0) -> None:
    """So many open opportunities more, as the first one is, spread over everybody; numbered on `after` so many."""
    size, first = len(crowd.ids), min(crowd.ids)
    whose = f"{first} + n.i % {size}"
    with crowd.sessions.writing() as session:
        if session.dialect != "sqlite":
            session.connection.execute(text("SET LOCAL statement_timeout = 0"))
        pattern = (
            session.connection.execute(select(opportunities.c.id).order_by(opportunities.c.id)).scalars().first() or 0
        )
        entry = session.value(select(entries.c.id).where(entries.c.opportunity_id == pattern))
        copies(
            session, opportunities, pattern, count, number=f"'OX' || ({10_000_000 + after} + n.i)", salesperson_id=whose
        )
        base = int(session.value(select(func.max(opportunities.c.id)))) - count
        copies(session, entries, entry, count, opportunity_id=f"{base} + n.i", salesperson_id=whose)
