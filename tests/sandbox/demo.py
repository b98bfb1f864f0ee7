"""A tiny Bolt app for the sandbox's own tests: what it answers is set by each test."""

import socketserver
import threading
import wsgiref.simple_server
from contextlib import suppress
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from bot.sandbox import Sandbox

CLOSING: list[threading.Thread] = []


def closed(handler: SocketModeHandler) -> None:
    """Close a connection; the client may trip over its own reading thread doing the same."""
    with suppress(AttributeError):
        handler.close()
    handler.close()


def client(sandbox: Sandbox, token: str | None = None) -> WebClient:
    """A client that never sends again by itself."""
    told = sandbox.environment()
    return WebClient(token or told["SLACK_BOT_TOKEN"], base_url=told["SLACK_API_URL"], retry_handlers=[], timeout=5)


def bolt(sandbox: Sandbox) -> App:
    """A Bolt app connected to the sandbox, with no listeners yet."""
    return App(
        client=client(sandbox),
        signing_secret=sandbox.environment()["SLACK_SIGNING_SECRET"],
        process_before_response=True,
        ssl_check_enabled=False,
    )


class Threaded(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    """A web server that ends its threads when it is closed."""


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    """No line for each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Demo:
    """Runs a Bolt app against a sandbox, over whichever transport it has."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Make the app; listeners are added to `app` before or after `start`."""
        self.sandbox = sandbox
        self.app = bolt(sandbox)
        self._handler: SocketModeHandler | None = None
        self._server: wsgiref.simple_server.WSGIServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> "Demo":
        """Connect; returns when the sandbox can reach the app."""
        if self.sandbox.transport == "socket":
            self._handler = SocketModeHandler(self.app, self.sandbox.environment()["SLACK_APP_TOKEN"])
            self._handler.connect()
            assert self.sandbox.wait_for_app()
        else:
            handler = SlackRequestHandler(self.app)
            self._server = wsgiref.simple_server.make_server("127.0.0.1", 0, handler, Threaded, Quiet)
            self.sandbox.request_url = f"http://127.0.0.1:{self._server.server_port}/slack/events"
            self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
            self._thread.start()
        return self

    def stop(self) -> None:
        """Disconnect."""
        if self._handler:
            self._handler.client.auto_reconnect_enabled = False
            self.sandbox.sockets.hang_up()  # else the client waits three seconds for its own read to end
            closing = threading.Thread(target=closed, args=(self._handler,))  # takes a second, beside the next test
            closing.start()
            CLOSING.append(closing)
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join(5)


def text(words: str, kind: str = "plain_text") -> dict[str, Any]:
    """A text object."""
    return {"type": kind, "text": words}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A form with a submit button."""
    return {"type": "modal", "title": text("A form"), "submit": text("Save"), "blocks": list(blocks), **more}


def asked(label: str, element: dict[str, Any], block_id: str, **more: Any) -> dict[str, Any]:
    """An input block."""
    element = {"action_id": "it", **element}
    return {"type": "input", "block_id": block_id, "label": text(label), "element": element, **more}


def section(words: str, **more: Any) -> dict[str, Any]:
    """A section of text."""
    return {"type": "section", "text": text(words, "mrkdwn"), **more}


def button(words: str, action_id: str, **more: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "text": text(words), "action_id": action_id, **more}


def option(words: str, value: str | None = None) -> dict[str, Any]:
    """An option of a menu."""
    return {"text": text(words), "value": value or words}
