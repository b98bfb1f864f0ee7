"""Replaying reminders: which would have been said on which day, under rules that may be others (issue 4, 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.rules.reminders import due


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason to remind somebody as it stood on a day; `about` names the fact, as the ledger does."""

    kind: str
    about: str
    since: date
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """What one message says: how many things."""

    on: date
    things: int


def mornings(days: Iterable[tuple[date, Sequence[Cause]]], told: Mapping[str, Sequence[date]]) -> list[Morning]:
    """The messages of these days, in their order: one a day on which anything is due; `told` is what was said before.

    What is said on one day counts as said on the next.
    """
    said = {about: list(before) for about, before in told.items()}
    found = []
    for day, causes in days:
        now = [one for one in causes if due(one.since, day, said.get(one.about, ()), one.snoozed_until)]
        for one in now:
            said.setdefault(one.about, []).append(day)
        if now:
            found.append(Morning(day, len(now)))
    return found
