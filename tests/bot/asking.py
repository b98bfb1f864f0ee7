"""Requests as Slack signs them, and a Bolt app that remembers what reached it."""

import hashlib
import hmac
import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

SECRET = "a-secret-of-ours"
COMMAND = {
    "command": "/opp",
    "text": "help",
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "channel_name": "sales",
    "user_name": "ana",
    "trigger_id": "1.2.abc",
    "response_url": "http://127.0.0.1:9/response",
}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def event(**more: Any) -> dict[str, Any]:
    """An event as Slack sends it."""
    inner = {"type": "app_home_opened", "user": "U1", "tab": "home"}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": inner} | more


def signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    """What Slack writes into the header."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()


def now(seconds: float = 0) -> str:
    """The stamp of a request signed that many seconds from now."""
    return str(int(time.time() + seconds))


def signed(body: bytes, kind: str = FORM, stamp: str | None = None) -> dict[str, str]:
    """The headers of a signed request."""
    stamp = stamp or now()
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(body, stamp),
    }


def form(fields: Mapping[str, str]) -> bytes:
    """A form's bytes."""
    return urlencode(fields).encode()


def interactive(payload: dict[str, Any]) -> bytes:
    """What a click or a form arrives as."""
    return form({"payload": json.dumps(payload)})


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    text: str
    kind: str = ""


def ask(address: str, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """One request over a connection of its own."""
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=15)
    try:
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.read().decode(), response.headers.get("content-type", ""))
    finally:
        connection.close()


def until(fact: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is so; fail when it does not come to be."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not fact():
        assert time.monotonic() < deadline, "it did not come to be"
        pause.wait(0.02)


class Heard:
    """A real Bolt app: it says back a command's text, and remembers bodies and headers."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], dict[str, Any]] = lambda body: {
            "response_type": "ephemeral",
            "text": body["text"],
        }
        self.app = App(
            name="heard",
            authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
            process_before_response=True,
            request_verification_enabled=False,
        )
        self.app.command("/opp")(self._command)
        self.app.event("app_home_opened")(self._event)
        self.app.action("go")(self._event)
        self.app.view("go")(self._command)

    def _command(self, ack: Ack, request: BoltRequest) -> None:
        self._remember(request)
        ack(**self.answer(dict(request.body)))

    def _event(self, ack: Ack, request: BoltRequest) -> None:
        self._remember(request)
        ack()

    def _remember(self, request: BoltRequest) -> None:
        self.bodies.append(dict(request.body))
        self.headers.append(request.headers)
