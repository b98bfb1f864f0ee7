"""What is said of absences without being asked for, as it stands when it is said."""

from datetime import date
from typing import Any

from store import absences, briefs, people
from store.absences import Absence
from store.rights import Member
from store.sessions import Session

AWAY, BRIEF, UNCOVERED = "away", "brief", "uncovered"  # kinds of notices
Facts = dict[str, Any]


def away(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """Who is away and what that is to the reader: their own absence, one they cover, one they cover no more.

    None when their own is not set any more.
    """
    found = absences.find(session, reader.workspace_id, facts["absence"])
    if reader.id == facts["person"]:
        return _told(found, "own", facts) if found else None
    if found and found.cover_id == reader.id:
        return _told(found, "cover", facts)
    person = people.get(session, reader.workspace_id, facts["person"])
    return {"role": "former", "person": person.name, "by": facts["by"]} if person else None


def _told(one: Absence, role: str, facts: Facts) -> Facts:
    return {"role": role, "by": facts["by"], **_dated(one)}


def _dated(one: Absence) -> Facts:
    since, until = one.from_on.isoformat(), one.until_on.isoformat()
    return {"person": one.person, "cover": one.cover or "", "since": since, "until": until}


def uncovered(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """Whose cover left, to their manager; None when they have another one by now, or are not away."""
    found = absences.find(session, reader.workspace_id, facts["absence"])
    if found is None or found.cover_id:
        return None
    value = f"{found.id} {found.version}"
    return {**_dated(found), "cover": facts["cover"], "slack_id": found.person_slack_id, "value": value}


def brief(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """How much of each kind happened while the reader was away; None for nothing at all."""
    found = absences.find(session, reader.workspace_id, facts["absence"])
    told = briefs.since_then(session, reader, found) if found else {}
    return {**_dated(found), "counts": {kind: one.count for kind, one in told.items()}} if found and told else None


def days(facts: Facts) -> tuple[date, date]:
    """From when until when, of what is told."""
    return date.fromisoformat(facts["since"]), date.fromisoformat(facts["until"])
