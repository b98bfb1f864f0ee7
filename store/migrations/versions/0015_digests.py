"""Digests, their schedules and the occurrences of each."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _digests()
    op.create_index("ix_digests_due", "digests", ["next_due_at"])
    op.create_index("ix_digests_channel", "digests", ["workspace_id", "channel"])
    op.create_table(
        "digest_occurrences",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("digest_id", columns.Key, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("due_at", columns.Moment(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "digest_id", "on_date", name=op.f("pk_digest_occurrences")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "digest_id"],
            ["digests.workspace_id", "digests.id"],
            name=op.f("fk_digest_occurrences_workspace_id_digest_id"),
            ondelete="CASCADE",
        ),
        _one_of("digest_occurrences", "state", "'owed', 'skipped_late', 'nothing_new'"),
    )


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day_of_month", sa.Integer(), nullable=True),
        sa.Column("cron", sa.String(length=100), server_default="", nullable=False),
        sa.Column("scope", sa.String(length=6), nullable=False),
        sa.Column("scope_id", columns.Key, nullable=True),
        sa.Column("channel", sa.String(length=32), server_default="", nullable=False),
        sa.Column("channel_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sections", sa.String(length=300), nullable=False),
        sa.Column("when_unchanged", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("trouble", sa.String(length=80), server_default="", nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_due_at", columns.Moment(), nullable=True),
        sa.Column("created_at", columns.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_digests_workspace_id_id")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_digests_workspace_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_digests_workspace_id_person_id"),
        ),
        _one_of("digests", "kind", "'daily', 'weekly', 'monthly', 'cron'"),
        _one_of("digests", "scope", "'person', 'team', 'cycle', 'all'"),
        _one_of("digests", "when_unchanged", "'line', 'nothing'"),
    )


def _one_of(table: str, column: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({words})", name=op.f(f"ck_{table}_{column}"))


def downgrade() -> None:
    op.drop_table("digest_occurrences")
    op.drop_table("digests")
