"""The one oracle: what was owed arrived once, the ledger says what happened, and nothing else was said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from store.doubles import KIND


class Heard(Protocol):
    """A message that Slack has."""

    key: str
    channel: str
    ts: str
    blocks: str


@dataclass(frozen=True)
class Seen:
    """What is to be judged: the ledger, what Slack has, what the tasks are called, and how it was there.

    `scope`: histories may be read; `clear`: nothing happened that could leave anybody in doubt. `withdrawn`: what Slack
    had, and was taken back.
    """

    rows: list[dict[str, Any]]
    messages: Sequence[Heard]
    tasks: dict[str, str]
    scope: bool
    clear: bool
    withdrawn: Sequence[Heard] = ()


def wrong(seen: Seen) -> list[str]:
    """Everything that is wrong; empty when nothing is."""
    back = [row for row in seen.rows if row["kind"] == KIND]
    roots = [row for row in seen.rows if row["carrier_id"] is None and row["kind"] != KIND]
    arrived = Counter(one.key for one in seen.messages)
    places = {(one.key, one.channel, one.ts) for one in seen.messages}
    known = {row["key"] for row in roots}
    found = [f"{key}: a message without a row" for key in arrived if key not in known]
    for row in roots:
        found += [f"{row['key']}: {what}" for what in _settled(seen, row, arrived[row["key"]], places)]
    return found + _said_once(seen) + _carried(seen, roots) + _taken_back(seen, back)


def _settled(seen: Seen, row: dict[str, Any], times: int, places: set[tuple[str, str, str]]) -> list[str]:
    state = str(row["state"])
    found = [f"doubled, {times} times"] if times > 1 else []
    if state == "sent" and not times:
        found.append("lost, and the ledger says sent")
    elif state == "sent" and (row["key"], row["channel"], row["ts"]) not in places:
        found.append("sent to where nothing is")
    elif state == "dropped" and times:
        found.append("dropped, and yet it came")
    elif state == "unsure" and (seen.scope or seen.clear or row["retry_at"] is not None):
        found.append("unsure, and nothing says why")
    elif state not in ("sent", "dropped", "unsure"):
        found.append(f"{state}, lost")
    return found


def _taken_back(seen: Seen, back: list[dict[str, Any]]) -> list[str]:
    """What was to go is gone, what the ledger counts on stands, and each that went was to."""
    owed = {(row["channel"], row["ts"]) for row in back}
    found = [f"{row['key']}: {row['state']}, and not taken back" for row in back if str(row["state"]) != "sent"]
    found += [f"{one.key}: was to be taken back" for one in seen.messages if (one.channel, one.ts) in owed]
    return found + [
        f"{one.key}: nobody was to take it back" for one in seen.withdrawn if (one.channel, one.ts) not in owed
    ]


def _said_once(seen: Seen) -> list[str]:
    """By what is said, whatever the keys are."""
    said = Counter((one.channel, one.blocks) for one in seen.messages)
    return [f"{text} in {channel}: said {times} times" for (channel, text), times in said.items() if times > 1]


def _carried(seen: Seen, roots: list[dict[str, Any]]) -> list[str]:
    """A bundle says just what the ledger says that it said."""
    messages = {one.key: one for one in seen.messages}
    bundles = {row["id"]: row for row in roots}
    found = []
    for fact in seen.rows:
        if (bundle := bundles.get(fact["carrier_id"])) is None:
            continue
        if str(fact["state"]) not in ("dropped", str(bundle["state"])):
            found.append(f"{fact['key']}: {fact['state']} in a bundle that is {bundle['state']}")
        called = seen.tasks.get((fact["key"].split(":") + [""] * 4)[3])
        if called is None or str(bundle["state"]) != "sent" or bundle["key"] not in messages:
            continue
        told = called in messages[bundle["key"]].blocks
        if told != (str(fact["state"]) == "sent"):
            found.append(f"{fact['key']}: {fact['state']}, but {'told' if told else 'not told'}")
    return found
