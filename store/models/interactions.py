"""Interactions: what was said or written with a contact (domain.md A.8)."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Text

from store.models.columns import (
    Key,
    Moment,
    Word,
    identity,
    metadata,
    one_of,
    referable,
    reference,
    version,
    workspace,
)
from store.rules.words import InteractionKind

interactions = Table(
    "interactions",
    metadata,
    identity(),
    workspace(),
    Column("kind", Word(InteractionKind), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("description", Text, nullable=False),
    Column("contact_id", Key, nullable=False),
    Column("person_id", Key, nullable=False),  # whose it is: who logged it
    Column("opportunity_id", Key),
    Column("former_number", String(20)),  # the opportunity's, once it is deleted (decision 23)
    Column("former_description", Text),
    Column("task_number", String(20)),  # the task it was logged for, as text: the task may go
    Column("cancelled", Boolean, nullable=False, default=False),
    Column("at", Moment, nullable=False),
    version(),
    referable(),
    reference("contacts", "contact_id"),
    reference("people", "person_id"),
    reference("opportunities", "opportunity_id"),
    one_of("kind", InteractionKind),
    Index("ix_interactions_contact", "workspace_id", "contact_id", "happened_on"),
    Index("ix_interactions_opportunity", "workspace_id", "opportunity_id", "happened_on"),
)

interaction_comments = Table(
    "interaction_comments",
    metadata,
    identity(),
    workspace(),
    Column("interaction_id", Key, nullable=False),
    Column("person_id", Key, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    reference("interactions", "interaction_id"),
    reference("people", "person_id"),
    Index("ix_interaction_comments_interaction", "workspace_id", "interaction_id", "id"),
)
