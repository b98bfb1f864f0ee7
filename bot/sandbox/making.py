"""Filling in what Slack fills in: ids of blocks and elements, and the state of forms."""

import copy
import secrets

from bot.sandbox import choosing, state
from bot.sandbox.limits import check_view
from bot.sandbox.records import Json, Values, View
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World

DEEPEST = 3  # forms that may lie on each other


def complete(blocks: list[Json]) -> list[Json]:
    """`blocks` with an id for every block and every interactive element."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        parts = block["elements"] if block["type"] == "actions" else [block.get("element"), block.get("accessory")]
        for part in parts:
            if part and part["type"] != "image":
                part.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def set_body(world: World, view: View, body: Json) -> None:
    """Give a view a new body; what was entered stays where the ids stay."""
    external = body.get("external_id")
    for other in [*world.homes.values(), *(one for stack in world.stacks.values() for one in stack)]:
        if external and other is not view and other.body.get("external_id") == external:
            raise SlackError("duplicate_external_id")
    view.body = {**body, "blocks": complete(body["blocks"])}
    before, view.values = view.values, state.values(view.body["blocks"], view.values)
    _begin_here(world, view, before)
    view.hash = world.new_hash()
    view.errors = {}
    view.trouble = ""


def _begin_here(world: World, view: View, before: Values) -> None:
    """Let the pickers that ask for it begin with the conversation the form was opened in."""
    for block, element in state.elements(view.body["blocks"]):
        place = choosing.here(world, view.user, element, view.channel) if choosing.is_picker(element) else ""
        if place and element["action_id"] not in before.get(block["block_id"], {}):
            kind, key = element["type"], state.CHOSEN[element["type"]][0]
            chosen = [place] if kind in state.MANY else place
            view.values[block["block_id"]][element["action_id"]] = {"type": kind, key: chosen}


def open_form(world: World, user: str, body: Json, channel: str) -> View:
    """Lay a form on top of what `user` has open. Raises push_limit_reached at the fourth."""
    check_view(body, "modal")
    stack = world.stacks.setdefault(user, [])
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    view_id = world.new_id("V")
    root = stack[0].id if stack else view_id
    view = View(view_id, user, {}, "", root, previous=stack[-1].id if stack else "", channel=channel)
    set_body(world, view, body)
    stack.append(view)
    return view
