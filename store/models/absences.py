"""Who is away, from when until when, and who covers; when managers last sat down with whom."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Table, false, text

from store.models.columns import Key, Moment, identity, metadata, reference, version, workspace

absences = Table(
    "absences",
    metadata,
    identity(),
    workspace(),
    Column("person_id", Key, nullable=False),
    Column("cover_id", Key),  # nobody: the person's reminders rest meanwhile
    Column("from_on", Date, nullable=False),  # days of the workspace's calendar, both included
    Column("until_on", Date, nullable=False),
    Column("briefed", Boolean, nullable=False, default=False, server_default=false()),  # of what happened meanwhile
    Column("at", Moment, nullable=False),
    version(),
    reference("people", "person_id"),
    reference("people", "cover_id"),
    Index("ix_absences_person", "workspace_id", "person_id", "until_on"),
    Index("ix_absences_cover", "workspace_id", "cover_id", "until_on"),
    # Of what is not over and told: else a pass of the jobs would walk every absence there ever was.
    Index("ix_absences_open", "until_on", sqlite_where=text("NOT briefed"), postgresql_where=text("NOT briefed")),
)

one_to_ones = Table(
    "one_to_ones",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("manager_id", Key, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Column("held_at", Moment, nullable=False),  # the last one: what came after it belongs to the next
    Column("pipeline", JSON, nullable=False),  # how the person's open opportunities stood then: count, value, weighted
    version(),
    reference("people", "manager_id"),
    reference("people", "person_id"),
)
