"""Opportunities that are parked: since when, until which day, why and by whom (issue 4, Park)."""

from sqlalchemy import Column, Date, Index, Table, Text, text

from store.models.columns import Key, Moment, identity, metadata, reference, version, workspace

parkings = Table(
    "parkings",
    metadata,
    identity(),
    workspace(),
    Column("opportunity_id", Key, nullable=False),
    Column("parked_on", Date, nullable=False),
    Column("until_on", Date, nullable=False),  # the day it wakes on: parked it is before
    Column("reason", Text, nullable=False),
    Column("person_id", Key, nullable=False),  # who said so last
    Column("at", Moment, nullable=False),
    # When it ended: before its day by hand, a move or a closing, else with its day, once its owner was told.
    Column("ended_on", Date),
    version(),  # rises with every parking of the opportunity: alone it says which state of which one was seen
    reference("opportunities", "opportunity_id"),
    reference("people", "person_id"),
    Index("ix_parkings_opportunity", "workspace_id", "opportunity_id"),
    Index(
        "ix_parkings_open",
        "workspace_id",
        "opportunity_id",
        "until_on",
        sqlite_where=text("ended_on IS NULL"),
        postgresql_where=text("ended_on IS NULL"),
    ),
    Index(
        "ix_parkings_one",
        "opportunity_id",
        unique=True,
        sqlite_where=text("ended_on IS NULL"),
        postgresql_where=text("ended_on IS NULL"),
    ),
    Index(
        "ix_parkings_waking",
        "until_on",
        sqlite_where=text("ended_on IS NULL"),
        postgresql_where=text("ended_on IS NULL"),
    ),
)
