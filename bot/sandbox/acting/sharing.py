"""Files: shared in a channel, a thread or a direct message, and deleted by who shared them."""

import base64
from collections.abc import Mapping

from bot.sandbox.acting.saying import escaped
from bot.sandbox.acting.stage import Gone, Stage
from bot.sandbox.records import File, Message
from bot.sandbox.world import World

LARGEST = 1_000_000  # bytes of a file; Slack takes more, a sandbox need not


def share(
    stage: Stage, user: str, channel: str, files: Mapping[str, bytes], line: str, thread: str, *, broadcast: bool
) -> None:
    """Post one message with these files (name -> content). Raises Gone when there is none, or one is too large."""
    if not files or any(not name or len(content) > LARGEST for name, content in files.items()):
        raise Gone("no file that can be shared")
    world = stage.world
    with world.changing():
        world.channel(channel)
        text = escaped(world, line, named=False)
        kept = [_kept(world, user, name, content) for name, content in files.items()]
        world.post(Message(world.new_ts(), channel, user, text, thread=thread, broadcast=broadcast, files=kept))


def delete(stage: Stage, user: str, file_id: str) -> None:
    """Delete a file of one's own everywhere; messages keep saying that there was one."""
    world = stage.world
    with world.changing():
        file = world.files.get(file_id)
        if file is None or file.deleted or file.user != user:
            raise Gone(file_id)
        file.deleted, file.content = True, ""
        stage.hearing.file_deleted(file_id, world.new_ts())


def _kept(world: World, user: str, name: str, content: bytes) -> str:
    encoded = base64.b64encode(content).decode()
    file = File(world.new_id("F"), name, user, encoded, int(world.clock.now().timestamp()))
    world.files[file.id] = file
    return file.id
