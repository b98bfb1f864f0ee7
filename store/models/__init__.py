"""The tables."""

from store.models import (
    absences,
    audits,
    contacts,
    cycles,
    deliveries,
    digests,
    documents,
    events,
    interactions,
    issues,
    opportunities,
    parkings,
    searching,
    teams,
    workspaces,
)
from store.models.columns import metadata

__all__ = [
    "absences",
    "audits",
    "contacts",
    "cycles",
    "deliveries",
    "digests",
    "documents",
    "events",
    "interactions",
    "issues",
    "metadata",
    "opportunities",
    "parkings",
    "searching",
    "teams",
    "workspaces",
]
