"""What a person has entered: the `state.values` of forms and messages, as Slack reports them."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.records import Json, Values

WRITTEN = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
CHOSEN = {  # element type -> the key its choice is reported under, and the key it begins with
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
MANY = tuple(kind for kind in CHOSEN if kind.startswith("multi_") or kind == "checkboxes")


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with each interactive element in it."""
    for block in blocks:
        if block["type"] == "actions":
            yield from ((block, element) for element in block["elements"])
        elif block["type"] == "input":
            yield block, block["element"]
        elif block["type"] == "section" and "action_id" in block.get("accessory", {}):
            yield block, block["accessory"]


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The element with these ids, and its block."""
    for block, element in elements(blocks):
        if block["block_id"] == block_id and element["action_id"] == action_id:
            return block, element
    return None


def keeps_state(element: Json) -> bool:
    """Buttons and overflow menus act, everything else holds a value."""
    return element["type"] in WRITTEN or element["type"] in CHOSEN


def beginning(element: Json) -> Json:
    """An element's value before anybody touched it."""
    kind = element["type"]
    if kind in WRITTEN:
        return {"type": kind, "value": element.get("initial_value")}
    key, initial = CHOSEN[kind]
    return {"type": kind, key: element.get(initial, [] if kind in MANY else None)}


def values(blocks: list[Json], before: Values | None = None) -> Values:
    """The values of `blocks`; what was entered stays only where both ids and the type are the same."""
    result: Values = {}
    for block, element in elements(blocks):
        if not keeps_state(element):
            continue
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        same = kept is not None and kept["type"] == element["type"]
        result.setdefault(block["block_id"], {})[element["action_id"]] = (
            dict(kept) if same and kept is not None else beginning(element)
        )
    return result


def options(element: Json) -> list[Json]:
    """The options an element itself carries."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def is_empty(value: Json) -> bool:
    """Whether nothing is entered or chosen."""
    kind = value["type"]
    given: Any = value["value"] if kind in WRITTEN else value[CHOSEN[kind][0]]
    return given is None or given in ("", [])


def chosen(element: Json, given: Any, offered: list[Json]) -> Json:
    """The value of `element` once a person enters or chooses `given`.

    `given` is text for what is written, ids or option values (one, or a list) for what is chosen;
    `offered` are the options it can be chosen from. Raises KeyError when it is not offered.
    """
    kind = element["type"]
    if kind in WRITTEN:
        return {"type": kind, "value": given or None}
    key = CHOSEN[kind][0]
    if key == "selected_options":
        return {"type": kind, key: [_option(one, offered) for one in given or []]}
    if key == "selected_option":
        return {"type": kind, key: _option(given, offered) if given else None}
    if kind == "datetimepicker":
        return {"type": kind, key: int(given) if given else None}
    return {"type": kind, key: given or ([] if kind in MANY else None)}


def _option(value: str, offered: list[Json]) -> Json:
    for option in offered:
        if option["value"] == value:
            return option
    raise KeyError(value)
