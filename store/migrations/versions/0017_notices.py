"""Messages nobody asked for, counted a person and a day, and what became of them."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = sa.text("carrier_id IS NULL AND state IN ('due', 'sending', 'unsure')")
WAITING = sa.text("carrier_id IS NULL AND folded_on IS NULL AND state IN ('due', 'sending', 'unsure')")
LEDGER = sa.table("deliveries", sa.column("facts", sa.JSON), sa.column("subject", sa.String))
INDEXES = {
    "ix_deliveries_folded": (["workspace_id", "person_id"], "carrier_id IS NULL AND folded_on IS NOT NULL"),
    "ix_deliveries_settled": (["workspace_id", "settled_at"], "settled_at IS NOT NULL"),
    "ix_deliveries_failed": (["workspace_id"], "state = 'failed'"),
    "ix_deliveries_subject": (["workspace_id", "subject"], "subject IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("subject", sa.String(length=32), nullable=True))
    op.add_column("deliveries", sa.Column("noticed_on", sa.Date(), nullable=True))
    op.add_column("deliveries", sa.Column("folded_on", sa.Date(), nullable=True))
    named = [LEDGER.c.facts[name].as_string() for name in ("opportunity", "number")]
    op.execute(LEDGER.update().values(subject=sa.func.coalesce(*named)))
    _waiting_by(WAITING)
    for name, (keys, which) in INDEXES.items():
        op.create_index(name, "deliveries", keys, sqlite_where=sa.text(which), postgresql_where=sa.text(which))
    op.create_table(
        "notice_days",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "on_date", name=op.f("pk_notice_days")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_notice_days_workspace_id_person_id"),
        ),
    )
    op.create_index("ix_notice_days_on_date", "notice_days", ["on_date"])


def _waiting_by(which: sa.TextClause) -> None:
    op.drop_index("ix_deliveries_waiting", "deliveries")
    op.create_index(
        "ix_deliveries_waiting", "deliveries", ["state", "due_at"], sqlite_where=which, postgresql_where=which
    )


def downgrade() -> None:
    op.drop_table("notice_days")
    _waiting_by(BEFORE)
    for name in INDEXES:
        op.drop_index(name, "deliveries")
    for name in ("subject", "noticed_on", "folded_on"):
        op.drop_column("deliveries", name)
