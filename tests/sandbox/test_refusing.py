"""What Slack refuses is refused here, with Slack's own code."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.clock import MovableClock
from bot.sandbox import Sandbox, people
from bot.sandbox.acting.stage import TROUBLE
from tests.sandbox.demo import Demo, asked, button, client, modal, option, section, text

ANA, SALES = people.ANA, people.SALES
HELLO = {"channel": SALES, "text": "hello"}


def refused(call: Callable[..., Any], **arguments: Any) -> dict[str, Any]:
    """The answer to a call that is refused."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    answer = caught.value.response
    return {**answer.data, "status": answer.status_code, "headers": answer.headers}


def posting(slack: WebClient, *blocks: dict[str, Any], words: str = "fallback") -> dict[str, Any]:
    """The refusal of a message with these blocks."""
    return refused(slack.chat_postMessage, channel=SALES, text=words, blocks=list(blocks))


def opening(sandbox: Sandbox, slack: WebClient, view: dict[str, Any]) -> dict[str, Any]:
    """The refusal of a form."""
    return refused(slack.views_open, trigger_id=sandbox.world.new_trigger(ANA), view=view)


def told(answer: dict[str, Any]) -> str:
    """Slack's explanation."""
    return " ".join(answer["response_metadata"]["messages"])


def address(sandbox: Sandbox) -> WebhookClient:
    """A response address of Ana's."""
    secret = sandbox.world.new_address(ANA, SALES)
    return WebhookClient(f"{sandbox.url}response/T1/{secret}", retry_handlers=[])


# Tokens and scopes


def test_a_wrong_token_is_invalid_auth(sandbox: Sandbox) -> None:
    assert refused(client(sandbox, "xoxb-wrong").auth_test)["error"] == "invalid_auth"


def test_no_token_is_not_authed(sandbox: Sandbox) -> None:
    with urllib.request.urlopen(f"{sandbox.url}api/auth.test", b"") as answer:  # noqa: S310 - loopback
        assert json.load(answer)["error"] == "not_authed"


def test_a_bot_token_does_not_open_sockets(sandbox: Sandbox) -> None:
    token = sandbox.environment()["SLACK_BOT_TOKEN"]
    answer = refused(client(sandbox).apps_connections_open, app_token=token)
    assert answer["error"] == "not_allowed_token_type"


def test_a_missing_scope_says_what_is_needed_and_provided(make: Callable[..., Sandbox]) -> None:
    answer = refused(client(make(scopes=["commands", "users:read"])).chat_postMessage, **HELLO)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert answer["provided"] == "commands,users:read"


def test_the_history_of_a_channel_needs_its_own_scope(slack: WebClient) -> None:
    assert refused(slack.conversations_history, channel=SALES)["needed"] == "channels:history"


def test_an_unknown_method_is_unknown(slack: WebClient) -> None:
    assert refused(slack.api_call, api_method="chat.shout")["error"] == "unknown_method"


# Triggers


def test_a_trigger_older_than_three_seconds_is_expired(sandbox: Sandbox, slack: WebClient) -> None:
    trigger = sandbox.world.new_trigger(ANA)
    sandbox.stopwatch.skip(3.1)
    answer = refused(slack.views_open, trigger_id=trigger, view=modal(section("x")))
    assert answer["error"] == "expired_trigger_id"


def test_a_trigger_opens_one_form_only(sandbox: Sandbox, slack: WebClient) -> None:
    trigger = sandbox.world.new_trigger(ANA)
    slack.views_open(trigger_id=trigger, view=modal(section("x")))
    answer = refused(slack.views_open, trigger_id=trigger, view=modal(section("x")))
    assert answer["error"] == "exchanged_trigger_id"


def test_a_made_up_trigger_is_invalid(slack: WebClient) -> None:
    answer = refused(slack.views_open, trigger_id="1.2.3", view=modal(section("x")))
    assert answer["error"] == "invalid_trigger_id"


# Response addresses


def test_a_response_address_is_used_up_after_five_uses(sandbox: Sandbox) -> None:
    webhook = address(sandbox)
    assert [webhook.send(text="hi").status_code for _ in range(5)] == [200] * 5
    sixth = webhook.send(text="hi")
    assert (sixth.status_code, json.loads(sixth.body)["error"]) == (404, "used_url")


def test_a_response_address_dies_after_half_an_hour(sandbox: Sandbox) -> None:
    webhook = address(sandbox)
    sandbox.stopwatch.skip(30 * 60 + 1)
    late = webhook.send(text="hi")
    assert (late.status_code, json.loads(late.body)["error"]) == (404, "expired_url")


def test_a_response_address_refuses_what_a_message_may_not_be(sandbox: Sandbox) -> None:
    answer = address(sandbox).send(text="x", blocks=[section("x")] * 51)
    assert (answer.status_code, json.loads(answer.body)["error"]) == (400, "invalid_blocks")


# Messages


def test_fifty_one_blocks_are_too_many_for_a_message(slack: WebClient) -> None:
    answer = posting(slack, *[section("x")] * 51)
    assert answer["error"] == "invalid_blocks"
    assert "no more than 50 items allowed" in told(answer)


def test_a_section_of_3001_characters_is_refused(slack: WebClient) -> None:
    answer = posting(slack, section("x" * 3001))
    assert answer["error"] == "invalid_blocks"
    assert told(answer) == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


def test_a_message_text_of_40001_characters_is_too_long(slack: WebClient) -> None:
    assert posting(slack, words="x" * 40001)["error"] == "msg_too_long"


def test_an_empty_message_is_refused(slack: WebClient) -> None:
    assert refused(slack.api_call, api_method="chat.postMessage", json={"channel": SALES})["error"] == "no_text"


def test_a_block_id_may_stand_once(slack: WebClient) -> None:
    answer = posting(slack, section("a", block_id="same"), section("b", block_id="same"))
    assert "already exists" in told(answer)


def test_an_action_id_may_stand_once_in_a_block(slack: WebClient) -> None:
    assert "already exists" in told(posting(slack, row(button("A", "go"), button("B", "go"))))


def test_101_options_are_too_many(slack: WebClient) -> None:
    pick = {"type": "static_select", "action_id": "a", "options": [option(f"{n}") for n in range(101)]}
    assert "no more than 100 items" in told(posting(slack, {"type": "actions", "elements": [pick]}))


def accessory(kind: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A section with a menu beside it."""
    return section("x", accessory={"type": kind, "action_id": "a", "options": list(options), **more})


def row(*elements: dict[str, Any]) -> dict[str, Any]:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


NUMBERED = [option(f"{number}") for number in range(11)]
CELL = {"type": "raw_text", "text": "x"}
LONG: dict[str, dict[str, Any]] = {
    "header": {"type": "header", "text": text("x" * 151)},
    "button label": row(button("x" * 76, "a")),
    "button value": row(button("x", "a", value="x" * 2001)),
    "action_id": row(button("x", "a" * 256)),
    "block_id": section("x", block_id="b" * 256),
    "field": {"type": "section", "fields": [text("x" * 2001)]},
    "fields": {"type": "section", "fields": [text("x")] * 11},
    "context": {"type": "context", "elements": [text("x")] * 11},
    "buttons": row(*(button("x", f"a{number}") for number in range(26))),
    "option text": accessory("overflow", option("x" * 76)),
    "option value": accessory("overflow", option("x", "v" * 151)),
    "overflow": accessory("overflow", *NUMBERED[:6]),
    "radio": accessory("radio_buttons", *NUMBERED),
    "table": {"type": "table", "rows": [[CELL]] * 101},
    "cells": {"type": "table", "rows": [[CELL] * 21]},
    "markdown": {"type": "markdown", "text": "x" * 12001},
    "empty text": section(""),
    "unknown field": section("x", colour="red"),
    "unknown block": {"type": "sparkle"},
    "no text": {"type": "section"},
    "initial option": accessory("static_select", option("A"), initial_option=option("B")),
}


@pytest.mark.parametrize("block", LONG.values(), ids=LONG)
def test_a_block_beyond_its_limits_is_refused(slack: WebClient, block: dict[str, Any]) -> None:
    assert posting(slack, block)["error"] == "invalid_blocks"


def test_a_second_message_in_a_second_to_one_channel_is_ratelimited(sandbox: Sandbox, slack: WebClient) -> None:
    slack.chat_postMessage(**HELLO)
    answer = refused(slack.chat_postMessage, **HELLO)
    assert (answer["status"], answer["error"]) == (429, "ratelimited")
    assert answer["headers"]["retry-after"] == "1"
    slack.chat_postMessage(channel=ANA, text="another channel has its own pace")
    sandbox.stopwatch.skip(1)
    slack.chat_postMessage(**HELLO)


def test_the_pace_can_be_lifted_for_tests_that_post_in_bursts(make: Callable[..., Sandbox]) -> None:
    slack = client(make(messages_per_second=None))
    assert all(slack.chat_postMessage(**HELLO)["ok"] for _ in range(5))


def test_an_unknown_channel_and_an_unknown_person_are_not_found(slack: WebClient) -> None:
    assert refused(slack.chat_postMessage, channel="C404", text="x")["error"] == "channel_not_found"
    assert refused(slack.users_info, user="U404")["error"] == "user_not_found"


def test_a_channel_the_app_is_not_in_is_refused(slack: WebClient) -> None:
    assert refused(slack.chat_postMessage, channel=people.GENERAL, text="x")["error"] == "not_in_channel"
    assert refused(slack.chat_postMessage, channel=people.BOARD, text="x")["error"] == "channel_not_found"


def test_somebody_deactivated_gets_no_direct_message(slack: WebClient) -> None:
    assert refused(slack.conversations_open, users=people.DORA)["error"] == "user_disabled"


def test_only_the_apps_own_messages_can_be_changed(sandbox: Sandbox, slack: WebClient) -> None:
    sandbox.act.say(ANA, SALES, "mine")
    ts = sandbox.world.visible(ANA, SALES)[-1].ts
    assert refused(slack.chat_update, channel=SALES, ts=ts, text="x")["error"] == "cant_update_message"
    assert refused(slack.chat_delete, channel=SALES, ts=ts)["error"] == "cant_delete_message"
    assert refused(slack.chat_update, channel=SALES, ts="1.2", text="x")["error"] == "message_not_found"


# Forms


def test_a_form_with_inputs_needs_a_submit_button(sandbox: Sandbox, slack: WebClient) -> None:
    view = modal(asked("Name", {"type": "plain_text_input"}, "n"))
    del view["submit"]
    answer = opening(sandbox, slack, view)
    assert answer["error"] == "invalid_arguments"
    assert "submit" in told(answer)


WIDE = {
    "title": modal(section("x"), title=text("x" * 25)),
    "submit": modal(section("x"), submit=text("x" * 25)),
    "close": modal(section("x"), close=text("x" * 25)),
    "private_metadata": modal(section("x"), private_metadata="x" * 3001),
    "callback_id": modal(section("x"), callback_id="x" * 256),
    "blocks": modal(*[section("x")] * 101),
    "label": modal(asked("x" * 2001, {"type": "plain_text_input"}, "n")),
    "placeholder": modal(asked("x", {"type": "plain_text_input", "placeholder": text("x" * 151)}, "n")),
    "max_length": modal(asked("x", {"type": "plain_text_input", "max_length": 3001}, "n")),
    "a number_input that does not say whether decimals go": modal(asked("x", {"type": "number_input"}, "n")),
    "a markdown block": modal({"type": "markdown", "text": "x"}),
    "a button in an input": modal(asked("x", button("x", "a"), "n")),
    "a home": {"type": "home", "blocks": []},
}


@pytest.mark.parametrize("view", WIDE.values(), ids=WIDE)
def test_a_form_beyond_its_limits_is_refused(sandbox: Sandbox, slack: WebClient, view: dict[str, Any]) -> None:
    assert opening(sandbox, slack, view)["error"] == "invalid_arguments"


def test_a_home_tab_takes_no_number_input(slack: WebClient) -> None:
    number = asked("x", {"type": "number_input", "is_decimal_allowed": True}, "n")
    answer = refused(slack.views_publish, user_id=ANA, view={"type": "home", "blocks": [number]})
    assert "not allowed in input blocks (home)" in told(answer)


def test_a_fourth_form_does_not_fit_on_the_stack(sandbox: Sandbox, slack: WebClient) -> None:
    view = slack.views_open(trigger_id=sandbox.world.new_trigger(ANA), view=modal(section("1")))["view"]
    for _ in range(2):
        view = slack.views_push(trigger_id=sandbox.world.new_trigger(ANA, view["id"]), view=modal(section("x")))["view"]
    answer = refused(slack.views_push, trigger_id=sandbox.world.new_trigger(ANA, view["id"]), view=modal(section("4")))
    assert answer["error"] == "push_limit_reached"


def test_an_update_with_an_old_hash_is_a_conflict(sandbox: Sandbox, slack: WebClient) -> None:
    view = slack.views_open(trigger_id=sandbox.world.new_trigger(ANA), view=modal(section("1")))["view"]
    slack.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("2")))
    answer = refused(slack.views_update, view_id=view["id"], hash=view["hash"], view=modal(section("3")))
    assert answer["error"] == "hash_conflict"


def test_a_closed_form_can_not_be_updated(sandbox: Sandbox, slack: WebClient) -> None:
    view = slack.views_open(trigger_id=sandbox.world.new_trigger(ANA), view=modal(section("1")))["view"]
    sandbox.act.close(ANA)
    assert refused(slack.views_update, view_id=view["id"], view=modal(section("3")))["error"] == "not_found"


# Acknowledgements


def test_an_acknowledgement_that_is_late_shows_operation_timeout(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox = make(ack_seconds=0.2)
    demo_on(sandbox)  # Bolt does not acknowledge what no listener takes
    sandbox.act.say(ANA, SALES, "/opp list")
    assert sandbox.world.visible(ANA, SALES)[-1].text == '/opp failed with the error "operation_timeout"'


def test_a_request_answered_404_shows_dispatch_failed(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox = make(transport="http")
    demo_on(sandbox)
    sandbox.act.say(ANA, SALES, "/opp list")
    assert sandbox.world.visible(ANA, SALES)[-1].text == '/opp failed with the error "dispatch_failed"'


def test_a_form_whose_submission_is_not_taken_stays_open_and_says_so(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox = make(ack_seconds=0.2)
    demo_on(sandbox)
    client(sandbox).views_open(trigger_id=sandbox.world.new_trigger(ANA), view=modal(section("1")))
    sandbox.act.submit(ANA)
    view = sandbox.world.top(ANA)
    assert view
    assert view.trouble == TROUBLE


def test_an_acknowledgement_of_more_than_20_kib_ends_the_connection(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox = make(ack_seconds=0.5)
    demo = demo_on(sandbox)
    large = [section("x" * 2900) for _ in range(8)]
    demo.app.command("/opp")(lambda ack, command: ack(text="x", blocks=large if command["text"] else []))
    sandbox.act.say(ANA, SALES, "/opp list")
    assert sandbox.world.visible(ANA, SALES)[-1].text == '/opp failed with the error "operation_timeout"'
    assert [one.error for one in sandbox.refused] == ["max_frame_length_exceeded", "operation_timeout"]


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "no"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "vanish"},
    ],
    ids=["errors for an unknown block", "no errors", "a view without a title", "an unknown action"],
)
def test_a_wrong_answer_to_a_submission_keeps_the_form_open(demo: Demo, answer: dict[str, Any]) -> None:
    demo.app.view("f")(lambda ack: ack(answer))
    sandbox = demo.sandbox
    view = modal(asked("Name", {"type": "plain_text_input", "initial_value": "x"}, "n"), callback_id="f")
    client(sandbox).views_open(trigger_id=sandbox.world.new_trigger(ANA), view=view)
    sandbox.act.submit(ANA)
    top = sandbox.world.top(ANA)
    assert top
    assert top.trouble == TROUBLE
    assert sandbox.refused[-1].what == "the answer to a submitted form"


def test_101_suggestions_are_refused_and_none_are_shown(demo: Demo) -> None:
    demo.app.options("it")(lambda ack: ack(options=[option(f"{n}") for n in range(101)]))
    sandbox = demo.sandbox
    view = modal(asked("Name", {"type": "external_select", "min_query_length": 0}, "n"))
    view_id = client(sandbox).views_open(trigger_id=sandbox.world.new_trigger(ANA), view=view)["view"]["id"]
    assert sandbox.act.suggest(ANA, view_id, "n", "it", "a") == []
    assert sandbox.refused[-1].error == "invalid_options"


# Doors


def test_other_hosts_and_pages_from_elsewhere_are_not_served(sandbox: Sandbox) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        asked_for = urllib.request.Request(f"{sandbox.url}api/api.test", b"", headers)  # noqa: S310 - loopback
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(asked_for)  # noqa: S310 - loopback
        assert caught.value.code == 403
        caught.value.close()


def test_do_not_disturb_is_told_with_its_scope_only(make: Callable[..., Sandbox]) -> None:
    sandbox = make(clock=MovableClock(datetime(2026, 1, 12, 9, tzinfo=UTC)))
    slack = client(sandbox)
    assert slack.dnd_info(user=ANA).get("dnd_enabled") is False
    sandbox.act.say(ANA, people.SALES, "/dnd 2 hours")
    began = int(datetime(2026, 1, 12, 9, tzinfo=UTC).timestamp())
    told = slack.dnd_info(user=ANA)
    assert told["dnd_enabled"] and (told["next_dnd_start_ts"], told["next_dnd_end_ts"]) == (began, began + 7200)
    assert "snooze_enabled" not in told, "that is told to the person alone"
    assert slack.dnd_info(user=people.MARC).get("dnd_enabled") is False
    sandbox.advance(timedelta(hours=2))
    assert slack.dnd_info(user=ANA).get("dnd_enabled") is False
    without = client(make(scopes=["users:read"]))
    assert refused(without.dnd_info, user=ANA)["error"] == "missing_scope"


def test_do_not_disturb_ends_by_command_and_takes_a_day_at_most(sandbox: Sandbox, slack: WebClient) -> None:
    direct = sandbox.world.direct(ANA).id
    for line in ("/dnd", "/dnd 25 hours", "/dnd 0 minutes", "/dnd for ever"):
        sandbox.act.say(ANA, direct, line)
        assert sandbox.world.undisturbed == {}
    sandbox.act.say(ANA, direct, "/dnd 30 minutes")
    assert slack.dnd_info(user=ANA)["dnd_enabled"] is True
    sandbox.act.say(ANA, direct, "/dnd off")
    assert slack.dnd_info(user=ANA)["dnd_enabled"] is False
