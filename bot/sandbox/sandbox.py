"""The sandbox put together: start it, give its environment to the bot, act in it."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.clock import Clock
from bot.sandbox import keeping
from bot.sandbox.acting import Acting, Stage
from bot.sandbox.api import DEFAULT_SCOPES
from bot.sandbox.faults import Faults
from bot.sandbox.hearing import DEFAULT_EVENTS, Hearing
from bot.sandbox.pace import Pace
from bot.sandbox.page import Page
from bot.sandbox.payloads import Payloads
from bot.sandbox.posting import Posting
from bot.sandbox.records import Refused
from bot.sandbox.sending import Sender, Sent
from bot.sandbox.server import HOST, Server
from bot.sandbox.serving import Shelf
from bot.sandbox.sockets import Sockets
from bot.sandbox.stopwatch import Stopwatch
from bot.sandbox.webapi import APP_TOKEN, BOT_TOKEN, Responses, WebApi
from bot.sandbox.world import World

COMMANDS = {"/opp": "[help | new | list | OP7 | next OP7 | …]"}
SIGNING_SECRET = "5a4d0b0c51a9d0b0c51a9d0b0c51a9d0"  # noqa: S105 - the stand-in's own

log = logging.getLogger("stagepost.sandbox")


class Sandbox:
    """Slack without Slack, on loopback."""

    def __init__(
        self,
        *,
        clock: Clock,
        port: int = 0,
        transport: Literal["socket", "http"] = "socket",
        request_url: str | None = None,
        folder: Path | None = None,
        on_start_again: Callable[[], None] | None = None,
        scopes: Sequence[str] = DEFAULT_SCOPES,
        events: Sequence[str] = DEFAULT_EVENTS,
        commands: Mapping[str, str] = COMMANDS,
        messages_per_second: float | None = 1,
        ack_seconds: float = 3.0,
        event_retries: Sequence[float] = (0.0, 60.0, 300.0),
    ) -> None:
        """Nothing listens before `start`; `folder` keeps the workspace from one start to the next.

        `scopes` are those granted to the app, `events` those its manifest subscribes to.
        """
        self.stopwatch = Stopwatch()
        self.clock = clock
        self.world = World(clock, Pace(self.stopwatch, messages_per_second), self.stopwatch)
        self.faults = Faults()
        self.transport = transport
        self.sockets = Sockets(self.world)
        self.posting = Posting(SIGNING_SECRET, request_url)
        self._folder = folder
        self._on_start_again = on_start_again
        self._scopes, self._events = tuple(scopes), tuple(events)
        self._commands = dict(commands)  # name -> usage hint
        self._server = Server(port)
        self._sender = Sender(
            self.world, self.sockets if transport == "socket" else self.posting, ack_seconds, event_retries
        )
        self._keeper: keeping.Keeper | None = None
        self._act: Acting | None = None

    # Life

    def start(self) -> None:
        """Serve the Web API, Socket Mode and the page; returns when listening."""
        if self._folder:
            self._keeper = keeping.Keeper(self.world, self._folder)
            self._keeper.start()
        self._server.start(self._routes())
        payloads = Payloads(self.world, self.url)
        hearing = Hearing(self.world, self._sender, self._events, self._scopes)
        self.world.url, self.world.posted = self.url, hearing.message
        self._act = Acting(Stage(self.world, self._sender, hearing, payloads, self._commands, self._scopes))

    def stop(self) -> None:
        """Stop serving, and keep what there is."""
        self._sender.stop()
        self._server.stop()
        if self._keeper:
            self._keeper.stop()
            self._keeper = None

    def __enter__(self) -> "Sandbox":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Nothing listens meanwhile: connections are refused, open ones are cut."""
        self._server.stop()
        try:
            yield
        finally:
            self._server.start(self._routes())

    # For the bot

    @property
    def url(self) -> str:
        """Where the page is, and everything else below it."""
        return f"http://{HOST}:{self._server.port}/"

    @property
    def request_url(self) -> str | None:
        """Where the bot listens, with the http transport."""
        return self.posting.request_url

    @request_url.setter
    def request_url(self, url: str) -> None:
        self.posting.request_url = url

    def environment(self) -> dict[str, str]:
        """The variables that connect a bot to this Slack."""
        given = {
            "SLACK_API_URL": f"{self.url}api/",
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }
        return given | ({"SLACK_APP_TOKEN": APP_TOKEN} if self.transport == "socket" else {})

    # For people and tests

    @property
    def act(self) -> Acting:
        """What people do."""
        if self._act is None:
            raise RuntimeError("the sandbox is not started")
        return self._act

    @property
    def sent(self) -> list[Sent]:
        """What went to the app so far."""
        return list(self._sender.sent)

    @property
    def refused(self) -> list[Refused]:
        """What the app sent that Slack would not have taken; empty for a well-made app."""
        return list(self.world.refused)

    def wait_for_app(self, seconds: float = 10.0) -> bool:
        """Wait until the app has opened its socket."""
        return self.world.wait_until(lambda: self.sockets.connections, seconds)

    def advance(self, by: timedelta) -> None:
        """Move the clock on, where it can be moved."""
        move = getattr(self.clock, "advance", None)
        if move is None:
            raise RuntimeError("this clock can not be moved")
        with self.world.changing():
            move(by)
            self.world.moved_seconds += by.total_seconds()

    def start_again(self) -> None:
        """Forget everything: the bot's data first, then the workspace, then the time moved."""
        if self._on_start_again:
            self._on_start_again()
        with self.world.changing():
            back = timedelta(seconds=-self.world.moved_seconds)
            self.world.forget()
            if back:
                self.clock.advance(back)  # type: ignore[attr-defined]  # it was moved, so it can be

    def _routes(self) -> list[BaseRoute]:
        sockets = self.sockets if self.transport == "socket" else None
        return [
            *Page(self, self._commands).routes(),
            *Shelf(self.world, self._scopes).routes(),
            Route("/api/{method}", WebApi(self.world, self.faults, sockets, self._scopes)),
            Route("/response/{team}/{secret}", Responses(self.world, self.faults)),
            WebSocketRoute("/link/", self.sockets.serve),
        ]
