"""Pauses: until when nothing is sent to a workspace, or one method not called; every replica obeys them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select

from store.models.deliveries import pauses
from store.sessions import Session, columns
from store.upserts import put

EVERYTHING = "*"
DISTURBANCES = "dnd.info"  # a courtesy: while it may not be asked, nothing waits for it


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest in force: which method (`*`: every one), until when, and why."""

    method: str
    until: datetime
    reason: str


_IN_FORCE = (
    select(*columns(Pause, pauses))
    .where(pauses.c.workspace_id == bindparam("workspace"), pauses.c.until > bindparam("now"))
    .order_by(pauses.c.method)
)
_RESTS = select(
    exists().where(
        pauses.c.workspace_id == bindparam("workspace"),
        pauses.c.method == bindparam("asked"),
        pauses.c.until > bindparam("now"),
    )
)


def pause(session: Session, workspace_id: int, method: str, until: datetime, reason: str) -> None:
    """Let a method of Slack's rest in this workspace until then, or longer if it does already (reliability.md 2.2).

    Two replicas are told to rest at once, and who was told less may write last.
    """
    keys = {"workspace_id": workspace_id, "method": method}
    put(session, pauses, keys, {"until": until, "reason": reason[:500]}, only=pauses.c.until < until)


def resume(session: Session, workspace_id: int) -> int:
    """End every pause: the workspace was installed again, or its token was accepted; how many there were."""
    return session.change(delete(pauses).where(pauses.c.workspace_id == workspace_id))


def in_force(session: Session, workspace_id: int, now: datetime) -> list[Pause]:
    """What rests now, and why: for those who can do something about it."""
    return session.all(Pause, _IN_FORCE, workspace=workspace_id, now=now)


def rests(session: Session, workspace_id: int, method: str, now: datetime) -> bool:
    """Whether this very method rests now."""
    return bool(session.value(_RESTS, workspace=workspace_id, asked=method, now=now))


def forget(session: Session, now: datetime) -> int:
    """Delete pauses that are over; how many."""
    return session.change(delete(pauses).where(pauses.c.until <= now))
