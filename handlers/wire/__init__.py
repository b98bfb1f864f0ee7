"""What travels through Slack and comes back: ids of buttons and forms, and what they are about."""

import json
from typing import Any

from handlers.wire.values import (
    DAY,
    VALUE,
    Pack,
    Part,
    Seen,
    Sweep,
    Typed,
    day_of,
    decided,
    decision,
    kept,
    listed,
    pack_of,
    part,
    quote,
    role,
    seen,
    snoozed,
    step,
    sweep,
    typed,
    versioned,
    waited,
    waiting,
)

__all__ = [
    "DAY",
    "VALUE",
    "Pack",
    "Part",
    "Seen",
    "Sweep",
    "Typed",
    "day_of",
    "decided",
    "decision",
    "kept",
    "listed",
    "pack_of",
    "part",
    "quote",
    "role",
    "seen",
    "snoozed",
    "step",
    "sweep",
    "typed",
    "versioned",
    "waited",
    "waiting",
]  # read and written here too: `wire.seen`

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
DIGESTS, DIGEST, PREVIEW_DIGEST = "digests", "digest", "preview_digest"
PAUSE_DIGEST, RESUME_DIGEST, UNDIGEST = "pause_digest", "resume_digest", "undigest"
ASSIGN_ALL = "assign_all"
PARK, UNPARK = "park", "unpark"
INSTEAD = "instead"  # a typed command again, with another date
EDIT_TASK, CANCEL_TASK, REOPEN_TASK = "edit_task", "cancel_task", "reopen_task"
FIX = "fix"  # a fix-it sweep, also in the block ids of its buttons
HELD = "held"  # a one-to-one
AWAY, BACK = "away", "back"  # the form of an absence; to end one
CLEAR_TASKS, ASSIGN_ACTIVITY = "clear_tasks", "assign_activity"
MUTE, UNMUTE, WAKE = "mute", "unmute", "wake"
SETTINGS, COUNTRIES, CANTONS = "settings", "countries", "cantons"  # the last two are type-aheads
REMIND, UNREMIND, LATER = "remind", "unremind", "later"  # LATER: put off what one asked to be reminded of
RULES, REPLAY, REHEARSE = "rules", "replay", "rehearse"  # of reminders; try others on last week, or on a day
MOVES = (NEXT, PREVIOUS, SKIP, JUMP, UPDATE)

DELIVERIES, SEND_AGAIN = "deliveries", "send_again"
DROP_DELIVERY, DROP_DELIVERIES = "drop_delivery", "drop_deliveries"

# What a form's live fields are called when they change (`action_id`); a form's redraw asks its callback.
LIVE = "live"
CONTACTS, COMPANIES, KNOWN = "contacts", "companies", "known"  # KNOWN: contacts that are there
CARD = "card"  # block ids of a card's buttons
PAGE = "page"  # a message shown as a form without fields: where there is no conversation to show it in
CREATE = "new:"  # the type-ahead's last choice carries the name that was typed


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
    chosen = action.get("selected_date") or action.get("selected_time") or action.get("selected_user")
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
