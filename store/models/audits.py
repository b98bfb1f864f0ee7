"""The audit trail: who did what, when, from where, with the old and the new values; rows that nobody changes."""

from sqlalchemy import JSON, Column, Index, String, Table

from store.models.columns import Key, Moment, Word, identity, metadata, one_of, reference, workspace
from store.rules.words import Via

audits = Table(
    "audits",
    metadata,
    identity(),
    workspace(),
    Column("at", Moment, nullable=False),
    Column("person_id", Key),  # nobody: a job did it by itself
    Column("via", Word(Via), nullable=False),
    Column("operation", String(32), nullable=False),
    Column("subject", String(200), nullable=False),  # its number, code or name as text, which outlives it
    Column("about", String(200), nullable=False),  # under which it is looked up: the opportunity, else the subject
    Column("old", JSON, nullable=False),
    Column("new", JSON, nullable=False),
    reference("people", "person_id"),
    one_of("via", Via),
    Index("ix_audits_about", "workspace_id", "about", "id"),
    Index("ix_audits_person", "workspace_id", "person_id", "id"),
    Index("ix_audits_at", "workspace_id", "at"),
)
