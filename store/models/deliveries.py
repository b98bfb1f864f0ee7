"""The ledger: what is owed to somebody, and what became of it; and whose sending rests (reliability.md 2.2, 2.3)."""

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from store.models.columns import Key, Moment, Word, identity, metadata, one_of, referable, reference, workspace
from store.rules.words import DeliveryState


def _some(name: str, which: str, *columns: str) -> Index:
    """An index of those rows only."""
    return Index(name, *columns, sqlite_where=text(which), postgresql_where=text(which))


deliveries = Table(
    "deliveries",
    metadata,
    identity(),
    workspace(),
    # What is owed, never when it was looked at: rem:{opportunity}:{kind}:{entry or task}:{nth}, day:{person}:{date}
    Column("key", String(200), nullable=False),
    Column("about", String(150)),  # a fact's key without its last part: what was told already is counted by it
    Column("kind", String(32), nullable=False),
    Column("person_id", Key),  # whom it goes to by direct message
    Column("facts", JSON, nullable=False),
    Column("subject", String(32)),  # the number of the opportunity it is about, where it is one
    Column("noticed_on", Date),  # nobody asked for it: the local day of the person whose budget it counts to
    Column("folded_on", Date),  # over that budget: from this day on it waits for a bundle to carry it
    Column("carrier_id", Key),  # the bundle that carries it: then it is not sent by itself
    Column("state", Word(DeliveryState), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("retry_at", Moment),  # not before, after a try that came to nothing; none while unsure: a person decides
    Column("attempt", Integer, nullable=False, default=0),
    Column("lease_until", Moment),
    Column("started_at", Moment),  # of the present attempt, committed before the post
    Column("first_started_at", Moment),
    Column("channel", String(32)),
    Column("thread_ts", String(32)),  # of the root under which it is a reply
    Column("ts", String(32)),
    Column("reason", Text, nullable=False, default="", server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    UniqueConstraint("workspace_id", "key"),
    referable(),
    reference("people", "person_id"),
    reference("deliveries", "carrier_id"),
    one_of("state", DeliveryState),
    _some(
        "ix_deliveries_waiting",
        "carrier_id IS NULL AND folded_on IS NULL AND state IN ('due', 'sending', 'unsure')",
        "state",
        "due_at",
    ),
    _some("ix_deliveries_folded", "carrier_id IS NULL AND folded_on IS NOT NULL", "workspace_id", "person_id"),
    _some("ix_deliveries_settled", "settled_at IS NOT NULL", "workspace_id", "settled_at"),
    _some("ix_deliveries_failed", "state = 'failed'", "workspace_id"),
    _some("ix_deliveries_subject", "subject IS NOT NULL", "workspace_id", "subject"),
    # Only of what is carried: else SQLite would rather walk all that is not than use the index of the waiting.
    _some("ix_deliveries_carrier", "carrier_id IS NOT NULL", "carrier_id"),
    _some("ix_deliveries_about", "about IS NOT NULL", "workspace_id", "about"),
)

pauses = Table(
    "pauses",
    metadata,
    Column("workspace_id", Key, ForeignKey("workspaces.id"), primary_key=True),
    Column("method", String(64), primary_key=True),  # `*`: every one
    Column("until", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)

# How many messages that nobody asked for a person gets on one of their local days (issue 4, Noise budget).
notice_days = Table(
    "notice_days",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Column("on_date", Date, primary_key=True, index=True),
    Column("taken", Integer, nullable=False),
    reference("people", "person_id"),
)
