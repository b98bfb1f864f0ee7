"""When an opportunity is expected to close stands beside its status: a list walks an index, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_on IS NULL")
OF_OPEN = {
    "ix_opportunities_open": ["workspace_id", "closing_on", "id"],
    "ix_opportunities_own": ["workspace_id", "salesperson_id", "closing_on", "id"],
}
FILL = """
UPDATE opportunities SET closing_on = (
    SELECT entries.closing_on FROM entries WHERE entries.opportunity_id = opportunities.id AND entries.active
)
"""


def upgrade() -> None:
    op.add_column("opportunities", sa.Column("closing_on", sa.Date(), nullable=True))
    op.execute(FILL)
    op.create_index("ix_opportunities_status", "opportunities", ["workspace_id", "status", "closing_on", "id"])
    for name, columns in OF_OPEN.items():
        op.create_index(name, "opportunities", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    for name in OF_OPEN:
        op.drop_index(name, table_name="opportunities")
    op.drop_index("ix_opportunities_status", table_name="opportunities")
    op.drop_column("opportunities", "closing_on")
