"""A lean Slack on a real socket: it keeps what it took, and breaks one call in ten in every way there is."""

import json
import random
import socket
import socketserver
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from tests.faults.conversations import Conversations

ASKED = "X-Asked-At"  # when a call began, on the machine's monotonic clock
FAULTS = ("limited", "500", "taken 500", "cut", "taken cut", "silence", "taken silence", "taken half", "unheard of")


class StandIn(Conversations):
    """The workspace's side. What reaches it later than `patience` seconds after the call began is not taken.

    Slack may be slow, but not for ever: without that bound nobody could ever say that a message did not come.
    """

    def __init__(
        self,
        seed: int,
        *,
        patience: float,
        scope: bool = True,
        rate: float = 0.1,
        slow: float = 0,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`slow`: seconds a call takes; `now`: what its messages are stamped by."""
        super().__init__(lambda: datetime.fromtimestamp(now(), UTC), scope=scope)
        self.patience, self.rate, self.slow = patience, rate, slow
        self.calls = 0
        self.planned: deque[str] = deque()  # what the next calls meet
        self._dice = random.Random(seed)  # noqa: S311 - the same faults again
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.slack = self
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Answer nobody any more."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def fate(self) -> str:
        """What a call meets."""
        with self._lock:
            self.calls += 1
            if self.planned:
                return self.planned.popleft()
            return self._dice.choice(FAULTS) if self._dice.random() < self.rate else ""

    def arrives(self, method: str, given: dict[str, Any], asked: float) -> dict[str, Any] | None:
        """What a call leads to; None when it comes too late: nobody looks between that decision and what follows."""
        if self.slow:
            self._closing.wait(self.slow)
        with self._lock:
            return None if time.monotonic() - asked > self.patience else self.take(method, given)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128
    slack: StandIn

    def _expected(self, *_: Any) -> None:
        """Who calls is killed all the time: that is no error."""

    handle_error = _expected


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        """One call a connection, as urllib makes them."""
        slack = self.server.slack
        method = self.rfile.readline().split()[1].rpartition(b"/")[2].decode()
        headers = {}
        while (line := self.rfile.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip().decode()
        body = self.rfile.read(int(headers.get(b"content-length", 0))).decode()
        given = json.loads(body) if "json" in headers.get(b"content-type", "") else dict(parse_qsl(body))
        fate, answer = slack.fate(), {}
        if not fate or fate.startswith("taken"):
            answer = slack.arrives(method, given, float(headers[ASKED.lower().encode()]))
        if answer is not None:
            self._answer(fate.removeprefix("taken "), answer)

    def _answer(self, fate: str, answer: dict[str, Any]) -> None:
        if fate == "silence":
            self.connection.recv(1)  # until the caller gives up
        elif fate == "cut":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif fate == "limited":
            self._send(429, {"ok": False, "error": "ratelimited"}, "Retry-After: 1\r\n")
        elif fate == "500":
            self._send(500, {"ok": False})
        elif fate == "unheard of":
            self._send(200, {"ok": False, "error": "unheard_of"})
        else:
            self._send(200, answer, half=fate == "half")

    def _send(self, status: int, answer: dict[str, Any], more: str = "", *, half: bool = False) -> None:
        body = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        self.wfile.write(head.encode() + (body[: len(body) // 2] if half else body))
