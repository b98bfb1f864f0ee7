"""The post office: what every delivery needs, and how it calls Slack."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from jobs.clients import Client
from jobs.messages import Bookkeepers, Composers, Message, Posting
from store.attempts import Attempt, LeaseClock, database_clock
from store.clocks import Clock
from store.rules.places import Unfit, place
from store.sessions import Sessions

EVENT = "stagepost_delivery"
_EARLIER = 2  # seconds Slack's clock may be behind ours
_LONGEST_CALL = 8  # seconds
_PAGE = 100
_KNOWN = timedelta(hours=1)  # how long a direct message is written to without asking Slack for it again


def deadline(lease_seconds: float) -> int:
    """Seconds a call may take, so that a lease outlives two: the `timeout` of the deliveries' client."""
    return max(1, min(_LONGEST_CALL, int(lease_seconds / 2)))


@dataclass(frozen=True)
class Office:
    """What a delivery needs. `client_for` gives a client that never re-sends by itself, or None for no token."""

    sessions: Sessions
    client_for: Callable[[str], Client | None]
    clock: Clock
    composers: Composers
    lease: timedelta = timedelta(seconds=60)
    lease_clock: LeaseClock = database_clock
    bookkeepers: Bookkeepers = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)
    # The direct messages that were written to lately, by team and person, and until when they need not be asked for.
    directs: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)

    @property
    def settle(self) -> timedelta:
        """How long Slack may take to show what was posted when the lease ended, without saying so."""
        return self.lease

    def later(self, attempt: Attempt) -> datetime:
        """When to try again: twice as late each time, and not all at the same moment."""
        first = self.lease / 30 * (1 + attempt.id % 8 / 8)
        return self.clock.now() + min(first * (1 << min(attempt.attempt - 1, 10)), self.lease * 10)


def open_channel(client: WebClient, office: Office, team_id: str, slack_id: str) -> str:
    """The direct message with a person: the one written to lately, else asked for.

    Raises what a call raises, ValueError for an answer without one.
    """
    now = office.clock.now()
    known, until = office.directs.get((team_id, slack_id), ("", now))
    if now < until:
        return known
    channel = (client.conversations_open(users=slack_id).get("channel") or {}).get("id")
    if not channel:
        raise ValueError("an answer without a channel")
    return str(channel)


def remember(office: Office, team_id: str, slack_id: str, channel: str) -> None:
    """A message arrived in this direct message: for a while the next ones need no call to find it."""
    now = office.clock.now()
    if office.directs.get((team_id, slack_id), ("", now))[1] <= now:
        office.directs[team_id, slack_id] = (channel, now + _KNOWN)


def forget(office: Office, team_id: str, slack_id: str) -> bool:
    """Something is wrong with a direct message: the next asks for it; whether it was one that was remembered."""
    return office.directs.pop((team_id, slack_id), None) is not None


def unfit(client: WebClient, channel: str) -> Unfit | None:
    """Why nothing may go to a channel, asked each time: it may have been shared or archived since it was chosen.

    Raises what a call raises.
    """
    return place(client.conversations_info(channel=channel).get("channel") or {}).unfit


def post(client: WebClient, channel: str, message: Message | Posting, key: str) -> tuple[str, str]:
    """Post once; the channel and the message's ts. Raises what a call raises."""
    thread: dict[str, Any] = {}
    if message.thread_ts:
        aloud = isinstance(message, Posting) and message.broadcast
        thread = {"thread_ts": message.thread_ts, "reply_broadcast": aloud}
    answer = client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        metadata={"event_type": EVENT, "event_payload": {"key": key}},
        unfurl_links=False,
        unfurl_media=False,
        link_names=False,
        **thread,
    )
    if not answer.get("ts"):
        raise ValueError("an answer without ts")
    return str(answer.get("channel") or channel), str(answer["ts"])


def look_back(client: WebClient, office: Office, attempt: Attempt) -> str | None:
    """The ts of what an earlier attempt posted, found by its metadata in a narrow window, one page; else None.

    Raises what a call raises, and ValueError when the answer has no page or not all of the window.
    """
    assert attempt.started_at is not None and attempt.channel is not None  # noqa: S101 - only those are looked for
    began = attempt.started_at.timestamp()
    window: dict[str, Any] = {
        "channel": attempt.channel,
        "oldest": f"{began - _EARLIER:.6f}",
        "latest": f"{began + (office.lease + office.settle).total_seconds():.6f}",
        "inclusive": True,
        "include_all_metadata": True,
        "limit": _PAGE,
    }
    if attempt.thread_ts:
        answer = client.conversations_replies(ts=attempt.thread_ts, **window)
    else:
        answer = client.conversations_history(**window)
    page = answer.get("messages")
    found = next((one for one in page or () if _key(one) == attempt.key), None)
    if page is None or (found is None and answer.get("has_more")):
        raise ValueError("not the whole window")
    return str(found["ts"]) if found else None


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if key else None
