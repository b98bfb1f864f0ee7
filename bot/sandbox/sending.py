"""To the app: what people do goes out once, with three seconds to acknowledge; events go out again."""

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.sandbox import people
from bot.sandbox.records import Json
from bot.sandbox.world import World

Kind = Literal["slash_commands", "interactive", "events_api"]

TIMEOUT, FAILED = "operation_timeout", "dispatch_failed"


@dataclass
class Reply:
    """What the app said; `why` is Slack's word when it did not take it."""

    ok: bool
    body: Any = None
    why: str = ""
    reason: str = ""  # for the header of a retry
    no_retry: bool = False


@dataclass
class Sent:
    """A record of something sent, for tests to read and to send again."""

    kind: Kind
    payload: Json
    reply: Reply
    seconds: float


class Link(Protocol):
    """One of the two ways to the app."""

    def ask(self, kind: Kind, payload: Json, seconds: float, retry: tuple[int, str] | None) -> Reply: ...


class Sender:
    """Sends through the link and keeps a record."""

    def __init__(self, world: World, link: Link, seconds: float, retries: Sequence[float]) -> None:
        """`seconds` to acknowledge; `retries` is the wait before each further try of an event."""
        self._world = world
        self.link = link
        self.seconds = seconds
        self._retries = retries
        self._stopped = threading.Event()
        self._numbers = itertools.count(1)
        self.sent: deque[Sent] = deque(maxlen=2000)

    def ask(self, kind: Kind, payload: Json) -> Reply:
        """Send what a person did, once. Waits for the acknowledgement."""
        return self._send(kind, payload, None)

    def tell(self, event: Json, *, is_ext_shared: bool = False) -> threading.Thread:
        """Send an event in the background; again, with the headers of a retry, until it is taken."""
        now = int(time.time())
        envelope = {
            "token": "unused-verification-token",
            "team_id": people.TEAM_ID,
            "api_app_id": people.APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": self._world.new_id("Ev"),
            "event_time": now,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": people.TEAM_ID,
                    "user_id": people.BOT,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": is_ext_shared,
            "context_team_id": people.TEAM_ID,
            "context_enterprise_id": None,
        }
        name = f"sandbox-event-{next(self._numbers)}"
        thread = threading.Thread(target=self._tell, args=(envelope,), name=name, daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Send nothing again."""
        self._stopped.set()

    def _tell(self, envelope: Json) -> None:
        retry: tuple[int, str] | None = None
        for number, wait in enumerate([0.0, *self._retries], start=1):
            if self._stopped.wait(wait):
                return
            reply = self._send("events_api", envelope, retry)
            if reply.ok or reply.no_retry:
                return
            retry = (number, reply.reason)

    def _send(self, kind: Kind, payload: Json, retry: tuple[int, str] | None) -> Reply:
        began = time.monotonic()
        copied = json.loads(json.dumps(payload))
        reply = self.link.ask(kind, copied, self.seconds, retry)
        took = time.monotonic() - began
        if took > self.seconds and reply.ok:
            reply = Reply(False, why=TIMEOUT, reason="http_timeout")
        with self._world.changing():
            self.sent.append(Sent(kind, copied, reply, took))
        return reply
