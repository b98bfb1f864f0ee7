"""Replaying reminders: which would have been said on which day, under rules that may be others (issue 4, 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.rules.reminders import due


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason to remind somebody as it stood on a day; `about` names the fact, as the ledger does.

    `whose`: the person's whom it concerns, to whom what their cover was told counts as told. `number`: the
    opportunity's, of a task without one its own.
    """

    whose: int
    kind: str
    number: str
    about: str
    since: date
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """What one message says."""

    on: date
    causes: tuple[Cause, ...]

    @property
    def things(self) -> int:
        """How many things."""
        return len(self.causes)


Said = Mapping[tuple[int, str], Sequence[date]]  # by whose it is and what it is about


def mornings(days: Iterable[tuple[date, Mapping[int, Sequence[Cause]]]], told: Said) -> dict[int, list[Morning]]:
    """By reader the messages of these days, in their order: one a day on which anything is due.

    `told` is what was said before; what is said on one day counts as said on the next.
    """
    said = {about: list(before) for about, before in told.items()}
    found: dict[int, list[Morning]] = {}
    for day, readers in days:
        for reader, causes in readers.items():
            now = [
                one for one in causes if due(one.since, day, said.get((one.whose, one.about), ()), one.snoozed_until)
            ]
            for one in now:
                said.setdefault((one.whose, one.about), []).append(day)
            if now:
                found.setdefault(reader, []).append(Morning(day, tuple(now)))
    return found
