"""The words of contacts and opportunities, kept by triggers: a prefix of any word is found by an index."""

from sqlalchemy import Column, Index, Table

from store.models.columns import Folded, Key, metadata


def _words(subject: str) -> Table:
    """One row a word of a subject's folded text, with the word's tail (rules.spelling).

    No foreign key: only the triggers write here, and SQLite would read a whole workspace to check it.
    """
    return Table(
        f"{subject}_words",
        metadata,
        Column("workspace_id", Key, primary_key=True),
        Column("word", Folded, primary_key=True),
        Column(f"{subject}_id", Key, primary_key=True),
        Column("tail", Folded, nullable=False),
        Index(f"ix_{subject}_words_tail", "workspace_id", "tail", "word"),
        sqlite_with_rowid=False,
    )


contact_words = _words("contact")
opportunity_words = _words("opportunity")
