"""Sales cycles, their stages, close codes, activities and their steps (domain.md A.1-A.3, A.6)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint, false

from store.models.columns import (
    Key,
    Percent,
    Word,
    identity,
    metadata,
    one_of,
    referable,
    reference,
    version,
    workspace,
)
from store.rules.words import Method, Outcome, Priority, TaskKind

cycles = Table(
    "cycles",
    metadata,
    identity(),
    workspace(),
    Column("code", String(10), nullable=False),
    Column("description", Text, nullable=False),
    Column("method", Word(Method), nullable=False, default="multiply"),
    Column("blocked", Boolean, nullable=False, default=False),
    # Opportunities that are closed or not started keep their cycle: a deleted one is never shown among the others,
    # and comes back when its code is used again.
    Column("deleted", Boolean, nullable=False, default=False, server_default=false()),
    version(),
    UniqueConstraint("workspace_id", "code"),
    referable(),
    one_of("method", Method),
)

activities = Table(
    "activities",
    metadata,
    identity(),
    workspace(),
    Column("code", String(10), nullable=False),
    Column("description", Text, nullable=False),
    version(),
    UniqueConstraint("workspace_id", "code"),
    referable(),
)

activity_steps = Table(
    "activity_steps",
    metadata,
    identity(),
    workspace(),
    Column("activity_id", Key, nullable=False),
    Column("step", Integer, nullable=False),
    Column("kind", Word(TaskKind), nullable=False, default=""),
    Column("description", Text, nullable=False),
    Column("priority", Word(Priority), nullable=False, default="low"),
    Column("date_formula", String(20), nullable=False, default=""),
    UniqueConstraint("workspace_id", "activity_id", "step"),
    reference("activities", "activity_id"),
    one_of("kind", TaskKind),
)

stages = Table(
    "stages",
    metadata,
    identity(),
    workspace(),
    Column("cycle_id", Key, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("completed", Percent, nullable=False),
    Column("chances", Percent, nullable=False),
    Column("activity_id", Key),
    Column("quote_required", Boolean, nullable=False, default=False),
    Column("allow_skip", Boolean, nullable=False, default=False),
    Column("date_formula", String(20), nullable=False, default=""),
    Column("max_days", Integer),
    version(),
    UniqueConstraint("workspace_id", "cycle_id", "stage"),
    reference("cycles", "cycle_id"),
    reference("activities", "activity_id"),
    CheckConstraint("stage >= 1", "stage"),
)

close_codes = Table(
    "close_codes",
    metadata,
    identity(),
    workspace(),
    Column("code", String(10), nullable=False),
    Column("description", Text, nullable=False),
    Column("outcome", Word(Outcome), nullable=False),
    Column("blocked", Boolean, nullable=False, default=False),
    version(),
    UniqueConstraint("workspace_id", "code"),
    referable(),
    one_of("outcome", Outcome),
)
