"""The front door against a reference, and against all that could be signed: it never fails."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from tests.bot.asking import COMMAND, FORM, JSON, SECRET, event, form, now, signed
from tests.bot.conftest import Door
from tests.bot.test_front_door import CLICK, MALFORMED, interactive

_PARTS = ["event", "user", "team", "view", "actions", "channel", "authorizations", "message", "item", "response_urls"]
_WORDS = ["type", "command", "callback_id", "action_id", "id", "team_id", "is_ext_shared_channel", "function_data"]
NAMES = st.sampled_from(_PARTS + _WORDS)
KINDS = ["event_callback", "block_actions", "view_submission", "view_closed", "block_suggestion", "shortcut"]
SHAPES = st.dictionaries(
    NAMES,
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(max_size=4),
        st.sampled_from(KINDS),
        st.dictionaries(NAMES, st.none() | st.text(max_size=4) | st.integers(), max_size=4),
        st.lists(st.dictionaries(NAMES, st.none() | st.text(max_size=4), max_size=3), max_size=2),
    ),
    max_size=8,
)


BODIES = st.one_of(
    st.just(form(COMMAND)),
    st.just(json.dumps(event()).encode()),
    st.just(interactive(CLICK)),
    st.sampled_from([body for body, _ in MALFORMED[:-1]]),
    st.binary(max_size=200),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)


def _accepts(body: bytes, headers: dict[str, str]) -> bool:
    """What the SDK's own verifier says; what it can not even read, it does not accept."""
    try:
        return SignatureVerifier(SECRET).is_valid_request(body.decode(), headers)
    except (ValueError, TypeError, OverflowError):
        return False


def _mutated(draw: st.DrawFn, headers: dict[str, str]) -> dict[str, str]:
    name = draw(st.sampled_from(["X-Slack-Signature", "X-Slack-Request-Timestamp"]))
    value, at = headers[name], draw(st.integers(0, 60))
    latin = st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f\x85\xa0")
    change: Any = draw(
        st.sampled_from(
            [
                lambda: value[:at] + draw(latin) + value[at + 1 :],
                lambda: value[:at],
                value.upper,
                lambda: value + draw(latin),
                lambda: now(draw(st.integers(-100_000, 100_000))),
                lambda: draw(st.text(latin, max_size=20)),
            ]
        )
    )
    return headers | {name: change()}


@given(data=st.data())
def test_it_lets_in_exactly_what_the_reference_does_and_never_fails(shared_door: Door, data: st.DataObject) -> None:
    body, kind = data.draw(BODIES), data.draw(st.sampled_from([FORM, JSON, "text/plain", ""]))
    headers = signed(body, kind)
    if data.draw(st.booleans()):
        headers = data.draw(st.composite(_mutated)(headers))
    sent = data.draw(st.sampled_from([body, body, body + b"x", body[:-1]]))
    answer = shared_door.post(sent, headers)
    assert answer.status < 500
    try:
        sent.decode()
    except UnicodeDecodeError:
        return  # the reference reads text only
    assert (answer.status != 401) == _accepts(sent, headers)


@given(body=SHAPES)
@example(body={"type": None, "event": None})
@example(body={"response_urls": [{}, {}]})
def test_no_signed_shape_makes_it_fail(shared_door: Door, body: dict[str, Any]) -> None:
    raw = json.dumps(body).encode()
    assert shared_door.post(raw, signed(raw, JSON)).status in (200, 400)
