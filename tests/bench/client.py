"""A load of signed requests on connections that stay open, and what they cost the server."""

import hashlib
import hmac
import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.bench.slack import ANA, TEAM

SECRET = "bench-signing-secret"
_TICKS = os.sysconf("SC_CLK_TCK")
_unique = count(1)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a batch cost: server CPU a request in microseconds, and how long answers took in milliseconds."""

    cpu: float
    times: list[float]


def command(text: str, answer_to: str) -> bytes:
    """A slash command."""
    number = next(_unique)
    return urlencode(
        {
            "command": "/opp",
            "text": text,
            "team_id": TEAM,
            "user_id": ANA,
            "channel_id": "C1",
            "trigger_id": f"{number}.1.x",
            "response_url": f"{answer_to}response/{number}",
        }
    ).encode()


def form(callback: str, fields: dict[str, dict[str, Any]], answer_to: str, **about: Any) -> bytes:
    """A form, sent; `about`: what it is about."""
    number = next(_unique)
    view = {
        "id": f"V{number}",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": json.dumps({"r": f"{answer_to}response/{number}"} | about),
        "blocks": [{"type": "input", "block_id": name} for name in fields],
        "state": {"values": {name: {"field": value} for name, value in fields.items()}},
    }
    payload = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": ANA, "team_id": TEAM}, "view": view}
    return urlencode({"payload": json.dumps(payload)}).encode()


def signed(body: bytes) -> dict[str, str]:
    """The headers that Slack would send with it."""
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
    }


class Server:
    """A server under measurement: its address and its process."""

    def __init__(self, address: str, pid: int) -> None:
        self._host = urlsplit(address).netloc
        self._pid = pid

    def cpu(self) -> float:
        """CPU seconds used so far, in user and system."""
        fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Resident megabytes."""
        pages = int(Path(f"/proc/{self._pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def post(self, body: bytes) -> bytes:
        """Send one request; its answer."""
        return next(self._posts([body]))[1]

    def _posts(self, bodies: Sequence[bytes]) -> Iterator[tuple[float, bytes]]:
        connection = HTTPConnection(self._host, timeout=30)
        for body in bodies:
            began = time.perf_counter()
            connection.request("POST", "/slack/events", body, signed(body))
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 200 or b'"errors"' in said:
                raise RuntimeError(f"{answer.status}: {said[:300]!r}")
            yield time.perf_counter() - began, said
        connection.close()

    def load(self, bodies: Sequence[bytes], clients: int) -> Cost:
        """Send all of it from several clients at once."""
        times: list[float] = []
        failed: list[Exception] = []

        def send(mine: Sequence[bytes]) -> None:
            try:
                times.extend(took * 1000 for took, _ in self._posts(mine))
            except (RuntimeError, OSError) as error:
                failed.append(error)

        began = self.cpu()
        threads = [threading.Thread(target=send, args=(bodies[n::clients],)) for n in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]
        return Cost((self.cpu() - began) / len(bodies) * 1e6, sorted(times))
