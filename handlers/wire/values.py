"""What the value of a button says, and what it is read from: written and read side by side."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from store.rules.figures import Sum
from store.rules.words import Role
from store.rules.written import written

VALUE = 1750  # characters of a typed command in a button's value (Slack: 2,000), beside what else that says
DAY, TASKS = "day", "tasks"  # block ids: `day:2026-01-13:4` in the bundle of reminders, `tasks:…` in a list of tasks


@dataclass(frozen=True, slots=True)
class Seen:
    """An opportunity and the number of the active history entry the person saw (0: not started).

    Undo carries the row's version instead: undoing takes the entry, and its number, away.
    """

    number: str
    entry: int

    def packed(self) -> str:
        """As a button's value."""
        return f"{self.number}.{self.entry}"


def seen(value: str) -> Seen:
    """What a button's value says; an entry that can not be read equals none there is."""
    number, _, entry = value.partition(".")
    return Seen(number, int(entry) if entry.isascii() and entry.isdigit() and len(entry) < 9 else -1)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it was typed, and the date that is taken instead of the one in it, since that one was refused."""

    text: str
    instead: date | None = None

    def packed(self) -> str:
        """As a button's value; empty when that can not hold it."""
        value = f"{self.instead or '-'} {self.text}"
        return value if len(value) <= VALUE else ""


def typed(value: str) -> Typed:
    """What a button's value says was typed; nothing when it can not be read."""
    day, _, text = value.partition(" ")
    try:
        return Typed(text, None if day == "-" else date.fromisoformat(day))
    except ValueError:
        return Typed("")


@dataclass(frozen=True, slots=True)
class Part:
    """A sales cycle, the version of it that the person saw, and one of its stages (0: none)."""

    cycle: int
    version: int
    stage: int = 0

    def packed(self) -> str:
        """As a button's value says it."""
        return f"{self.cycle}.{self.version}.{self.stage}"


def part(value: str) -> Part:
    """What a button or form says it is about; a cycle that can not be read is none there is."""
    match = re.fullmatch(r"([0-9]{1,15})\.([0-9]{1,9})\.([0-9]{1,9})", value, re.ASCII)
    return Part(*map(int, match.groups())) if match else Part(0, 0)


def snoozed(value: str) -> tuple[str, int]:
    """The opportunity and the days a choice of the Snooze menu names; 0: a date is to be asked for."""
    number, _, days = value.partition(".")
    return number, int(days) if days in ("1", "3", "7") else 0


def versioned(value: str) -> tuple[int, int]:
    """The key of something set up, and the version of it the person saw; 0, which is none, for what can not be read."""
    key, _, version = value.partition(" ")
    return _figure(key), _figure(version)


def _figure(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else 0


def step(value: str) -> tuple[int, int, int, str]:
    """An activity, the version of it the person saw, one of its steps (0: a new one), and which way to move it."""
    key, version, number, way = (*value.split(" "), "", "", "", "")[:4]
    return *versioned(f"{key} {version}"), _figure(number), way


def quote(value: str) -> tuple[str, str, int]:
    """An opportunity, the quote that was seen with it, and the version of the quote."""
    number, version, named = (*value.split(" ", 2), "", "")[:3]
    return number, named, _figure(version)


def role(value: str) -> tuple[int, Role, Role] | None:
    """Whose role, the one they were seen with and the one they are to have; None for what can not be read."""
    key, _, rest = value.partition(" ")
    seen, _, new = rest.partition(" ")
    try:
        return _figure(key), Role(seen), Role(new)
    except ValueError:
        return None


def kept(about: dict[str, Any]) -> tuple[int, int]:
    """The same from a form's private metadata."""
    return versioned(f"{about.get('k')} {about.get('v')}")


def day_of(block_id: str) -> date | None:
    """The day of the bundle a block belongs to, or None when it belongs to none."""
    name, _, rest = block_id.partition(":")
    try:
        return date.fromisoformat(rest.partition(":")[0]) if name == DAY else None
    except ValueError:
        return None


def listed(block_id: str) -> str:
    """Which list of tasks a block belongs to; empty when it belongs to none."""
    name, _, rest = block_id.partition(":")
    return rest.rpartition(":")[0] if name == TASKS else ""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Where in a fix-it sweep an opportunity stands: behind so many that were skipped, of so many that are left.

    `total`: how many there were when it began, or are by now; what was mended counts as passed.
    """

    skipped: int
    total: int
    left: int
    number: str

    @property
    def position(self) -> int:
        """The how manieth it is, from 1."""
        return self.total - self.left + self.skipped + 1

    def packed(self) -> str:
        """As a button or block says it."""
        return f"{self.skipped}.{self.total}.{self.left}.{self.number}"


def sweep(value: str) -> Sweep:
    """Where a button says a sweep stands; its beginning when that can not be read."""
    match = re.fullmatch(r"([0-9]{1,6})\.([0-9]{1,6})\.([0-9]{1,6})\.(\w{1,20})", value, re.ASCII)
    return Sweep(int(match[1]), int(match[2]), int(match[3]), match[4]) if match else Sweep(0, 0, 0, "")


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack of a one-to-one: with whom, the version of the last one's moment, up to when it looked, what it saw."""

    person: int
    version: int
    until: datetime
    pipeline: Sum

    def packed(self) -> str:
        """As a button says it."""
        count, value, weighted = written(self.pipeline).values()
        return f"{self.person} {self.version} {self.until.isoformat()} {count} {value} {weighted}"


_PACK = re.compile(r"([0-9]{1,9}) ([0-9]{1,9}) (\S{1,40}) ([0-9]{1,9}) ([0-9.]{1,30}) ([0-9.]{1,30})", re.ASCII)


def pack_of(value: str) -> Pack | None:
    """What a button says it is about; None for what can not be read."""
    match = _PACK.fullmatch(value)
    if match is None:
        return None
    key, version, moment, count, *sums = match.groups()
    try:
        until, pipeline = datetime.fromisoformat(moment), Sum(int(count), *map(Decimal, sums))
    except (ValueError, InvalidOperation):
        return None
    return Pack(int(key), int(version), until, pipeline) if until.tzinfo else None


def decision(row: int, attempt: int, query: str) -> str:
    """A delivery that an admin decides on, the attempt they see, and the list it stands in, as a button's value."""
    return f"{row} {attempt} {query}".strip()


def decided(value: str) -> tuple[int, int, str]:
    """The same from a button's value; a delivery that can not be read is none there is."""
    row, attempt, query = (*value.split(" ", 2), "", "")[:3]
    return *versioned(f"{row} {attempt}"), query


def waiting(newest: int, count: int, mark: str, query: str) -> str:
    """Those in a list that an admin decides on all at once, as a button's value."""
    return f"{newest} {count} {mark} {query}".strip()


def waited(value: str) -> tuple[int, int, str, str]:
    """The same from a button's value; those that can not be read are none there are."""
    newest, count, mark, query = (*value.split(" ", 3), "", "", "", "")[:4]
    return *versioned(f"{newest} {count}"), mark, query
