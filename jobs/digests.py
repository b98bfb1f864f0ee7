"""Digests: what rings now is owed, each in a transaction of its own (reliability.md 6)."""

from datetime import datetime

from store import occurrences
from store.occurrences import Waiting
from store.sessions import Sessions


def plan(sessions: Sessions, now: datetime) -> int:
    """Owe every digest whose moment has come; how many. Any number of replicas may do so at once."""
    return sum(ring(sessions, one, now) for one in waiting(sessions, now))


def waiting(sessions: Sessions, now: datetime) -> list[Waiting]:
    """The digests whose moment has come."""
    with sessions.reading() as session:
        return occurrences.waiting(session, now)


def ring(sessions: Sessions, one: Waiting, now: datetime) -> bool:
    """Owe what one of them has to say; False when that is nothing, or another replica has it in hand."""
    with sessions.reading() as session:
        drafted = occurrences.draft(session, one.workspace_id, one.digest_id, now)
    with sessions.writing() as session:
        return occurrences.ring(session, one.workspace_id, one.digest_id, now, drafted)


def align(sessions: Sessions, now: datetime) -> int:
    """Set to rights when digests ring next, where a zone's clocks are to be changed otherwise than we knew; how many.

    Once a process: what a zone does is read from the machine's tables when the process begins.
    """
    with sessions.writing() as session:
        return occurrences.align(session, now)
