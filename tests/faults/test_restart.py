"""A week down: 10,000 overdue opportunities at the restart, and nobody gets more than one message."""

import logging
import shutil
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from store import digest_changes
from store.models.workspaces import people
from store.sessions import Sessions
from tests.faults.crowd import gathered, stocked
from tests.faults.ledger import Base
from tests.faults.simulation import MONDAY, Simulation
from tests.faults.virtual import Chances
from tests.store.digesting import WANTED

OPPORTUNITIES, SALESPEOPLE = 10_000, 100
AT_MOST = timedelta(seconds=60)  # of virtual time, with a second a message and channel as Slack has it


@pytest.mark.timeout(300)
def test_after_a_week_down_everybody_gets_one_message_within_a_minute(migrated_sqlite: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(migrated_sqlite, tmp_path / "down.db"))
    sessions = Sessions(f"sqlite:///{file}")
    crowd = gathered(sessions, SALESPEOPLE, 0)
    stocked(crowd, OPPORTUNITIES)
    crowd.town.max_days(2)
    marc = crowd.town.marc
    crowd.town.change(marc, active=True)
    with sessions.writing() as session:
        digest_changes.create(session, marc, WANTED, datetime(2026, 1, 4, 12, tzinfo=UTC))
        session.change(people.update().values(planned_on=MONDAY - timedelta(days=7)))
    sessions.close()
    logging.disable(logging.CRITICAL)
    calm = {
        "chances": Chances(),
        "notes": 0,
        "changes": 0,
        "digest": True,
        "morning": MONDAY,
        "chaos": 1.0,
        "scope": True,
    }
    run = Simulation(Base(file), crowd.town, 1, replicas=2, couriers=8, postgresql=True, **calm)
    run.changed = {crowd.town.ana.id, crowd.town.marc.id, crowd.town.chloe.id}  # they have nothing to do
    run.world.start = datetime.combine(MONDAY, time(8), UTC)  # nine o'clock in Zurich
    run.slack.a_second = True
    facts: list[int] = []
    rung: list[tuple[str, int, int]] = []

    def look() -> None:
        facts.extend(run.base.raw.execute(_FACTS).fetchone())
        rung.extend(run.base.raw.execute(_RUNG).fetchall())

    found = run.run(look)
    logging.disable(logging.NOTSET)
    assert found == [] and facts == [OPPORTUNITIES]
    bundles = Counter(one.channel for one in run.slack.taken if one.key.startswith("day:"))
    assert (len(bundles), set(bundles.values())) == (SALESPEOPLE, {1})
    assert [one.key for one in run.slack.taken if one.key.startswith("dig:")] == ["dig:1:2026-01-12"]
    assert rung == [("owed", 1, 1), ("skipped_late", 1, 7)], "one, and late; what was missed is said to be"
    assert max(one.at for one in run.slack.taken) - run.world.start <= AT_MOST


_RUNG = "SELECT state, late, count(*) FROM digest_occurrences GROUP BY state, late ORDER BY state"
_FACTS = "SELECT count(*) FROM deliveries WHERE carrier_id IS NOT NULL AND state = 'sent'"
