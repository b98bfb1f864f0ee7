"""Teams and who is in them; a member who manages sees to the others (product.md, Who)."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint

from store.models.columns import Key, identity, metadata, referable, reference, version, workspace

teams = Table(
    "teams",
    metadata,
    identity(),
    workspace(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # two teams of one name would be told apart by nobody
    version(),
    UniqueConstraint("workspace_id", "folded"),
    referable(),
)

team_members = Table(
    "team_members",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("team_id", Key, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Column("manages", Boolean, nullable=False, default=False),
    reference("teams", "team_id"),
    reference("people", "person_id"),
    Index("ix_team_members_person", "workspace_id", "person_id"),
)
