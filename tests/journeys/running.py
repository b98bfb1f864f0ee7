"""Stagepost running in a sandbox: what `stagepost run` starts, over real sockets, and what it has stored."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import select

from bot.app import Bot, build
from bot.clock import MovableClock
from bot.manifest import HEARD, OPTIONAL, SCOPES
from bot.sandbox import Sandbox, people
from bot.sandbox.records import Refused
from bot.sandbox.sending import Kind
from bot.settings import Settings
from store.models import metadata
from store.sessions import Sessions
from tests.journeys.person import Person

Transport = Literal["socket", "http"]
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # ten o'clock in Zurich
ZONE = "Europe/Zurich"
# What changes without anybody changing it: what the jobs plan and deliver, and when Slack was asked about somebody.
BY_ITSELF = {"deliveries", "pauses", "people.planned_on", "people.refreshed_at", "threads.ts"}


@dataclass
class Running:
    """A bot, the Slack it lives in, and the clock both go by."""

    sandbox: Sandbox
    bot: Bot
    clock: MovableClock
    database_url: str

    def person(self, user: str, **more: Any) -> Person:
        """Somebody to be."""
        return Person(self.sandbox, user, **more)

    @property
    def ana(self) -> Person:
        """The salesperson."""
        return self.person(people.ANA)

    @property
    def ada(self) -> Person:
        """The admin."""
        return self.person(people.ADA)

    @property
    def chloe(self) -> Person:
        """The salesperson who reads French."""
        return self.person(people.CHLOE)

    def to(self, day: str, time: str = "09:00", *, nudge: bool = True) -> None:
        """Move the clock on to that day (UTC), and unless told otherwise let the jobs look at once."""
        then = datetime.fromisoformat(f"{day}T{time}+00:00")
        self.sandbox.advance(max(timedelta(), then - self.clock.now()))
        if nudge:
            self.bot.jobs.tick()

    def today(self, days: int = 0) -> str:
        """The workspace's date, or one some days from it, as a form takes it."""
        return (self.clock.now() + timedelta(hours=1, days=days)).date().isoformat()

    @property
    def refused(self) -> list[Refused]:
        """What Slack would not have taken; that somebody typed on in a form, or closed it, is no mistake."""
        return [one for one in self.sandbox.refused if one.error not in ("hash_conflict", "not_found")]

    def stored(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, read from outside the bot."""
        return dump(self.database_url)

    @contextmanager
    def nothing_stored(self) -> Iterator[None]:
        """Fail when anything in the database is not as it was."""
        before = self.stored()
        yield
        after = self.stored()
        changed = [f"{name} {row}" for name in after for row in (*before[name], *after[name])
                   if (row in before[name]) != (row in after[name])]  # fmt: skip
        assert not changed, "\n".join(changed)

    def post(self, body: bytes, headers: dict[str, str], path: str = "/slack/events") -> tuple[int, str]:
        """Post these bytes to where Slack reaches the bot: the status and the answer."""
        url = urlsplit(self.bot.address)
        connection = http.client.HTTPConnection(url.hostname or "", url.port or 0, timeout=10)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def signed(self, kind: Kind, payload: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
        """The bytes and headers with which Slack would send it."""
        return self.sandbox.posting.signed(kind, payload)


def dump(database_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    engine = Sessions(database_url).engine
    found: dict[str, list[tuple[Any, ...]]] = {}
    with engine.connect() as connection:
        for name, table in metadata.tables.items():
            if name not in BY_ITSELF:
                kept = [column for column in table.c if f"{name}.{column.name}" not in BY_ITSELF]
                found[name] = sorted((tuple(row) for row in connection.execute(select(*kept))), key=repr)
    engine.dispose()
    return found


@contextmanager
def running(database_url: str, transport: Transport, **more: Any) -> Iterator[Running]:
    """Start a sandbox and the bot in it, and stop both."""
    clock = MovableClock(more.pop("now", MONDAY))
    more = {"scopes": (*SCOPES, *OPTIONAL), "events": HEARD} | more
    with Sandbox(clock=clock, transport=transport, **more) as sandbox:
        none = dict.fromkeys(("slack_app_token", "slack_signing_secret", "stagepost_now"))
        given = {name.lower(): value for name, value in sandbox.environment().items()}
        settings = Settings.read(
            **none | given,
            database_url=database_url,
            stagepost_host="127.0.0.1",
            stagepost_port=0,
            stagepost_timezone=ZONE,
            stagepost_currency="CHF",
            stagepost_language="en",
        )
        bot = build(settings, clock, lambda _session: clock.now())
        bot.start()
        try:
            sandbox.request_url = f"{bot.address}slack/events"
            assert bot.wait_until_ready(30)
            assert transport == "http" or sandbox.wait_for_app()
            yield Running(sandbox, bot, clock, database_url)
        finally:
            assert bot.stop()
