"""The one oracle: what was owed arrived once, the ledger says what happened, and nothing else was said."""

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.faults.simulation import Simulation

LEGAL = {
    *(("due", after) for after in ("sending", "sent", "unsure", "dropped", "failed")),
    *(("sending", after) for after in ("due", "sent", "unsure", "dropped", "failed")),
    *(("unsure", after) for after in ("sending", "sent", "due", "dropped", "failed")),
}


def judged(run: "Simulation") -> list[str]:
    """Everything that is wrong at the end of a run."""
    rows = _rows(run)
    arrived = Counter(one.key for one in run.slack.messages)
    return [
        *_settled(run, rows, arrived),
        *_said_once(run),
        *_carried(run, rows),
        *_planned(run, rows),
        *_steps(run),
    ]


def _rows(run: "Simulation") -> list[dict[str, Any]]:
    found = run.base.raw.execute(
        "SELECT id, key, kind, state, carrier_id, retry_at, channel, ts, facts, person_id FROM deliveries"
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _settled(run: "Simulation", rows: list[dict[str, Any]], arrived: Counter[str]) -> list[str]:
    wrong = [f"{key}: a message without a row" for key in arrived if key not in {row["key"] for row in rows}]
    for row in rows:
        if row["carrier_id"] is not None:
            continue
        times, state = arrived[row["key"]], row["state"]
        if times > 1:
            wrong.append(f"{row['key']}: doubled, {times} times")
        if state == "sent" and times == 0:
            wrong.append(f"{row['key']}: lost, the ledger says sent")
        elif state == "dropped" and times:
            wrong.append(f"{row['key']}: dropped, and yet it came")
        elif state == "unsure" and (run.scenario.scope or run.scenario.clear or row["retry_at"] is not None):
            wrong.append(f"{row['key']}: unsure, and nothing says why")
        elif state not in ("sent", "dropped", "unsure"):
            wrong.append(f"{row['key']}: {state}, lost")
        if state == "sent" and not any((m.channel, m.ts) == (row["channel"], row["ts"]) for m in run.slack.messages):
            wrong.append(f"{row['key']}: sent to where nothing is")
    return wrong


def _said_once(run: "Simulation") -> list[str]:
    """By what is said, whatever the keys are."""
    said = Counter((one.channel, one.blocks) for one in run.slack.messages if one.key.startswith("note"))
    wrong = [f"{text} in {channel}: said {times} times" for (channel, text), times in said.items() if times > 1]
    notes = {row["facts"] for row in _rows(run) if row["kind"] == "note"}
    if len(notes) < run.scenario.notes:
        wrong.append(f"{run.scenario.notes - len(notes)} notes were never owed")
    bundles = Counter((one.channel, one.at.date()) for one in run.slack.messages if one.key.startswith("day"))
    wrong += [f"{channel} on {day}: {times} bundles" for (channel, day), times in bundles.items() if times > 1]
    return wrong + [f"{call}: in spite of a rest" for call in run.slack.restless if run.scenario.clear]


def _carried(run: "Simulation", rows: list[dict[str, Any]]) -> list[str]:
    """A bundle says just what the ledger says that it said."""
    wrong = []
    messages = {one.key: one for one in run.slack.messages}
    for bundle in (row for row in rows if row["kind"] == "day"):
        its = [row for row in rows if row["carrier_id"] == bundle["id"]]
        message = messages.get(bundle["key"])
        for fact in its:
            if fact["state"] not in ("dropped", bundle["state"]):
                wrong.append(f"{fact['key']}: {fact['state']} in a bundle that is {bundle['state']}")
            told = message is not None and _description(run, fact["key"]) in message.blocks
            if bundle["state"] == "sent" and told != (fact["state"] == "sent"):
                wrong.append(f"{fact['key']}: {fact['state']}, but {'told' if told else 'not told'}")
    return wrong


def _description(run: "Simulation", key: str) -> str:
    asked = "SELECT description FROM tasks WHERE number = ?"
    found = run.base.raw.execute(asked, (key.split(":")[3],)).fetchone()
    return str(found[0]) if found else key


def _planned(run: "Simulation", rows: list[dict[str, Any]]) -> list[str]:
    """Whoever had something due that morning and whom nothing changed has a bundle."""
    owed = {row["person_id"] for row in rows if row["kind"] == "day"}
    people = [one for one in (run.town.ana, run.town.marc, run.town.chloe) if one.id not in run.changed]
    return [f"{one.name} was owed no bundle: lost" for one in people if one.id not in owed]


def _steps(run: "Simulation") -> list[str]:
    taken = run.base.raw.execute("SELECT DISTINCT before, after FROM temp.steps").fetchall()
    return [f"a step from {before} to {after}" for before, after in taken if (before, after) not in LEGAL]
