"""Recurring tasks, and the tasks of a contact."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Written out: SQLite takes a check only together with its column.
RECURS_FROM = (
    "ALTER TABLE tasks ADD COLUMN recurs_from VARCHAR(7) DEFAULT 'due' NOT NULL"
    " CONSTRAINT ck_tasks_recurs_from CHECK (recurs_from IN ('due', 'closing'))"
)


def upgrade() -> None:
    op.add_column("tasks", sa.Column("recurrence", sa.String(length=20), server_default="", nullable=False))
    op.execute(RECURS_FROM)
    op.create_index("ix_tasks_contact", "tasks", ["workspace_id", "contact_id", "due_on"])


def downgrade() -> None:
    op.drop_index("ix_tasks_contact", table_name="tasks")
    op.drop_column("tasks", "recurs_from")
    op.drop_column("tasks", "recurrence")
