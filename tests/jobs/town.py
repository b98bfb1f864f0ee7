"""A workspace of the sandbox's Slack with something owed in it, for tests and for the workers they kill."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from bot.sandbox.people import ANA, CHLOE, MARC, TEAM_ID
from bot.sandbox.records import Message
from handlers.texts import for_member
from jobs.messages import Message as Said
from jobs.messages import Nothing
from jobs.office import EVENT
from jobs.schedule import Jobs
from store import deliveries, people, workspaces
from store.attempts import Attempt
from store.models.deliveries import deliveries as table
from store.models.deliveries import pauses
from store.rights import Member
from store.sessions import Session, Sessions

NOTE = "note"
MONDAY = datetime(2026, 1, 12, 7, 0, 1, tzinfo=UTC)  # a second after eight o'clock in Zurich
LEASE = 4.0  # seconds


def note(_session: Session, mine: Attempt, _now: datetime) -> Said | Nothing:
    """The simplest thing to be delivered: a word to somebody; nothing when it is `never mind`."""
    if mine.facts.get("text") == "never mind":
        return Nothing("never mind")
    text = f"Note {mine.key}"
    return Said(mine.facts.get("to", ANA), text, [{"type": "section", "text": {"type": "plain_text", "text": text}}])


def client(sandbox_url: str, token: str, timeout: float = 1) -> WebClient:
    """The client that the jobs use: it never re-sends by itself."""
    return WebClient(token, base_url=f"{sandbox_url}api/", retry_handlers=[], timeout=timeout)  # type: ignore[arg-type] # a fraction is taken


@dataclass
class Town:
    """A database, a Slack and a clock that both go by."""

    sessions: Sessions
    sandbox: Sandbox
    clock: MovableClock
    workspace_id: int
    ana: Member
    marc: Member
    chloe: Member

    def jobs(self, **more: Any) -> Jobs:
        """Jobs in this process, leasing by the clock that can be moved."""
        settings: dict[str, Any] = {
            "lease_seconds": LEASE,
            "lease_clock": lambda _session: self.clock.now(),
            "more_kinds": {NOTE: note},
        }
        slack = client(self.sandbox.url, self.sandbox.environment()["SLACK_BOT_TOKEN"])
        return Jobs(self.sessions, lambda _team: slack, self.clock, for_member, **settings | more)

    def owe(self, key: str = "note:1", **facts: Any) -> None:
        """Owe Ana a note."""
        now = self.clock.now()
        with self.sessions.writing() as session:
            assert deliveries.owe(session, self.workspace_id, key, NOTE, self.ana.id, facts, now, now)

    def row(self, key: str = "note:1") -> Any:
        """What the ledger says of it."""
        with self.sessions.reading() as session:
            mine = (table.c.workspace_id == self.workspace_id) & (table.c.key == key)
            return session.connection.execute(table.select().where(mine)).one()

    def rows(self) -> dict[str, str]:
        """Every key and its state."""
        with self.sessions.reading() as session:
            return {row.key: str(row.state) for row in session.connection.execute(table.select())}

    def resting(self) -> list[str]:
        """The methods that rest."""
        with self.sessions.reading() as session:
            return [row.method for row in session.connection.execute(pauses.select())]

    def arrived(self, key: str = "note:1") -> int:
        """How many messages carry this key."""
        return arrivals(self.sandbox).get(key, 0)

    def later(self, seconds: float) -> None:
        """Move the clock on."""
        self.clock.advance(timedelta(seconds=seconds))


def arrivals(sandbox: Sandbox) -> dict[str, int]:
    """How often each key arrived in Slack."""
    found: dict[str, int] = {}
    with sandbox.world.changes:
        for message in sandbox.world.messages:
            if key := key_of(message):
                found[key] = found.get(key, 0) + 1
    return found


def key_of(message: Message) -> str:
    """The key a message carries; empty when it is none of the ledger's."""
    metadata = message.metadata or {}
    return str(metadata.get("event_payload", {}).get("key", "")) if metadata.get("event_type") == EVENT else ""


def founded(sessions: Sessions, sandbox: Sandbox, clock: MovableClock) -> Town:
    """A workspace for the sandbox's team, with Ana and Marc in Zurich and Chloé in Paris."""
    now = clock.now() - timedelta(days=30)
    with sessions.writing() as session:
        made = workspaces.create(
            session,
            team_id=TEAM_ID,
            enterprise_id="",
            name="Summit Traders",
            bot_user_id="",
            language="en",
            timezone="Europe/Zurich",
            currency="CHF",
            now=now,
        )
        ana, marc, chloe = (
            people.keep(session, made.id, people.Described(slack, name, locale=locale, timezone=zone), now)
            for slack, name, locale, zone in (
                (ANA, "Ana Keller", "en-US", "Europe/Zurich"),
                (MARC, "Marc Weber", "en-GB", "Europe/Zurich"),
                (CHLOE, "Chloé Martin", "fr-FR", "Europe/Paris"),
            )
        )
    return Town(sessions, sandbox, clock, made.id, ana, marc, chloe)
