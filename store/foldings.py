"""Notices that ride in a bundle, as they stand when it is drawn: each kind knows what is left of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from store import (
    absence_notices,
    digests,
    escalations,
    feeds,
    handovers,
    issues,
    notices,
    troubles,
    wakings,
)
from store.notices import Notice
from store.rights import Member
from store.sessions import Session

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folded:
    """One that rides: its row, its kind, and what there is to say of it; None: there is no reason any more.

    `absent`: for whom the reader has it, who is away.
    """

    id: int
    kind: str
    facts: Facts | None
    absent: str = ""


def _handed_over(session: Session, person: Member, facts: Facts) -> Facts | None:
    theirs = handovers.still_theirs(session, person, facts["opportunities"])
    if not theirs:
        return None
    first, numbers = theirs[0], [one.number for one in theirs]
    return {"by": facts["by"], "opportunities": numbers, "description": first.description, "contact": first.contact}


def _awake(session: Session, person: Member, facts: Facts) -> Facts | None:
    now = wakings.awake(session, person.workspace_id, facts)
    if now is None or now.salesperson_id != person.id:
        return None
    return {"opportunity": now.number, "description": now.description, "reason": now.reason}


def _escalated(session: Session, person: Member, facts: Facts) -> Facts | None:
    found = escalations.standing(session, person, facts)
    if found is None:
        return None
    numbers = list(dict.fromkeys(reason.number for reason in found.reasons if reason.number))
    return {"name": found.salesperson, "count": len(found.reasons), "opportunities": numbers}


# What is left of each kind by now, in plain facts for `handlers.views.notices.LINES`, which has a line for each.
NOW: dict[str, Callable[[Session, Member, Facts], Facts | None]] = {
    handovers.KIND: _handed_over,
    wakings.KIND: _awake,
    escalations.KIND: _escalated,
    absence_notices.AWAY: absence_notices.away,
    absence_notices.UNCOVERED: absence_notices.uncovered,
    absence_notices.BRIEF: absence_notices.brief,
    digests.TROUBLE: troubles.digest,
    issues.GAP: troubles.gap,
    feeds.TROUBLE: troubles.feed,
}


def carried(session: Session, person: Member, bundle_id: int) -> list[Folded]:
    """What a bundle carries besides reminders, as it stands now."""
    rows = notices.riding(session, person.workspace_id, bundle_id)
    return [_now(session, person, row) for row in rows]


def _now(session: Session, person: Member, row: Notice) -> Folded:
    whose = notices.meant(session, person, row.facts)
    absent = whose.name if whose.id != person.id else ""
    return Folded(row.id, row.kind, NOW[row.kind](session, whose, row.facts), absent)
