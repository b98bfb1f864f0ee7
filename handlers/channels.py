"""The channel somebody chose in a form, as Slack describes it: asked before the transaction that stores it."""

import logging
from typing import Any

from slack_sdk import WebClient

from handlers.calls import FAILURES
from store.rules.places import Place, place

log = logging.getLogger(__name__)


def chosen(client: WebClient, body: dict[str, Any]) -> Place | None:
    """The channel chosen in a form that is sent; None when it has none. What Slack does not show is unknown."""
    if body.get("type") != "view_submission":
        return None
    values = (body["view"].get("state") or {}).get("values") or {}
    fields = [field for block in values.values() for field in block.values() if isinstance(field, dict)]
    channel = next((field["selected_conversation"] for field in fields if field.get("selected_conversation")), None)
    if channel is None:
        return None
    try:
        return place(client.conversations_info(channel=str(channel)).get("channel") or {})
    except FAILURES as error:
        log.warning("conversations.info did not answer: %s", type(error).__name__)
        return Place(str(channel))
