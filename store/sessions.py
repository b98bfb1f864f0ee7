"""Transactions on either database: `reading()` and `writing()` are the only ways to one."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, Executable, Insert, Table, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from store.rules.words import Via

T = TypeVar("T")
DEADLINE = 1.5  # seconds a writer waits for its turn: an ack must be out within three

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    f"busy_timeout={int(DEADLINE * 1000)}",
)
# Who is stopped in the middle of a transaction must not hold up the others: PostgreSQL lets go of what it holds.
# Compiling a statement takes it longer than any of ours may run: of three seconds two.
_POSTGRESQL = (
    "-c statement_timeout=2000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 -c jit=off"
    " -c plan_cache_mode=force_custom_plan -c timezone=UTC"
)


class Busy(Exception):
    """The database had no turn for this writer within the deadline; nothing was stored."""


class CommitUnknown(Exception):
    """The connection broke while committing: the change may be stored, or not."""


class Session:
    """One transaction: statements in, typed rows out. Operations never commit or roll back."""

    def __init__(self, connection: Connection, remembered: dict[Any, Any], via: Via = Via.JOB) -> None:
        self.connection = connection
        self.remembered = remembered
        self.via = via  # from where somebody acts: what the audit trail says
        self.wrote = False  # whether `add`, `add_all` or `change` met a row

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    def all(self, shape: type[T], statement: Executable, **values: Any) -> list[T]:
        """Every row as a `shape`, a dataclass whose fields are the columns in their order."""
        return [shape(*row) for row in self.connection.execute(statement, values)]

    def one(self, shape: type[T], statement: Executable, **values: Any) -> T | None:
        """The first row as a `shape`, or None."""
        row = self.connection.execute(statement, values).first()
        return None if row is None else shape(*row)

    def kept(self, shape: type[T], statement: Executable, **values: Any) -> T:
        """The one row as a `shape`, where it is known to be there; that it is not is a mistake of ours."""
        return shape(*self.connection.execute(statement, values).one())

    def row(self, statement: Executable, **values: Any) -> tuple[Any, ...] | None:
        """The first row as it is, or None."""
        row = self.connection.execute(statement, values).first()
        return None if row is None else tuple(row)

    def value(self, statement: Executable, **values: Any) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement, values).scalar()

    def values(self, statement: Executable, **values: Any) -> list[Any]:
        """The first column of every row."""
        return list(self.connection.execute(statement, values).scalars())

    def add(self, table: Table, **values: Any) -> int:
        """Insert a row; its key."""
        self.wrote = True
        key = self.connection.execute(_insert(table), values).inserted_primary_key
        return cast(int, key[0]) if key else 0

    def add_all(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert rows, which all name the same columns."""
        if rows:
            self.wrote = True
            self.connection.execute(_insert(table), rows)

    def change(self, statement: Executable, **values: Any) -> int:
        """Run an UPDATE or DELETE; how many rows it met."""
        met = self.connection.execute(statement, values).rowcount
        self.wrote |= bool(met)
        return met

    def change_each(self, statement: Executable, rows: list[dict[str, Any]]) -> None:
        """Run an UPDATE once with each of these values, in one go."""
        if rows:
            self.wrote = True
            self.connection.execute(statement, rows)


_inserts: dict[str, Insert] = {}


def _insert(table: Table) -> Insert:
    return _inserts.setdefault(table.name, table.insert())


def columns(shape: type[Any], table: Table, **others: Any) -> list[Any]:
    """What to select for a `shape`: its fields in their order, from `table` unless named in `others`.

    What a factory makes is no column: it stands last, and is found out later.
    """
    kept = [f.name for f in fields(shape) if f.default_factory is MISSING]
    return [others[name] if name in others else table.c[name] for name in kept]


class Sessions:
    """The database behind a URL."""

    def __init__(self, url: str, *, pool: int = 40) -> None:
        """Connect lazily; `pool` bounds the connections kept."""
        self.engine = _engine(url, pool)
        # PostgreSQL lets every statement see what was committed by then, unless it is asked for one state.
        one_state = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
        self._reading = self.engine.execution_options(**one_state.get(self.engine.dialect.name, {}))
        # SQLite has one writer at a time: waiting here is fair and fast, waiting in SQLite is neither.
        self._turn = threading.Lock() if self.engine.dialect.name == "sqlite" else None
        self._remembered: dict[Any, Any] = {}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state, that of its first statement, and changes nothing."""
        with self._reading.connect() as connection:
            yield Session(connection, self._remembered)

    @contextmanager
    def writing(self, via: Via = Via.JOB) -> Iterator[Session]:
        """A transaction that is committed when the block ends well, and rolled back when it does not.

        `via`: from where somebody acts, for the audit trail.
        Raises Busy when no turn came in time, CommitUnknown when the commit itself broke.
        """
        self._take_turn()
        try:
            with self.engine.connect().execution_options(writing=True) as connection:
                yield Session(connection, self._remembered, via)
                try:
                    connection.commit()
                except DBAPIError as broken:
                    raise (CommitUnknown() if broken.connection_invalidated else broken) from broken
        finally:
            if self._turn:
                self._turn.release()

    def _take_turn(self) -> None:
        if self._turn and not self._turn.acquire(timeout=DEADLINE):
            raise Busy

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _engine(url: str, pool: int) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.render_as_string(hide_password=False), parsed.database, pool)
    return create_engine(parsed, **_pool(pool), pool_pre_ping=True, connect_args={"options": _POSTGRESQL})


def _pool(size: int) -> dict[str, Any]:
    """The connection used last is used first: what it has cached and prepared is warm, and few are ever opened."""
    return {"pool_size": size, "max_overflow": 0, "pool_timeout": DEADLINE, "pool_use_lifo": True}


def _sqlite(url: str, file: str | None, pool: int) -> Engine:
    if file and file != ":memory:" and not Path(file).exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else on the machine may read it
    engine = create_engine(url, **_pool(pool))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would begin by itself, and too late
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Deferred transactions that write after reading fail at once when another has written meanwhile.
        immediate = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
