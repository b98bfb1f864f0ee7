"""Acknowledgements over Socket Mode: Slack cuts a connection that sends it a frame of more than 20 KiB."""

import json
from typing import Any

LARGEST = 20_480  # bytes; close code 1009, "Max frame length of 20480 has been exceeded"


def frame(envelope_id: str, payload: Any = None) -> str:
    """An acknowledgement, as short as it can be written."""
    said = {"envelope_id": envelope_id} | ({} if payload is None else {"payload": payload})
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def fitted(envelope_id: str, payload: Any) -> tuple[str, dict[str, Any] | None]:
    """What fits into one frame, and a message that must go through the response address instead, if any."""
    whole = frame(envelope_id, payload)
    if len(whole.encode()) <= LARGEST or not isinstance(payload, dict):
        return whole, None
    if "blocks" in payload:
        return frame(envelope_id), payload
    options = payload.get("options")
    while options and len(frame(envelope_id, {"options": options}).encode()) > LARGEST:
        options = options[: len(options) * 3 // 4]  # the best matches come first
    return (frame(envelope_id, {"options": options}) if options else whole), None
