"""Upkeep: forgets what nobody will ask for again."""

from datetime import datetime

from store import pauses, requests
from store.sessions import Sessions


def forget(sessions: Sessions, now: datetime) -> None:
    """Delete old request keys and pauses that are over."""
    with sessions.writing() as session:
        requests.forget(session, now)
        pauses.forget(session, now)
