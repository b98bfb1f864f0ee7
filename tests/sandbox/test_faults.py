"""Planned misbehaviour: what the caller sees, and what took effect all the same."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import MovableClock
from bot.sandbox import Sandbox, people
from tests.sandbox.demo import Demo, client, section

HELLO = {"channel": people.SALES, "text": "hello"}
WAYS: list[tuple[str, int]] = [
    ("ratelimited", 0),
    ("error", 0),
    ("http_500", 0),
    ("refuse", 0),
    ("deaf", 0),
    ("accept_then_error", 1),
    ("accept_then_500", 1),
    ("accept_then_cut", 1),
    ("accept_then_half", 1),
    ("accept_then_silence", 1),
]


@pytest.mark.parametrize(("kind", "accepted"), WAYS, ids=[kind for kind, _ in WAYS])
def test_a_planned_fault_fails_one_call_and_counts_what_was_accepted(
    make: Callable[..., Sandbox], kind: Any, accepted: int
) -> None:
    sandbox = make(messages_per_second=None)
    slack = client(sandbox)
    slack.timeout = 1 if kind in ("deaf", "accept_then_silence") else 5
    sandbox.faults.plan("chat.postMessage", kind)
    with pytest.raises(Exception) as caught:
        slack.chat_postMessage(**HELLO)
    assert not isinstance(caught.value, AssertionError)
    assert sandbox.faults.accepted["chat.postMessage"] == accepted
    assert slack.chat_postMessage(**HELLO)["ok"]
    assert len(sandbox.world.messages) == accepted + 1


def test_429_carries_the_seconds_to_wait(sandbox: Sandbox, slack: WebClient) -> None:
    sandbox.faults.plan("auth.test", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        slack.auth_test()
    assert (caught.value.response.status_code, caught.value.response.headers["retry-after"]) == (429, "7")


def test_during_an_outage_connections_are_refused(sandbox: Sandbox, slack: WebClient) -> None:
    with sandbox.outage(), pytest.raises(OSError, match="refused"):
        slack.auth_test()
    assert slack.auth_test()["ok"]


def test_a_socket_that_is_refreshed_is_opened_again(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    sandbox = make()
    demo = demo_on(sandbox)
    demo.app.command("/opp")(lambda ack: ack("here"))
    before = sandbox.sockets.connections[0]
    sandbox.sockets.disconnect("refresh_requested")
    sandbox.world.wait_until(lambda: sandbox.sockets.connections and before not in sandbox.sockets.connections)
    sandbox.act.say(people.ANA, people.SALES, "/opp")
    assert sandbox.world.visible(people.ANA, people.SALES)[-1].text == "here"


def test_metadata_comes_back_only_when_all_of_it_is_asked_for(slack: WebClient) -> None:
    kept = {"event_type": "sent", "event_payload": {"key": "day:1"}}
    channel = slack.conversations_open(users=people.ANA)["channel"]["id"]
    slack.chat_postMessage(channel=channel, text="x", metadata=kept)
    plain = slack.conversations_history(channel=channel)["messages"]
    asked = slack.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert ("metadata" in plain[0], asked[0]["metadata"]) == (False, kept)


def test_history_is_newest_first_and_keeps_to_its_window(make: Callable[..., Sandbox]) -> None:
    clock = MovableClock()
    slack = client(make(clock=clock, messages_per_second=None))
    channel = slack.conversations_open(users=people.ANA)["channel"]["id"]
    stamps = []
    for number in range(4):
        stamps.append(slack.chat_postMessage(channel=channel, text=f"{number}")["ts"])
        clock.advance(timedelta(hours=1))

    def told(**window: Any) -> list[str]:
        return [one["text"] for one in slack.conversations_history(channel=channel, **window)["messages"]]

    assert told() == ["3", "2", "1", "0"]
    assert told(oldest=stamps[0], latest=stamps[2]) == ["1"]
    assert told(oldest=stamps[0], latest=stamps[2], inclusive=True) == ["2", "1", "0"]
    assert told(limit=2) == ["3", "2"]


def test_the_workspace_is_kept_in_its_folder_and_forgotten_on_start_again(
    make: Callable[..., Sandbox], tmp_path: Path
) -> None:
    first = make(folder=tmp_path)
    slack = client(first)
    slack.chat_postMessage(**HELLO)
    slack.views_publish(user_id=people.ANA, view={"type": "home", "blocks": [section("My day")]})
    first.advance(timedelta(days=1))
    first.stop()
    emptied: list[bool] = []
    clock = MovableClock()
    second = make(folder=tmp_path, clock=clock, on_start_again=lambda: emptied.append(True))
    assert [one.text for one in second.world.messages] == ["hello"]
    assert people.ANA in second.world.homes
    moved = clock.now()
    second.start_again()
    assert emptied == [True]
    assert second.world.messages == []
    assert moved - clock.now() > timedelta(hours=23)
