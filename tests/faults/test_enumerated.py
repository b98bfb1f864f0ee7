"""kill -9 at every statement, commit, end and call of planning, claiming, sending and settling a morning."""

from pathlib import Path

import pytest

from tests.faults.kills import loop

STEPS = {"claim execute", "claim commit", "claim done", "start execute", "start commit", "start done"}
STEPS |= {"settle execute", "settle commit", "settle done"}
CALLS = {"call chat.postMessage", "answer chat.postMessage", "call conversations.open", "answer conversations.open"}


@pytest.mark.timeout(600)
def test_a_morning_survives_a_kill_at_every_border_there_is(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "borders"
    with loop(database_url, 1, replicas=0, people=1, days=200, leaping=True) as here:
        here.warmed()
        for _ in range(4):  # by then what was said three days ago is said once more: from now on the days are alike
            here.another_day()
            assert here.one() == "ended"
        here.another_day()
        assert here.one(log=str(log)) == "ended"
        borders = log.read_text().splitlines()
        assert set(borders) >= STEPS | CALLS and len(borders) < 190
        for nth in range(1, len(borders) + 1):
            here.another_day()
            assert here.one(nth=nth) == "killed"
            here.pass_the_lease()
            assert here.one() == "ended"
            assert here.at_rest(), f"killed at {nth}, {borders[nth - 1]}"
        outcome = here.outcome("", 0)
    assert (outcome.wrong, outcome.lost, outcome.doubled, outcome.sent) == ([], 0, 0, outcome.due)
    assert outcome.due == 2 * (len(borders) + 5) + 1, "a bundle and a note on every day, and the first bundle"
