"""The app manifest: what to give Slack at api.slack.com/apps, so that it sends what we answer."""

import json
from typing import Any

from bot.transports.front_door import EVENTS
from handlers.wire import COMMAND, HEARD

__all__ = ["HEARD", "OPTIONAL", "SCOPES", "manifest", "text"]

SCOPES = ("commands", "chat:write", "im:write", "im:history", "users:read", "channels:read")
# What an admin may leave out, and what is then missing; everything else works without.
OPTIONAL = {
    "channels:history": "without it a message of the channel feed whose answer was lost stays unsure until an admin"
    " looks, and files shared in its threads are not listed",
    "groups:history": "the same, for private channels",
    "groups:read": "without it no private channel can be chosen for the channel feed",
    "dnd:read": "without it reminders come also while somebody does not want to be disturbed; Slack is silent then",
    "files:read": "without it files shared in an opportunity's thread are not listed with it",
}


def manifest(public_url: str | None) -> dict[str, Any]:
    """The manifest: for Socket Mode, or for HTTP at `public_url` (its slash at the end included)."""
    address = f"{public_url.rstrip('/')}{EVENTS}" if public_url else None
    at, requested = ({"url": address}, {"request_url": address}) if address else ({}, {})
    return {
        "display_information": {
            "name": "Stagepost",
            "description": "Sales opportunities, worked where the team already talks.",
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Stagepost", "always_online": True},
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Sales opportunities",
                    "usage_hint": "[help | new | list | OP7 | next OP7 | …]",
                    "should_escape": True,
                    **at,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(HEARD), **requested},
            "interactivity": {
                "is_enabled": True,
                **requested,
                **({"message_menu_options_url": address} if address else {}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }


def text(public_url: str | None) -> str:
    """The manifest as JSON."""
    return json.dumps(manifest(public_url), indent=2, ensure_ascii=False)
