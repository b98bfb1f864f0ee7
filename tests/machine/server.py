"""A running PostgreSQL as the tests use it: each gets a database copied from one that was migrated once."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url


class Server:
    """A running server in which databases are made and dropped."""

    def __init__(self, url: str) -> None:
        """`url` is that of a role that may create databases; raises `psycopg.OperationalError`."""
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._names = (f"stagepost_{os.getpid()}_{number}" for number in itertools.count(1))
        as_libpq_reads_it = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(as_libpq_reads_it, autocommit=True)

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The name of a new database, a copy of the one named `template`; dropped when the block ends."""
        name = next(self._names)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield name
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def url(self, name: str) -> str:
        """The address of the database `name`."""
        return self._url.set(database=name).render_as_string(hide_password=False)

    def offers(self, extension: str) -> bool:
        """Whether `extension` can be created here."""
        query = "SELECT 1 FROM pg_available_extensions WHERE name = %s"
        return self._connection.execute(query, [extension]).fetchone() is not None

    def close(self) -> None:
        """Let go of the server; whoever started it stops it."""
        self._connection.close()

    def _run(self, statement: str, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
