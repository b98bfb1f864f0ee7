"""Planned misbehaviour of the Web API: what the next calls of a method meet instead of an answer."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "ratelimited",  # 429 with Retry-After, nothing done
    "error",  # HTTP 200 with `code` (internal_error, fatal_error, token_revoked, …), nothing done
    "http_500",  # HTTP 500, nothing done
    "refuse",  # the connection is reset, nothing done
    "deaf",  # nothing done, and no answer until the caller gives up
    "accept_then_error",  # done, yet answered with `code`
    "accept_then_500",  # done, yet answered 500
    "accept_then_cut",  # done, then the connection is reset
    "accept_then_half",  # done, then half of the answer
    "accept_then_silence",  # done, and no answer until the caller gives up
    "delay",  # answered `seconds` late
]


@dataclass(frozen=True)
class Fault:
    """One planned misbehaviour."""

    kind: Kind
    code: str = "fatal_error"
    retry_after: int = 1
    seconds: float = 0.0

    @property
    def accepts(self) -> bool:
        """Whether the call takes effect all the same."""
        return self.kind == "delay" or self.kind.startswith("accept")


class Faults:
    """The plan, method by method, and the count of what was accepted."""

    def __init__(self) -> None:
        """Begin with nothing planned."""
        self._planned: dict[str, deque[Fault]] = defaultdict(deque)
        self._always: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self.asked: dict[str, int] = defaultdict(int)
        self.accepted: dict[str, int] = defaultdict(int)

    def plan(
        self,
        method: str,
        kind: Kind,
        *,
        times: int | None = 1,
        code: str = "fatal_error",
        retry_after: int = 1,
        seconds: float = 0.0,
    ) -> None:
        """Let the next `times` calls of `method` meet this fault (None: all, until `clear`)."""
        fault = Fault(kind, code, retry_after, seconds)
        with self._lock:
            if times is None:
                self._always[method] = fault
            else:
                self._planned[method].extend([fault] * times)

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self._planned.clear()
            self._always.clear()

    def next(self, method: str) -> Fault | None:
        """What the call that just came in meets."""
        with self._lock:
            self.asked[method] += 1
            planned = self._planned[method]
            return planned.popleft() if planned else self._always.get(method)

    def took(self, method: str) -> None:
        """Count a call that took effect."""
        with self._lock:
            self.accepted[method] += 1
