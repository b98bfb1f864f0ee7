"""A week down: 10,000 overdue opportunities at the restart, and nobody gets more than one message."""

import logging
import shutil
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from store.models.workspaces import people
from store.sessions import Sessions
from tests.faults.crowd import gathered, stocked
from tests.faults.ledger import Base
from tests.faults.simulation import MONDAY, Simulation
from tests.faults.virtual import Chances

OPPORTUNITIES, SALESPEOPLE = 10_000, 100
AT_MOST = timedelta(seconds=60)  # of virtual time, with a second a message and channel as Slack has it


@pytest.mark.timeout(300)
def test_after_a_week_down_everybody_gets_one_message_within_a_minute(migrated_sqlite: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(migrated_sqlite, tmp_path / "down.db"))
    sessions = Sessions(f"sqlite:///{file}")
    crowd = gathered(sessions, SALESPEOPLE, 0)
    stocked(crowd, OPPORTUNITIES)
    crowd.town.max_days(2)
    with sessions.writing() as session:
        session.change(people.update().values(planned_on=MONDAY - timedelta(days=7)))
    sessions.close()
    logging.disable(logging.CRITICAL)
    calm = {"chances": Chances(), "notes": 0, "changes": 0, "morning": MONDAY, "chaos": 1.0, "scope": True}
    run = Simulation(Base(file), crowd.town, 1, replicas=2, couriers=8, postgresql=True, **calm)
    run.changed = {crowd.town.ana.id, crowd.town.marc.id, crowd.town.chloe.id}  # they have nothing to do
    run.slack.a_second = True
    facts: list[int] = []
    found = run.run(lambda: facts.extend(run.base.raw.execute(_FACTS).fetchone()))
    logging.disable(logging.NOTSET)
    assert found == [] and facts == [OPPORTUNITIES]
    assert set(Counter(one.channel for one in run.slack.messages).values()) == {1}
    assert len(run.slack.messages) == SALESPEOPLE
    began = max(run.world.start, datetime.combine(MONDAY, time(7), UTC))
    assert max(one.at for one in run.slack.messages) - began <= AT_MOST


_FACTS = "SELECT count(*) FROM deliveries WHERE carrier_id IS NOT NULL AND state = 'sent'"
