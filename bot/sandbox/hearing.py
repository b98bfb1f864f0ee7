"""What the app hears of: the events it has subscribed to, where it may hear them."""

import secrets
from collections.abc import Sequence

from bot.sandbox import answers, people
from bot.sandbox.records import Channel, Json, Message
from bot.sandbox.sending import Sender
from bot.sandbox.world import World

DEFAULT_EVENTS = ("app_home_opened", "message.im", "user_change")
NEEDS = {  # the scope without which an event does not come
    "app_home_opened": "",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "member_joined_channel": "channels:read",
    "file_shared": "files:read",
    "file_deleted": "files:read",
    "user_change": "users:read",
}
MESSAGES = {"im": "message.im", "private_channel": "message.groups", "public_channel": "message.channels"}
TYPES = {"im": "im", "private_channel": "group", "public_channel": "channel"}


class Hearing:
    """Decides what goes to the app, and sends it in the background."""

    def __init__(self, world: World, sender: Sender, events: Sequence[str], scopes: Sequence[str]) -> None:
        """`events` are those of the manifest, `scopes` those that were granted."""
        self._world = world
        self._sender = sender
        self._events = events
        self._scopes = scopes

    def tell(self, name: str, event: Json, channel: Channel | None = None) -> None:
        """Send an event, if the app has subscribed to `name`, has its scope and is where it happened."""
        needed = NEEDS[name]
        if name not in self._events or (needed and needed not in self._scopes):
            return
        if channel is None or people.BOT in channel.members:
            self._sender.tell(event, is_ext_shared=channel is not None and channel.is_ext_shared)

    def message(self, message: Message) -> None:
        """A message was posted, by a person or by the app itself: it hears its own as well."""
        channel = self._world.channels[message.channel]
        event = answers.message(message)
        event |= {"channel": channel.id, "channel_type": TYPES[channel.kind], "event_ts": message.ts}
        if message.author != people.BOT:
            event["client_msg_id"] = secrets.token_hex(16)
        if message.files:
            event["files"] = answers.files(self._world, message, self._scopes)
            event |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
        elif message.broadcast:
            event["subtype"] = "thread_broadcast"
        self.tell(MESSAGES[channel.kind], event, channel)
        for file_id in message.files:
            shared = {"type": "file_shared", "file_id": file_id, "user_id": message.author, "file": {"id": file_id}}
            self.tell("file_shared", {**shared, "channel_id": channel.id, "event_ts": message.ts}, channel)

    def file_deleted(self, file_id: str, ts: str) -> None:
        """Somebody deleted a file of theirs: the app hears of it where it has seen the file."""
        places = {one.channel for one in self._world.messages if file_id in one.files}
        if any(people.BOT in self._world.channels[one].members for one in places):
            self.tell("file_deleted", {"type": "file_deleted", "file_id": file_id, "event_ts": ts})

    def joined(self, channel: Channel, inviter: str, ts: str) -> None:
        """Somebody brought the app into a channel."""
        event = {"type": "member_joined_channel", "user": people.BOT, "inviter": inviter, "channel": channel.id}
        kind = {"channel_type": "G" if channel.is_private else "C", "team": people.TEAM_ID, "event_ts": ts}
        self.tell("member_joined_channel", event | kind, channel)
