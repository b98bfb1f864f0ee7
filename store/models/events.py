"""The channel feed: which channels hear what, and the thread of each opportunity there; files and links."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table, Text, UniqueConstraint

from store.models.columns import Key, Moment, identity, metadata, reference, version, workspace


def within(table: str, column: str) -> ForeignKeyConstraint:
    """A reference that can not leave the workspace, to a row this one goes with."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], ondelete="CASCADE")


feeds = Table(
    "feeds",
    metadata,
    identity(),
    workspace(),
    Column("scope", String(32), nullable=False),  # `all`, `cycle:7` or `team:3`: each has one channel
    Column("cycle_id", Key),
    Column("team_id", Key),
    Column("channel", String(32), nullable=False),
    Column("channel_name", Text, nullable=False),
    Column("person_id", Key, nullable=False),  # who set it up, and hears of its trouble
    Column("at", Moment, nullable=False),
    Column("trouble", String(80), nullable=False, default="", server_default=""),  # why nothing goes there any more
    version(),
    UniqueConstraint("workspace_id", "scope"),
    within("cycles", "cycle_id"),
    within("teams", "team_id"),
    reference("people", "person_id"),
    Index("ix_feeds_channel", "workspace_id", "channel"),
)

threads = Table(
    "threads",
    metadata,
    identity(),
    workspace(),
    Column("opportunity_id", Key, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32)),  # of its root, the card; none until Slack has taken it
    Column("changes", Integer, nullable=False, default=0, server_default="0"),  # of the opportunity since it began
    UniqueConstraint("workspace_id", "opportunity_id", "channel"),
    within("opportunities", "opportunity_id"),
    Index("ix_threads_root", "workspace_id", "channel", "ts"),
)

files = Table(
    "files",
    metadata,
    identity(),
    workspace(),
    Column("opportunity_id", Key, nullable=False),
    Column("slack_id", String(32)),  # none for a link
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("person_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("workspace_id", "opportunity_id", "slack_id"),
    within("opportunities", "opportunity_id"),
    reference("people", "person_id"),
    Index("ix_files_slack", "workspace_id", "slack_id"),
)
