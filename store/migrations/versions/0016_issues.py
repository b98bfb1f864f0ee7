"""The figures of each issue of a digest, so that the next can say what changed; entries by when they were written."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest_issues",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("digest_id", columns.Key, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("positions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("made_at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "digest_id", "on_date", name=op.f("pk_digest_issues")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "digest_id"],
            ["digests.workspace_id", "digests.id"],
            name=op.f("fk_digest_issues_workspace_id_digest_id"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_entries_at", "entries", ["workspace_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_entries_at", "entries")
    op.drop_table("digest_issues")
