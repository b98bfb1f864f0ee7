"""Draws the workspace as one person sees it: the parts of the page, from the templates."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup

from bot.sandbox import choosing, people, state
from bot.sandbox.mrkdwn import Writing
from bot.sandbox.records import File, Json, Message, Someone, View
from bot.sandbox.world import World

HOME = "home"
PARTS = ("bar", "side", "main", "forms")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
PAGE = Environment(
    loader=PackageLoader("bot.sandbox"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


class Drawing:
    """One person's screen at one place: a channel's id, or `home`."""

    def __init__(self, world: World, user: str, at: str, commands: Mapping[str, str], thread: str = "") -> None:
        """`at` falls back to #sales when this person can not be there; `thread` is the ts of the root beside it."""
        self.world = world
        self.me: Someone = world.people[user] if user in world.people else world.people[people.ANA]
        self.direct = world.direct(self.me.id)
        self.mine = [one for one in world.channels.values() if self.me.id in one.members and not one.with_user]
        places = [HOME, self.direct.id, *(one.id for one in self.mine)]
        self.at = at if at in places else people.SALES
        root = world.message(self.at, thread, self.me.id) if thread else None
        self.root = root if root and not root.is_reply else None
        self.write = Writing(world, self.me)
        self.commands = commands

    def page(self) -> str:
        """The whole page."""
        return PAGE.get_template("page.html").render(self._words())

    def parts(self) -> dict[str, str]:
        """The parts that change, by the id of their element."""
        words = self._words()
        names = [*PARTS, "thread"] if self.root else PARTS
        return {name: PAGE.get_template(f"{name}.html").render(words) for name in names}

    def _words(self) -> dict[str, Any]:
        here = self.direct.id if self.at == HOME else self.at
        if self.at != HOME:
            self._mark_read(here)
        return {
            "d": self,
            "me": self.me,
            "at": self.at,
            "here": here,
            "channel": self.world.channels[here],
            "in_app": here == self.direct.id,
            "w": self.write,
            "within": "",  # what ids begin with, so that a message in a thread has others than in its channel
            "known": self.world.people,
            "channels": self.world.channels,
            "players": [one for one in self.world.people.values() if one.can_be_played],
            "home": self.world.homes.get(self.me.id),
            "forms": self.world.stacks.get(self.me.id, []),
            "now": self.local(self.world.clock.now()),
            "team": people.TEAM_NAME,
            "bot": people.BOT,
            "title": "Stagepost" if here == self.direct.id else "#" + self.world.channels[here].name,
            "commands": self.commands,
        }

    # For the templates

    def local(self, moment: datetime) -> datetime:
        """A moment in this person's time zone."""
        return moment.astimezone(ZoneInfo(self.me.zone))

    def clock_words(self, moment: datetime) -> str:
        """A moment as this person writes it."""
        return str(format_datetime(moment, "EEE d MMM yyyy, HH:mm", locale=self.me.locale.replace("-", "_")))

    def days(self) -> list[tuple[str, list[Message]]]:
        """What is said here, day by day; replies stand in their threads."""
        named = groupby(self.world.shown(self.me.id, self.at), key=lambda one: self._day(one.ts))
        return [(day, list(messages)) for day, messages in named]

    def threaded(self) -> list[Message]:
        """The root of the thread beside the channel, and what is said in it."""
        return self.world.shown(self.me.id, self.at, self.root.ts) if self.root else []

    def replies(self, root: Message) -> list[Message]:
        """The replies to a message."""
        return [] if root.is_reply else self.world.replies(root)

    def thread_address(self, root: str) -> str:
        """Where the page shows a thread."""
        return f"/?as={self.me.id}&at={self.at}&thread={root}"

    def files(self, message: Message) -> list[File]:
        """The files of a message."""
        return [self.world.files[one] for one in message.files]

    def is_picture(self, file: File) -> bool:
        """Whether the page shows what is in it."""
        return file.name.lower().endswith(PICTURES)

    def time_of(self, message: Message) -> str:
        """When it was said."""
        return self.local(datetime.fromtimestamp(float(message.ts), ZoneInfo("UTC"))).strftime("%H:%M")

    def is_unread(self, channel: str) -> int:
        """How many messages of others came since this person last looked."""
        read = self.world.read.get((self.me.id, channel), "")
        told = self.world.shown(self.me.id, channel)
        return sum(1 for one in told if one.ts > read and one.author != self.me.id)

    def value(self, place: Message | View, block: Json, element: Json) -> Json:
        """What this person has entered in an element."""
        values = place.values if isinstance(place, View) else place.values.get(self.me.id, {})
        return values.get(block["block_id"], {}).get(element["action_id"]) or state.beginning(element)

    def chosen(self, place: Message | View, block: Json, element: Json) -> list[str]:
        """The values (or ids) that are chosen in an element."""
        held = self.value(place, block, element)[state.CHOSEN[element["type"]][0]]
        many = held if isinstance(held, list) else [held] if held is not None else []
        return [one["value"] if isinstance(one, dict) else str(one) for one in many]

    def offered(self, element: Json) -> list[tuple[str, str]]:
        """The people, channels or conversations an element lets one choose from."""
        return choosing.offered(self.world, self.me.id, element) if choosing.is_picker(element) else []

    def local_input(self, seconds: str) -> str:
        """A moment for a datetime-local field."""
        moment = self.local(datetime.fromtimestamp(int(seconds), ZoneInfo("UTC")))
        return moment.strftime("%Y-%m-%dT%H:%M")

    def dispatches(self, block: Json, element: Json, occasion: str) -> bool:
        """Whether a text field tells the app on this occasion."""
        occasions = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        return bool(block.get("dispatch_action")) and occasion in occasions

    def markdown(self, text: str) -> Markup:
        """A markdown block, through the mrkdwn it comes closest to."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = re.sub(r"^#{1,6} +(.+)$", r"*\1*", text, flags=re.MULTILINE)
        text = re.sub(r"^[-*] +", "• ", text, flags=re.MULTILINE)
        text = re.sub(r"\*\*(.+?)\*\*", r"*\1*", text)
        text = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r"<\2|\1>", text)
        return self.write.html(text)

    def hue(self, user: str) -> int:
        """Which of eight colours somebody's picture has."""
        return sum(user.encode()) % 8

    def initials(self, name: str) -> str:
        """The letters in somebody's picture."""
        return "".join(part[0] for part in name.split()[:2])

    def _day(self, ts: str) -> str:
        day = self.local(datetime.fromtimestamp(float(ts), ZoneInfo("UTC"))).date()
        pattern = "EEEE d MMMM" if self.me.locale.startswith("fr") else "EEEE, d MMMM"
        return str(format_date(day, pattern, locale=self.me.locale.replace("-", "_")))

    def _mark_read(self, channel: str) -> None:
        told = self.world.shown(self.me.id, channel)
        if told:
            self.world.read[(self.me.id, channel)] = told[-1].ts
