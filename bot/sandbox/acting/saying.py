"""Lines typed into the text box: messages and slash commands."""

import re

from bot.sandbox.acting import own
from bot.sandbox.acting.stage import Gone, Stage
from bot.sandbox.records import Address, Message
from bot.sandbox.refusals import SlackError
from bot.sandbox.responding import answer
from bot.sandbox.sending import Reply
from bot.sandbox.world import World

LINK = re.compile(r"(https?://[^\s<>]+)")


def say(stage: Stage, user: str, channel: str, line: str, thread: str = "", *, broadcast: bool = False) -> None:
    """Post a line, or send it to the app when it is a command. Raises Gone where nobody can write any more."""
    if not line.strip():
        return
    if stage.world.channel(channel).is_archived:
        raise Gone(channel)
    if not line.startswith("/"):
        _message(stage, user, channel, line, thread, broadcast=broadcast)
    elif thread:
        with stage.world.changing():
            stage.world.whisper(user, channel, f"{line.split()[0]} is not supported in threads. Sorry!", thread)
    elif not own.done(stage, user, channel, line.strip()):
        _command(stage, user, channel, line.strip())


def escaped(world: World, text: str, *, named: bool) -> str:
    """Text as Slack passes it on: entities, and mentions, channels and links in angle brackets."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = LINK.split(text)  # every second one is a link
    parts[1::2] = [f"<{link}>" for link in parts[1::2]]
    parts[::2] = [_mentioned(world, words, named=named) for words in parts[::2]]
    return "".join(parts)


def _mentioned(world: World, text: str, *, named: bool) -> str:
    for one in sorted(world.people.values(), key=lambda one: -len(one.real_name)):
        mention = f"<@{one.id}|{one.name}>" if named else f"<@{one.id}>"
        for name in (one.real_name, one.name):
            text = re.sub(rf"(?<![\w@|])@{re.escape(name)}\b", mention, text, flags=re.IGNORECASE)
    for place in world.channels.values():
        text = re.sub(rf"(?<![\w&#])#{re.escape(place.name)}\b", f"<#{place.id}|{place.name}>", text)
    return text


def _message(stage: Stage, user: str, channel: str, line: str, thread: str, *, broadcast: bool) -> None:
    world = stage.world
    with world.changing():
        world.channel(channel)
        text = escaped(world, line, named=False)
        world.post(Message(world.new_ts(), channel, user, text, thread=thread, broadcast=broadcast and bool(thread)))


def _command(stage: Stage, user: str, channel: str, line: str) -> None:
    world = stage.world
    name, _, text = line.partition(" ")
    if name not in stage.commands or "commands" not in stage.scopes:
        with world.changing():
            world.whisper(user, channel, f"{name} is not a valid command.")
        return
    with world.changing():
        payload = stage.payloads.command(user, channel, name, escaped(world, text.strip(), named=True))
    reply = stage.sender.ask("slash_commands", payload)
    with world.changing():
        try:
            _take(world, user, channel, reply)
        except SlackError as error:
            world.refuse(f"the answer to {name}", error)
            world.whisper(user, channel, f'{name} failed with the error "{error.code}"')


def _take(world: World, user: str, channel: str, reply: Reply) -> None:
    """Show what the app said in its acknowledgement."""
    if not reply.ok:
        raise SlackError(reply.why)
    said = {"text": reply.body} if isinstance(reply.body, str) else reply.body
    if said and (said.get("text") or said.get("blocks")):
        kept = {key: value for key, value in said.items() if key not in ("replace_original", "delete_original")}
        answer(world, Address(user, channel, world.stopwatch.now()), kept)
