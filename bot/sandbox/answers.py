"""Things as the Web API and the payloads show them."""

import base64
import mimetypes
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.sandbox import people
from bot.sandbox.records import Channel, File, Json, Message, Someone, View
from bot.sandbox.world import World


def user(one: Someone, now: datetime, *, locale: bool, email: bool) -> Json:
    """A person as users.info shows them."""
    zone = now.astimezone(ZoneInfo(one.zone))
    offset = zone.utcoffset()
    profile: Json = {
        "real_name": one.real_name,
        "real_name_normalized": one.real_name,
        "display_name": one.name,
        "display_name_normalized": one.name,
        "team": people.TEAM_ID,
        **({"email": f"{one.name}@example.com"} if email and not one.is_bot else {}),
    }
    shown: Json = {
        "id": one.id,
        "team_id": people.TEAM_ID,
        "name": one.name,
        "real_name": one.real_name,
        "deleted": one.deleted,
        "profile": profile,
        "is_bot": one.is_bot,
        "is_app_user": False,
    }
    if one.deleted:
        return shown
    shown |= {
        "tz": one.zone,
        "tz_label": zone.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": one.is_admin,
        "is_owner": one.is_owner,
        "is_primary_owner": one.is_owner,
        "is_restricted": one.is_guest,
        "is_ultra_restricted": False,
    }
    return {**shown, "locale": one.locale} if locale else shown


def channel(one: Channel) -> Json:
    """A conversation as conversations.info shows it."""
    if one.with_user:
        return {"id": one.id, "is_im": True, "user": one.with_user, "is_archived": False, "is_open": True}
    return {
        "id": one.id,
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": not one.is_private,
        "is_group": one.is_private,
        "is_private": one.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_general": one.is_general,
        "is_archived": one.is_archived,
        "is_member": people.BOT in one.members,
        "is_shared": one.is_ext_shared,
        "is_ext_shared": one.is_ext_shared,
        "is_pending_ext_shared": False,
        "num_members": len(one.members),
    }


def message(one: Message, *, metadata: bool = False) -> Json:
    """A message as conversations.history shows it."""
    shown: Json = {"type": "message", "user": one.author, "text": one.text, "ts": one.ts, "team": people.TEAM_ID}
    if one.author == people.BOT:
        shown |= {"bot_id": people.BOT_ID, "app_id": people.APP_ID}
    if one.blocks:
        shown["blocks"] = one.blocks
    if one.thread:
        shown["thread_ts"] = one.thread
    if one.edited:
        shown["edited"] = {"user": one.author, "ts": one.edited}
    if metadata and one.metadata:
        shown["metadata"] = one.metadata
    return shown


def root(world: World, one: Message) -> Json:
    """What a message with replies says of its thread; nothing when there are none."""
    replies = [] if one.is_reply else world.replies(one)
    if not replies:
        return {}
    who = list(dict.fromkeys(reply.author for reply in replies))
    return {"thread_ts": one.ts, "reply_count": len(replies), "reply_users": who, "latest_reply": replies[-1].ts}


def file(one: File, url: str) -> Json:
    """A file as files.info shows it; `url` is where the sandbox serves files."""
    kind = mimetypes.guess_type(one.name)[0] or "application/octet-stream"
    ending = PurePosixPath(one.name).suffix.removeprefix(".").lower()
    place = f"{one.id}/{quote(one.name)}"
    return {
        "id": one.id,
        "created": one.created,
        "timestamp": one.created,
        "name": one.name,
        "title": one.name,
        "mimetype": kind,
        "filetype": ending or "binary",
        "user": one.user,
        "user_team": people.TEAM_ID,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "size": len(base64.b64decode(one.content)),
        "url_private": f"{url}files-pri/{people.TEAM_ID}-{place}",
        "url_private_download": f"{url}files-pri/{people.TEAM_ID}-{one.id}/download/{quote(one.name)}",
        "permalink": f"https://{people.TEAM_DOMAIN}.slack.com/files/{one.user}/{place}",
    }


def files(world: World, message: Message, scopes: Sequence[str]) -> list[Json]:
    """The files of a message; without files:read there is little more than that there are some."""
    if "files:read" not in scopes:
        return [{"id": one, "mode": "file_access", "file_access": "access_denied"} for one in message.files]
    found = [world.files[one] for one in message.files]
    return [{"id": one.id, "mode": "tombstone"} if one.deleted else file(one, world.url) for one in found]


def view(one: View) -> Json:
    """A form or Home tab with what is entered in it."""
    body = one.body
    modal = body["type"] == "modal"
    titles = {"title": body["title"], "close": body.get("close"), "submit": body.get("submit")} if modal else {}
    return {
        "id": one.id,
        "team_id": people.TEAM_ID,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": one.values},
        "hash": one.hash,
        **titles,
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "root_view_id": one.root,
        "previous_view_id": one.previous or None,
        "app_id": people.APP_ID,
        "app_installed_team_id": people.TEAM_ID,
        "bot_id": people.BOT_ID,
    }


def home_of(world: World, user_id: str) -> Json | None:
    """The Home tab of a person, if the app has published one."""
    home = world.homes.get(user_id)
    return view(home) if home else None
