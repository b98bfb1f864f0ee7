"""Workspaces, the people in them, their number series, and the keys of requests that changed something."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
)

from store.models.columns import Key, Moment, Word, identity, metadata, one_of, referable, reference, version, workspace
from store.rules.words import Role

workspaces = Table(
    "workspaces",
    metadata,
    identity(),
    Column("team_id", String(32), nullable=False),
    Column("enterprise_id", String(32), nullable=False, default="", server_default=""),
    Column("name", Text, nullable=False),
    Column("bot_user_id", String(32), nullable=False, default="", server_default=""),
    Column("language", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("default_role", Word(Role), nullable=False, default="salesperson", server_default="salesperson"),
    Column("default_cycle_id", Key),  # no reference: cycles refer to workspaces, and a blocked default is skipped
    Column("max_days", Integer, nullable=False, default=14, server_default="14"),
    Column("country", String(2), nullable=False, default="", server_default=""),  # empty: that of the time zone
    Column("canton", String(32), nullable=False, default="", server_default=""),  # or another part of the country
    Column("idle_days", Integer, nullable=False, default=14, server_default="14"),  # without activity: a reminder
    Column("not_started_days", Integer, nullable=False, default=7, server_default="7"),
    Column("kinds_off", String(200), nullable=False, default="", server_default=""),  # kinds of reminder nobody gets
    Column("notices_a_day", Integer, nullable=False, default=3, server_default="3"),  # the noise budget of a person
    # Whether only the owner, their manager and admins may change an opportunity (decision 42).
    Column("owner_only", Boolean, nullable=False, default=False, server_default=false()),
    # Rises whenever cycles, stages, activities or close codes change: what is remembered of them is then stale.
    Column("setup_version", Integer, nullable=False, default=1, server_default="1"),
    Column("created_at", Moment, nullable=False),
    version(),
    UniqueConstraint("team_id", "enterprise_id"),
)

people = Table(
    "people",
    metadata,
    identity(),
    workspace(),
    Column("slack_id", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, default="", server_default=""),
    Column("role", Word(Role), nullable=False),
    Column("guest", Boolean, nullable=False, default=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("blocked", Boolean, nullable=False, default=False, server_default=false()),  # owns nothing new
    Column("removed", Boolean, nullable=False, default=False, server_default=false()),  # by an admin; kept for history
    Column("locale", String(16), nullable=False, default="", server_default=""),  # Slack's
    Column("language", String(16), nullable=False, default="", server_default=""),  # what the person chose
    Column("timezone", String(64), nullable=False),
    Column("day_begins", Time, nullable=False),
    Column("day_ends", Time, nullable=False),
    Column("work_days", String(7), nullable=False, default="12345", server_default="12345"),  # 1 is Monday
    Column("country", String(2), nullable=False, default="", server_default=""),  # empty: the workspace's
    Column("canton", String(32), nullable=False, default="", server_default=""),
    Column("quiet_from", Time),  # quiet hours, with quiet_until; both or none
    Column("quiet_until", Time),
    Column("kinds_off", String(200), nullable=False, default="", server_default=""),  # the person's own switches
    Column("home_seen", Boolean, nullable=False, default=False),
    Column("planned_on", Date),  # the last of their local days for which reminders were planned
    Column("refreshed_at", Moment, nullable=False),
    version(),
    UniqueConstraint("workspace_id", "slack_id"),
    referable(),
    one_of("role", Role),
)

series = Table(
    "series",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("prefix", String(10), nullable=False),
    Column("digits", Integer, nullable=False),
    Column("last", Integer, nullable=False, default=0),
)

requests = Table(
    "requests",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_requests_at", "at"),
)

snoozes = Table(
    "snoozes",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Column("opportunity_id", Key, primary_key=True),
    Column("until_on", Date, nullable=False),
    Column("until_at", Moment),  # the very moment, where one was named
    Column("at", Moment, nullable=False),
    reference("people", "person_id"),
    reference("opportunities", "opportunity_id"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Column("opportunity_id", Key, primary_key=True),
    Column("at", Moment, nullable=False),
    reference("people", "person_id"),
    reference("opportunities", "opportunity_id"),
)
