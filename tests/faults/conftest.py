"""A database in memory for virtual time, filled once."""

import shutil
from pathlib import Path

import pytest

from tests.faults.ledger import Base
from tests.faults.simulation import template
from tests.jobs.town import Town

Furnished = tuple[Path, Town]


@pytest.fixture(scope="module")
def furnished(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    """The file that every run begins from, and who is in it."""
    file = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("virtual") / "template.db"))
    return file, template(file)


@pytest.fixture(scope="module")
def base(furnished: Furnished) -> Base:
    """The database in memory."""
    return Base(furnished[0])


@pytest.fixture(scope="module")
def people(furnished: Furnished) -> Town:
    """Who is in it."""
    return furnished[1]
