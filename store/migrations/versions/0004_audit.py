"""The audit trail, teams, and the policy that only the owner changes an opportunity."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

VIA = "via IN ('command', 'button', 'form', 'event', 'job', 'terminal')"
SQLITE_NEVER = "CREATE TRIGGER audits_{event} BEFORE {event} ON audits BEGIN SELECT RAISE(ABORT, 'audits stay'); END"
POSTGRESQL_NEVER = (
    """
    CREATE FUNCTION audits_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'audits stay';
    END $$
    """,
    """
    CREATE TRIGGER audits_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audits
        FOR EACH STATEMENT EXECUTE FUNCTION audits_stay()
    """,
)


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("owner_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    _teams()
    op.create_table(
        "audits",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.Column("person_id", columns.Key, nullable=True),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("operation", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.CheckConstraint(VIA, name=op.f("ck_audits_via")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_audits_workspace_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_audits_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
    )
    op.create_index("ix_audits_about", "audits", ["workspace_id", "about", "id"])
    op.create_index("ix_audits_person", "audits", ["workspace_id", "person_id", "id"])
    op.create_index("ix_audits_at", "audits", ["workspace_id", "at"])
    for statement in _never():
        op.execute(statement)


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", columns.Key, autoincrement=True, nullable=False),
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_teams_workspace_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("workspace_id", "folded", name=op.f("uq_teams_workspace_id_folded")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_teams_workspace_id_id")),
    )
    op.create_table(
        "team_members",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("team_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("manages", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"],
            ["teams.workspace_id", "teams.id"],
            name=op.f("fk_team_members_workspace_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_team_members_workspace_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "team_id", "person_id", name=op.f("pk_team_members")),
    )
    op.create_index("ix_team_members_person", "team_members", ["workspace_id", "person_id"])


def _never() -> list[str]:
    """What refuses changing and deleting an audit row, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        return list(POSTGRESQL_NEVER)
    return [SQLITE_NEVER.format(event=event) for event in ("update", "delete")]


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audits_stay ON audits")
        op.execute("DROP FUNCTION audits_stay()")
    for table in ("audits", "team_members", "teams"):
        op.drop_table(table)
    op.drop_column("workspaces", "owner_only")
