"""The index that finds any part of a word quickly, where the database has the means; search works without it."""

from sqlalchemy import Integer, Text, column, func, literal, select, table, text
from sqlalchemy.exc import DBAPIError

from store.sessions import Session

PREFIX = "trigrams_"

# SQLite's table holds no text of its own, and opportunities do without: they are written far more often than
# their middles are looked for.
_SQLITE = (
    "CREATE VIRTUAL TABLE trigrams_contacts USING fts5("
    "folded, content='contacts', content_rowid='id', tokenize='trigram', detail=none, columnsize=0)",
    "CREATE TRIGGER trigrams_contacts_insert AFTER INSERT ON contacts BEGIN"
    " INSERT INTO trigrams_contacts (rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER trigrams_contacts_update AFTER UPDATE OF folded ON contacts BEGIN"
    " INSERT INTO trigrams_contacts (trigrams_contacts, rowid, folded) VALUES ('delete', old.id, old.folded);"
    " INSERT INTO trigrams_contacts (rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER trigrams_contacts_delete AFTER DELETE ON contacts BEGIN"
    " INSERT INTO trigrams_contacts (trigrams_contacts, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    "INSERT INTO trigrams_contacts (trigrams_contacts) VALUES ('rebuild')",
)
_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX trigrams_contacts ON contacts USING gin (folded gin_trgm_ops)",
    "CREATE INDEX trigrams_opportunities ON opportunities USING gin (folded gin_trgm_ops)",
)
_THERE = {
    "sqlite": select(literal(1)).where(column("name") == PREFIX + "contacts").select_from(table("sqlite_master")),
    "postgresql": select(func.to_regclass(PREFIX + "contacts")),
}

contacts = table("trigrams_contacts", column("rowid", Integer), column("folded", Text))


def prepare(session: Session) -> None:
    """Make the index unless it is there, or the database refuses: no FTS5, no pg_trgm, no right to create it."""
    if _there(session):
        return
    try:
        with session.connection.begin_nested():
            for statement in _SQLITE if session.dialect == "sqlite" else _POSTGRESQL:
                session.connection.execute(text(statement))
    except DBAPIError:  # then every text is read: the same answers, later
        return


def asked_for(session: Session) -> bool:
    """Whether a query must name the index: SQLite's is a table, PostgreSQL takes its own by itself."""
    if session.dialect != "sqlite":
        return False
    if "trigrams" not in session.remembered:
        session.remembered["trigrams"] = _there(session)
    return bool(session.remembered["trigrams"])


def _there(session: Session) -> bool:
    return session.value(_THERE[session.dialect]) is not None
