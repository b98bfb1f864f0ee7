"""The tables."""

from store.models import audits, contacts, cycles, deliveries, opportunities, searching, teams, workspaces
from store.models.columns import metadata

__all__ = [
    "audits",
    "contacts",
    "cycles",
    "deliveries",
    "metadata",
    "opportunities",
    "searching",
    "teams",
    "workspaces",
]
