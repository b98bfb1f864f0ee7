"""Two teams are of one name when nothing but accents and case is different: signs and pictures count too."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEAMS = sa.table("teams", sa.column("id", sa.BigInteger), sa.column("name", sa.Text), sa.column("folded", sa.Text))
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(LETTERS)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def upgrade() -> None:
    # None takes what another has: what was different without signs is different with them.
    for key, name in op.get_bind().execute(sa.select(TEAMS.c.id, TEAMS.c.name)).all():
        op.execute(TEAMS.update().where(TEAMS.c.id == key).values(folded=bare(name)))


def downgrade() -> None:
    """Names that only differ in signs could not be told apart before; as they are they are in nobody's way."""
