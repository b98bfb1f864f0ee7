"""What admins set up in chat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _cycles()


def _people() -> None:
    for column in ("blocked", "removed"):
        op.add_column("people", sa.Column(column, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("workspaces", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    closing = sa.text("close_code_id IS NOT NULL")
    op.create_index(
        "ix_entries_close_code",
        "entries",
        ["workspace_id", "close_code_id"],
        sqlite_where=closing,
        postgresql_where=closing,
    )


def _cycles() -> None:
    op.add_column("cycles", sa.Column("deleted", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_index("ix_entries_close_code", "entries")
    for column in ("blocked", "removed"):
        op.drop_column("people", column)
    op.drop_column("cycles", "deleted")
    op.drop_column("workspaces", "version")
