"""Slack's mark-up as safe HTML, and as the plain words a person reads."""

import html
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.sandbox import emoji, people
from bot.sandbox.records import Someone
from bot.sandbox.world import World

FENCE = re.compile(r"```\n?(.*?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
ANGLE = re.compile(r"<([^<>\n]+)>")
STYLES = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\w~])"), "s"),
]
QUOTES = re.compile(r"(?:^&gt; ?[^\n]*(?:\n|$))+", re.MULTILINE)
AFTER_BLOCK = re.compile("(</blockquote>|</pre>)<br>")  # these end their line themselves
OURS = re.compile(
    rf"https://{people.TEAM_DOMAIN}\.slack\.com/(?:archives/(?P<channel>\w+)/p\d+\S*|files/\w+/(?P<file>\w+/\S+))"
)
HELD = re.compile("\x00(\\d+)\x00")


class Writing:
    """Draws texts for one reader."""

    def __init__(self, world: World, reader: Someone) -> None:
        """Names come from `world`, time zone from `reader`."""
        self._world = world
        self._reader = reader

    def html(self, text: str) -> Markup:
        """mrkdwn as HTML: nothing in it but the tags written here."""
        held: list[str] = []

        def hold(markup: str) -> str:
            held.append(markup)
            return f"\x00{len(held) - 1}\x00"

        text = text.replace("\x00", "")
        text = FENCE.sub(lambda m: hold(f"<pre>{_literal(m[1])}</pre>"), text)
        text = CODE.sub(lambda m: hold(f"<code>{_literal(m[1])}</code>"), text)
        text = ANGLE.sub(lambda m: hold(self._angle(m[1])), text)
        text = _literal(text)
        for pattern, tag in STYLES:
            text = pattern.sub(rf"<{tag}>\1</{tag}>", text)
        text = QUOTES.sub(_quote, emoji.drawn(text))
        text = text.replace("\n", "<br>")
        while HELD.search(text):  # code may stand inside a link's label
            text = HELD.sub(lambda m: held[int(m[1])], text)
        text = AFTER_BLOCK.sub(r"\1", text)
        return Markup(text)  # noqa: S704 - every part was escaped above

    def plain_html(self, text: str) -> Markup:
        """plain_text as HTML: emoji, and nothing else."""
        return Markup(emoji.drawn(html.escape(text)).replace("\n", "<br>"))  # noqa: S704 - escaped

    def object(self, text: dict[str, str]) -> Markup:
        """A text object."""
        return self.html(text["text"]) if text["type"] == "mrkdwn" else self.plain_html(text["text"])

    def name(self, user: str) -> str:
        """What people call somebody."""
        one = self._world.people.get(user)
        return one.real_name if one else user

    def clock_time(self, moment: datetime) -> str:
        """The time of day where the reader is."""
        return moment.astimezone(ZoneInfo(self._reader.zone)).strftime("%H:%M")

    def _angle(self, inner: str) -> str:
        target, _, label = inner.partition("|")
        if target.startswith("@"):
            return f'<span class="mention">@{html.escape(self.name(target[1:]))}</span>'
        if target.startswith("#"):
            channel = self._world.channels.get(target[1:])
            return f'<span class="mention">#{html.escape(channel.name if channel else label)}</span>'
        if target.startswith("!date^"):
            return html.escape(self._date(target, label))
        if target.startswith("!"):
            return f'<span class="mention loud">@{html.escape(target[1:].partition("^")[0])}</span>'
        if not re.match(r"(https?://|mailto:|tel:)", target):
            return html.escape(f"<{html.unescape(inner)}>")
        address = html.escape(self._local(html.unescape(target)))
        shown = _literal(label or target.removeprefix("mailto:"))
        return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{shown}</a>'

    def _local(self, address: str) -> str:
        """Where the page shows what an address of the workspace leads to."""
        found = OURS.fullmatch(address)
        if not found:
            return address
        if found["file"]:
            return f"/files/{found['file']}"
        thread = re.search(r"thread_ts=([\d.]+)", address)
        return f"/?as={self._reader.id}&at={found['channel']}" + (f"&thread={thread[1]}" if thread else "")

    def _date(self, target: str, fallback: str) -> str:
        parts = target.split("^")
        try:
            moment = datetime.fromtimestamp(int(parts[1]), ZoneInfo(self._reader.zone))
        except (ValueError, IndexError, OverflowError):
            return html.unescape(fallback)
        now = self._world.clock.now().astimezone(ZoneInfo(self._reader.zone))
        return re.sub(r"\{(\w+)\}", lambda m: _token(m[1], moment, now), parts[2] if len(parts) > 2 else "")


def _token(name: str, moment: datetime, now: datetime) -> str:
    """One of the format words of Slack's dates."""
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get((moment.date() - now.date()) // timedelta(days=1))
    if name.endswith("_pretty") and near:
        return near
    day = moment.day
    shown: dict[str, Callable[[], str]] = {
        "date_num": lambda: f"{moment:%Y-%m-%d}",
        "date": lambda: f"{moment:%B} {day}, {moment:%Y}",
        "date_short": lambda: f"{moment:%b} {day}, {moment:%Y}",
        "date_long": lambda: f"{moment:%A}, {moment:%B} {day}, {moment:%Y}",
        "time": lambda: f"{moment:%H:%M}",
        "time_secs": lambda: f"{moment:%H:%M:%S}",
    }
    found = shown.get(name.removesuffix("_pretty"))
    return found() if found else "{" + name + "}"


def _literal(text: str) -> str:
    """Slack's three entities undone, then escaped for HTML."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return html.escape(text, quote=False)


def _quote(found: re.Match[str]) -> str:
    lines = [line.removeprefix("&gt;").removeprefix(" ") for line in found[0].rstrip("\n").split("\n")]
    return f"<blockquote>{'<br>'.join(lines)}</blockquote>\n"


def words(markup: str) -> str:
    """The words of a piece of HTML made here, line by line."""
    text = re.sub(r"<(br|/p|/li|/pre|/blockquote|/div)\b[^>]*>", "\n", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()
