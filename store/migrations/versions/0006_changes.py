"""Deleting, editing, handing over and merging."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("former_number", sa.String(length=20), nullable=True))
    op.add_column("tasks", sa.Column("former_description", sa.Text(), nullable=True))
    op.add_column("entries", sa.Column("undo", sa.JSON(), nullable=True))
    op.add_column("contacts", sa.Column("removed_at", columns.Moment(), nullable=True))
    op.create_index("ix_contacts_email", "contacts", ["workspace_id", "email"])
    op.create_index("ix_contacts_phone", "contacts", ["workspace_id", "phone"])


def downgrade() -> None:
    op.drop_index("ix_contacts_phone", table_name="contacts")
    op.drop_index("ix_contacts_email", table_name="contacts")
    op.drop_column("contacts", "removed_at")
    op.drop_column("entries", "undo")
    op.drop_column("tasks", "former_description")
    op.drop_column("tasks", "former_number")
