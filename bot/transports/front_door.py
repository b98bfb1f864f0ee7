"""The one front door: size, signature over the raw bytes, strict reading, and only then Bolt."""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST

from bot.clock import SystemClock
from bot.metrics import Metrics
from bot.transports import bodies, signatures
from bot.transports.dispatching import Dispatcher

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

EVENTS = "/slack/events"
# Slack looks now and then whether our certificate is good, and does not sign that. It gets no more than "here".
_SSL_CHECK = re.compile(rb"(?:token=[\w.-]*&)?ssl_check=1(?:&token=[\w.-]*)?")
_PLAIN = "text/plain; charset=utf-8"


class Answer(Exception):
    """An HTTP answer; raised where there is nothing more to do."""

    def __init__(self, status: int, body: str | bytes = "", content_type: str = _PLAIN) -> None:
        super().__init__(status)
        self.status, self.content_type = HTTPStatus(status), content_type
        self.body = body.encode("utf-8", "replace") if isinstance(body, str) else body


class FrontDoor:
    """The WSGI application: requests from Slack, and three addresses for whoever runs us."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        metrics: Metrics,
        *,
        signing_secret: str | None,
        trouble: Callable[[], str],
        ready: Callable[[], bool],
    ) -> None:
        """Without a signing secret nothing from Slack is let in; `trouble` says what is wrong with us, if anything."""
        self._dispatcher, self._metrics = dispatcher, metrics
        self._secret = signing_secret.encode() if signing_secret else None
        self._trouble, self._ready = trouble, ready
        self._clock = SystemClock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        try:
            answer = self._route(environ)
        except Answer as early:
            answer = early
        headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
        start_response(f"{answer.status.value} {answer.status.phrase}", headers)
        return [answer.body]

    def _route(self, environ: "WSGIEnvironment") -> Answer:
        match environ["REQUEST_METHOD"], environ.get("PATH_INFO"):
            case "POST", "/slack/events" if self._secret:
                return self._from_slack(environ, self._secret)
            case "GET" | "HEAD", "/healthz":
                trouble = self._trouble()
                return Answer(503, trouble) if trouble else Answer(200, "ok")
            case "GET" | "HEAD", "/readyz":
                return Answer(200, "ready") if self._ready() else Answer(503, "not ready")
            case "GET" | "HEAD", "/metrics":
                return Answer(200, self._metrics.text(), CONTENT_TYPE_LATEST)
        return Answer(404)

    def _from_slack(self, environ: "WSGIEnvironment", secret: bytes) -> Answer:
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        raw = self._raw(environ)
        if _SSL_CHECK.fullmatch(raw):
            return Answer(200)
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not signatures.is_signed(secret, stamp, signature, raw, self._clock.now().timestamp()):
            raise self._refused(401)
        try:
            body = bodies.read(raw, environ.get("CONTENT_TYPE", ""))
            if body.get("type") == "url_verification":
                return Answer(200, str(body["challenge"]))
            return self._dispatched(body, environ, signatures.key(signature))
        except bodies.Malformed:
            raise self._refused(400) from None

    def _dispatched(self, body: bodies.Body, environ: "WSGIEnvironment", key: str) -> Answer:
        if not self._ready():
            raise self._refused(503)  # Slack sends events again
        number = environ.get("HTTP_X_SLACK_RETRY_NUM")
        retry = (number, environ.get("HTTP_X_SLACK_RETRY_REASON", "")) if number else None
        response = self._dispatcher.dispatch(body, key, retry)
        return Answer(response.status, response.body or "", response.first_headers().get("content-type", _PLAIN))

    def _raw(self, environ: "WSGIEnvironment") -> bytes:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not re.fullmatch("[0-9]{1,12}", length):
            raise self._refused(400)
        if int(length) > bodies.LARGEST:
            raise self._refused(413)
        read: bytes = environ["wsgi.input"].read(int(length))
        return read

    def _refused(self, status: int) -> Answer:
        self._metrics.refused(str(status))
        return Answer(status)
