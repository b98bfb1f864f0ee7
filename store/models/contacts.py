"""Contacts: companies, and persons who may belong to one (domain.md A.8)."""

from sqlalchemy import Boolean, Column, Index, String, Table, Text, UniqueConstraint

from store.models.columns import (
    Folded,
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
from store.rules.words import ContactKind

contacts = Table(
    "contacts",
    metadata,
    identity(),
    workspace(),
    Column("number", String(20), nullable=False),
    Column("kind", Word(ContactKind), nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Folded, nullable=False),  # name, and a person's company: what searching compares
    Column("company_id", Key),  # a company's is its own
    Column("salesperson_id", Key),
    Column("email", Text, nullable=False, default="", server_default=""),
    Column("phone", Text, nullable=False, default="", server_default=""),
    Column("customer", Boolean, nullable=False, default=False),
    Column("privacy_blocked", Boolean, nullable=False, default=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),  # deleted; its name stays for the closed opportunities that name it (domain.md B.10)
    version(),
    UniqueConstraint("workspace_id", "number"),
    referable(),
    reference("contacts", "company_id"),
    reference("people", "salesperson_id"),
    one_of("kind", ContactKind),
    Index("ix_contacts_folded", "workspace_id", "folded"),
    Index("ix_contacts_company", "workspace_id", "company_id"),
    Index("ix_contacts_email", "workspace_id", "email"),
    Index("ix_contacts_phone", "workspace_id", "phone"),
)
