"""The tables."""

from store.models import (
    audits,
    contacts,
    cycles,
    deliveries,
    documents,
    events,
    interactions,
    opportunities,
    searching,
    teams,
    workspaces,
)
from store.models.columns import metadata

__all__ = [
    "audits",
    "contacts",
    "cycles",
    "deliveries",
    "documents",
    "events",
    "interactions",
    "metadata",
    "opportunities",
    "searching",
    "teams",
    "workspaces",
]
