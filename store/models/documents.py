"""Quotes, the orders made of them, and the orders' invoices (domain.md B.11, B.12)."""

from sqlalchemy import CheckConstraint, Column, Date, Index, String, Table, UniqueConstraint

from store.models.columns import (
    Amount,
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
from store.rules.words import OrderState, QuoteState

quotes = Table(
    "quotes",
    metadata,
    identity(),
    workspace(),
    Column("number", String(20), nullable=False),
    Column("total", Amount, nullable=False),  # net, in the workspace's currency
    Column("quoted_on", Date, nullable=False),
    Column("state", Word(QuoteState), nullable=False, default="open"),
    Column("opportunity_id", Key),
    Column("person_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    version(),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "opportunity_id"),
    Index("ix_quotes_referable", "workspace_id", "id", unique=True),  # what the orders' reference needs
    reference("opportunities", "opportunity_id"),
    reference("people", "person_id"),
    one_of("state", QuoteState),
    CheckConstraint("total >= 0", "total"),
)

orders = Table(
    "orders",
    metadata,
    identity(),
    workspace(),
    Column("number", String(20), nullable=False),
    Column("total", Amount, nullable=False),
    Column("ordered_on", Date, nullable=False),
    Column("state", Word(OrderState), nullable=False),
    Column("quote_id", Key, nullable=False),
    Column("opportunity_id", Key),  # an order keeps the opportunity it comes from, linked or not
    Column("person_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    version(),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "opportunity_id"),
    referable(),
    reference("quotes", "quote_id"),
    reference("opportunities", "opportunity_id"),
    reference("people", "person_id"),
    one_of("state", OrderState),
    CheckConstraint("total > 0", "total"),
    Index("ix_orders_quote", "workspace_id", "quote_id"),
)

invoices = Table(
    "invoices",
    metadata,
    identity(),
    workspace(),
    Column("number", String(20), nullable=False),
    Column("total", Amount, nullable=False),
    Column("invoiced_on", Date, nullable=False),
    Column("order_id", Key, nullable=False),
    Column("person_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("workspace_id", "number"),
    UniqueConstraint("workspace_id", "order_id"),
    reference("orders", "order_id"),
    reference("people", "person_id"),
    CheckConstraint("total > 0", "total"),
)
