"""When the people of a workspace work, public holidays included (product.md, Reminders)."""

import warnings
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from typing import Any

import holidays
from babel.core import get_global
from sqlalchemy import bindparam, select

from store.models.columns import Key
from store.models.workspaces import people, workspaces
from store.rules.worktime import Worktime
from store.sessions import Session

__all__ = [
    "ALIKE",
    "COLUMNS",
    "JOINED",
    "Calendar",
    "Lived",
    "Worktime",
    "alike",
    "cantons",
    "countries",
    "country_of",
    "every",
    "of",
]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The public holidays of a country, or of a part of it; empty where nobody knows any."""

    country: str
    canton: str

    def __contains__(self, day: object) -> bool:
        """Whether that day is one."""
        return isinstance(day, date) and day in _year(self.country, self.canton, day.year)


@dataclass(frozen=True, slots=True)
class Lived:
    """What is kept of how people live, as the database has it: the person's own, and the workspace's."""

    timezone: str
    day_begins: time
    day_ends: time
    work_days: str
    country: str
    canton: str
    quiet_from: time | None
    quiet_until: time | None
    workspace_timezone: str
    workspace_country: str
    workspace_canton: str

    def worktime(self) -> Worktime:
        """How they live, the country and its holidays found."""
        common = self.workspace_country or country_of(self.workspace_timezone)
        country = self.country or self.workspace_country or country_of(self.timezone)
        offered = [self.canton, self.workspace_canton if country == common else ""]
        canton = next((one for one in offered if one in cantons(country)), "")
        return Worktime(
            self.timezone, self.day_begins, self.day_ends, self.work_days, country, canton,
            self.quiet_from, self.quiet_until, Calendar(country, canton),
        )  # fmt: skip


_p, _w = people.c, workspaces.c
JOINED = people.join(workspaces, _w.id == _p.workspace_id)
COLUMNS = (
    *(_p.timezone, _p.day_begins, _p.day_ends, _p.work_days, _p.country, _p.canton, _p.quiet_from, _p.quiet_until),
    *(_w.timezone.label("workspace_timezone"), _w.country.label("workspace_country")),
    _w.canton.label("workspace_canton"),
)  # those of Lived, in its order
_OWN = COLUMNS[:8]
ALIKE = tuple(column.is_not_distinct_from(bindparam(column.name, type_=column.type)) for column in _OWN)
_OF = (
    select(*COLUMNS)
    .select_from(JOINED)
    .where(_p.workspace_id == bindparam("workspace"), _p.id == bindparam("person", type_=Key))
)

_EVERY = select(_p.id, *COLUMNS).select_from(JOINED).where(_p.workspace_id == bindparam("workspace"))


def of(session: Session, workspace_id: int, person_id: int) -> Worktime:
    """How a person of the workspace lives."""
    return session.kept(Lived, _OF, workspace=workspace_id, person=person_id).worktime()


def every(session: Session, workspace_id: int) -> dict[int, Worktime]:
    """How everybody of the workspace lives, by their keys."""
    rows = session.connection.execute(_EVERY, {"workspace": workspace_id})
    return {key: Lived(*lived).worktime() for key, *lived in rows}


def alike(lived: Lived) -> dict[str, Any]:
    """The values by which ALIKE finds the people of a workspace who live like this."""
    return {column.name: getattr(lived, column.name) for column in _OWN}


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """The countries whose holidays are known, by their two letters, and the parts of each that have their own."""
    return {code: tuple(parts) for code, parts in holidays.list_supported_countries(include_aliases=False).items()}


def cantons(country: str) -> tuple[str, ...]:
    """The cantons, states or regions of a country that have holidays of their own."""
    return countries().get(country, ())


@cache
def country_of(timezone: str) -> str:
    """The country of a time zone whose holidays are known; empty for one of no country."""
    territories = get_global("zone_territories")
    found = territories.get(timezone) or territories.get(get_global("zone_aliases").get(timezone, ""))
    return found if found in countries() else ""


@lru_cache(maxsize=2048)
def _year(country: str, canton: str, year: int) -> frozenset[date]:
    if country not in countries():
        return frozenset()
    with warnings.catch_warnings(action="ignore"):  # that an estimate ends somewhere, which is no news
        return frozenset(holidays.country_holidays(country, subdiv=canton or None, years=year))
