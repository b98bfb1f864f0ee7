"""What a body says: strictly read, and in the shapes that may be taken apart without looking (reliability.md D1)."""

import json
from typing import Any
from urllib.parse import parse_qsl

LARGEST = 1024 * 1024  # bytes
DEEPEST = 60  # forms in forms: Slack's own payloads stay below 20
MOST_FIELDS = 100

Body = dict[str, Any]


class Malformed(Exception):
    """This is nothing Slack would send."""


# Bolt takes these apart without looking at what they are; null stands for absence.
_SHAPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("type", "command", "callback_id", "action_id", "block_id", "event_id", "api_app_id"), str),
    **dict.fromkeys(("user_id", "team_id", "channel_id", "enterprise_id", "user_team", "app_installed_team_id"), str),
    **dict.fromkeys(("response_url", "trigger_id", "thread_ts", "context_team_id"), str),
    **dict.fromkeys(("user", "team", "channel", "enterprise"), (str, dict)),  # an id, or a thing with one
    **dict.fromkeys(("event", "view", "message", "previous_message", "item", "state"), dict),
    **dict.fromkeys(("function_data", "assistant_thread"), dict),
    **dict.fromkeys(("actions", "authorizations", "response_urls"), list),
}
_NEEDED = {
    "event_callback": "event",
    "block_actions": "actions",
    "view_submission": "view",
    "view_closed": "view",
    "block_suggestion": "action_id",
    "url_verification": "challenge",
}


def read(raw: bytes, content_type: str) -> Body:
    """The body of an HTTP request: a form, JSON, or JSON in a form's `payload`. Raises Malformed."""
    try:
        text = raw.decode()
        if "json" in content_type or text.startswith("{"):
            return shaped(_json(text))
        form = dict(
            parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS)
        )
    except ValueError as error:
        raise Malformed from error
    # A command's own text may contain the word `payload`: only a field of that name is one.
    if "command" not in form and "ssl_check" not in form:
        if "payload" not in form:
            raise Malformed
        return shaped(_json(form["payload"]))
    return shaped(form)


def shaped(given: Any) -> Body:
    """The body, when it is an object whose parts are what they must be. Raises Malformed."""
    if not isinstance(given, dict):
        raise Malformed
    body = {name: part for name, part in given.items() if part is not None or name not in _SHAPES}
    needed = _NEEDED.get(str(body.get("type")))
    if not _fits(body) or (needed and not body.get(needed)):
        raise Malformed
    if needed == "event" and "type" not in body["event"]:
        raise Malformed
    if "response_urls" in body:
        body["response_urls"] = body["response_urls"][:1]  # Bolt fails over a second one
    return body


def _fits(thing: dict[Any, Any]) -> bool:
    return all(_part_fits(name, part) for name, part in thing.items() if part is not None and name in _SHAPES)


def _part_fits(name: str, part: object) -> bool:
    if not isinstance(part, _SHAPES[name]):
        return False
    if isinstance(part, list):
        return all(isinstance(one, dict) and _fits(one) for one in part)
    return not isinstance(part, dict) or _fits(part)


def _json(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    if text.count("{") + text.count("[") > DEEPEST and _depth_exceeds(value):
        raise Malformed
    if "\\ud" in text.lower() and _has_half_characters(value):
        raise Malformed
    return value


def _no_constant(name: str) -> None:
    raise Malformed(name)


def _depth_exceeds(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def _has_half_characters(value: Any) -> bool:
    """Halves of surrogate pairs: no database and no log can write them."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
