"""Acknowledgements over Socket Mode: Slack cuts a connection that sends it a frame of more than 20 KiB."""

import json
from typing import Any

LARGEST = 20_480  # bytes; close code 1009, "Max frame length of 20480 has been exceeded"


def frame(envelope_id: str, payload: Any = None) -> str:
    """An acknowledgement, as short as it can be written."""
    said = {"envelope_id": envelope_id} | ({} if payload is None else {"payload": payload})
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def fitted(envelope_id: str, payload: Any) -> tuple[str, dict[str, Any] | None]:
    """What fits into one frame, and the message or form that must go another way instead, if any.

    A message goes through the response address. In the place of a form stands an empty one until it is drawn: without
    it Slack would close the one that was sent.
    """
    whole = frame(envelope_id, payload)
    if len(whole.encode()) <= LARGEST or not isinstance(payload, dict):
        return whole, None
    if "blocks" in payload:
        return frame(envelope_id), payload
    if "view" in payload:
        return frame(envelope_id, payload | {"view": _empty(payload["view"])}), payload
    options = payload.get("options")
    while options and len(frame(envelope_id, {"options": options}).encode()) > LARGEST:
        options = options[: len(options) * 3 // 4]  # the best matches come first
    return (frame(envelope_id, {"options": options}) if options else whole), None


def _empty(view: dict[str, Any]) -> dict[str, Any]:
    """A form of the same title in which nothing stands yet."""
    waiting = {"type": "section", "text": {"type": "mrkdwn", "text": "⏳"}}
    return {"type": "modal", "title": view["title"], "blocks": [waiting]}
