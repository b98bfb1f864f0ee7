"""The manifest: Slack takes it, and it asks for what we answer and no more."""

import json
import re
from typing import Any

import pytest

from bot.manifest import HEARD, OPTIONAL, SCOPES, text
from tests.source import ROOT

URL = "https://stagepost.example.com"
# What needs a scope (slack.md, 3); the others need none.
NEEDS = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "file_deleted": "files:read",
    "user_change": "users:read",
}


@pytest.fixture(params=[None, f"{URL}/"])
def manifest(request: pytest.FixtureRequest) -> Any:
    """For Socket Mode, and for HTTP."""
    return json.loads(text(request.param))


def test_everything_keeps_slacks_limits(manifest: Any) -> None:
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    assert len(features["bot_user"]["display_name"]) <= 80
    for command in features["slash_commands"]:
        assert re.fullmatch("/[a-z]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    assert len(manifest["settings"]["event_subscriptions"]["bot_events"]) <= 100


def test_it_asks_for_the_scopes_that_its_events_and_features_need(manifest: Any) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == {"commands", "chat:write", "im:write", "im:history", "users:read", "channels:read"}
    assert set(scopes["bot_optional"]) == {
        "channels:history",
        "groups:history",
        "groups:read",
        "dnd:read",
        "files:read",
    }
    assert {NEEDS[event] for event in HEARD if event in NEEDS} <= {*SCOPES, *OPTIONAL}
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) - set(NEEDS) == {"app_home_opened"}


def test_the_readme_says_what_each_scope_is_for() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [scope for scope in SCOPES if f"`{scope}`" not in said] == []
    assert re.findall(r"^\| `([a-z:]+)` \|", said, re.MULTILINE) == list(OPTIONAL)


def test_mentions_arrive_as_ids_and_both_tabs_are_there(manifest: Any) -> None:
    assert all(command["should_escape"] for command in manifest["features"]["slash_commands"])
    home = manifest["features"]["app_home"]
    assert (home["home_tab_enabled"], home["messages_tab_enabled"]) == (True, True)
    assert home["messages_tab_read_only_enabled"] is False


def test_socket_mode_needs_no_address() -> None:
    assert "http" not in text(None)
    assert json.loads(text(None))["settings"]["socket_mode_enabled"] is True


def test_http_leads_everything_to_the_front_door() -> None:
    manifest = json.loads(text(URL))
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is False
    assert {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        settings["interactivity"]["message_menu_options_url"],
        manifest["features"]["slash_commands"][0]["url"],
    } == {f"{URL}/slack/events"}
