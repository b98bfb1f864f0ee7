"""What travels through Slack and comes back: ids of buttons and forms, and what they are about."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.rules.words import Role

COMMAND = "/opp"
HEARD = (
    "app_home_opened",
    "message.im",
    "message.channels",
    "message.groups",
    "file_deleted",
    "user_change",
)  # the events that the register answers

# Buttons and menus, `action_id`
ACTIVATE, NEXT, PREVIOUS, SKIP, JUMP, UPDATE = "activate", "next", "previous", "skip", "jump", "update"
CLOSE, TASKS, HISTORY, QUOTE, UNLINK, COMMENT = "close", "tasks", "history", "quote", "unlink", "comment"
SHOW, NEW, LIST, TASK, DONE, SNOOZE = "show", "new", "list", "task", "done", "snooze"
ORDER, INVOICE, EDIT_QUOTE, CANCEL_ORDER = "order", "invoice", "edit_quote", "cancel_order"
SETUP, HELP, CONTACT, HOME, ROW, AUDIT = "setup", "help", "contact", "home", "row", "audit"
COMMENTS, TOTALS = "comments", "totals"
EDIT, ASSIGN, DELETE, PURGE, UNDO = "edit", "assign", "delete", "purge", "undo"
CONTACT_EDIT, CONTACT_MERGE, CONTACT_DELETE = "contact_edit", "contact_merge", "contact_delete"
CODES, CODE, UNCODE = "codes", "code", "uncode"
LOG, INTERACTIONS, INTERACTION = "log", "interactions", "interaction"
REMARK, CANCEL_LOG, FOLLOW = "remark", "cancel_log", "follow"
PEOPLE, PERSON, ROLE, BLOCK, TAKE_OUT, BRING_BACK = "people", "person", "role", "block", "takeout", "bringback"
ACTIVITIES, ACTIVITY, UNACTIVITY = "activities", "activity", "unactivity"
STEP, MOVE_STEP, UNSTEP = "step", "movestep", "unstep"
WORKSPACE, SERIES = "workspace", "series"
ZONES, CURRENCIES = "zones", "currencies"  # type-aheads
TEAMS, TEAM, UNTEAM = "teams", "team", "unteam"
CYCLE, SET_CYCLE, STAGE, SET_STAGE = "cycle", "cycle-set", "stage", "stage-set"  # to look or ask, and to do
FEEDS, FEED, UNFEED, LINK, UNLIST = "feeds", "feed", "unfeed", "link", "unlist"
ASSIGN_ALL = "assign_all"
INSTEAD = "instead"  # a typed command again, with another date
EDIT_TASK, CANCEL_TASK, REOPEN_TASK = "edit_task", "cancel_task", "reopen_task"
CLEAR_TASKS, ASSIGN_ACTIVITY = "clear_tasks", "assign_activity"
MOVES = (NEXT, PREVIOUS, SKIP, JUMP, UPDATE)

VALUE = 1750  # characters of a typed command in a button's value (Slack: 2,000), beside what else that says

# What a form's live fields are called when they change (`action_id`); a form's redraw asks its callback.
LIVE = "live"
CONTACTS, COMPANIES, KNOWN = "contacts", "companies", "known"  # KNOWN: contacts that are there
DAY = "day"  # block ids of the bundle of reminders: `day:2026-01-13:4`
CARD = "card"  # block ids of a card's buttons
PAGE = "page"  # a message shown as a form without fields: where there is no conversation to show it in
CREATE = "new:"  # the type-ahead's last choice carries the name that was typed


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


def pack(**about: Any) -> str:
    """What a form is about, for its private metadata (at most 3,000 characters)."""
    return json.dumps({k: v for k, v in about.items() if v is not None}, separators=(",", ":"))


def unpack(metadata: str) -> dict[str, Any]:
    """What a form's private metadata says; nothing when it can not be read."""
    try:
        about = json.loads(metadata or "{}")
    except (ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def doubts(about: dict[str, Any]) -> dict[str, str]:
    """What the command that opened a form left open: the fields, and what is asked about each."""
    asked = about.get("q")
    return {str(field): str(said) for field, said in asked.items()} if isinstance(asked, dict) else {}


def said(action: dict[str, Any]) -> str:
    """What a button, menu, date or person of a message or form says."""
    option = action.get("selected_option") or {}
    chosen = action.get("selected_date") or action.get("selected_user")
    return str(action.get("value") or option.get("value") or chosen or "")


def is_instead(action: dict[str, Any]) -> bool:
    """Whether this button has a typed command done again with another date."""
    return str(action.get("action_id")).partition(":")[0] == INSTEAD


def request_key(kind: str, body: dict[str, Any], request: str) -> str:
    """What makes a request the same again: what its transport calls it, unless it is one that may be sent twice.

    A form's view makes it the same, however often it is sent (reliability.md 2.1); one that follows another in the
    same view is called differently. A typed command that a button repeats is done once in the message it stands in.
    """
    view, place = body.get("view") or {}, body.get("container") or {}
    if kind == "form":
        return f"form:{view.get('id')}:{view.get('callback_id')}"
    if kind == "action" and is_instead(body["actions"][0]) and place.get("message_ts"):
        return f"{INSTEAD}:{place.get('channel_id')}:{place['message_ts']}"
    return f"{kind}:{request}"
