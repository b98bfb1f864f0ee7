"""Slack's own commands: who comes into a channel, who leaves it, putting it away; and not being disturbed."""

from collections.abc import Callable

from bot.sandbox import people
from bot.sandbox.acting.stage import Stage
from bot.sandbox.records import Channel

LONGEST = 24 * 60  # minutes


def done(stage: Stage, user: str, channel: str, line: str) -> bool:
    """Do it, when `line` is one of Slack's own commands; whether it was."""
    name, _, about = line.partition(" ")
    if name not in COMMANDS:
        return False
    world = stage.world
    with world.changing():
        where = world.channel(channel)
        of_channels = name != "/dnd"
        said = "" if of_channels and where.with_user else COMMANDS[name](stage, user, where, about.strip().lower())
        if said:
            world.whisper(user, channel, said)
    return True


def _invite(stage: Stage, user: str, channel: Channel, about: str) -> str:
    if about != "@stagepost":
        return "Only @Stagepost can be invited here."
    if people.BOT in channel.members:
        return "Stagepost is already in this channel."
    channel.members.append(people.BOT)
    stage.hearing.joined(channel, user, stage.world.new_ts())
    return "Stagepost was added to this channel."


def _remove(_stage: Stage, _user: str, channel: Channel, about: str) -> str:
    if about != "@stagepost" or people.BOT not in channel.members:
        return "Only @Stagepost can be removed here, while it is in the channel."
    channel.members.remove(people.BOT)
    return "Stagepost was removed from this channel."


def _archive(_stage: Stage, _user: str, channel: Channel, _about: str) -> str:
    if channel.is_general:
        return "The general channel can not be archived."
    channel.is_archived = True
    return "This channel is archived now."


def _do_not_disturb(stage: Stage, user: str, _channel: Channel, about: str) -> str:
    world = stage.world
    if about == "off":
        world.undisturbed.pop(user, None)
        return "Notifications are on again."
    amount, _, unit = about.partition(" ")
    minutes = {"minute": 1, "hour": 60}.get(unit.removesuffix("s"), 0)
    if not (minutes and amount.isascii() and amount.isdigit() and 0 < int(amount) * minutes <= LONGEST):
        return "Say /dnd 30 minutes, /dnd 2 hours or /dnd off: a day at most."
    now = int(world.clock.now().timestamp())
    world.undisturbed[user] = (now, now + int(amount) * minutes * 60)
    return f"Notifications are paused for {about}."


COMMANDS: dict[str, Callable[[Stage, str, Channel, str], str]] = {
    "/invite": _invite,
    "/remove": _remove,
    "/archive": _archive,
    "/dnd": _do_not_disturb,
}
