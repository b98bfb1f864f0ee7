"""The channel feed, files and links."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("thread_ts", sa.String(length=32), nullable=True))
    op.create_table(
        "feeds",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("cycle_id", columns.Key, nullable=True),
        sa.Column("team_id", columns.Key, nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("channel_name", sa.Text(), nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("trouble", sa.String(length=80), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_feeds_workspace_id")),
        _within("feeds", "cycles", "cycle_id"),
        _within("feeds", "teams", "team_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_feeds_workspace_id_person_id"),
        ),
        sa.UniqueConstraint("workspace_id", "scope", name=op.f("uq_feeds_workspace_id_scope")),
    )
    op.create_index("ix_feeds_channel", "feeds", ["workspace_id", "channel"])
    op.create_table(
        "threads",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("changes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_threads_workspace_id")),
        _within("threads", "opportunities", "opportunity_id"),
        sa.UniqueConstraint(
            "workspace_id",
            "opportunity_id",
            "channel",
            name=op.f("uq_threads_workspace_id_opportunity_id_channel"),
        ),
    )
    op.create_index("ix_threads_root", "threads", ["workspace_id", "channel", "ts"])
    op.create_table(
        "files",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_files_workspace_id")),
        _within("files", "opportunities", "opportunity_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_files_workspace_id_person_id"),
        ),
        sa.UniqueConstraint(
            "workspace_id",
            "opportunity_id",
            "slack_id",
            name=op.f("uq_files_workspace_id_opportunity_id_slack_id"),
        ),
    )
    op.create_index("ix_files_slack", "files", ["workspace_id", "slack_id"])


def _within(table: str, other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{other}.workspace_id", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.drop_table("files")
    op.drop_table("threads")
    op.drop_table("feeds")
    op.drop_column("deliveries", "thread_ts")
