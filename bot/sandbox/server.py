"""The sandbox's server: one loopback port, in a thread of its own."""

import asyncio
import socket
import threading
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
LOOPBACK = (HOST, "localhost", "[::1]")
MOST_BYTES = 2_000_000


class CuttableHttp(H11Protocol):
    """HTTP that hands the application its transport: planned faults cut connections."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As uvicorn makes it."""
        super().__init__(*args, **kwargs)
        app = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            scope["sandbox.transport"] = self.transport
            await app(scope, receive, send)

        self.app = with_transport


class Guard:
    """Keeps out pages from elsewhere: they could otherwise drive the sandbox through somebody's browser."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may enter, answer the rest."""
        refusal = _refusal(Request(scope)) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)


def _refusal(request: Request) -> PlainTextResponse | None:
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in LOOPBACK or (origin and origin.partition("://")[2] != host):
        return PlainTextResponse("The sandbox only answers this machine.", 403)
    if int(request.headers.get("content-length") or 0) > MOST_BYTES:
        return PlainTextResponse("Too large.", 413)
    return None


async def _turns() -> None:
    """Let the loop do what waits for its next turns: making a connection takes three."""
    for _ in range(3):
        await asyncio.sleep(0)


class _Uvicorn(uvicorn.Server):
    """uvicorn that says when it listens, and that ends at once: tests start hundreds of sandboxes."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._ended = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.ready.set()

    async def main_loop(self) -> None:
        await self._ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # asyncio loses what it just accepted when its server closes: that becomes a connection first.
        for listening in sockets or []:
            asyncio.get_running_loop().remove_reader(listening)
        await _turns()
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0.01)  # what is being answered may still be
        for task in list(self.server_state.tasks):
            task.cancel()
        for connection in list(self.server_state.connections):  # one that is still being answered would be left open
            connection.transport.abort()
        await _turns()

    def end(self) -> None:
        """End, from any thread."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._ended.set)


class Server:
    """Start and stop, any number of times, on one port."""

    def __init__(self, port: int) -> None:
        """Port 0: any free one, kept from then on."""
        self.port = port
        self._uvicorn: _Uvicorn | None = None
        self._thread: threading.Thread | None = None

    def start(self, routes: list[BaseRoute]) -> None:
        """Serve; returns when listening. Raises OSError when the port is taken."""
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, self.port))
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            Guard(Starlette(routes=routes)),
            http=CuttableHttp,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            log_level="critical",  # a planned fault is no error of the server's
            access_log=False,
        )
        self._uvicorn = server = _Uvicorn(config)

        def run() -> None:
            asyncio.run(server.serve(sockets=[listening]))

        self._thread = threading.Thread(target=run, name="sandbox-server", daemon=True)
        self._thread.start()
        if not server.ready.wait(10):
            raise OSError("the sandbox's server did not start")

    def stop(self) -> None:
        """Stop, cutting what is still open."""
        if self._uvicorn and self._thread:
            self._uvicorn.end()
            self._thread.join(10)
            self._uvicorn = self._thread = None
