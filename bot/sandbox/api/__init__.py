"""The Web API: which function answers which method, and which scope it needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.api import chat, conversations, files, users, views
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError
from bot.sandbox.world import World

Method = Callable[[World, Arguments], Json]

DEFAULT_SCOPES = ("commands", "chat:write", "im:write", "im:history", "users:read", "channels:read", "dnd:read")


@dataclass(frozen=True)
class Entry:
    """A method, and the scope it needs ('' for none)."""

    answer: Method
    scope: str = ""


METHODS: dict[str, Entry] = {
    "api.test": Entry(users.api_test),
    "auth.test": Entry(users.auth_test),
    "users.info": Entry(users.info, "users:read"),
    "users.list": Entry(users.everybody, "users:read"),
    "dnd.info": Entry(users.do_not_disturb, "dnd:read"),
    "team.info": Entry(users.team, "team:read"),
    "conversations.open": Entry(conversations.open_direct, "im:write"),
    "conversations.info": Entry(conversations.info),
    "conversations.list": Entry(conversations.everything, "channels:read"),
    "conversations.members": Entry(conversations.members),
    "conversations.history": Entry(conversations.history),
    "conversations.replies": Entry(conversations.replies),
    "chat.postMessage": Entry(chat.post, "chat:write"),
    "chat.postEphemeral": Entry(chat.whisper, "chat:write"),
    "chat.update": Entry(chat.update, "chat:write"),
    "chat.delete": Entry(chat.delete, "chat:write"),
    "chat.getPermalink": Entry(chat.permalink),
    "files.info": Entry(files.info, "files:read"),
    "views.open": Entry(views.open_first),
    "views.push": Entry(views.push),
    "views.update": Entry(views.update),
    "views.publish": Entry(views.publish),
}


def answer(world: World, method: str, given: Json, scopes: Sequence[str]) -> Json:
    """What the Web API says to a call. Raises SlackError with the code of a refusal."""
    entry = METHODS.get(method)
    if entry is None:
        raise SlackError("unknown_method", req_method=method)
    arguments = Arguments(given, scopes)
    if entry.scope:
        arguments.need_scope(entry.scope)
    with world.changing():
        return {"ok": True, **entry.answer(world, arguments)}
