"""The front door: what it lets in, and with which answer it keeps out the rest."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from bot.transports.bodies import DEEPEST, LARGEST
from tests.bot.asking import COMMAND, FORM, JSON, ask, event, form, interactive, now, signature, signed
from tests.bot.conftest import Door

CLICK = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": [{"action_id": "go"}]}


def test_a_signed_command_is_answered_in_the_acknowledgement(door: Door) -> None:
    answer = door.say(COMMAND)
    assert (answer.status, json.loads(answer.text)["text"]) == (200, "help")
    assert answer.kind.startswith("application/json")


@pytest.mark.parametrize("field", ["text", "channel_name", "user_name", "response_url"])
def test_the_word_payload_anywhere_loses_nothing(door: Door, field: str) -> None:
    fields = COMMAND | {field: "add payload=rollout & more"}
    assert door.say(fields).status == 200
    assert door.heard.bodies == [fields]


def test_a_click_and_an_event_arrive_as_they_were_sent(door: Door) -> None:
    assert door.post(interactive(CLICK), signed(interactive(CLICK))).status == 200
    body = json.dumps(event()).encode()
    assert door.post(body, signed(body, JSON)).status == 200
    assert door.heard.bodies == [CLICK, event()]


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": "²"},
        {"X-Slack-Request-Timestamp": "1" * 13},
    ],
    ids=str,
)
def test_a_forged_request_is_kept_out(door: Door, changed: dict[str, str]) -> None:
    body = form(COMMAND)
    assert door.post(body, signed(body) | changed).status == 401
    assert door.heard.bodies == []


def test_a_request_of_this_moment_that_is_signed_or_dated_wrongly_is_kept_out(door: Door) -> None:
    body, moment = form(COMMAND), now()
    for changed in (
        {"X-Slack-Signature": signature(body, moment, "another secret")},
        {"X-Slack-Request-Timestamp": f"+{moment}"},
    ):
        assert door.post(body, signed(body) | changed).status == 401
    assert door.heard.bodies == []


def test_an_unsigned_request_is_kept_out_before_it_is_read(door: Door) -> None:
    assert door.post(b"{" * 1000, {"Content-Type": JSON}).status == 401


@pytest.mark.parametrize(("seconds", "status"), [(-330, 401), (-290, 200), (290, 200), (330, 401)])
def test_a_signature_is_good_for_five_minutes(door: Door, seconds: float, status: int) -> None:
    body = form(COMMAND)
    assert door.post(body, signed(body, stamp=now(seconds))).status == status


MALFORMED: list[tuple[bytes, str]] = [
    (b"", FORM),
    (b"\xff\xfe", FORM),
    (b"text=%ff&command=/opp", FORM),
    (b"no field", FORM),
    (b"text=hello", FORM),
    (b"payload=", FORM),
    (b"payload=nothing", FORM),
    (b"payload=%5B%5D", FORM),
    (b"&".join(b"a%d=1" % n for n in range(200)), FORM),
    (b"", JSON),
    (b"{", JSON),
    (b"[]", JSON),
    (b"1", JSON),
    (b"null", JSON),
    (b'{"type": NaN}', JSON),
    (b'{"type": "event_callback"}', JSON),
    (b'{"type": "event_callback", "event": {}}', JSON),
    (b'{"type": "event_callback", "event": []}', JSON),
    (b'{"type": "event_callback", "event": {"type": 5}}', JSON),
    (b'{"type": "block_actions", "actions": []}', JSON),
    (b'{"type": "block_actions", "actions": [5]}', JSON),
    (b'{"type": "view_submission", "view": "here"}', JSON),
    (b'{"type": "x", "user": 5}', JSON),
    (b'{"type": "x", "team": ["T1"]}', JSON),
    (b'{"type": "x", "half": "\\ud83d"}', JSON),
    (b'{"type": "x", "n": ' + b"9" * 5000 + b"}", JSON),
    (b'{"type": "x", "deep": ' + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"}", JSON),
    (b'{"a":' * 200_000, JSON),
]


@pytest.mark.parametrize(("body", "kind"), MALFORMED, ids=lambda part: str(part[:40]))
def test_what_is_malformed_is_refused_though_it_is_signed(door: Door, body: bytes, kind: str) -> None:
    assert door.post(body, signed(body, kind)).status == 400
    assert door.heard.bodies == []


def test_a_body_of_one_mebibyte_is_read_and_a_byte_more_is_not(door: Door) -> None:
    empty = len(json.dumps(event(more="")))
    body = json.dumps(event(more="x" * (LARGEST - empty))).encode()
    assert len(body) == LARGEST
    assert door.post(body, signed(body, JSON)).status == 200
    assert door.post(body + b" ", signed(body + b" ", JSON)).status == 413
    assert door.post(body * 20, {}).status == 413


def test_half_characters_that_belong_together_are_one(door: Door) -> None:
    body = json.dumps(event(more="🎉")).encode()
    assert b"\\ud83c" in body
    assert door.post(body, signed(body, JSON)).status == 200
    assert door.heard.bodies[0]["more"] == "🎉"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/slack/events"),
        ("PUT", "/slack/events"),
        ("POST", "/slack/events/"),
        ("POST", "/healthz"),
    ],
)
def test_nothing_else_is_there(door: Door, method: str, path: str) -> None:
    body = form(COMMAND)
    assert ask(door.server.address, method, path, body, signed(body)).status == 404


def test_a_body_in_pieces_is_measured_too(door: Door) -> None:
    url = urlsplit(door.server.address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=15)
    body = form(COMMAND)
    for pieces, status in (([body[:20], body[20:]], 200), ([body] * (LARGEST // len(body) + 1), 413)):
        connection.request("POST", "/slack/events", iter(pieces), signed(body), encode_chunked=True)
        response = connection.getresponse()
        response.read()
        assert response.status == status
    connection.request("POST", "/slack/events", headers={"Transfer-Encoding": "gzip"})
    assert connection.getresponse().status == 400
    connection.close()


def test_slack_may_check_the_address_and_the_certificate(door: Door) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZb", "token": "x"}).encode()
    assert door.post(body, signed(body, JSON)).text == "3eZb"
    assert door.post(body, {"Content-Type": JSON}).status == 401
    assert door.post(b"ssl_check=1&token=abc", {"Content-Type": FORM}).status == 200


def test_what_nobody_answers_is_acknowledged_all_the_same(door: Door) -> None:
    body = json.dumps(event(event={"type": "unheard_of"})).encode()
    assert door.post(body, signed(body, JSON)).status == 200
    assert door.say(COMMAND | {"command": "/else"}).status == 200


def test_the_same_bytes_have_the_same_key_and_nobody_brings_a_key_along(door: Door) -> None:
    body, other = form(COMMAND), form(COMMAND | {"text": "other"})
    headers = signed(body)
    forged = {"X-Stagepost-Request": "mine"}
    for one, its in ((body, headers), (body, headers | forged), (other, signed(other))):
        assert door.post(one, its).status == 200
    keys = [given["x-stagepost-request"] for given in door.heard.headers]
    assert keys[0] == keys[1] != keys[2]
    assert "mine" not in keys[1]


def test_listeners_see_that_slack_sends_something_again(door: Door) -> None:
    body = json.dumps(event()).encode()
    retry = {"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_timeout"}
    assert door.post(body, signed(body, JSON) | retry).status == 200
    assert door.heard.headers[0]["x-slack-retry-num"] == ["2"]
    assert door.heard.headers[0]["x-slack-retry-reason"] == ["http_timeout"]


def test_before_slack_accepted_the_token_everything_is_put_off(door: Door) -> None:
    door.is_ready = False
    assert door.say(COMMAND).status == 503
    assert door.get("/readyz").status == 503
    assert door.get("/healthz").status == 200
    door.is_ready = True
    assert door.get("/readyz").status == 200


def test_trouble_inside_shows_outside(door: Door) -> None:
    door.trouble = "the jobs sleep"
    assert (door.get("/healthz").status, door.get("/healthz").text) == (503, "the jobs sleep")


def test_requests_are_counted_by_what_they_were_and_what_became_of_them(door: Door) -> None:
    door.say(COMMAND)
    door.post(b"x=1", {})
    figures = door.get("/metrics").text
    assert 'stagepost_requests_total{kind="command",outcome="200"}' in figures
    assert 'stagepost_requests_total{kind="none",outcome="401"}' in figures
    assert 'stagepost_request_seconds_bucket{kind="command",le="0.1"}' in figures
