"""The schema: bringing a database to the present one, and telling whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from store import trigrams
from store.sessions import Sessions

_LOCK = 7_836_219  # any number, the same in every replica
_PATIENCE = 600_000  # milliseconds


def migrate(url: str) -> None:
    """Bring the database behind `url` to the present schema, in one transaction; a no-op when it is there."""
    sessions = Sessions(url, pool=1)
    try:
        with sessions.writing() as session:
            connection = session.connection  # those that start together wait here for the first
            if session.dialect == "sqlite":
                connection.connection.cursor().execute(f"PRAGMA busy_timeout = {_PATIENCE}")  # before it begins
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
        found = MigrationContext.configure(session.connection).get_current_revision()
        return found == ScriptDirectory.from_config(_config(session.connection)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
