"""Socket Mode: envelopes in, acknowledgements out, over a connection that the SDK keeps up."""

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientNotConnectedError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.transports.bodies import Malformed, shaped
from bot.transports.dispatching import Dispatcher
from bot.transports.frames import fitted
from handlers.replies import Message
from handlers.speaking import Speaker, Speakers

log = logging.getLogger("stagepost.socket")
CONCURRENCY = 32
_PING = 3  # seconds until a lost connection is noticed; one that is silent for four of them is made anew


class SocketMode:
    """One connection to Slack, made anew whenever it ends."""

    def __init__(self, app_token: str, client: WebClient, dispatcher: Dispatcher, speakers: Speakers) -> None:
        """`client` opens connections; nothing is connected before `connect`."""
        self._token, self._web, self._dispatcher, self._speakers = app_token, client, dispatcher, speakers
        self._client: SocketModeClient | None = None
        self._stopping = threading.Event()
        self._running, self._changed = 0, threading.Condition()

    def connect(self) -> None:
        """Connect; returns when connected. Raises what a call to Slack raises, OSError when the socket fails."""
        client = self._client = SocketModeClient(
            app_token=self._token, web_client=self._web, logger=log, concurrency=CONCURRENCY, ping_interval=_PING
        )
        client.socket_mode_request_listeners.append(self._take)  # type: ignore[arg-type]  # the SDK's own alias
        try:
            client.connect()
            if not client.is_connected():  # the SDK only logs that the socket failed
                raise ConnectionError
        finally:
            if not client.is_connected():
                self._close()

    @property
    def connected(self) -> bool:
        """Whether the connection stands now."""
        return self._client is not None and self._client.is_connected()

    def stop(self, seconds: float) -> None:
        """Take no envelope any more, let running listeners acknowledge for at most `seconds`, disconnect."""
        self._stopping.set()
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, seconds)
        self._close()

    def _take(self, client: SocketModeClient, request: SocketModeRequest) -> None:
        if self._stopping.is_set():
            return  # not acknowledged: Slack sends an event again, to whoever is connected then
        with self._underway():
            retry = (str(request.retry_attempt), request.retry_reason or "") if request.retry_attempt else None
            try:
                response = self._dispatcher.dispatch(shaped(request.payload), request.envelope_id, retry)
            except Malformed:
                log.warning("an envelope was malformed")
                return
            if response.status == 200:
                self._acknowledge(client, request, response)

    @contextmanager
    def _underway(self) -> Iterator[None]:
        """Until the acknowledgement is out."""
        with self._changed:
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _acknowledge(self, client: SocketModeClient, request: SocketModeRequest, response: BoltResponse) -> None:
        is_json = response.first_headers().get("content-type", "").startswith("application/json")
        payload: Any = None
        if response.body:
            payload = json.loads(response.body) if is_json else {"text": response.body}
        frame, later = fitted(request.envelope_id, payload)
        try:
            client.send_message(frame)
        except SlackClientNotConnectedError:
            log.warning("an acknowledgement could not be sent: the connection had ended")
        if later:
            self._speakers.say(lambda: self._tell(later, request.payload))

    def _tell(self, said: dict[str, Any], asked: dict[str, Any]) -> None:
        """What was too large for an acknowledgement, where it was asked for."""
        speaker = Speaker(self._web, str(asked.get("user_id") or ""))
        if "view" in said:
            speaker.redraw_once_answered(said["view"], str(asked["view"]["id"]), str(asked["view"]["hash"]))
        else:
            speaker.tell(Message(said["blocks"], said.get("text", "")), asked.get("response_url"))

    def _close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
        session = client.current_session
        if session and session.sock:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)  # else the SDK waits for its own read to time out
        client.close()
