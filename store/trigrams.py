"""The index that finds any part of a word quickly, where the database has the means; search works without it."""

from functools import reduce

from sqlalchemy import ColumnElement, Integer, Text, bindparam, column, func, literal, select, table, text
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

_MOST = 12  # trigrams of a word: what has all of these is read
_MATCHES = "trigrams_contacts"  # FTS5 names the column that MATCH asks like its table

contacts = table("trigrams_contacts", column("rowid", Integer), column(_MATCHES, Text))


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


def kept(session: Session) -> str:
    """Whose index is there: `sqlite`, a table that a query must name, `postgresql`, taken unasked, or nobody's: ``."""
    if "trigrams" not in session.remembered:
        session.remembered["trigrams"] = _there(session)
    return session.dialect if session.remembered["trigrams"] else ""


def having(*patterns: str) -> ColumnElement[bool]:
    """Of SQLite's table: the rows that may have every text whose `sought` is given as these parameters.

    May: trigrams know no order, so the text itself is to be compared. A LIKE would read each of these texts.
    """
    sought: list[ColumnElement[str]] = [bindparam(pattern, type_=Text) for pattern in patterns]
    return contacts.c[_MATCHES].op("MATCH")(reduce(lambda all_of, one: all_of + " AND " + one, sought))


def sought(part: str) -> str:
    """How `having` is asked for a text of three letters or more."""
    found = (part[at : at + 3] for at in range(min(len(part) - 2, _MOST)))
    return " AND ".join(f'"{letters}"' for letters in dict.fromkeys(found))


def _there(session: Session) -> bool:
    return session.value(_THERE[session.dialect]) is not None
