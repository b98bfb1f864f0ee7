"""Quotes, orders and invoices."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ORDER_STATES = "state IN ('linked', 'apart', 'cancelled')"


def upgrade() -> None:
    op.create_index("ix_quotes_referable", "quotes", ["workspace_id", "id"], unique=True)
    op.create_table(
        "orders",
        *_identity(),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("total", columns.Exact(14, 2), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("quote_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=True),
        *_made(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_keys("orders", "number", "opportunity_id", "id"),
        *_references("orders", quote_id="quotes", opportunity_id="opportunities", person_id="people"),
        sa.CheckConstraint(ORDER_STATES, name=op.f("ck_orders_state")),
        sa.CheckConstraint("total > 0", name=op.f("ck_orders_total")),
    )
    op.create_index("ix_orders_quote", "orders", ["workspace_id", "quote_id"])
    op.create_table(
        "invoices",
        *_identity(),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("total", columns.Exact(14, 2), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.Column("order_id", columns.Key, nullable=False),
        *_made(),
        *_keys("invoices", "number", "order_id"),
        *_references("invoices", order_id="orders", person_id="people"),
        sa.CheckConstraint("total > 0", name=op.f("ck_invoices_total")),
    )


def _identity() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
    )


def _made() -> tuple[sa.Column[int], sa.Column[object]]:
    return (
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
    )


def _keys(table: str, *unique: str) -> list[sa.Constraint]:
    """The primary key, and what is unique in the workspace."""
    keys = [sa.UniqueConstraint("workspace_id", one, name=op.f(f"uq_{table}_workspace_id_{one}")) for one in unique]
    return [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")), *keys]


def _references(table: str, **others: str) -> list[sa.Constraint]:
    """References that can not leave the workspace."""
    to_others = [
        sa.ForeignKeyConstraint(
            ["workspace_id", column],
            [f"{other}.workspace_id", f"{other}.id"],
            name=op.f(f"fk_{table}_workspace_id_{column}"),
        )
        for column, other in others.items()
    ]
    workspace = sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id"))
    return [workspace, *to_others]


def downgrade() -> None:
    op.drop_table("invoices")
    op.drop_table("orders")
    op.drop_index("ix_quotes_referable", "quotes")
