"""Every answer of Slack's has one meaning: one test a row of the table, and the lost ones over real sockets."""

import socket
import ssl
from collections.abc import Iterator
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import MovableClock
from bot.sandbox import Sandbox
from jobs.answers import FAILURES, TABLE, USUAL_WAIT, Meaning, classify
from tests.jobs.town import client

CODES = {
    Meaning.WAIT: "ratelimited rate_limited message_limit_exceeded",
    Meaning.UNKNOWN: "internal_error fatal_error service_unavailable request_timeout something_new",
    Meaning.TEAM_DEAD: "token_revoked account_inactive invalid_auth token_expired not_authed",
    Meaning.TARGET_DEAD: "channel_not_found is_archived not_in_channel channel_is_limited_access restricted_action"
    " restricted_action_read_only_channel restricted_action_thread_only_channel",
    Meaning.GONE: "thread_not_found message_not_found cannot_reply_to_message cant_update_message",
    Meaning.PERSON_GONE: "user_not_found user_disabled cannot_dm_bot",
    Meaning.OUR_BUG: "msg_too_long invalid_blocks invalid_blocks_format too_many_attachments no_text"
    " invalid_arguments invalid_metadata_format invalid_metadata_schema metadata_too_large"
    " cant_delete_message compliance_exports_prevent_deletion",
    Meaning.ADMIN: "ekm_access_denied org_login_required team_access_not_granted missing_scope",
}
ROWS = [(code, meaning) for meaning, codes in CODES.items() for code in codes.split()]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A Slack to be refused by."""
    with Sandbox(clock=MovableClock(), transport="http", messages_per_second=None) as sandbox:
        yield sandbox


@pytest.fixture
def slack(sandbox: Sandbox) -> Iterator[WebClient]:
    """Its Web API."""
    yield client(sandbox.url, sandbox.environment()["SLACK_BOT_TOKEN"])
    sandbox.faults.clear()


def failure(slack: WebClient) -> Exception:
    """What a post raises."""
    with pytest.raises(FAILURES) as raised:
        slack.chat_postMessage(channel="C00SALES", text="Hello")
    return raised.value


@pytest.mark.parametrize(("code", "meaning"), ROWS)
def test_a_code_means_what_the_table_says(slack: WebClient, sandbox: Sandbox, code: str, meaning: Meaning) -> None:
    sandbox.faults.plan("chat.postMessage", "error", code=code)
    answer = classify(failure(slack))
    assert (answer.meaning, answer.code) == (meaning, code)


def test_the_tests_name_every_code_of_the_table() -> None:
    assert set(TABLE) <= {code for code, _ in ROWS}


NOTHING_DONE = ("refuse", "deaf", "http_500")
DONE = ("accept_then_500", "accept_then_cut", "accept_then_half", "accept_then_silence")


@pytest.mark.parametrize("kind", NOTHING_DONE + DONE)
def test_an_answer_that_was_lost_may_have_arrived(slack: WebClient, sandbox: Sandbox, kind: str) -> None:
    sandbox.faults.plan("chat.postMessage", kind)
    assert classify(failure(slack)).meaning is Meaning.UNKNOWN


def test_a_rate_limit_says_how_long_to_wait(slack: WebClient, sandbox: Sandbox) -> None:
    sandbox.faults.plan("chat.postMessage", "ratelimited", retry_after=17)
    answer = classify(failure(slack))
    assert (answer.meaning, answer.seconds) == (Meaning.WAIT, 17)


def test_a_rate_limit_without_a_time_is_waited_for_all_the_same(slack: WebClient, sandbox: Sandbox) -> None:
    sandbox.faults.plan("chat.postMessage", "error", code="ratelimited")
    assert classify(failure(slack)).seconds == USUAL_WAIT


def test_a_refused_connection_reached_nobody(slack: WebClient, sandbox: Sandbox) -> None:
    with sandbox.outage():
        assert classify(failure(slack)).meaning is Meaning.NOT_SENT


@pytest.mark.parametrize("reason", [socket.gaierror(), ssl.SSLCertVerificationError(), OSError(101, "no network")])
def test_what_failed_before_the_request_was_written_reached_nobody(reason: OSError) -> None:
    assert classify(URLError(reason)).meaning is Meaning.NOT_SENT


@pytest.mark.parametrize("reason", [TimeoutError(), ConnectionResetError(), ssl.SSLEOFError(), "no reason"])
def test_what_failed_at_an_unknown_moment_may_have_arrived(reason: object) -> None:
    assert classify(URLError(reason)).meaning is Meaning.UNKNOWN  # type: ignore[arg-type] # as urllib gives them


def test_an_answer_that_is_no_slack_answer_may_have_arrived() -> None:
    assert classify(SlackApiError("?", {"error": None})).meaning is Meaning.UNKNOWN
