"""The schema: bringing a database to the present one, and telling whether it is there."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from store import trigrams
from store.sessions import Sessions

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0019"  # the newest migration
_LOCK = 7_836_219  # any number, the same in every replica
_PATIENCE = 600_000  # milliseconds


def migrate(url: str) -> None:
    """Bring the database behind `url` to the present schema, in one transaction; a no-op when it is there."""
    from alembic import command  # a tenth of the time to start, and a start needs it only once

    sessions = Sessions(url, pool=1)
    try:
        with sessions.writing() as session:
            connection = session.connection  # those that start together wait here for the first
            if session.dialect == "sqlite":
                connection.connection.cursor().execute(f"PRAGMA busy_timeout = {_PATIENCE}")  # before it begins
                connection.execute(text("SELECT 1"))  # begins: outside of a transaction Alembic commits each migration
            else:
                connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            command.upgrade(_config(connection), "head")
            trigrams.prepare(session)
    finally:
        sessions.close()


def is_current(sessions: Sessions) -> bool:
    """Whether the database has exactly the schema this program was written for."""
    with sessions.reading() as session:
        if not inspect(session.connection).has_table("alembic_version"):
            return False
        return session.values(text("SELECT version_num FROM alembic_version")) == [HEAD]


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
