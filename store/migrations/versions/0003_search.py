"""The words of contacts and opportunities, kept by triggers, for finding a prefix of any of them."""

import sqlalchemy as sa
from alembic import op

from store.models import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SUBJECTS = {"contacts": "contact", "opportunities": "opportunity"}

SQLITE_WORDS = "json_each('[' || replace(json_quote({row}.folded), ' ', '\",\"') || ']')"
SQLITE_FORGET = """
DELETE FROM {one}_words WHERE workspace_id = old.workspace_id AND {one}_id = old.id
    AND word IN (SELECT value FROM {old_words});
"""
SQLITE_KEEP = """
INSERT OR IGNORE INTO {one}_words (workspace_id, word, {one}_id, tail)
    SELECT new.workspace_id, value, new.id, substr(value, 3) FROM {new_words} WHERE value <> '';
"""
SQLITE_TRIGGERS = (
    "CREATE TRIGGER {one}_words_insert AFTER INSERT ON {many} BEGIN {keep} END",
    "CREATE TRIGGER {one}_words_update AFTER UPDATE OF folded ON {many} BEGIN {forget} {keep} END",
    "CREATE TRIGGER {one}_words_delete AFTER DELETE ON {many} BEGIN {forget} END",
)

POSTGRESQL_FUNCTION = """
CREATE FUNCTION {one}_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM {one}_words WHERE workspace_id = OLD.workspace_id AND {one}_id = OLD.id
            AND word = ANY (string_to_array(OLD.folded, ' '));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO {one}_words (workspace_id, word, {one}_id, tail)
            SELECT DISTINCT NEW.workspace_id, word, NEW.id, substr(word, 3)
            FROM unnest(string_to_array(NEW.folded, ' ')) AS word WHERE word <> '';
    END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {one}_words_kept AFTER INSERT OR DELETE OR UPDATE OF folded ON {many}
    FOR EACH ROW EXECUTE FUNCTION {one}_words_kept()
"""


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for many, one in SUBJECTS.items():
        if postgresql:
            op.alter_column(many, "folded", type_=columns.Folded)
        op.create_index(f"ix_{many}_folded", many, ["workspace_id", "folded"])
        op.create_table(
            f"{one}_words",
            sa.Column("workspace_id", columns.Key, nullable=False),
            sa.Column("word", columns.Folded, nullable=False),
            sa.Column(f"{one}_id", columns.Key, nullable=False),
            sa.Column("tail", columns.Folded, nullable=False),
            sa.PrimaryKeyConstraint("workspace_id", "word", f"{one}_id", name=op.f(f"pk_{one}_words")),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{one}_words_tail", f"{one}_words", ["workspace_id", "tail", "word"])
        for statement in _postgresql(many, one) if postgresql else _sqlite(many, one):
            op.execute(statement)
    op.create_index("ix_opportunities_company", "opportunities", ["workspace_id", "company_id"])
    op.execute("UPDATE contacts SET folded = folded")
    op.execute("UPDATE opportunities SET folded = folded || ' ' || lower(number)")


def _postgresql(many: str, one: str) -> list[str]:
    return [statement.format(many=many, one=one) for statement in (POSTGRESQL_FUNCTION, POSTGRESQL_TRIGGER)]


def _sqlite(many: str, one: str) -> list[str]:
    forget = SQLITE_FORGET.format(one=one, old_words=SQLITE_WORDS.format(row="old"))
    keep = SQLITE_KEEP.format(one=one, new_words=SQLITE_WORDS.format(row="new"))
    return [statement.format(many=many, one=one, forget=forget, keep=keep) for statement in SQLITE_TRIGGERS]


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.drop_index("ix_opportunities_company", table_name="opportunities")
    for many, one in SUBJECTS.items():
        if postgresql:
            op.execute(f"DROP TRIGGER {one}_words_kept ON {many}")
            op.execute(f"DROP FUNCTION {one}_words_kept()")
        else:
            for event in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {one}_words_{event}")
        op.drop_table(f"{one}_words")
        op.drop_index(f"ix_{many}_folded", table_name=many)
        if postgresql:
            op.alter_column(many, "folded", type_=sa.Text())
