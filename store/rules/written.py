"""Values as JSON keeps them, and back: decimals, dates and words as text, dataclasses as their fields."""

import types
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def written(value: Any) -> Any:
    """A value as JSON keeps it, exactly: never a float."""
    if is_dataclass(value):
        return {f.name: written(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {name: written(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [written(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def read(shape: type[T], kept: Any) -> T:
    """The value of this shape that was written so."""
    back: T = _read(shape, kept)
    return back


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _read(shape: Any, kept: Any) -> Any:
    origin, inner = get_origin(shape), get_args(shape)
    if origin in (types.UnionType, Union):
        return None if kept is None else _read(next(one for one in inner if one is not types.NoneType), kept)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in kept)
    if origin is dict:
        return {name: _read(inner[1], one) for name, one in kept.items()}
    if is_dataclass(shape):
        hints = _hints(shape)  # type: ignore[arg-type]  # a dataclass is a type here, never a value
        return shape(**{name: _read(hints[name], one) for name, one in kept.items()})  # type: ignore[operator]  # so
    if shape is date:
        return date.fromisoformat(kept)
    return shape(kept)
