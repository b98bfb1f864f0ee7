"""What a stand-in for Slack keeps: who posts, looks and deletes meets the same in real and in virtual time."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

_STEP = Decimal("0.000001")  # between two messages: each has a ts of its own


@dataclass(frozen=True)
class Taken:
    """A message that Slack has, or had."""

    key: str
    channel: str
    ts: str
    blocks: str
    thread_ts: str | None
    metadata: Any
    at: datetime


class Conversations:
    """The workspace's side: what is there, and what was taken back."""

    def __init__(self, now: Callable[[], datetime], *, scope: bool, lag: float = 0.0) -> None:
        """`scope`: whether histories may be read; `lag`: seconds Slack's clock is behind ours."""
        self.scope, self.lag, self._now = scope, lag, now
        self.taken: list[Taken] = []
        self.withdrawn: list[Taken] = []
        self._last = Decimal(0)

    def take(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """What a call leads to."""
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": f"D{given['users']}"}}
        if method == "conversations.info":
            return {"ok": True, "channel": {"id": given["channel"], "is_channel": True, "is_member": True}}
        if method in ("conversations.history", "conversations.replies"):
            return self._page(given)
        if method == "chat.postMessage":
            return self._post(given)
        if method == "chat.delete":
            return self._delete(given)
        return {"ok": True}

    def _post(self, given: dict[str, Any]) -> dict[str, Any]:
        now, metadata = self._now(), _parsed(given["metadata"])
        self._last = max(Decimal(f"{now.timestamp() - self.lag:.6f}"), self._last + _STEP)
        key, blocks = str(metadata["event_payload"]["key"]), json.dumps(_parsed(given["blocks"]), ensure_ascii=False)
        ts, channel = str(self._last), given["channel"]
        self.taken.append(Taken(key, channel, ts, blocks, given.get("thread_ts"), metadata, now))
        return {"ok": True, "channel": channel, "ts": ts}

    def _page(self, given: dict[str, Any]) -> dict[str, Any]:
        if not self.scope:
            return {"ok": False, "error": "missing_scope"}
        oldest, latest, most = Decimal(given["oldest"]), Decimal(given["latest"]), int(given["limit"])
        here = [
            {"ts": one.ts, "metadata": one.metadata}
            for one in reversed(self.taken)
            if one.channel == given["channel"]
            and one.thread_ts == given.get("ts")
            and oldest <= Decimal(one.ts) <= latest
        ]
        return {"ok": True, "messages": here[:most], "has_more": len(here) > most}

    def _delete(self, given: dict[str, Any]) -> dict[str, Any]:
        place = (given["channel"], given["ts"])
        found = next((one for one in self.taken if (one.channel, one.ts) == place), None)
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        self.taken.remove(found)
        self.withdrawn.append(found)
        return {"ok": True, "channel": found.channel, "ts": found.ts}


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
