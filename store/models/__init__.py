"""The tables."""

from store.models import contacts, cycles, deliveries, opportunities, searching, workspaces
from store.models.columns import metadata

__all__ = ["contacts", "cycles", "deliveries", "metadata", "opportunities", "searching", "workspaces"]
