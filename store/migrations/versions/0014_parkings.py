"""Opportunities that are parked: until when, why and by whom."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "parkings",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=False),
        sa.Column("parked_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_parkings_workspace_id")),
        _reference("opportunities", "opportunity_id"),
        _reference("people", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parkings")),
    )
    op.create_index("ix_parkings_opportunity", "parkings", ["workspace_id", "opportunity_id"])
    _open("ix_parkings_open", "workspace_id", "opportunity_id", "until_on")
    _open("ix_parkings_one", "opportunity_id", unique=True)
    _open("ix_parkings_waking", "until_on")


def _reference(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        name=op.f(f"fk_parkings_workspace_id_{column}"),
    )


def _open(name: str, *on: str, unique: bool = False) -> None:
    op.create_index(name, "parkings", list(on), unique=unique, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_table("parkings")
