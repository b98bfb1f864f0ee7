"""What a run in virtual time must come to: the oracle's verdict, and what only such a run can tell."""

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.faults.oracle import Seen, wrong

if TYPE_CHECKING:
    from tests.faults.simulation import Simulation

_OPEN = ("due", "sending", "unsure")
_OVER = ("sent", "dropped", "failed")
# What is settled stays so, but for a carried fact that was left out of a try which reached nobody.
LEGAL = {(before, after) for before in _OPEN for after in (*_OPEN, *_OVER)} - {("due", "due")}


def judged(run: "Simulation") -> list[str]:
    """Everything that is wrong at the end of a run."""
    seen = _seen(run)
    return [*wrong(seen), *_owed(run, seen.rows), *_one_bundle(run), *_steps(run), *_twice(run)]


def _seen(run: "Simulation") -> Seen:
    asked = "SELECT id, key, kind, state, carrier_id, retry_at, channel, ts, facts, person_id FROM deliveries"
    found = run.base.raw.execute(asked)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found]
    tasks = dict(run.base.raw.execute("SELECT number, description FROM tasks"))
    return Seen(rows, run.slack.taken, tasks, run.scenario.scope, run.scenario.clear, run.slack.withdrawn)


def _owed(run: "Simulation", rows: list[dict[str, Any]]) -> list[str]:
    """Every note is in the ledger, and a bundle of everybody who had something due and whom nothing changed."""
    said = {json.loads(row["facts"])["said"] for row in rows if row["kind"] == "note"}
    found = [f"{run.scenario.notes - len(said)} notes were never owed"] if len(said) < run.scenario.notes else []
    mornings = {row["person_id"] for row in rows if row["kind"] == "day"}
    unchanged = [one for one in (run.town.ana, run.town.marc, run.town.chloe) if one.id not in run.changed]
    found += [f"{one.name} was owed no bundle: lost" for one in unchanged if one.id not in mornings]
    digests = [row["key"] for row in rows if row["key"].startswith("dig:")]
    on = run.scenario.morning.isoformat()
    if run.scenario.digest and not any(key.endswith(on) for key in digests):
        found.append(f"the digest of {on} was never owed: lost")
    return found + [f"{call}: in spite of a rest" for call in run.slack.restless if run.scenario.clear]


def _one_bundle(run: "Simulation") -> list[str]:
    bundles = Counter((one.channel, one.at.date()) for one in run.slack.taken if one.key.startswith("day"))
    return [f"{channel} on {day}: {times} bundles" for (channel, day), times in bundles.items() if times > 1]


def _twice(run: "Simulation") -> list[str]:
    """Nothing came twice, not even to be taken back, where nobody is stopped after the last look."""
    came = run.slack.withdrawn if not run.scenario.gap else []
    return [f"{one.key}: came twice, and was taken back" for one in came]


def _steps(run: "Simulation") -> list[str]:
    """By the database's own notes: no state that is over ends in another, and nobody takes what is leased."""
    asked = "SELECT DISTINCT before, after FROM temp.steps JOIN deliveries ON id = row WHERE carrier_id IS NULL"
    taken = run.base.raw.execute(asked).fetchall()
    return [f"a step from {before} to {after}" for before, after in taken if (before, after) not in LEGAL]
