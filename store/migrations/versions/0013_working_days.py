"""How people live and what they are reminded of: working days, holidays, quiet hours, switches, mutes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _text(name: str, length: int, default: str = "") -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def _number(name: str, default: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=False)


PEOPLE = ("work_days", "country", "canton", "quiet_from", "quiet_until", "kinds_off")
WORKSPACES = ("country", "canton", "idle_days", "not_started_days", "kinds_off", "notices_a_day")


def upgrade() -> None:
    for table in ("people", "workspaces"):
        for column in (_text("country", 2), _text("canton", 32), _text("kinds_off", 200)):
            op.add_column(table, column)
    op.add_column("people", _text("work_days", 7, "12345"))
    op.add_column("people", sa.Column("quiet_from", sa.Time(), nullable=True))
    op.add_column("people", sa.Column("quiet_until", sa.Time(), nullable=True))
    for column in (_number("idle_days", "14"), _number("not_started_days", "7"), _number("notices_a_day", "3")):
        op.add_column("workspaces", column)
    op.add_column("snoozes", sa.Column("until_at", columns.Moment(), nullable=True))
    op.create_table(
        "mutes",
        sa.Column("workspace_id", columns.Key, nullable=False),
        sa.Column("person_id", columns.Key, nullable=False),
        sa.Column("opportunity_id", columns.Key, nullable=False),
        sa.Column("at", columns.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "opportunity_id", name=op.f("pk_mutes")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["people.workspace_id", "people.id"],
            name=op.f("fk_mutes_workspace_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "opportunity_id"],
            ["opportunities.workspace_id", "opportunities.id"],
            name=op.f("fk_mutes_workspace_id_opportunity_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("mutes")
    op.drop_column("snoozes", "until_at")
    for table, added in (("workspaces", WORKSPACES), ("people", PEOPLE)):
        for name in added:
            op.drop_column(table, name)
