"""What a form or a Home tab must look like to be taken."""

import json
from typing import Any

from bot.sandbox.limits.blocks import check_blocks
from bot.sandbox.limits.shapes import Check, anything, flag, shape, string, text, wrong
from bot.sandbox.refusals import SlackError

COMMON: dict[str, Check] = {
    "callback_id": string(255, least=0),
    "private_metadata": string(3000, least=0),
    "external_id": string(255, least=0),
}
MODAL = shape(
    {"type": anything, "title": text(24), "blocks": anything},
    {
        **COMMON,
        "submit": text(24),
        "close": text(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
HOME = shape({"type": anything, "blocks": anything}, COMMON)
MOST_BYTES = 250_000


def check_view(view: Any, surface: str) -> None:
    """Raise Slack's error when `view` is not a well-made modal or home (`surface`)."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind != surface:
        raise SlackError("invalid_arguments", [wrong(f"view type must be {surface}, not {kind}", "/view/type")])
    complaints = list((MODAL if surface == "modal" else HOME)(view, "/view"))
    if not complaints:
        complaints = check_blocks(view["blocks"], surface, "/view/blocks")
    inputs = any(isinstance(one, dict) and one.get("type") == "input" for one in view.get("blocks") or [])
    if surface == "modal" and inputs and "submit" not in view:
        complaints.append(wrong("missing required field: submit (the view has input blocks)", "/view"))
    if complaints:
        raise SlackError("invalid_arguments", complaints)
    if len(json.dumps(view)) > MOST_BYTES:
        raise SlackError("view_too_large")
