"""Fills a large workspace within minutes: rows are copied where they lie, and indexed afterwards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from store.models.opportunities import entries, opportunities
from store.sessions import Session, Sessions
from tests.faults.crowd import Crowd, stocked

_AT_ONCE = 100_000
_TABLES = (opportunities, entries)
_TRIGGERS = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('opportunities', 'entries')"
)


def fill(crowd: Crowd, size: int, named: str) -> None:
    """So many open opportunities more; says how far it is."""
    began = time.perf_counter()
    with _unburdened(crowd.sessions):
        for start in range(0, size, _AT_ONCE):
            count = min(_AT_ONCE, size - start)
            stocked(crowd, count, after=start)
            _say(f"{named}: {start + count:,} of {size:,} rows", began)
    _analysed(crowd.sessions)
    _say(f"{named}: indexed", began)


def _say(what: str, began: float) -> None:
    print(f"  {what} after {time.perf_counter() - began:.0f} s", flush=True)


@contextmanager
def _unburdened(sessions: Sessions) -> Iterator[None]:
    """Without indexes, keys to other tables and the words of the search, which no pass looks at; indexes come back."""
    with _unhurried(sessions) as session:
        triggers: list[tuple[str, str]] = []
        if session.dialect == "sqlite":
            triggers = [(name, made) for name, made in session.connection.execute(_TRIGGERS)]
            for name, _ in triggers:
                session.connection.execute(text(f"DROP TRIGGER {name}"))
        for table in _TABLES:
            if session.dialect == "postgresql":
                session.connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER ALL"))
            for index in table.indexes:
                index.drop(session.connection)
    yield
    with _unhurried(sessions) as session:
        for table in _TABLES:
            for index in table.indexes:
                index.create(session.connection)
            if session.dialect == "postgresql":
                session.connection.execute(text(f"ALTER TABLE {table.name} ENABLE TRIGGER ALL"))
        for _, made in triggers:
            session.connection.exec_driver_sql(made)


@contextmanager
def _unhurried(sessions: Sessions) -> Iterator[Session]:
    """The service's own limit is for people's questions."""
    with sessions.writing() as session:
        if session.dialect == "postgresql":
            session.connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield session


def _analysed(sessions: Sessions) -> None:
    """What PostgreSQL's autovacuum would have done by then."""
    if sessions.engine.dialect.name == "postgresql":
        with sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("VACUUM ANALYZE"))
