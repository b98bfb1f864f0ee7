"""Who is away, from when until when, and who covers; when managers last sat down with whom."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("cover_id", columns.Key, nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("briefed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_absences_workspace_id")),
        *(_person("absences", column) for column in ("person_id", "cover_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_person", "absences", ["workspace_id", "person_id", "until_on"])
    op.create_index("ix_absences_cover", "absences", ["workspace_id", "cover_id", "until_on"])
    told = sa.text("NOT briefed")
    op.create_index("ix_absences_open", "absences", ["until_on"], sqlite_where=told, postgresql_where=told)
    op.create_table(
        "one_to_ones",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("manager_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("held_at", columns.Moment(), nullable=False),
        sa.Column("pipeline", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *(_person("one_to_ones", column) for column in ("manager_id", "person_id")),
        sa.PrimaryKeyConstraint("workspace_id", "manager_id", "person_id", name=op.f("pk_one_to_ones")),
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        ["people.workspace_id", "people.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )


def downgrade() -> None:
    op.drop_table("one_to_ones")
    op.drop_table("absences")
