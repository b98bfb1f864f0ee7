"""The sandbox's server: what comes in the moment of its end is let go like everything else."""

import gc
import socket
import threading

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.sandbox.server import HOST, Server


async def said(_request: Request) -> PlainTextResponse:
    """The shortest answer."""
    return PlainTextResponse("yes")


def test_whoever_connects_while_it_stops_is_not_left_open() -> None:
    server = Server(0)
    server.start([Route("/", said)])
    connected = threading.Event()

    def connect() -> None:
        while True:
            try:
                with socket.create_connection((HOST, server.port)):
                    connected.set()
            except OSError:
                return

    several = [threading.Thread(target=connect) for _ in range(3)]
    for one in several:
        one.start()
    assert connected.wait(10)
    server.stop()
    for one in several:
        one.join()
    gc.collect()  # a connection that was left open says so, and a warning is an error
