"""Signed HTTP: commands as forms, clicks and forms as `payload=`, events as JSON."""

import hashlib
import hmac
import http.client
import json
import time
from urllib.parse import urlencode, urlsplit

from bot.sandbox.records import Json
from bot.sandbox.sending import FAILED, TIMEOUT, Kind, Reply


class Posting:
    """Posts to the app's request URL as Slack does."""

    def __init__(self, secret: str, request_url: str | None) -> None:
        """`request_url` may be set later, when the app listens."""
        self._secret = secret.encode()
        self.request_url = request_url

    def ask(self, kind: Kind, payload: Json, seconds: float, retry: tuple[int, str] | None) -> Reply:
        """Post, and read the acknowledgement."""
        body, headers = self.signed(kind, payload)
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return self.post(body, headers, seconds)

    def signed(self, kind: Kind, payload: Json) -> tuple[bytes, dict[str, str]]:
        """The bytes and headers Slack would send."""
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urlencode(fields), "application/x-www-form-urlencoded"
        stamp = str(int(time.time()))  # the real clock: signatures age in real time
        base = f"v0:{stamp}:{body}".encode()
        return body.encode(), {
            "Content-Type": content,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": "v0=" + hmac.new(self._secret, base, hashlib.sha256).hexdigest(),
        }

    def post(self, body: bytes, headers: dict[str, str], seconds: float) -> Reply:
        """Post these very bytes."""
        if not self.request_url:
            return Reply(False, why=FAILED, reason="connection_failed")
        url = urlsplit(self.request_url)
        connection = http.client.HTTPConnection(url.hostname or "127.0.0.1", url.port or 80, timeout=seconds)
        try:
            connection.request("POST", url.path or "/", body, headers)
            response = connection.getresponse()
            answer, status = response.read().decode("utf-8", "replace"), response.status
            no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        except TimeoutError:
            return Reply(False, why=TIMEOUT, reason="http_timeout")
        except (OSError, http.client.HTTPException):
            return Reply(False, why=FAILED, reason="connection_failed")
        finally:
            connection.close()
        if not 200 <= status < 300:
            return Reply(False, why=FAILED, reason="http_error", no_retry=no_retry)
        return Reply(True, _read(answer))


def _read(answer: str) -> object:
    try:
        return json.loads(answer) if answer else None
    except ValueError:
        return answer
