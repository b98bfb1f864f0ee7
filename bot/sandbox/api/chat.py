"""Methods that write, change and delete messages."""

from bot.sandbox import answers, people
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.limits import check_message
from bot.sandbox.making import complete
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def post(world: World, arguments: Arguments) -> Json:
    """chat.postMessage: to a channel the app is in, or to a person by their id."""
    channel = _target(world, arguments)
    message = _written(world, arguments, channel)
    world.pace.take(channel.id)
    message.thread = arguments.text("thread_ts")
    message.broadcast = bool(message.thread) and arguments.flag("reply_broadcast")
    world.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": answers.message(message, metadata=True)}


def whisper(world: World, arguments: Arguments) -> Json:
    """chat.postEphemeral: a message one person sees."""
    channel = _target(world, arguments)
    user = world.person(arguments.needed("user", "user_not_found"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _written(world, arguments, channel)
    message.only_for, message.thread = user.id, arguments.text("thread_ts")
    world.post(message)
    return {"message_ts": message.ts}


def update(world: World, arguments: Arguments) -> Json:
    """chat.update: a message of the app's own; ephemeral ones can not be."""
    message = _own(world, arguments, "cant_update_message")
    text, blocks = arguments.text("text"), arguments.json("blocks", "invalid_blocks_format")
    metadata = arguments.json("metadata")
    check_message(text, blocks if blocks is not None else message.blocks, metadata)
    message.text = text or message.text
    if blocks is not None or text:  # text alone takes the blocks away, as in Slack
        message.blocks = complete(blocks or [])
    message.metadata = metadata or message.metadata
    message.values, message.edited = {}, world.new_ts()
    shown = answers.message(message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


def delete(world: World, arguments: Arguments) -> Json:
    """chat.delete: a message of the app's own; where a thread hangs on it, a stone stays."""
    message = _own(world, arguments, "cant_delete_message")
    if world.replies(message):
        message.author, message.text = people.SLACKBOT, "This message was deleted."
        message.blocks, message.metadata = [], None
    else:
        world.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(world: World, arguments: Arguments) -> Json:
    """chat.getPermalink: an address that names the message."""
    channel, ts = arguments.needed("channel", "channel_not_found"), arguments.needed("message_ts")
    message = world.message(world.channel(channel).id, ts)
    if message is None:
        raise SlackError("message_not_found")
    link = f"https://{people.TEAM_DOMAIN}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread}&cid={channel}" if message.is_reply else ""
    return {"channel": channel, "permalink": link + thread}


def _target(world: World, arguments: Arguments) -> Channel:
    name = arguments.needed("channel", "channel_not_found")
    if name in world.people:
        if world.people[name].deleted:
            raise SlackError("user_disabled")
        return world.direct(name)
    channel = world.channel(name)
    if channel.is_private and people.BOT not in channel.members:
        raise SlackError("channel_not_found")
    if people.BOT not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.with_user and world.people[channel.with_user].deleted:
        raise SlackError("user_disabled")
    return channel


def _written(world: World, arguments: Arguments, channel: Channel) -> Message:
    text, blocks = arguments.text("text"), arguments.json("blocks", "invalid_blocks_format")
    metadata = arguments.json("metadata", "metadata_must_be_sent_as_json")
    check_message(text, blocks, metadata, arguments.json("attachments"))
    thread = arguments.text("thread_ts")
    root = world.message(channel.id, thread) if thread else None
    if thread and root is None:
        raise SlackError("thread_not_found")
    if root and root.is_reply:
        raise SlackError("cannot_reply_to_message")
    return Message(world.new_ts(), channel.id, people.BOT, text, complete(blocks or []), metadata=metadata)


def _own(world: World, arguments: Arguments, error: str) -> Message:
    channel = world.channel(arguments.needed("channel", "channel_not_found"))
    message = world.message(channel.id, arguments.needed("ts", "message_not_found"))
    if message is None:
        raise SlackError("message_not_found")
    if message.author != people.BOT:
        raise SlackError(error)
    return message
