"""What answers what Slack sends, by id: a table for each side of the product, and one of them all."""

from collections.abc import Iterable
from types import ModuleType

from handlers.asked import Route
from handlers.routes import contacts, days, selling, setup

_TABLES: tuple[ModuleType, ...] = (selling, contacts, setup, days)


def _all(name: str) -> dict[str, Route]:
    """Every table of this name in one. Raises ValueError for an id that two of them answer."""
    return _once(item for tables in _TABLES for item in getattr(tables, name, {}).items())


def _once(routes: Iterable[tuple[str, Route]]) -> dict[str, Route]:
    found: dict[str, Route] = {}
    for id_, route in routes:
        if id_ in found:
            raise ValueError(f"two answer {id_}")
        found[id_] = route
    return found


ACTIONS, FORMS, LIVE, OPTIONS = (_all(name) for name in ("ACTIONS", "FORMS", "LIVE", "OPTIONS"))
