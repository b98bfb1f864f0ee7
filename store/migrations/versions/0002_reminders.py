"""What the jobs remember: retries, what a fact is about, resting workspaces, planned days."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAMED = sa.text("about IS NOT NULL")
CARRIED = sa.text("carrier_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("about", sa.String(length=150), nullable=True))
    op.add_column("deliveries", sa.Column("retry_at", columns.Moment(), nullable=True))
    op.create_index(
        "ix_deliveries_about", "deliveries", ["workspace_id", "about"], sqlite_where=NAMED, postgresql_where=NAMED
    )
    op.drop_index("ix_deliveries_carrier", table_name="deliveries")
    op.create_index(
        "ix_deliveries_carrier", "deliveries", ["carrier_id"], sqlite_where=CARRIED, postgresql_where=CARRIED
    )
    op.add_column("people", sa.Column("planned_on", sa.Date(), nullable=True))
    op.create_table(
        "pauses",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("until", columns.Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_pauses_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "method", name=op.f("pk_pauses")),
    )


def downgrade() -> None:
    op.drop_table("pauses")
    op.drop_column("people", "planned_on")
    op.drop_index("ix_deliveries_carrier", table_name="deliveries")
    op.create_index("ix_deliveries_carrier", "deliveries", ["carrier_id"])
    op.drop_index("ix_deliveries_about", table_name="deliveries")
    op.drop_column("deliveries", "retry_at")
    op.drop_column("deliveries", "about")
