"""Inserts that may find the row there already: both databases can, and spell the beginning differently."""

from typing import Any, cast

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite

from store.sessions import Session


def inserts(table: Table) -> dict[str, postgresql.Insert]:
    """An INSERT for each database that can say `on_conflict_do_nothing` or `on_conflict_do_update`."""
    return {"sqlite": cast(postgresql.Insert, sqlite.insert(table)), "postgresql": postgresql.insert(table)}


def insert(session: Session, table: Table) -> postgresql.Insert:
    """The one of them for the database of this session."""
    return inserts(table)[session.dialect]


def put(
    session: Session,
    table: Table,
    keys: dict[str, Any],
    values: dict[str, Any],
    only: ColumnElement[bool] | None = None,
) -> None:
    """The row with these keys now has these values; `only`: one that was there stays as it is where this is untrue."""
    statement = insert(session, table).values(**keys, **values)
    session.change(statement.on_conflict_do_update(index_elements=list(keys), set_=values, where=only))


def add(session: Session, table: Table, keys: dict[str, Any], values: dict[str, Any]) -> bool:
    """Insert a row unless one with these keys is there, or is being made at this moment; whether it was new."""
    statement = insert(session, table).on_conflict_do_nothing(index_elements=list(keys))
    made = session.value(statement.returning(*(table.c[key] for key in keys)), **keys, **values) is not None
    session.wrote |= made
    return made
