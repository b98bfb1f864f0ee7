"""How far the mornings of a workspace's people are planned: the trace that the jobs leave where nothing is owed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from store import worktime
from store.models.workspaces import people
from store.rules.worktime import beginning, working_day
from store.sessions import Session
from store.worktime import Lived


@dataclass
class Mornings:
    """Of one workspace: the last day on which one was planned, and since when the oldest waits that was not.

    Who was never planned does not count as waiting: they may have been met a moment ago.
    """

    last_on: date
    waits_since: datetime | None = None


_p = people.c
_PLANNED = (
    select(_p.workspace_id, func.min(_p.planned_on), func.max(_p.planned_on), *worktime.COLUMNS)
    .select_from(worktime.JOINED)
    .where(_p.active, _p.guest.is_(False), _p.removed.is_(False), _p.planned_on.is_not(None))
    .group_by(_p.workspace_id, *worktime.COLUMNS)
)


def every(session: Session, now: datetime) -> dict[int, Mornings]:
    """How the mornings stand of each workspace in which one was ever planned."""
    found: dict[int, Mornings] = {}
    for workspace, first_on, last_on, *lived in session.connection.execute(_PLANNED):
        here = found.setdefault(workspace, Mornings(last_on))
        here.last_on = max(here.last_on, last_on)
        lives = Lived(*lived).worktime()
        day = working_day(now, lives)
        if day and first_on < day:
            since = beginning(day, lives)
            here.waits_since = min(since, here.waits_since or since)
    return found
