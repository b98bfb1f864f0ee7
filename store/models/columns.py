"""Column types that keep the same value on both databases, and the keys every table shares."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Exact(TypeDecorator[Decimal]):
    """An exact decimal: NUMERIC on PostgreSQL, an integer of its smallest unit on SQLite (decision 45)."""

    impl = Numeric
    cache_ok = True

    def __init__(self, digits: int, scale: int) -> None:
        super().__init__(digits, scale)
        self.digits, self.scale = digits, scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else Numeric(self.digits, self.scale))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return int(value.scaleb(self.scale))

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Straight to the value: a list has hundreds of them, and the decorator's own way costs three times as much."""
        if dialect.name != "sqlite":
            return None
        shift = Decimal((0, (1,), -self.scale))
        return lambda value: None if value is None else value * shift


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC: timestamptz on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime can not be stored")
        if dialect.name != "sqlite":
            return value
        since = value - _EPOCH
        return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name != "sqlite":
            return value.astimezone(UTC)  # type: ignore[no-any-return] # the driver's row is untyped
        seconds, micros = divmod(value, 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)


class Word(TypeDecorator[StrEnum]):
    """One of a closed set of words, kept as text."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(max(map(len, words)))
        self.words = words

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Straight to the word."""
        return {word.value: word for word in self.words}.get


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """The database's own guard of a closed set of words."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(w)) for w in words)})", column)


Amount = Exact(14, 2)
Percent = Exact(5, 2)
Derived = Exact(9, 6)
Weighted = Exact(18, 6)
# In the order of code points on both databases, so that an index finds what starts with a text.
Folded = Text().with_variant(Text(collation="C"), "postgresql")
Key = BigInteger().with_variant(Integer(), "sqlite")


def identity() -> Column[int]:
    """The row's key, never shown to anybody."""
    return Column("id", Key, primary_key=True, autoincrement=True)


def workspace() -> Column[int]:
    """Every row belongs to a workspace."""
    return Column("workspace_id", Key, ForeignKey("workspaces.id"), nullable=False)


def version() -> Column[int]:
    """Rises with every change; an UPDATE says which one it is based on."""
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def reference(table: str, column: str) -> ForeignKeyConstraint:
    """A reference that can not leave the workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def referable() -> UniqueConstraint:
    """What `reference` needs on the table it points to."""
    return UniqueConstraint("workspace_id", "id")
