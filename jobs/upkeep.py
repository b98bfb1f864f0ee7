"""Upkeep: forgets what nobody will ask for again."""

from datetime import datetime

from store import notices, pauses, requests
from store.sessions import Sessions


def forget(sessions: Sessions, now: datetime) -> None:
    """Delete old request keys, pauses that are over, and the counts of past days."""
    with sessions.writing() as session:
        requests.forget(session, now)
        pauses.forget(session, now)
        notices.forget(session, now)
