"""Reasons to remind a salesperson (product.md, Reminders): found in the state as it is, each a fact with a key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.reasons import opportunities, tasks
from store.reasons.facts import End, Reason, Why
from store.reasons.switches import reader
from store.rights import Member
from store.sessions import Session

__all__ = ["End", "Reason", "Why", "again", "present"]

_IN_ONE_QUERY = 500


def present(session: Session, person: Member, now: datetime) -> list[Reason]:
    """Every reason to remind this salesperson now, but for what they hold back: tasks first, oldest first."""
    who = reader(session, person, now)
    return [one for one in (*tasks.present(session, who), *opportunities.present(session, who)) if one.end is None]


def again(session: Session, person: Member, facts: Sequence[dict[str, Any]], now: datetime) -> list[Reason | None]:
    """These facts as they stand now, in the same order; None for one whose opportunity or task is gone."""
    who = reader(session, person, now)
    found: list[Reason | None] = []
    for start in range(0, len(facts), _IN_ONE_QUERY):
        part = facts[start : start + _IN_ONE_QUERY]
        due = tasks.these(session, who, [fact["mark"] for fact in part if fact["why"] == Why.TASK])
        others = iter(opportunities.these(session, who, [fact for fact in part if fact["why"] != Why.TASK]))
        found += [due.get(fact["mark"]) if fact["why"] == Why.TASK else next(others) for fact in part]
    return found
