"""The ledger: what is owed to somebody, and what became of it; and whose sending rests (reliability.md 2.2, 2.3)."""

from sqlalchemy import (
    JSON,
    Column,
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
    Index(
        "ix_deliveries_waiting",
        "state",
        "due_at",
        sqlite_where=text("carrier_id IS NULL AND state IN ('due', 'sending', 'unsure')"),
        postgresql_where=text("carrier_id IS NULL AND state IN ('due', 'sending', 'unsure')"),
    ),
    # Only of what is carried: else SQLite would rather walk all that is not than use the index above.
    Index(
        "ix_deliveries_carrier",
        "carrier_id",
        sqlite_where=text("carrier_id IS NOT NULL"),
        postgresql_where=text("carrier_id IS NOT NULL"),
    ),
    Index(
        "ix_deliveries_about",
        "workspace_id",
        "about",
        sqlite_where=text("about IS NOT NULL"),
        postgresql_where=text("about IS NOT NULL"),
    ),
)

pauses = Table(
    "pauses",
    metadata,
    Column("workspace_id", Key, ForeignKey("workspaces.id"), primary_key=True),
    Column("method", String(64), primary_key=True),  # `*`: every one
    Column("until", Moment, nullable=False),
    Column("reason", Text, nullable=False),
)
