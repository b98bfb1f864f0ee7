"""When an opportunity is expected to close stands beside its status: a list walks an index, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_on IS NULL")
FILL = """
UPDATE opportunities SET closing_on = (
    SELECT entries.closing_on FROM entries WHERE entries.opportunity_id = opportunities.id AND entries.active
)
"""


def upgrade() -> None:
    op.add_column("opportunities", sa.Column("closing_on", sa.Date(), nullable=True))
    op.execute(FILL)
    op.create_index("ix_opportunities_status", "opportunities", ["workspace_id", "status", "closing_on", "id"])
    op.create_index(
        "ix_opportunities_open",
        "opportunities",
        ["workspace_id", "closing_on", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("ix_opportunities_open", table_name="opportunities")
    op.drop_index("ix_opportunities_status", table_name="opportunities")
    op.drop_column("opportunities", "closing_on")
