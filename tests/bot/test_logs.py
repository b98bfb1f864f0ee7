"""The log: one line a record, and no secret in any."""

import logging
import sys

import pytest

from bot.logs import OneLine

SECRETS = [
    "xoxb-123-456-abcDEF",
    "xoxp-1",
    "xoxe.xoxp-1-Mi0yLTE",
    "xapp-1-A00-123-abc",
    "https://hooks.slack.com/commands/T1/2/secret",
    "123456789012.987654321098.0123456789abcdef0123456789abcdef",
]


def line(message: str, *arguments: object, failed: bool = False) -> str:
    """A record as it is written."""
    trace = sys.exc_info() if failed else None
    record = logging.LogRecord("stagepost", logging.INFO, __file__, 1, message, arguments, trace)
    return OneLine(["our-signing-secret"]).format(record)


@pytest.mark.parametrize("secret", [*SECRETS, "our-signing-secret"])
def test_a_secret_is_hidden_wherever_it_stands(secret: str) -> None:
    for written in (line(f"it was {secret}."), line("it was %s", secret), line("%r", {"any": secret})):
        assert secret not in written
        assert "it was" in written or "any" in written


@pytest.mark.parametrize(
    "written",
    [
        '{"response_url": "http://127.0.0.1:4000/response/T/hush", "text": "kept"}',
        "{'trigger_id': 'hush', 'text': 'kept'}",
        "token=hush&text=kept",
        "ws://127.0.0.1:4000/link/?ticket=hush&text=kept",
    ],
)
def test_what_stands_behind_a_telling_name_is_hidden(written: str) -> None:
    assert "hush" not in line(written)
    assert "kept" in line(written)


def test_a_secret_in_a_trace_is_hidden_and_the_trace_is_one_line() -> None:
    try:
        raise ValueError(f"wrong token {SECRETS[0]}\nforged line")
    except ValueError:
        written = line("bug", failed=True)
    assert "ValueError: wrong token" in written
    assert SECRETS[0] not in written
    assert "\n" not in written
