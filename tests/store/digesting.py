"""What tests of digests share: one that is wanted, one that is set up, and what became of its days."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import true

from store import digest_changes, digests, occurrences
from store.digest_wishes import Wanted
from store.digests import Digest
from store.models.deliveries import deliveries
from store.models.digests import occurrences as table
from store.rights import Member
from store.rules.words import Rhythm, WhenUnchanged
from tests.store.firm import Firm

SUNDAY = datetime(2026, 12, 6, 12, tzinfo=UTC)
# Every day at eight in Zurich, to who sets it up.
WANTED = Wanted(
    "Pipeline", Rhythm.DAILY, time(8), "Europe/Zurich", "all", ("headline", "moved"), WhenUnchanged.LINE, "en"
)
WEEKLY = replace(WANTED, kind=Rhythm.WEEKLY, weekday=1)


def set_up(firm: Firm, wanted: Wanted = WANTED, *, by: Member | None = None, now: datetime = SUNDAY) -> Digest:
    """A digest, of Ana's unless somebody else is named."""
    with firm.sessions.writing() as session:
        return digest_changes.create(session, by or firm.ana, wanted, now)


def kept(firm: Firm, digest: Digest) -> Digest:
    """The digest as it is now."""
    with firm.sessions.reading() as session:
        found = digests.get(session, digest.workspace_id, digest.id)
    assert found is not None
    return found


def ring(firm: Firm, now: datetime) -> list[bool]:
    """Ring whatever is to ring; which of them said something."""
    with firm.sessions.writing() as session:
        waiting = occurrences.waiting(session, now)
        return [occurrences.ring(session, one.workspace_id, one.digest_id, now) for one in waiting]


def days(firm: Firm, digest: Digest | None = None) -> dict[str, str]:
    """Every day on which this digest rang, or any, and what became of it."""
    mine = table.c.digest_id == digest.id if digest else true()
    with firm.sessions.reading() as session:
        rows = session.connection.execute(table.select().where(mine).order_by(table.c.on_date)).all()
    return {row.on_date.isoformat(): f"{row.state}{' late' if row.late else ''}" for row in rows}


def owed(firm: Firm, kind: str = digests.KIND) -> dict[str, Any]:
    """What the ledger owes of a kind, with what it says."""
    with firm.sessions.reading() as session:
        rows = session.connection.execute(deliveries.select().where(deliveries.c.kind == kind)).all()
    return {row.key: row.facts for row in rows}
