"""Upkeep: forgets what nobody will ask for again."""

from datetime import datetime

from store import delivery_purges, notices, pauses, requests, workspaces
from store.sessions import Sessions

_STEPS = 20  # of one workspace and look: the rest is for the next, an hour later


def forget(sessions: Sessions, now: datetime) -> None:
    """Delete old request keys, pauses that are over, the counts of past days, and deliveries settled long ago."""
    with sessions.writing() as session:
        requests.forget(session, now)
        pauses.forget(session, now)
        notices.forget(session, now)
        notices.give_up(session, now)
        every = workspaces.every(session)
    for workspace in every:
        for _ in range(_STEPS):
            with sessions.writing() as session:
                if not delivery_purges.purge(session, workspace.id, now):
                    break
