"""Interactions with contacts and on opportunities, and what is remarked on them."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KIND = "kind IN ('call', 'meeting', 'email', 'letter', 'other')"


def upgrade() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contact_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=True),
        sa.Column("former_number", sa.String(length=20), nullable=True),
        sa.Column("former_description", sa.Text(), nullable=True),
        sa.Column("task_number", sa.String(length=20), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(KIND, name=op.f("ck_interactions_kind")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_interactions_workspace_id")),
        *(_reference("interactions", table, f"{one}_id") for table, one in REFERRED.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_interactions_workspace_id_id")),
    )
    op.create_index("ix_interactions_contact", "interactions", ["workspace_id", "contact_id", "happened_on"])
    op.create_index("ix_interactions_opportunity", "interactions", ["workspace_id", "opportunity_id", "happened_on"])
    _comments()


REFERRED = {"contacts": "contact", "people": "person", "opportunities": "opportunity"}


def _reference(table: str, other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{other}.workspace_id", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_id_{column}"),
    )


def _comments() -> None:
    op.create_table(
        "interaction_comments",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("interaction_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_interaction_comments_workspace_id")),
        _reference("interaction_comments", "interactions", "interaction_id"),
        _reference("interaction_comments", "people", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_comments")),
    )
    op.create_index(
        "ix_interaction_comments_interaction", "interaction_comments", ["workspace_id", "interaction_id", "id"]
    )


def downgrade() -> None:
    op.drop_table("interaction_comments")
    op.drop_table("interactions")
