"""What Slack sends to the app when somebody does something."""

from typing import Any

from bot.sandbox import answers, people, state
from bot.sandbox.records import Channel, Json, Message, View
from bot.sandbox.world import World

TOKEN = "unused-verification-token"  # noqa: S105 - deprecated by Slack, still in every payload


class Payloads:
    """Builds payloads, with triggers and response addresses that work."""

    def __init__(self, world: World, url: str) -> None:
        """`url` is where this server listens."""
        self._world = world
        self._url = url

    def command(self, user: str, channel: str, command: str, text: str) -> Json:
        """A slash command."""
        where = self._world.channel(channel)
        return {
            "token": TOKEN,
            "team_id": people.TEAM_ID,
            "team_domain": people.TEAM_DOMAIN,
            "channel_id": where.id,
            "channel_name": where.name,
            "user_id": user,
            "user_name": self._world.people[user].name,
            "command": command,
            "text": text,
            "api_app_id": people.APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._address(user, channel),
            "trigger_id": self._world.new_trigger(user, channel=channel),
        }

    def action(self, user: str, place: Message | View, action: Json) -> Json:
        """A click or a choice, in a message, a form or the Home tab."""
        view = place if isinstance(place, View) else None
        trigger = self._world.new_trigger(user, view.id if view else "", channel=place.channel)
        payload = self._interaction("block_actions", user)
        payload |= {"trigger_id": trigger, "actions": [action], **self.container(user, place)}
        if isinstance(place, Message):
            payload["response_url"] = self._address(user, place.channel, place.ts, place.thread)
        return payload

    def suggestion(self, user: str, place: Message | View, element: Json, block_id: str, typed: str) -> Json:
        """A question for the options of a type-ahead."""
        payload = self._interaction("block_suggestion", user)
        asked = {"action_id": element["action_id"], "block_id": block_id, "value": typed}
        return {**payload, **asked, **self.container(user, place)}

    def submission(self, view: View) -> Json:
        """A form sent off."""
        payload = self._interaction("view_submission", view.user)
        trigger = self._world.new_trigger(view.user, view.id, view.channel)
        return {**payload, "trigger_id": trigger, "view": answers.view(view), "response_urls": self._asked_for(view)}

    def closing(self, view: View, *, cleared: bool) -> Json:
        """A form closed without sending."""
        payload = self._interaction("view_closed", view.user)
        return {**payload, "view": answers.view(view), "is_cleared": cleared}

    def container(self, user: str, place: Message | View) -> Json:
        """Where something happened."""
        if isinstance(place, View):
            return {"container": {"type": "view", "view_id": place.id}, "view": answers.view(place)}
        channel = self._world.channel(place.channel)
        hidden = bool(place.only_for)
        thread = {"thread_ts": place.thread} if place.thread else {}
        shown = {
            "container": {
                "type": "message",
                "message_ts": place.ts,
                "channel_id": channel.id,
                "is_ephemeral": hidden,
                **thread,
            },
            "channel": _short(channel),
            "state": {"values": state.values(place.blocks, place.values.get(user))},
        }
        return shown if hidden else {**shown, "message": answers.message(place)}  # Slack keeps no ephemeral ones

    def _interaction(self, kind: str, user: str) -> Json:
        one = self._world.people[user]
        return {
            "type": kind,
            "user": {"id": one.id, "username": one.name, "name": one.name, "team_id": people.TEAM_ID},
            "api_app_id": people.APP_ID,
            "token": TOKEN,
            "team": {"id": people.TEAM_ID, "domain": people.TEAM_DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _address(self, user: str, channel: str, original: str = "", thread: str = "") -> str:
        secret = self._world.new_address(user, channel, original, thread)
        return f"{self._url}response/{people.TEAM_ID}/{secret}"

    def _asked_for(self, view: View) -> list[Json]:
        """Response addresses of the conversation pickers that ask for one."""
        found = []
        for block, element in state.elements(view.body["blocks"]):
            chosen: Any = view.values.get(block["block_id"], {}).get(element["action_id"], {})
            channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
            if element.get("response_url_enabled") and channel:
                found.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel,
                        "response_url": self._address(view.user, channel),
                    }
                )
        return found


def _short(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name}
