"""A database in memory for virtual time: transactions are savepoints, and end where the seed wants them to."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from store.rules.words import Via
from store.sessions import Busy, CommitUnknown, Session
from tests.faults.statements import Statements
from tests.faults.virtual import World

# What no code of ours may do, whoever dies: noted by the database itself.
_STEPS = "CREATE TEMP TABLE steps (row INTEGER, before TEXT, after TEXT)"
_WATCH = """
CREATE TEMP TRIGGER noted AFTER UPDATE OF state ON main.deliveries WHEN old.state <> new.state
BEGIN INSERT INTO steps VALUES (new.id, old.state, new.state); END;
CREATE TEMP TRIGGER taken AFTER UPDATE OF attempt ON main.deliveries
WHEN old.state = 'sending' AND new.lease_until <= old.lease_until + 60000000
BEGIN INSERT INTO steps VALUES (new.id, 'leased', 'claimed'); END;
"""
_WAITING = """
SELECT min(max(due_at, coalesce(CASE state WHEN 'sending' THEN lease_until ELSE retry_at END, due_at)))
FROM deliveries
WHERE carrier_id IS NULL AND (state IN ('due', 'sending') OR (state = 'unsure' AND retry_at IS NOT NULL))
"""
_READY = f"SELECT ({_WAITING}), (SELECT max(until) FROM pauses)"  # noqa: S608 - all of it ours


class Base:
    """One connection, filled once; every run begins from the same rows and leaves none."""

    def __init__(self, file: Path, *, short: bool = True) -> None:
        """`short`: statements go the short way (tests.faults.statements)."""
        self.engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"cached_statements": 512})
        self.connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        raw = self.connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        self.raw = raw
        source = sqlite3.connect(file)
        source.backup(raw)
        source.close()
        self.execute = Statements(self.connection, raw, short=short).execute
        raw.executescript(f"PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; {_STEPS}; {_WATCH}")

    def close(self) -> None:
        """Let it go."""
        self.connection.close()
        self.engine.dispose()

    def waiting(self) -> bool:
        """Whether anything waits, but for a person."""
        return self.raw.execute(_WAITING).fetchone()[0] is not None

    def ready(self, now: datetime) -> float | None:
        """Seconds until the next row may be ready; None when none waits."""
        at, rest = self.raw.execute(_READY).fetchone()
        return None if at is None else max(max(at, rest or 0) / 1_000_000 - now.timestamp(), 0.0)

    def without_unique_keys(self) -> None:
        """Take the ledger's unique key away: a bug to be seen."""
        asked = "SELECT sql FROM sqlite_master WHERE tbl_name = 'deliveries' AND sql IS NOT NULL ORDER BY type DESC"
        unique = re.compile(r'UNIQUE \(workspace_id, "?key"?\)')
        kept = ";".join(unique.sub("CHECK (1)", sql) for (sql,) in self.raw.execute(asked))
        self.raw.executescript(f"PRAGMA foreign_keys=OFF; DROP TABLE deliveries; {kept}; {_WATCH}")
        self.raw.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def run(self) -> Iterator[None]:
        """From the rows as they were filled, and back to them."""
        self.raw.execute("BEGIN")
        try:
            yield
        finally:
            self.raw.execute("ROLLBACK")


class Sessions:
    """What the jobs get instead of a real database's transactions: the same two ways in.

    On PostgreSQL others come in between two statements until the first that locks a row; on SQLite never.
    """

    def __init__(self, base: Base, world: World, *, postgresql: bool) -> None:
        self._base, self._world, self._postgresql = base, world, postgresql
        self._remembered: dict[Any, Any] = {}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that changes nothing. Its end is no border: what was read last decides what comes next."""
        self._world.border("read")
        yield Session(_Reading(self._base, self._world, self._postgresql), self._remembered)  # type: ignore[arg-type] # what of a connection is used

    @contextmanager
    def writing(self, via: Via = Via.JOB) -> Iterator[Session]:
        """A transaction that is committed when the block ends well; Busy and CommitUnknown as the dice say."""
        self._world.border("begin")
        if self._world.trouble():
            raise Busy
        mine = _Writing(self._base, self._world, self._postgresql)
        try:
            yield Session(mine, self._remembered, via)  # type: ignore[arg-type] # what of a connection is used
            self._world.dies("commit")
            mine.end("RELEASE mine")
            self._world.stir(self._ready)
        except BaseException:
            mine.end("ROLLBACK TO mine", "RELEASE mine")
            raise
        if self._world.trouble():
            raise CommitUnknown
        self._world.border("committed")

    def _ready(self) -> float | None:
        return self._base.ready(self._world.now())


class _Reading:
    """A connection of one line, as it reads."""

    def __init__(self, base: Base, world: World, postgresql: bool) -> None:
        self._base, self._world, self._shared = base, world, postgresql
        self.dialect = base.connection.dialect

    def execute(self, statement: Any, values: Any = None) -> Any:
        """Run a statement, after others had their chance to come first."""
        if self._shared:
            self._world.border("statement")
        return self._base.execute(statement, values)


class _Writing(_Reading):
    """A connection of one line, as it writes."""

    def __init__(self, base: Base, world: World, postgresql: bool) -> None:
        super().__init__(base, world, postgresql)
        self._begun = False
        if not postgresql:
            self._begin()

    def execute(self, statement: Any, values: Any = None) -> Any:
        """Run a statement; from the first that locks on nobody else comes in."""
        if self._begun:
            self._world.dies("statement")
        else:
            self._world.border("statement")
            if not statement.is_select or statement._for_update_arg is not None:
                self._begin()
        return self._base.execute(statement, values)

    def _begin(self) -> None:
        self._base.raw.execute("SAVEPOINT mine")
        self._begun = True
        if self._world.line:
            self._world.line.dirty = True

    def end(self, *how: str) -> None:
        """End it so."""
        if self._begun:
            for statement in how:
                self._base.raw.execute(statement)
            self._begun = False
            if self._world.line:
                self._world.line.dirty = False
