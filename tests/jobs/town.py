"""A workspace of the sandbox's Slack with something owed in it, for tests and for the workers they kill."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from bot.sandbox.api import DEFAULT_SCOPES
from bot.sandbox.people import ANA, CHLOE, MARC, TEAM_ID
from bot.sandbox.records import Message
from handlers.texts import for_member
from jobs.clients import Client
from jobs.messages import Message as Said
from jobs.messages import Nothing
from jobs.office import EVENT
from jobs.schedule import Jobs
from store import contacts, deliveries, entries, opportunities, people, stage_tasks, tasks, templates, workspaces
from store.attempts import Attempt
from store.models.cycles import stages
from store.models.deliveries import deliveries as table
from store.models.deliveries import pauses
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.opportunities import First
from store.rights import Member
from store.rules.words import ContactKind
from store.sessions import Session, Sessions

NOTE = "note"
MONDAY = datetime(2026, 1, 12, 7, 0, 1, tzinfo=UTC)  # a second after eight o'clock in Zurich
BEGAN = date(2026, 1, 8)  # the day on which what is sold at first was begun
SCOPES = (*DEFAULT_SCOPES, "channels:history")  # those that let the app read channels
LEASE = 60.0  # seconds: the clock is moved past it, so that a slow machine is no fault
_numbers = count(1)


def number() -> int:
    """A number no other contact has."""
    return next(_numbers)


def note(_session: Session, mine: Attempt, _now: datetime) -> Said | Nothing:
    """The simplest thing to be delivered: a word to somebody; nothing when it is `never mind`."""
    if mine.facts.get("text") == "never mind":
        return Nothing("never mind")
    text = f"Note {mine.key}"
    return Said(mine.facts.get("to", ANA), text, [{"type": "section", "text": {"type": "plain_text", "text": text}}])


def client(sandbox_url: str, token: str, timeout: float = 1) -> Client:
    """The client that the jobs use: it never re-sends by itself."""
    return Client(token, base_url=f"{sandbox_url}api/", retry_handlers=[], timeout=timeout)  # type: ignore[arg-type] # a fraction is taken


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
    cycle_id: int

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

    def to(self, day: date, hour: int = 7, minute: int = 0) -> None:
        """Move the clock to a second after this time in UTC; in winter seven is eight o'clock in Zurich."""
        self.clock.advance(datetime(day.year, day.month, day.day, hour, minute, 1, tzinfo=UTC) - self.clock.now())

    # Business

    def opportunity(self, by: Member, description: str = "Two pumps", *, on: date) -> str:
        """A new one in the first stage of EX-LARGE since noon of that day, with the tasks of that stage done."""
        now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        with self.sessions.writing() as session:
            contact = contacts.create(session, by, name=f"Müller & {number()}", kind=ContactKind.COMPANY, now=now)
            first = First(Decimal(50000), Decimal(10), on + timedelta(days=60))
            made = opportunities.create(
                session,
                by,
                description=description,
                contact_id=contact.id,
                salesperson_id=by.id,
                cycle_id=self.cycle_id,
                first=first,
                now=now,
            )
            subject, _ = entries.locked(session, by, "task", made)
            stage_tasks.cancel_open(session, by, subject.id, on)
        return made

    def task(self, by: Member, opportunity: str, description: str = "Call the buyer", *, due_on: date) -> str:
        """A new task by hand, made now."""
        with self.sessions.writing() as session:
            made = tasks.create(
                session,
                by,
                opportunity,
                description=description,
                due_on=due_on,
                now=self.clock.now(),
            )
        return made.number

    def max_days(self, days: int | None, stage: int | None = None) -> None:
        """Change the most days of a stage, or of the workspace."""
        one = stages.update().where(stages.c.stage == stage).values(max_days=days)
        with self.sessions.writing() as session:
            session.change(workspace_table.update().values(max_days=days) if stage is None else one)

    def change(self, person: Member, **values: Any) -> None:
        """Change what is kept of a person."""
        with self.sessions.writing() as session:
            session.change(people_table.update().where(people_table.c.id == person.id).values(**values))

    def messages(self, person: Member) -> list[Message]:
        """The bundles a person got."""
        found = self.sandbox.world.visible(person.slack_id, self.sandbox.world.direct(person.slack_id).id)
        return [message for message in found if key_of(message).startswith("day:")]

    def lines(self, person: Member) -> list[str]:
        """What the last bundle says, section by section."""
        return [block["text"]["text"] for block in self.messages(person)[-1].blocks if block["type"] == "section"]


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
            people.keep(
                session,
                made.id,
                people.Described(slack, name, locale=locale, timezone=zone, owner_or_admin=slack == MARC),
                now,
            )
            for slack, name, locale, zone in (
                (ANA, "Ana Keller", "en-US", "Europe/Zurich"),
                (MARC, "Marc Weber", "en-GB", "Europe/Zurich"),
                (CHLOE, "Chloé Martin", "fr-FR", "Europe/Paris"),
            )
        )
        cycle = templates.install(session, marc, "EX-LARGE", str, now)
        session.change(stages.update().values(max_days=None))
        session.change(workspace_table.update().values(idle_days=366, not_started_days=366))  # what waits is chosen
        ana, marc, chloe = (people.get(session, made.id, one.id) or one for one in (ana, marc, chloe))
    return Town(sessions, sandbox, clock, made.id, ana, marc, chloe, cycle.id)
