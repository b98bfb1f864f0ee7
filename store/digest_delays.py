"""Digests in figures: how many are due and not made, how many were made late (issue 4, The delivery log)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from store.models.columns import Moment
from store.models.digests import digests, occurrences
from store.rules.words import OccurrenceState
from store.sessions import Session


@dataclass
class Delays:
    """Of one workspace: digests that are due and not made, since when the oldest, and those made late in 24 hours."""

    due: int = 0
    oldest_due_at: datetime | None = None
    late: int = 0


_RECENT = timedelta(hours=24)
_g, _o = digests.c, occurrences.c
_DUE = (
    select(_g.workspace_id, func.count(), func.min(_g.next_due_at))
    .where(_g.next_due_at <= bindparam("now", type_=Moment()), ~_g.paused)
    .group_by(_g.workspace_id)
)
_LATE = (
    select(_o.workspace_id, func.count())
    .where(_o.due_at >= bindparam("since", type_=Moment()), _o.late, _o.state == OccurrenceState.OWED)
    .group_by(_o.workspace_id)
)


def every(session: Session, now: datetime) -> dict[int, Delays]:
    """How the digests stand of each workspace that has any that are due, or were made late."""
    found = {row[0]: Delays(row[1], row[2]) for row in session.connection.execute(_DUE, {"now": now})}
    for workspace, late in session.connection.execute(_LATE, {"since": now - _RECENT}):
        found.setdefault(workspace, Delays()).late = late
    return found
