"""The deliveries' client: it looks at the clock once more where the bytes leave (reliability.md 2.3 f).

A process may be stopped between the last look at its row and its post, for longer than others wait for it.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.request import (
    AbstractHTTPHandler,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient


class TooLate(OSError):
    """The time in which this call might leave is over: Slack got no whole request."""


class Client(WebClient):
    """Made with `retry_handlers=[]`, so that it never re-sends by itself, and `timeout=deadline(lease_seconds)`."""

    def elapsed(self) -> float:
        """Seconds by a clock that nobody sets, and which goes on while the machine sleeps where there is such a one."""
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return time.monotonic() if boot is None else time.clock_gettime(boot)

    @contextmanager
    def until(self, moment: float) -> Iterator[None]:
        """Calls in this block leave until then (by `elapsed`), or raise a URLError for TooLate and never arrive."""
        token = _until.set((self, moment))
        try:
            yield
        finally:
            _until.reset(token)

    @cached_property
    def _opener(self) -> OpenerDirector:
        """As slack_sdk opens; without a proxy of its own by the environment's."""
        proxies = [ProxyHandler({"http": self.proxy, "https": self.proxy})] if self.proxy else []
        return build_opener(*proxies, _Http(), _Https(context=self.ssl))

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:  # noqa: ARG002 - slack_sdk's
        with self._opener.open(req, timeout=self.timeout) as answer:
            said = answer.read().decode(answer.headers.get_content_charset() or "utf-8")
            return {"status": answer.status, "headers": answer.headers, "body": said}


_until: ContextVar[tuple[Client | None, float]] = ContextVar("_until", default=(None, math.inf))


def last_look() -> None:
    """Whether what is about to be sent may still leave. Raises TooLate."""
    client, moment = _until.get()
    if client and client.elapsed() >= moment:
        raise TooLate("the lease is over")


class _Plain(HTTPConnection):
    """Looks before each piece; the body is the last, so that nothing whole leaves too late."""

    def send(self, data: Any) -> None:
        last_look()
        super().send(data)


class _Secure(_Plain, HTTPSConnection):
    pass


class _Looking(AbstractHTTPHandler):
    def do_open(self, http_class: Any, req: Request, **more: Any) -> Any:
        return super().do_open(_Secure if issubclass(http_class, HTTPSConnection) else _Plain, req, **more)


class _Http(_Looking, HTTPHandler):
    pass


class _Https(_Looking, HTTPSHandler):
    pass
