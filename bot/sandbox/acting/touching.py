"""Clicks and choices in messages, forms and Home tabs, and what they tell the app."""

from typing import Any

from bot.sandbox import choosing, state
from bot.sandbox.acting.stage import TROUBLE, Gone, Stage
from bot.sandbox.limits.elements import LISTS
from bot.sandbox.limits.shapes import shape
from bot.sandbox.records import Json, Message, Values, View
from bot.sandbox.refusals import SlackError

USUAL_QUERY = 3  # characters before a type-ahead asks, unless the element says otherwise
OFFER = shape({}, LISTS)


def press(stage: Stage, user: str, ref: str, block_id: str, action_id: str, option: str) -> None:
    """Click a button, or choose `option` (its value) in an overflow menu."""
    with stage.world.changing():
        place, _, element = _find(stage, user, ref, block_id, action_id)
        action = {"type": element["type"], "action_id": action_id, "block_id": block_id}
        if element["type"] == "overflow":
            chosen = [one for one in element["options"] if one.get("value") == option]
            if not chosen:
                raise Gone(option)
            action["selected_option"] = chosen[0]
        else:
            action |= {key: element[key] for key in ("text", "value", "style") if key in element}
        payload = _action(stage, user, place, action)
    _send(stage, user, ref, payload)


def fill(
    stage: Stage, user: str, ref: str, block_id: str, action_id: str, given: Any, *, quietly: bool = False
) -> None:
    """Enter or choose `given`; tell the app if this element does so at once."""
    world = stage.world
    with world.changing():
        place, block, element = _find(stage, user, ref, block_id, action_id)
        values = _values(place, user)
        offered = [*state.options(element), *stage.offered.get((user, ref, block_id, action_id), [])]
        before = values[block_id][action_id]
        if choosing.is_picker(element):
            _check_offered(stage, user, element, given, before)
        try:
            value = state.chosen(element, given, [*offered, *_already(before)])
        except KeyError as missing:
            raise Gone(f"{missing} is not offered") from None
        values[block_id][action_id] = value
        if isinstance(place, View):
            place.errors.pop(block_id, None)
        typing = element["type"] in state.WRITTEN
        told = not quietly and value != before and _dispatches(block, element, "on_character_entered", typing)
        payload = _action(stage, user, place, _said(block, element, value)) if told else None
    if payload:
        _send(stage, user, ref, payload)


def enter(stage: Stage, user: str, ref: str, block_id: str, action_id: str) -> None:
    """Press Enter in a text field: tell the app if the field does so."""
    with stage.world.changing():
        place, block, element = _find(stage, user, ref, block_id, action_id)
        if not _dispatches(block, element, "on_enter_pressed", True):
            return
        value = _values(place, user)[block_id][action_id]
        payload = _action(stage, user, place, _said(block, element, value))
    _send(stage, user, ref, payload)


def suggest(stage: Stage, user: str, ref: str, block_id: str, action_id: str, typed: str) -> list[Json]:
    """Ask the app for the options of a type-ahead; none when too little is typed or the app fails."""
    world = stage.world
    with world.changing():
        place, _, element = _find(stage, user, ref, block_id, action_id)
        if len(typed) < element.get("min_query_length", USUAL_QUERY):
            return []
        payload = stage.payloads.suggestion(user, place, element, block_id, typed)
    reply = stage.sender.ask("interactive", payload)
    offer = reply.body if reply.ok and isinstance(reply.body, dict) else {}
    with world.changing():
        complaints = list(OFFER({k: v for k, v in offer.items() if v}, ""))
        if complaints:
            world.refuse("options", SlackError("invalid_options", complaints))
            return []
        stage.offered[(user, ref, block_id, action_id)] = state.options(offer)
    return list(offer.get("option_groups") or offer.get("options") or [])


def _find(stage: Stage, user: str, ref: str, block_id: str, action_id: str) -> tuple[Message | View, Json, Json]:
    place = stage.world.place(user, ref)
    if place is None:
        raise Gone(ref)
    found = state.find(place.body["blocks"] if isinstance(place, View) else place.blocks, block_id, action_id)
    if found is None:
        raise Gone(f"{block_id} {action_id}")
    return place, *found


def _values(place: Message | View, user: str) -> Values:
    if isinstance(place, View):
        return place.values
    return place.values.setdefault(user, state.values(place.blocks))


def _check_offered(stage: Stage, user: str, element: Json, given: Any, before: Json) -> None:
    held = before[state.CHOSEN[element["type"]][0]]
    may = {one for one, _ in choosing.offered(stage.world, user, element)}.union(_several(held))
    for one in _several(given):
        if one not in may:
            raise Gone(f"{one} is not offered")


def _several(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given] if given else []


def _already(value: Json) -> list[Json]:
    """What is chosen now may stay chosen, whatever is offered."""
    return [*value.get("selected_options", []), *filter(None, [value.get("selected_option")])]


def _dispatches(block: Json, element: Json, occasion: str, typing: bool) -> bool:
    """Whether the app hears of it: always outside input blocks, inside them where they say so."""
    if block["type"] == "input" and not block.get("dispatch_action"):
        return False
    occasions = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
    return not typing or occasion in occasions


def _said(block: Json, element: Json, value: Json) -> Json:
    extras = {key: element[key] for key in element if key.startswith("initial_") or key == "placeholder"}
    return {"action_id": element["action_id"], "block_id": block["block_id"], **value, **extras}


def _action(stage: Stage, user: str, place: Message | View, action: Json) -> Json:
    return stage.payloads.action(user, place, {**action, "action_ts": stage.world.new_ts()})


def _send(stage: Stage, user: str, ref: str, payload: Json) -> None:
    """Tell the app; show the person when it does not answer."""
    reply = stage.sender.ask("interactive", payload)
    with stage.world.changing():
        place = stage.world.place(user, ref)
        if isinstance(place, View):
            place.trouble = "" if reply.ok else TROUBLE
        elif place and reply.ok:
            place.trouble.pop(user, None)
        elif place:
            place.trouble[user] = reply.why
