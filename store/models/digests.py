"""Digests, when each rings next, and the days on which it rang (reliability.md 6)."""

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, String, Table, Text, Time, false

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
from store.rules.words import DigestScope, OccurrenceState, Rhythm, WhenUnchanged

digests = Table(
    "digests",
    metadata,
    identity(),
    workspace(),
    Column("person_id", Key, nullable=False),  # who set it up, and to whom it goes when it goes to no channel
    Column("name", Text, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("kind", Word(Rhythm), nullable=False),
    Column("at", Time, nullable=False),  # local; of a cron line too, which says the same
    Column("weekday", Integer),  # 1 is Monday
    Column("day_of_month", Integer),  # 31: the last one, also where there are fewer
    Column("cron", String(100), nullable=False, default="", server_default=""),
    Column("scope", Word(DigestScope), nullable=False),
    Column("scope_id", Key),  # of the person, team or cycle; no reference: once it is gone the digest rests
    Column("channel", String(32), nullable=False, default="", server_default=""),  # empty: a direct message
    Column("channel_name", Text, nullable=False, default="", server_default=""),
    Column("sections", String(300), nullable=False),  # words separated by blanks
    Column("when_unchanged", Word(WhenUnchanged), nullable=False),
    Column("language", String(16), nullable=False),
    Column("paused", Boolean, nullable=False, default=False, server_default=false()),
    Column("trouble", String(80), nullable=False, default="", server_default=""),  # why it was paused by itself
    Column("last_on", Date),  # the last local day on which it rang, whatever became of that
    Column("next_on", Date),  # the local day on which it rings next; none while it is paused
    Column("next_due_at", Moment),
    Column("created_at", Moment, nullable=False),
    version(),
    referable(),
    reference("people", "person_id"),
    one_of("kind", Rhythm),
    one_of("scope", DigestScope),
    one_of("when_unchanged", WhenUnchanged),
    Index("ix_digests_due", "next_due_at"),
    Index("ix_digests_channel", "workspace_id", "channel"),
)

occurrences = Table(
    "digest_occurrences",
    metadata,
    Column("workspace_id", Key, primary_key=True),
    Column("digest_id", Key, primary_key=True),
    Column("on_date", Date, primary_key=True),  # local: a digest rings once a day, whatever the clocks do
    Column("due_at", Moment, nullable=False),
    Column("state", Word(OccurrenceState), nullable=False),
    Column("late", Boolean, nullable=False, default=False, server_default=false()),
    ForeignKeyConstraint(["workspace_id", "digest_id"], ["digests.workspace_id", "digests.id"], ondelete="CASCADE"),
    one_of("state", OccurrenceState),
)
