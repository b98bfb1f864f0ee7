"""Statements as SQLAlchemy compiles them, run straight at SQLite's driver: a run is hundreds, and the way there costs.

The SQL, what is bound and what is read are SQLAlchemy's own, prepared once. `Statements(…, short=False)` goes its way.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.sql.compiler import SQLCompiler

_MOST = 2000  # statements that are kept: those built anew each time do not fill the memory


class Answer(list[Any]):
    """The rows, with what of SQLAlchemy's result the store asks for."""

    __slots__ = ("rowcount",)

    def __init__(self, rows: Iterable[Any] = (), rowcount: int = -1) -> None:
        super().__init__(rows)
        self.rowcount = rowcount

    def all(self) -> list[Any]:
        """Every row."""
        return self

    def first(self) -> Any:
        """The first row, or None."""
        return self[0] if self else None

    def one(self) -> Any:
        """The only row."""
        (row,) = self
        return row

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self[0][0] if self else None

    def scalars(self) -> Iterator[Any]:
        """The first column of every row."""
        return map(itemgetter(0), self)

    def mappings(self) -> "Answer":
        """The rows by the names of their columns."""
        return Answer([row._mapping for row in self])


class _Prepared:
    """A statement's SQL for values of a shape: where each of them goes, how it is bound, how the rows are read."""

    def __init__(self, compiled: SQLCompiler, given: Mapping[str, Any], result: Any) -> None:
        state = compiled.construct_expanded_state(given, escape_names=False)
        given_as = {
            name: key for bound, name in compiled.bind_names.items() for key in (bound.key, name) if key in given
        }
        spread = {one: (name, at) for name, ones in state.parameter_expansion.items() for at, one in enumerate(ones)}
        binds = {**compiled._bind_processors, **state.processors}
        defaults = {compiled._within_exec_param_key_getter(one): one.default.arg for one in compiled.insert_prefetch}
        self.sql = state.statement
        self.lists = [
            (given_as[name], len(ones)) for name, ones in state.parameter_expansion.items() if name in given_as
        ]
        self._fixed: dict[Any, Any] = {}  # what is bound whatever is given
        self._spread: dict[Any, tuple[str, int]] = {}  # what is found in which list, and at which place
        self._places: list[tuple[Any, Any]] = []
        for one in state.positiontup or ():
            name, at = spread.get(one, (one, -1))
            bind = binds.get(one)
            if name not in given_as:
                value = defaults.get(one, state.parameters.get(one))
                self._fixed[one,] = bind(value) if bind else value  # a key that nothing given has
                self._places.append(((one,), None))
            elif at < 0:
                self._places.append((given_as[name], bind))
            else:
                self._spread[name, at] = given_as[name], at
                self._places.append(((name, at), bind))
        self._metadata = metadata = result._metadata if result.returns_rows else None
        self._processors = metadata and metadata._effective_processors
        self._indexes = metadata and metadata._key_to_index

    def fits(self, values: Mapping[str, Any]) -> bool:
        """Whether the lists in it are as long as those it was made for."""
        return all(len(values[name]) == length for name, length in self.lists)

    def run(self, raw: sqlite3.Connection, values: Any) -> Answer:
        """Run it, with the values of one row or of many."""
        if isinstance(values, list):
            return Answer((), raw.executemany(self.sql, [self._bound(row) for row in values]).rowcount)
        cursor = raw.execute(self.sql, self._bound(values or {}))
        if (metadata := self._metadata) is None:
            return Answer((), cursor.rowcount)
        processors, indexes = self._processors, self._indexes
        return Answer([Row(metadata, processors, indexes, row) for row in cursor.fetchall()])

    def _bound(self, values: Mapping[Any, Any]) -> list[Any]:
        if self._fixed:
            values = {**values, **self._fixed}
        if self._spread:
            values = {**values, **{one: values[name][at] for one, (name, at) in self._spread.items()}}
        return [bind(values[key]) if bind else values[key] for key, bind in self._places]


class Statements:
    """Runs statements on one connection."""

    def __init__(self, connection: Connection, raw: sqlite3.Connection, *, short: bool) -> None:
        self._connection, self._raw = connection, raw
        self._prepared: dict[Any, dict[tuple[Any, ...], list[_Prepared]]] = {}
        self.execute = self._execute if short else connection.execute

    def _execute(self, statement: Any, values: Any = None) -> Any:
        """Run a statement, with the values of one row or of many."""
        shapes = self._prepared.get(statement)
        if shapes is None:  # that it comes again is seen when it does
            if len(self._prepared) == _MOST:
                self._prepared.clear()
            self._prepared[statement] = {}
            return self._connection.execute(statement, values)
        shape = (True, *values[0]) if isinstance(values, list) else tuple(values or ())
        for one in shapes.get(shape, ()):
            if not one.lists or one.fits(values):
                try:
                    return one.run(self._raw, values)
                except sqlite3.Error:  # once more, for the error that the store knows
                    return self._connection.execute(statement, values)
        return self._prepare(statement, values, shapes.setdefault(shape, []))

    def _prepare(self, statement: Any, values: Any, kept: list[_Prepared]) -> Any:
        result = self._connection.execute(statement, values)
        many = isinstance(values, list)
        if _plain(result.context.compiled, many=many, rows=result.returns_rows):
            given = values[0] if many else values or {}
            dialect = self._connection.dialect
            compiled = statement.compile(dialect=dialect, column_keys=sorted(given), for_executemany=many)
            kept.append(_Prepared(compiled, given, result))
        return result


def _plain(compiled: Any, *, many: bool, rows: bool) -> bool:
    """Whether SQLAlchemy does nothing around it: no values of its own, no INSERT in batches, no new row's key."""
    if not isinstance(compiled, SQLCompiler) or compiled.isplaintext:
        return False
    if compiled.update_prefetch or not all(one.default.is_scalar for one in compiled.insert_prefetch):
        return False
    if many:
        return not rows
    return rows or not compiled.isinsert
