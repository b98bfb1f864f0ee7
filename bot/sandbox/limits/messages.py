"""What a message must look like to be taken."""

from typing import Any

from bot.sandbox.limits.blocks import check_blocks
from bot.sandbox.limits.shapes import anything, shape, string
from bot.sandbox.refusals import SlackError

MOST_TEXT = 40_000
METADATA = shape({"event_type": string(255), "event_payload": anything})


def check_message(text: Any, blocks: Any, metadata: Any = None, attachments: Any = None) -> None:
    """Raise Slack's error when a message would be refused."""
    if text is not None and not isinstance(text, str):
        raise SlackError("invalid_arguments", ["[ERROR] must provide a string [json-pointer:/text]"])
    if blocks and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if text and len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    complaints = check_blocks(blocks or [], "message")
    if complaints:
        raise SlackError("invalid_blocks", complaints)
    if attachments and len(attachments) > 100:
        raise SlackError("too_many_attachments")
    _check_metadata(metadata)


def _check_metadata(metadata: Any) -> None:
    if metadata is None:
        return
    complaints = list(METADATA(metadata, "/metadata"))
    if complaints or not isinstance(metadata["event_payload"], dict):
        raise SlackError(
            "metadata_must_be_sent_as_json" if isinstance(metadata, str) else "invalid_metadata_format", complaints
        )
    for name, value in metadata["event_payload"].items():
        if isinstance(value, dict):
            raise SlackError("invalid_metadata_format", [f"[ERROR] {name} must not be an object"])
