"""The last look at the time, at the bytes of a call: over real sockets, as slack_sdk makes its calls."""

import socket
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any
from urllib.error import URLError

import pytest

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from jobs.answers import Meaning, classify
from jobs.clients import Client, TooLate


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A Slack that counts what reaches it."""
    with Sandbox(clock=MovableClock(), transport="http", messages_per_second=None) as sandbox:
        yield sandbox


class Watched(Client):
    """A client whose looks at the time see what they are told to."""

    seen: Iterator[float] = repeat(0.0)

    def elapsed(self) -> float:
        return next(self.seen)


def client(url: str, seen: Iterator[float], **more: Any) -> Watched:
    """For this address."""
    made = Watched(more.pop("token", "xoxb-1"), base_url=url, retry_handlers=[], timeout=5, **more)
    made.seen = seen
    return made


def refused(slack: Client) -> Exception:
    """What a post raises that may leave until a second after the start."""
    with pytest.raises(URLError) as raised, slack.until(1.0):
        slack.chat_postMessage(channel="C00SALES", text="Hello")
    return raised.value


def test_a_call_that_wants_to_leave_too_late_reaches_nobody_and_is_known_not_to(sandbox: Sandbox) -> None:
    """A slack_sdk that opens connections otherwise would fail here."""
    slack = client(f"{sandbox.url}api/", repeat(1.0), token=sandbox.environment()["SLACK_BOT_TOKEN"])
    failure = refused(slack)
    assert isinstance(failure.reason, TooLate)
    assert (classify(failure).meaning, classify(failure).code) == (Meaning.NOT_SENT, "TooLate")
    assert sandbox.faults.asked["chat.postMessage"] == 0
    assert slack.chat_postMessage(channel="C00SALES", text="Hello")["ok"], "without a limit it leaves whenever it does"


def test_a_call_that_leaves_in_time_is_answered(sandbox: Sandbox) -> None:
    slack = client(f"{sandbox.url}api/", repeat(0.9), token=sandbox.environment()["SLACK_BOT_TOKEN"])
    with slack.until(1.0):
        assert slack.chat_postMessage(channel="C00SALES", text="Hello")["ts"]


def test_who_is_held_up_after_the_head_of_the_request_keeps_its_body_back() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        slack = client(f"http://127.0.0.1:{server.getsockname()[1]}/", chain([0.0], repeat(2.0)))
        failure = refused(slack)
        with server.accept()[0] as taken, taken.makefile("rb") as read:
            came = read.read()
    assert isinstance(failure.reason, TooLate)
    assert b"content-length: " in came.lower()
    assert came.endswith(b"\r\n\r\n") and b"Hello" not in came


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://127.0.0.1:1/", None),
        ("https://slack.example/", "http://127.0.0.1:{port}"),
        ("http://slack.example/", "http://127.0.0.1:{port}"),
    ],
    ids=["https", "https by a proxy", "http by a proxy"],
)
def test_it_looks_whichever_way_the_call_goes(url: str, proxy: str | None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        through = proxy and proxy.format(port=server.getsockname()[1])
        assert isinstance(refused(client(url, repeat(1.0), proxy=through)).reason, TooLate)


def test_its_clock_runs_and_is_nobodys_to_set() -> None:
    slack = Client("xoxb-1")
    assert slack.elapsed() <= slack.elapsed()
