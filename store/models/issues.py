"""The issues of digests: what each said, and what the next one's bridge begins from."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKeyConstraint, LargeBinary, Table, false

from store.models.columns import Key, Moment, metadata

issues = Table(
    "digest_issues",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("digest_id", Key, primary_key=True),
    Column("on_date", Date, primary_key=True),
    Column("late", Boolean, nullable=False, default=False, server_default=false()),
    Column("figures", JSON, nullable=False),  # decimals as text
    Column("positions", LargeBinary),  # by number, compressed; from the last one that was told on
    Column("made_at", Moment, nullable=False),
    ForeignKeyConstraint(["workspace_id", "digest_id"], ["digests.workspace_id", "digests.id"], ondelete="CASCADE"),
)
