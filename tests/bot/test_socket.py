"""Socket Mode: connections that end, listeners that are still running, answers that are too large."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import SystemClock
from bot.metrics import Metrics
from bot.sandbox import Sandbox, people
from bot.transports.dispatching import Dispatcher
from bot.transports.frames import LARGEST, fitted
from bot.transports.socket import SocketMode
from handlers.speaking import Speaker, Speakers
from tests.bot.asking import Heard, until


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A Slack of our own."""
    with Sandbox(clock=SystemClock()) as slack:
        yield slack


class Connected:
    """A Bolt app on that Slack, over our Socket Mode."""

    def __init__(self, slack: Sandbox) -> None:
        told = slack.environment()
        client = WebClient(told["SLACK_BOT_TOKEN"], base_url=told["SLACK_API_URL"], timeout=5, retry_handlers=[])
        self.heard, self.speakers = Heard(), Speakers()
        dispatcher = Dispatcher(self.heard.app, Metrics())
        self.socket = SocketMode(told["SLACK_APP_TOKEN"], client, dispatcher, self.speakers)


@pytest.fixture
def connected(slack: Sandbox) -> Iterator[Connected]:
    """One that is connected."""
    one = Connected(slack)
    one.socket.connect()
    assert slack.wait_for_app()
    yield one
    one.socket.stop(1)
    one.speakers.close()


def say(slack: Sandbox, text: str) -> Any:
    """What a command is acknowledged with."""
    slack.act.say(people.ANA, people.SALES, f"/opp {text}")
    return slack.sent[-1].reply.body


def test_a_command_is_answered_in_the_acknowledgement(slack: Sandbox, connected: Connected) -> None:
    assert say(slack, "payload é 🎉")["text"] == "payload é 🎉"
    assert len(connected.heard.headers[0]["x-stagepost-request"][0]) == 36  # the envelope's id


def test_an_event_that_comes_again_says_so(slack: Sandbox, connected: Connected) -> None:
    asked = slack.sockets.ask(
        "events_api", {"type": "event_callback", "event": {"type": "app_home_opened"}}, 3, (1, "http_timeout")
    )
    assert asked.ok
    assert connected.heard.headers[0]["x-slack-retry-num"] == ["1"]


@pytest.mark.parametrize("payload", [{"type": "block_actions", "actions": []}, {"user": 5}, {}], ids=str)
def test_a_malformed_envelope_is_left_alone_and_the_next_is_answered(
    slack: Sandbox, connected: Connected, payload: dict[str, Any]
) -> None:
    slack.sockets.ask("interactive", payload, 0.2, None)
    assert connected.heard.bodies == []
    assert say(slack, "on")["text"] == "on"


@pytest.mark.parametrize("end", ["disconnect", "hang_up"])
def test_it_connects_again_when_its_connection_ends(slack: Sandbox, connected: Connected, end: str) -> None:
    before = list(slack.sockets.connections)
    getattr(slack.sockets, end)()
    until(lambda: slack.sockets.connections and not set(before) & set(slack.sockets.connections))
    until(lambda: connected.socket.connected)  # Slack's side knows it before ours
    assert say(slack, "again")["text"] == "again"


def test_it_connects_again_after_an_outage(slack: Sandbox, connected: Connected) -> None:
    with slack.outage():
        until(lambda: not slack.sockets.connections)
    until(lambda: slack.sockets.connections, 30)
    assert say(slack, "again")["text"] == "again"
    assert connected.socket.connected


def test_without_slack_connecting_fails_and_leaves_nothing_behind(slack: Sandbox) -> None:
    threads = threading.active_count()
    one = Connected(slack)
    with slack.outage(), pytest.raises(OSError, match="refused"):
        one.socket.connect()
    one.speakers.close()
    until(lambda: threading.active_count() <= threads)


def test_a_running_listener_acknowledges_before_the_connection_is_closed(slack: Sandbox, connected: Connected) -> None:
    running, go = threading.Event(), threading.Event()

    def slow(body: dict[str, Any]) -> dict[str, Any]:
        running.set()
        assert go.wait(10)
        return {"text": body["text"]}

    connected.heard.answer = slow
    asking = _in_background(lambda: say(slack, "slow"))
    assert running.wait(10)
    stopping = _in_background(lambda: connected.socket.stop(8))
    until(lambda: connected.socket._stopping.is_set())
    late = slack.sockets.ask("events_api", {"type": "event_callback", "event": {"type": "app_home_opened"}}, 0.3, None)
    go.set()
    stopping.join(10)
    asking.join(10)
    assert slack.sent[-1].reply.body == {"text": "slow"}
    assert not late.ok  # it was not taken, so Slack sends it to whoever is connected then
    assert not slack.sockets.connections


def _in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_an_answer_too_large_for_a_frame_comes_through_the_response_address(
    slack: Sandbox, connected: Connected
) -> None:
    line = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * 2900}}
    connected.heard.answer = lambda _: {"text": "many lines", "blocks": [line] * 6}
    assert say(slack, "list") is None
    until(lambda: any(one.text == "many lines" for one in slack.world.messages))
    assert slack.refused == []


def test_a_form_too_large_for_a_frame_is_drawn_into_an_empty_one(slack: Sandbox, connected: Connected) -> None:
    """Slack cuts a connection that acknowledges more, and closes the form that was sent when nothing is said."""
    line = {"type": "section", "text": {"type": "mrkdwn", "text": "é" * 2900}}
    name, said = {"type": "plain_text", "text": "Form"}, {"type": "plain_text", "text": "Send"}
    small = {"type": "modal", "callback_id": "go", "title": name, "submit": said, "blocks": [line]}
    client = WebClient(slack.environment()["SLACK_BOT_TOKEN"], base_url=slack.environment()["SLACK_API_URL"])
    connected.heard.answer = lambda body: client.views_open(trigger_id=body["trigger_id"], view=small) and {}
    slack.act.say(people.ANA, people.SALES, "/opp open")
    large = small | {"blocks": [line] * 6}
    connected.heard.answer = lambda _: {"response_action": "update", "view": large}
    slack.act.submit(people.ANA)

    def drawn() -> bool:
        view = slack.world.top(people.ANA)
        return view is not None and len(view.body["blocks"]) == 6

    until(drawn)
    assert {one.error for one in slack.refused} <= {"hash_conflict"}, "by which it sees that the empty one is there"
    assert connected.socket.connected


class Overtaking(WebClient):
    """What it draws first is overtaken: only then comes the answer that it was to follow."""

    late: dict[str, Any] | None = None

    def views_update(self, **given: Any) -> Any:
        """Draw, and once after that what came late."""
        drawn = super().views_update(**given)
        if late := self.late:
            self.late = None
            super().views_update(view_id=given["view_id"], view=late)
        return drawn


def test_a_form_is_drawn_over_an_answer_that_comes_after_it(slack: Sandbox, connected: Connected) -> None:
    line = {"type": "section", "text": {"type": "mrkdwn", "text": "é"}}
    small = {"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [line]}
    client = Overtaking(slack.environment()["SLACK_BOT_TOKEN"], base_url=slack.environment()["SLACK_API_URL"])
    connected.heard.answer = lambda body: client.views_open(trigger_id=body["trigger_id"], view=small) and {}
    slack.act.say(people.ANA, people.SALES, "/opp open")
    until(lambda: slack.world.top(people.ANA))
    form, client.late = slack.world.top(people.ANA), small
    assert form is not None
    Speaker(client, people.ANA).redraw_once_answered(small | {"blocks": [line] * 6}, form.id, form.hash)
    form = slack.world.top(people.ANA)
    assert form is not None and len(form.body["blocks"]) == 6


def test_a_type_ahead_too_large_for_a_frame_keeps_its_first_choices() -> None:
    options = [{"text": {"type": "plain_text", "text": f"{n} " + "漢" * 70}, "value": str(n)} for n in range(100)]
    frame, later = fitted("e", {"options": options})
    assert len(frame.encode()) <= LARGEST
    assert '"value":"0"' in frame
    assert later is None
