"""Socket Mode: the connections the app has opened, envelopes out, acknowledgements in."""

import asyncio
import itertools
import json
import secrets
import uuid
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox import people
from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError
from bot.sandbox.sending import FAILED, TIMEOUT, Kind, Reply
from bot.sandbox.world import World

MOST = 10  # connections one app may have open
LARGEST = 20_480  # bytes of a frame from the app


@dataclass(eq=False)
class Connection:
    """An open WebSocket, and the event loop it lives in."""

    socket: WebSocket
    loop: asyncio.AbstractEventLoop

    def send(self, message: Json) -> None:
        """Send from any thread."""
        asyncio.run_coroutine_threadsafe(self.socket.send_text(json.dumps(message)), self.loop).result(5)

    def close(self) -> None:
        """Close from any thread."""
        with suppress(RuntimeError):  # the other side was faster
            asyncio.run_coroutine_threadsafe(self.socket.close(), self.loop).result(5)


class Sockets:
    """The open connections; a payload goes to any one of them."""

    def __init__(self, world: World) -> None:
        """Begin with none."""
        self._world = world
        self._tickets: set[str] = set()
        self._waiting: dict[str, Future[Json | None]] = {}
        self._turn = itertools.count()
        self.connections: list[Connection] = []

    def new_ticket(self) -> str:
        """A right to connect once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    def ask(self, kind: Kind, payload: Json, seconds: float, retry: tuple[int, str] | None) -> Reply:
        """Send an envelope and wait for its acknowledgement."""
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        acknowledged: Future[Json | None] = Future()
        self._waiting[envelope_id] = acknowledged
        try:
            if not self._send(envelope):
                return Reply(False, why=FAILED, reason="connection_failed")
            return Reply(True, acknowledged.result(seconds))
        except Late:
            return Reply(False, why=TIMEOUT, reason="timeout")
        finally:
            del self._waiting[envelope_id]

    def _send(self, envelope: Json) -> bool:
        for _ in range(len(self.connections)):
            connection = self.connections[next(self._turn) % len(self.connections)]
            try:
                connection.send(envelope)
            except (RuntimeError, WebSocketDisconnect):  # closed while we chose it
                continue
            return True
        return False

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, then close, as Slack does every few hours."""
        for connection in list(self.connections):
            connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            if reason != "warning":
                connection.close()

    def hang_up(self) -> None:
        """Close every connection without a word."""
        for connection in list(self.connections):
            connection.close()

    async def serve(self, socket: WebSocket) -> None:
        """Take a connection until it ends."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self.connections) >= MOST:
            await socket.close(1008)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        connection = Connection(socket, asyncio.get_running_loop())
        await socket.send_text(json.dumps(self._hello()))
        with self._world.changing():
            self.connections.append(connection)
        try:
            while True:
                frame = await socket.receive_text()
                if len(frame.encode()) > LARGEST:
                    await self._cut(socket)
                    break
                self._acknowledge(json.loads(frame))
        except WebSocketDisconnect:
            pass
        finally:
            with self._world.changing():
                self.connections.remove(connection)

    async def _cut(self, socket: WebSocket) -> None:
        """Slack ends a connection over which an acknowledgement comes that is too large for it."""
        reason = f"Max frame length of {LARGEST} has been exceeded."
        with self._world.changing():
            self._world.refuse("an acknowledgement", SlackError("max_frame_length_exceeded", [reason]))
        await socket.close(1009, reason)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": people.APP_ID},
        }

    def _acknowledge(self, message: Json) -> None:
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting and not waiting.done():  # a late one is of no use any more
            waiting.set_result(message.get("payload"))
