"""Whom and what the pickers for people, channels and conversations offer to somebody."""

from bot.sandbox.records import Channel, Json
from bot.sandbox.world import World

PICKERS = ("users_select", "channels_select", "conversations_select")
KINDS = {"im": "im", "private_channel": "private", "public_channel": "public"}  # as a picker's filter names them


def is_picker(element: Json) -> bool:
    """Whether Slack itself knows what the element offers."""
    return kind_of(element) in PICKERS


def kind_of(element: Json) -> str:
    """The element's type, whether one or several can be chosen."""
    return str(element["type"]).removeprefix("multi_")


def offered(world: World, user: str, element: Json) -> list[tuple[str, str]]:
    """What can be chosen: ids, and the words beside them. Nothing archived, nothing private of others."""
    kind = kind_of(element)
    if kind == "users_select":
        return [(one.id, one.real_name) for one in world.people.values() if not one.deleted]
    places = [one for one in world.channels.values() if not one.is_archived]
    if kind == "channels_select":
        return [(one.id, f"#{one.name}") for one in places if one.kind == "public_channel"]
    chosen: Json = element.get("filter", {})
    included = chosen.get("include", list(KINDS.values()))
    return [
        (one.id, "Stagepost" if one.with_user else f"#{one.name}")
        for one in places
        if KINDS[one.kind] in included
        and _sees(one, user)
        and not (one.is_ext_shared and chosen.get("exclude_external_shared_channels"))
    ]


def here(world: World, user: str, element: Json, channel: str) -> str:
    """The conversation a picker begins with because the form was opened there; empty when it does not."""
    wants = element.get("default_to_current_conversation") and "initial_conversation" not in element
    return channel if wants and any(channel == one for one, _ in offered(world, user, element)) else ""


def _sees(channel: Channel, user: str) -> bool:
    return channel.kind == "public_channel" or user in channel.members
