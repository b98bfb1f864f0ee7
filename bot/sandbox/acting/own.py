"""Slack's own commands: who comes into a channel, who leaves it, and putting it away."""

from collections.abc import Callable

from bot.sandbox import people
from bot.sandbox.acting.stage import Stage
from bot.sandbox.records import Channel


def done(stage: Stage, user: str, channel: str, line: str) -> bool:
    """Do it, when `line` is one of Slack's own commands; whether it was."""
    name, _, about = line.partition(" ")
    if name not in COMMANDS:
        return False
    world = stage.world
    with world.changing():
        where = world.channel(channel)
        said = "" if where.with_user else COMMANDS[name](stage, user, where, about.strip().lower())
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


COMMANDS: dict[str, Callable[[Stage, str, Channel, str], str]] = {
    "/invite": _invite,
    "/remove": _remove,
    "/archive": _archive,
}
