"""The state of the pretended workspace, guarded by one condition that is notified on each change."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.clock import Clock
from bot.sandbox import people
from bot.sandbox.pace import Pace
from bot.sandbox.records import Address, Channel, File, Message, Refused, Someone, Trigger, View
from bot.sandbox.refusals import SlackError
from bot.sandbox.stopwatch import Stopwatch

log = logging.getLogger("stagepost.sandbox")


class World:
    """People, channels, messages, forms, triggers and response addresses."""

    def __init__(self, clock: Clock, pace: Pace, stopwatch: Stopwatch) -> None:
        """Make a fresh workspace."""
        self.clock = clock
        self.stopwatch = stopwatch
        self.pace = pace
        self.trigger_seconds = 3.0
        self.changes = threading.Condition(threading.RLock())
        self.version = 0
        self.url = ""  # where the sandbox listens
        self.listeners: list[Callable[[], None]] = []
        self.posted: Callable[[Message], None] = lambda _message: None  # who is told of each message
        self.forget()

    def forget(self) -> None:
        """Begin again with a fresh workspace."""
        self.people: dict[str, Someone] = {one.id: one for one in people.everybody()}
        self.channels: dict[str, Channel] = {one.id: one for one in people.channels()}
        self.messages: list[Message] = []
        self.files: dict[str, File] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.addresses: dict[str, Address] = {}
        self.refused: list[Refused] = []
        self.undisturbed: dict[str, tuple[int, int]] = {}  # person -> from when until when, in seconds
        self.read: dict[tuple[str, str], str] = {}  # person and channel -> the last message they have seen
        self.moved_seconds = 0.0  # how far the page has moved the clock
        self._last_ts = 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the world still, then tell everybody who waits that it changed."""
        with self.changes:
            try:
                yield
            finally:
                self.version += 1
                self.changes.notify_all()
                for listener in self.listeners:
                    listener()

    def wait_until(self, holds: Callable[[], object], seconds: float = 5.0) -> bool:
        """Wait until `holds()` is true; False when it is not within `seconds`."""
        with self.changes:
            return bool(self.changes.wait_for(holds, timeout=seconds))

    def refuse(self, what: str, error: SlackError) -> None:
        """Remember what the app got wrong, for tests and for the log."""
        self.refused.append(Refused(what, error.code, error.messages))
        log.warning("refused %s: %s", what, error)

    # Names and numbers

    def new_id(self, prefix: str) -> str:
        """An id no other thing has, ever: the app may keep it as a key."""
        return prefix + secrets.token_hex(5).upper()

    def new_ts(self) -> str:
        """The next message's ts, from the movable clock, unique and increasing."""
        now = self.clock.now() - datetime.fromtimestamp(0, UTC)
        micros = (now.days * 86400 + now.seconds) * 1_000_000 + now.microseconds
        self._last_ts = max(self._last_ts + 1, micros)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_hash(self) -> str:
        """A view's hash: when, and something random."""
        return f"{int(time.time())}.{secrets.token_hex(4)}"

    def new_trigger(self, user: str, view: str = "", channel: str = "") -> str:
        """A trigger id for `user`, good for three seconds and one use."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self.triggers[trigger_id] = Trigger(user, self.stopwatch.now(), view, channel)
        return trigger_id

    def new_address(self, user: str, channel: str, original: str = "", thread: str = "") -> str:
        """The secret part of a new response address."""
        secret = secrets.token_urlsafe(18)
        self.addresses[secret] = Address(user, channel, self.stopwatch.now(), original, thread)
        return secret

    # Finding

    def person(self, user: str) -> Someone:
        """Raises user_not_found."""
        if user not in self.people:
            raise SlackError("user_not_found")
        return self.people[user]

    def channel(self, channel: str) -> Channel:
        """Raises channel_not_found."""
        if channel not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel]

    def direct(self, user: str) -> Channel:
        """The direct message between `user` and the app; made when there is none."""
        for channel in self.channels.values():
            if channel.with_user == user:
                return channel
        channel = Channel("D" + user[1:], "directmessage", [user, people.BOT], with_user=user)
        self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str, reader: str = "") -> Message | None:
        """A message by its ts; an ephemeral one only for the person who sees it."""
        for one in reversed(self.messages):
            if one.ts == ts and one.channel == channel and one.only_for in ("", reader):
                return one
        return None

    def visible(self, user: str, channel: str) -> list[Message]:
        """What `user` may see in `channel`, its threads included, oldest first."""
        return [one for one in self.messages if one.channel == channel and one.only_for in ("", user)]

    def shown(self, user: str, channel: str, thread: str = "") -> list[Message]:
        """What stands before `user` in a channel, or in one of its threads (by the ts of its root), oldest first."""
        told = self.visible(user, channel)
        if thread:
            return [one for one in told if thread in (one.ts, one.thread)]
        return [one for one in told if not one.is_reply or one.broadcast]

    def replies(self, root: Message) -> list[Message]:
        """The replies in a message's thread that everybody sees, oldest first."""
        told = self.messages if not root.only_for else []
        return [one for one in told if one.is_reply and (one.channel, one.thread) == (root.channel, root.ts)
                and not one.only_for]  # fmt: skip

    def file(self, file_id: str) -> File:
        """Raises file_not_found or file_deleted."""
        if file_id not in self.files:
            raise SlackError("file_not_found")
        if self.files[file_id].deleted:
            raise SlackError("file_deleted")
        return self.files[file_id]

    def view(self, view_id: str) -> View | None:
        """An open form or a Home tab, by its id."""
        stacked = [view for stack in self.stacks.values() for view in stack]
        return next((view for view in [*stacked, *self.homes.values()] if view.id == view_id), None)

    def place(self, user: str, ref: str) -> Message | View | None:
        """A form or Home tab by its id, or a message by `channel:ts`, if `user` sees it."""
        channel, colon, ts = ref.partition(":")
        if colon:
            return self.message(channel, ts, user)
        view = self.view(ref)
        return view if view and view.user == user else None

    def top(self, user: str) -> View | None:
        """The form in front of `user`, if any."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    # Changing (inside `changing()`)

    def post(self, message: Message) -> Message:
        """Put a message where people see it."""
        self.messages.append(message)
        if not message.only_for:
            self.posted(message)
        return message

    def whisper(self, user: str, channel: str, text: str, thread: str = "") -> Message:
        """A message of Slackbot's in `channel` (or a thread of it) that only `user` sees."""
        return self.post(Message(self.new_ts(), channel, people.SLACKBOT, text, thread=thread, only_for=user))
