"""The HTTP server: waitress in a thread of its own, which can be drained."""

import io
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented

from bot.transports.bodies import LARGEST

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

THREADS = 48
_BACKLOG = 512
_LOOK = 0.05  # seconds between two looks while draining
_CUT = 64 * LARGEST  # bytes of one body after which its connection is cut


class _Kept:
    """A body's bytes, up to what we read; the rest is counted only, so that its sender hears the refusal."""

    def __init__(self) -> None:
        self._file, self._length = io.BytesIO(), 0

    def append(self, data: bytes) -> None:
        self._length += len(data)
        if self._length <= LARGEST:
            self._file.write(data)

    def __len__(self) -> int:
        return self._length

    def getfile(self) -> io.BytesIO:
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        self._file.close()


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except TransferEncodingNotImplemented as error:
            raise ParsingError(*error.args) from error  # a bad request, and no failure of ours
        if self.body_rcv is not None:
            self.body_rcv.buf = _Kept()


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    parser_class = _Parser


class HttpServer:
    """Serves one WSGI application on one port."""

    def __init__(self, application: "WSGIApplication", host: str, port: int) -> None:
        """Take the port, which may be 0 for any free one. Raises OSError."""
        self._host = host
        self._socket = _listening(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._map: dict[int, Any] = {}
        self._server = create_server(
            application,
            map=self._map,
            sockets=[self._socket],
            threads=THREADS,
            connection_limit=1000,
            backlog=_BACKLOG,
            max_request_body_size=_CUT,
            max_request_header_size=65536,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
            log_socket_errors=False,
            ident=None,
        )
        self._server.channel_class = _Channel
        self._stop_at: float | None = None
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)

    @property
    def address(self) -> str:
        """Where it listens."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}/"

    def start(self) -> None:
        """Serve; returns at once, and the port answers."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take no connection any more, let running requests end for at most `seconds`, close."""
        if not self._thread.is_alive():
            self._socket.close()
            return
        self._stop_at = time.monotonic() + seconds
        self._server.pull_trigger()
        self._woken.set()
        self._thread.join(seconds + 2)

    def _run(self) -> None:
        while self._stop_at is None:
            wasyncore.loop(timeout=30, use_poll=True, map=self._map, count=1)
        self._woken.wait()  # whoever stops us has written to what is closed now
        self._server.accepting = False
        self._server.del_channel(self._map)
        self._socket.close()
        while self._busy() and time.monotonic() < self._stop_at:
            wasyncore.loop(timeout=_LOOK, use_poll=True, map=self._map, count=1)
        self._close()

    def _close(self) -> None:
        workers = self._server.task_dispatcher
        workers.shutdown(timeout=1)
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        if not workers.threads:
            # A worker that still runs will write to the trigger, by the number of its file: once it is closed that
            # could be any other file's.
            wasyncore.close_all(self._map)

    def _busy(self) -> bool:
        """Close what is idle; whether anything else is left."""
        channels = list(self._server.active_channels.values())
        for channel in channels:
            if not channel.requests and not channel.total_outbufs_len:
                channel.handle_close()
        return bool(self._server.active_channels)


def _listening(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
