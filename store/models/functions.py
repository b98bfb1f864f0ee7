"""What both databases can compute and neither spells alike: exact sums, days between dates."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Date, Integer, Numeric, String
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, TypeEngine

from store.models.columns import Exact

T = TypeVar("T")
_SPLIT = 1_000_000


class _Sum(TypeDecorator[Decimal]):
    """A sum of exact decimals: NUMERIC on PostgreSQL, `millions:rest` of the smallest unit on SQLite."""

    impl = Numeric
    cache_ok = True

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else Numeric())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return] # the driver's row is untyped
        millions, rest = value.split(":")
        return Decimal(int(millions) * _SPLIT + int(rest)).scaleb(-self.scale)


class exact_sum(GenericFunction[Decimal]):  # noqa: N801 - SQL functions are named in lower case
    """The sum of an `Exact` column, None over no rows; SQLite's 64 bits are not exceeded.

    Ten weighted values of the largest kind, kept as scaled integers, would.
    """

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        assert isinstance(column.type, Exact)  # noqa: S101 - a programmer's mistake
        self.type = _Sum(column.type.scale)


@compiles(exact_sum)
def _sum(element: exact_sum, compiler: SQLCompiler, **kw: Any) -> str:
    return f"sum({compiler.process(element.clauses, **kw)})"


@compiles(exact_sum, "sqlite")
def _sqlite_sum(element: exact_sum, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.clauses, **kw)
    return f"(sum({column} / {_SPLIT}) || ':' || sum({column} % {_SPLIT}))"


class days_between(GenericFunction[int]):  # noqa: N801 - SQL functions are named in lower case
    """How many days the second date is after the first."""

    inherit_cache = True
    type = Integer()

    def __init__(self, first: ColumnElement[Any], second: ColumnElement[Any]) -> None:
        super().__init__(first, second)
        assert isinstance(first.type, Date)  # noqa: S101 - a programmer's mistake
        assert isinstance(second.type, Date)  # noqa: S101 - a programmer's mistake


@compiles(days_between)
def _days(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({second} - {first})"


@compiles(days_between, "sqlite")
def _sqlite_days(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    first, second = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


class iso_day(GenericFunction[date]):  # noqa: N801 - SQL functions are named in lower case
    """The date that a text of JSON names in ISO 8601; SQLite keeps dates as just such texts."""

    type = Date()
    inherit_cache = True


@compiles(iso_day)
def _iso_day(element: iso_day, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS DATE)"


@compiles(iso_day, "sqlite")
def _sqlite_iso_day(element: iso_day, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


class seconds_after(GenericFunction[int]):  # noqa: N801 - SQL functions are named in lower case
    """By how many whole seconds the first moment is after the second; None where one is missing."""

    type = Integer()
    inherit_cache = True


@compiles(seconds_after)
def _seconds_after(element: seconds_after, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(floor(extract(epoch FROM {later} - {earlier})) AS INTEGER)"


@compiles(seconds_after, "sqlite")
def _sqlite_seconds_after(element: seconds_after, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({later} - {earlier}) / 1000000"
