"""Methods about channels and direct messages."""

from decimal import Decimal, InvalidOperation

from bot.sandbox import answers, people
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def open_direct(world: World, arguments: Arguments) -> Json:
    """conversations.open: the direct message with one person."""
    users = [one for one in arguments.needed("users").split(",") if one]
    if len(users) != 1:
        raise SlackError("method_not_supported_for_channel_type")
    person = world.person(users[0])
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    channel = world.direct(person.id)
    return {"channel": answers.channel(channel) if arguments.flag("return_im") else {"id": channel.id}}


def info(world: World, arguments: Arguments) -> Json:
    """conversations.info: one conversation the app may know of."""
    return {"channel": answers.channel(_seen(world, arguments, "read"))}


def everything(world: World, arguments: Arguments) -> Json:
    """conversations.list: the channels (public ones unless `types` asks for more)."""
    kinds = arguments.text("types", "public_channel").split(",")
    if "private_channel" in kinds:
        arguments.need_scope("groups:read")
    if "im" in kinds:
        arguments.need_scope("im:read")
    shown = [answers.channel(one) for one in world.channels.values() if one.kind in kinds and _known(one)]
    return {"channels": shown, "response_metadata": {"next_cursor": ""}}


def members(world: World, arguments: Arguments) -> Json:
    """conversations.members: who is in it."""
    return {"members": _seen(world, arguments, "read").members, "response_metadata": {"next_cursor": ""}}


def history(world: World, arguments: Arguments) -> Json:
    """conversations.history: newest first; no ephemeral messages, of replies only what the channel was told too."""
    channel = _seen(world, arguments, "history")
    told = [one for one in _told(world, channel) if not one.is_reply or one.broadcast]
    return _page(world, [one for one in reversed(told) if _between(one, arguments)], arguments, 100)


def replies(world: World, arguments: Arguments) -> Json:
    """conversations.replies: a message and its thread, oldest first."""
    channel, root = _seen(world, arguments, "history"), arguments.needed("ts")
    told = [one for one in _told(world, channel) if root in (one.ts, one.thread)]
    if not told:
        raise SlackError("thread_not_found")
    return _page(world, [one for one in told if one.ts == root or _between(one, arguments)], arguments, 1000)


def _known(channel: Channel) -> bool:
    return people.BOT in channel.members or not channel.is_private


def _seen(world: World, arguments: Arguments, what: str) -> Channel:
    """The conversation asked for, if the token may `read` or have its `history`."""
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    kind = {"im": "im", "private_channel": "groups", "public_channel": "channels"}[channel.kind]
    arguments.need_scope(f"{kind}:{what}")
    if not _known(channel):
        raise SlackError("channel_not_found")
    if what == "history" and people.BOT not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _told(world: World, channel: Channel) -> list[Message]:
    return [one for one in world.messages if one.channel == channel.id and not one.only_for]


def _between(message: Message, arguments: Arguments) -> bool:
    try:
        ts, inclusive = Decimal(message.ts), arguments.flag("inclusive")
        oldest, latest = Decimal(arguments.text("oldest", "0")), Decimal(arguments.text("latest", "1e10"))
    except InvalidOperation:
        raise SlackError("invalid_ts_latest") from None
    return oldest <= ts <= latest if inclusive else oldest < ts < latest


def _page(world: World, found: list[Message], arguments: Arguments, usual: int) -> Json:
    limit, start = min(arguments.number("limit", usual), 999), arguments.number("cursor", 0)
    metadata = arguments.flag("include_all_metadata")
    shown = [
        {
            **answers.message(one, metadata=metadata),
            **answers.root(world, one),
            **({"files": answers.files(world, one, arguments.scopes)} if one.files else {}),
        }
        for one in found[start : start + limit]
    ]
    more = len(found) > start + limit
    cursor = str(start + limit) if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}
