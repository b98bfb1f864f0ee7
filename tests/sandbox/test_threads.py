"""Threads, as people and the app have them; and what the app hears of what is said in channels."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from bot.sandbox import Sandbox, people
from tests.sandbox.demo import Demo, client, section
from tests.sandbox.test_refusing import refused

ANA, SALES, GENERAL = people.ANA, people.SALES, people.GENERAL
CHANNELS: dict[str, Any] = {
    "scopes": ["commands", "chat:write", "channels:read", "channels:history"],
    "events": ["message.channels"],
    "messages_per_second": None,
}


def hears(make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo], **more: Any) -> tuple[Sandbox, list[Any]]:
    """A sandbox, and what the app hears of messages in it."""
    demo, told = demo_on(make(**CHANNELS | more)), []
    demo.app.event("message")(lambda event: told.append(event))
    return demo.sandbox, told


def test_what_is_said_in_a_channel_is_heard_by_an_app_that_is_in_it(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox, told = hears(make, demo_on)
    sandbox.act.say(ANA, GENERAL, "not here")
    sandbox.act.say(ANA, SALES, "a question")
    assert sandbox.world.wait_until(lambda: told)
    (event,) = told
    assert (event["channel"], event["channel_type"], event["text"]) == (SALES, "channel", "a question")
    assert "thread_ts" not in event and "subtype" not in event


def test_a_reply_says_which_thread_and_whether_the_channel_was_told_too(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox, told = hears(make, demo_on)
    sandbox.act.say(ANA, SALES, "a question")
    root = sandbox.world.messages[0].ts
    sandbox.act.say(ANA, SALES, "quietly", root)
    sandbox.act.say(ANA, SALES, "aloud", root, broadcast=True)
    assert sandbox.world.wait_until(lambda: len(told) == 3)
    heard = {one["text"]: (one.get("thread_ts"), one.get("subtype")) for one in told}
    assert heard == {"a question": (None, None), "quietly": (root, None), "aloud": (root, "thread_broadcast")}


def test_nothing_is_heard_without_the_subscription_or_the_scope(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    for lacking in ({"events": ["message.im"]}, {"scopes": ["chat:write", "im:history"]}):
        sandbox, told = hears(make, demo_on, **lacking)
        sandbox.act.say(ANA, SALES, "a question")
        assert sandbox.sent == [] == told


def test_the_app_hears_its_own_messages_too(make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]) -> None:
    sandbox, _ = hears(make, demo_on)
    client(sandbox).chat_postMessage(channel=SALES, text="mine")
    assert sandbox.world.wait_until(lambda: sandbox.sent)
    event = sandbox.sent[0].payload["event"]
    assert (event["text"], event["bot_id"]) == ("mine", people.BOT_ID)


def test_the_app_answers_in_a_thread_and_reads_it(make: Callable[..., Sandbox]) -> None:
    sandbox = make(**CHANNELS)
    slack = client(sandbox)
    root = slack.chat_postMessage(channel=SALES, text="card", blocks=[section("card")])["ts"]
    slack.chat_postMessage(channel=SALES, text="one", thread_ts=root)
    aloud = slack.chat_postMessage(channel=SALES, text="two", thread_ts=root, reply_broadcast=True)["ts"]
    slack.chat_update(channel=SALES, ts=root, text="card", blocks=[section("card, moved")])
    assert [one.text for one in sandbox.world.shown(ANA, SALES)] == ["card", "two"]
    assert [one.text for one in sandbox.world.shown(ANA, SALES, root)] == ["card", "one", "two"]
    told = slack.conversations_replies(channel=SALES, ts=root)["messages"]
    assert (told[0]["reply_count"], told[0]["latest_reply"]) == (2, aloud)
    assert told[0]["blocks"][0]["text"]["text"] == "card, moved"
    assert [one["text"] for one in slack.conversations_history(channel=SALES)["messages"]] == ["two", "card"]
    link = slack.chat_getPermalink(channel=SALES, message_ts=aloud)["permalink"]
    assert link.endswith(f"p{aloud.replace('.', '')}?thread_ts={root}&cid={SALES}")


def test_the_replies_of_a_channel_need_its_own_scope(slack: WebClient) -> None:
    ts = slack.chat_postMessage(channel=SALES, text="x")["ts"]
    assert refused(slack.conversations_replies, channel=SALES, ts=ts)["needed"] == "channels:history"


def test_a_reply_has_no_thread_of_its_own(make: Callable[..., Sandbox]) -> None:
    slack = client(make(**CHANNELS))
    root = slack.chat_postMessage(channel=SALES, text="x")["ts"]
    reply = slack.chat_postMessage(channel=SALES, text="y", thread_ts=root)["ts"]
    answer = refused(slack.chat_postMessage, channel=SALES, text="z", thread_ts=reply)
    assert answer["error"] == "cannot_reply_to_message"


def test_a_deleted_root_leaves_a_stone(make: Callable[..., Sandbox]) -> None:
    sandbox = make(**CHANNELS)
    slack = client(sandbox)
    root = slack.chat_postMessage(channel=SALES, text="x", blocks=[section("x")])["ts"]
    sandbox.act.say(ANA, SALES, "a reply", root)
    slack.chat_delete(channel=SALES, ts=root)
    stone = sandbox.world.messages[0]
    assert (stone.text, stone.blocks) == ("This message was deleted.", [])
    assert refused(slack.chat_update, channel=SALES, ts=root, text="x")["error"] == "cant_update_message"


def test_no_command_is_taken_in_a_thread(demo: Demo) -> None:
    act, world = demo.sandbox.act, demo.sandbox.world
    act.say(ANA, SALES, "hello")
    act.say(ANA, SALES, "/opp list", world.messages[0].ts)
    assert world.visible(ANA, SALES)[-1].text == "/opp is not supported in threads. Sorry!"
    assert demo.sandbox.sent == []


def test_somebody_brings_the_app_into_a_channel_and_out_again(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox, told = hears(make, demo_on, events=["message.channels", "member_joined_channel"])
    slack = client(sandbox)
    assert refused(slack.chat_postMessage, channel=GENERAL, text="x")["error"] == "not_in_channel"
    sandbox.act.say(ANA, GENERAL, "/invite @Stagepost")
    slack.chat_postMessage(channel=GENERAL, text="thank you")
    sandbox.act.say(ANA, GENERAL, "/remove @stagepost")
    sandbox.act.say(ANA, GENERAL, "alone again")
    assert refused(slack.chat_postMessage, channel=GENERAL, text="x")["error"] == "not_in_channel"
    assert sandbox.world.wait_until(lambda: len(sandbox.sent) == 2)
    assert {one.payload["event"]["type"] for one in sandbox.sent} == {"member_joined_channel", "message"}
    assert told == []


def test_nothing_is_written_in_an_archived_channel(sandbox: Sandbox, slack: WebClient) -> None:
    sandbox.act.say(ANA, GENERAL, "/archive")
    assert not sandbox.world.channels[GENERAL].is_archived
    sandbox.act.say(ANA, SALES, "/archive")
    assert refused(slack.chat_postMessage, channel=SALES, text="x")["error"] == "is_archived"


def test_a_channel_shared_with_another_company_says_so(slack: WebClient) -> None:
    shown = slack.conversations_info(channel=people.PARTNERS)["channel"]
    assert (shown["is_ext_shared"], shown["is_member"]) == (True, False)
