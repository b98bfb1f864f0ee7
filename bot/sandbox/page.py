"""The page: who looks where, what they do, and word that something has changed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import doing
from bot.sandbox.acting import Gone
from bot.sandbox.drawing import Drawing
from bot.sandbox.refusals import SlackError

HEADERS = {
    "content-security-policy": "default-src 'self'; img-src 'self' http: https: data:; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
HEARTBEAT = 15.0


class Page:
    """The routes of the page."""

    def __init__(self, desk: doing.Desk, commands: Mapping[str, str]) -> None:
        """`commands`: name -> usage hint."""
        self._desk = desk
        self._world = desk.world
        self._commands = commands

    def routes(self) -> list[BaseRoute]:
        """What the page answers."""
        return [
            Route("/", self.show),
            Route("/parts", self.parts),
            Route("/changes", self.changes),
            Route("/act", self.act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ]

    def show(self, request: Request) -> Response:
        """The whole page."""
        with self._world.changes:
            return HTMLResponse(self._drawing(request).page(), headers=HEADERS)

    def parts(self, request: Request) -> Response:
        """The parts that change."""
        with self._world.changes:
            return JSONResponse(self._drawing(request).parts(), headers=HEADERS)

    async def changes(self, _request: Request) -> Response:
        """A line for each change, for as long as somebody listens."""
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=HEADERS)

    async def act(self, request: Request) -> Response:
        """Do what the person did. Slow when the app is slow, so in a thread of its own."""
        did = await request.json()
        return await asyncio.to_thread(self._act, did)

    def _drawing(self, request: Request) -> Drawing:
        asked = request.query_params
        return Drawing(self._world, asked.get("as", ""), asked.get("at", ""), self._commands, asked.get("thread", ""))

    async def _stream(self) -> AsyncIterator[str]:
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            with suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(changed.set)

        self._world.listeners.append(tell)
        try:
            while True:
                yield f"data: {self._world.version}\n\n"
                try:
                    await asyncio.wait_for(changed.wait(), HEARTBEAT)
                except TimeoutError:
                    continue  # the time of day in the bar goes on
                changed.clear()
        finally:
            self._world.listeners.remove(tell)

    def _act(self, did: dict[str, Any]) -> Response:
        try:
            self._world.person(did["as"])
            found = doing.do(self._desk, did)
        except (Gone, SlackError, KeyError) as error:
            return JSONResponse({"gone": str(error)}, 409)
        return JSONResponse(found, headers=HEADERS)
