"""Digests in figures: how many are due and not made, how many were made late (issue 4, The delivery log)."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from store.models.columns import Moment
from store.models.digests import digests, occurrences
from store.sessions import Session

_RECENT = timedelta(hours=24)
_g, _o = digests.c, occurrences.c
_DUE = (
    select(_g.workspace_id, func.count())
    .where(_g.next_due_at <= bindparam("now", type_=Moment()), ~_g.paused)
    .group_by(_g.workspace_id)
)
_LATE = (
    select(_o.workspace_id, func.count())
    .where(_o.due_at >= bindparam("since", type_=Moment()), _o.late)
    .group_by(_o.workspace_id)
)


def every(session: Session, now: datetime) -> dict[int, tuple[int, int]]:
    """Of each workspace that has any: how many digests are due, and how many were made late in 24 hours."""
    due = {row[0]: row[1] for row in session.connection.execute(_DUE, {"now": now})}
    late = {row[0]: row[1] for row in session.connection.execute(_LATE, {"since": now - _RECENT})}
    return {key: (due.get(key, 0), late.get(key, 0)) for key in due.keys() | late.keys()}
