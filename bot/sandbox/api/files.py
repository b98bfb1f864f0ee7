"""Methods about files."""

from bot.sandbox import answers, people
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World


def info(world: World, arguments: Arguments) -> Json:
    """files.info: a file shared where the app is."""
    file = world.file(arguments.needed("file", "file_not_found"))
    places = [world.channels[one.channel] for one in world.messages if file.id in one.files]
    if not any(people.BOT in place.members for place in places):
        raise SlackError("file_not_found")
    where = {kind: [one.id for one in places if one.kind == name] for kind, name in LISTED.items()}
    return {"file": {**answers.file(file, world.url), **where}, "comments": []}


LISTED = {"channels": "public_channel", "groups": "private_channel", "ims": "im"}
