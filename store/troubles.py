"""What is said of digests and channel feeds in trouble without being asked for, as it stands when it is said."""

from datetime import date
from typing import Any

from store import digests, feeds, issues, people
from store.rights import Member
from store.sessions import Session

Facts = dict[str, Any]


def digest(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """A digest rests, and why, to who set it up or an admin; None when it goes on, or the reader is no manager now."""
    found = digests.get(session, reader.workspace_id, facts["digest"])
    if found is None or not found.trouble or not reader.may("digest"):
        return None
    owner = people.get(session, reader.workspace_id, found.person_id)
    told = {"digest": found.name, "trouble": found.trouble, "channel": found.channel_name}
    return told | {"owner": owner.name if owner else "–"}


def gap(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """A digest does not add up, to an admin; None when its issue is not kept any more, or the reader is no admin."""
    found = digests.get(session, reader.workspace_id, facts["digest"])
    issue = issues.get(session, reader.workspace_id, facts["digest"], date.fromisoformat(facts["on"]))
    if found is None or issue is None or not reader.may("setup"):
        return None
    value, weighted = issue.figures.missing
    return {"digest": found.name, "on": issue.on, "value": value, "weighted": weighted}


def feed(session: Session, reader: Member, facts: Facts) -> Facts | None:
    """A channel hears nothing any more, and why, to an admin; None when it hears again, or the reader is none now."""
    found = feeds.get(session, reader.workspace_id, facts["feed"])
    if found is None or not found.trouble or not reader.may("setup"):
        return None
    return {"cycle": found.cycle, "team": found.team, "channel": found.channel_name, "trouble": found.trouble}
