"""Digests: what managers are told on a schedule (product.md, Digests)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import bindparam, select

from store.models.columns import Key
from store.models.digests import digests
from store.rules.words import DigestScope, Rhythm, WhenUnchanged
from store.sessions import Session, columns


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as it is set up; `person_id` set it up, and gets it where it goes to no channel."""

    id: int
    workspace_id: int
    person_id: int
    name: str
    timezone: str
    kind: Rhythm
    at: time  # local
    weekday: int | None  # 1 is Monday
    day_of_month: int | None  # 31: the last one
    cron: str
    scope: DigestScope
    scope_id: int | None  # of the person, team or cycle
    channel: str  # empty: a direct message
    channel_name: str
    sections: str  # words separated by blanks
    when_unchanged: WhenUnchanged
    language: str
    paused: bool
    trouble: str  # why it was paused by itself
    last_on: date | None  # the last local day on which it rang
    next_on: date | None
    next_due_at: datetime | None
    created_at: datetime
    version: int


_d = digests.c
_ONE = select(*columns(Digest, digests)).where(
    _d.workspace_id == bindparam("workspace"), _d.id == bindparam("digest", type_=Key)
)


def get(session: Session, workspace_id: int, digest_id: int) -> Digest | None:
    """The digest with this key: for what the jobs send."""
    return session.one(Digest, _ONE, workspace=workspace_id, digest=digest_id)
