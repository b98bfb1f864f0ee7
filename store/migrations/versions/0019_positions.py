"""The positions that a digest's next bridge begins from, compressed: a fifth as large, and quick to write."""

import json
import zlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

JSON, BYTES = sa.JSON(none_as_null=True), sa.LargeBinary()
KEYS = ("workspace_id", "digest_id", "on_date")


def upgrade() -> None:
    _become(JSON, BYTES, lambda kept: zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 1))


def downgrade() -> None:
    _become(BYTES, JSON, lambda kept: json.loads(zlib.decompress(kept)))


def _become(former: Any, new: Any, converted: Callable[[Any], Any]) -> None:
    """One after another: each is as large as the pipeline. No database can convert between the two by itself."""
    op.add_column("digest_issues", sa.Column("converted", new))
    issues = sa.table(
        "digest_issues", *map(sa.column, KEYS), sa.column("positions", former), sa.column("converted", new)
    )
    its = [issues.c[key] == sa.bindparam(f"its_{key}") for key in KEYS]
    rows = op.get_bind()
    for found in rows.execute(sa.select(*(issues.c[key] for key in KEYS)).where(issues.c.positions.is_not(None))).all():
        keys = {f"its_{key}": value for key, value in zip(KEYS, found, strict=True)}
        kept = rows.execute(sa.select(issues.c.positions).where(*its), keys).scalar_one()
        rows.execute(sa.update(issues).where(*its).values(converted=converted(kept)), keys)
    op.drop_column("digest_issues", "positions")
    op.alter_column("digest_issues", "converted", new_column_name="positions")
