"""What an answer of Slack's means for a delivery: one table, every code in it or UNKNOWN (reliability.md 2.2)."""

import errno
import socket
import ssl
from dataclasses import dataclass
from enum import Enum
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from handlers import calls
from jobs.clients import TooLate

# What a call can raise, and what we raise at an answer that lacks something; anything else is a bug.
FAILURES = (*calls.FAILURES, ValueError)
USUAL_WAIT = 30  # seconds, when Slack says "later" without saying when


class Meaning(Enum):
    """What a failed call means."""

    NOT_SENT = "it reached nobody: again, a little later"
    WAIT = "it reached nobody, and Slack says when to ask again"
    UNKNOWN = "it may have arrived: look before sending again"
    TEAM_DEAD = "the workspace let go of us: everything rests until it is back"
    TARGET_DEAD = "there is no such place to write to"
    GONE = "the message it hangs on is not there any more"
    PERSON_GONE = "the person left, or can not be written to"
    OUR_BUG = "Slack will never do this"
    ADMIN = "an administrator has to allow it first"


@dataclass(frozen=True, slots=True)
class Answer:
    """A classified failure: Slack's code, or what broke; seconds to wait where Slack asked for it."""

    meaning: Meaning
    code: str
    seconds: int = 0


_CODES = {
    Meaning.WAIT: ("ratelimited", "rate_limited", "message_limit_exceeded"),
    Meaning.UNKNOWN: ("internal_error", "fatal_error", "service_unavailable", "request_timeout"),
    Meaning.TEAM_DEAD: ("token_revoked", "account_inactive", "invalid_auth", "token_expired", "not_authed"),
    Meaning.TARGET_DEAD: ("channel_not_found", "is_archived", "not_in_channel", "channel_is_limited_access"),
    Meaning.GONE: ("thread_not_found", "message_not_found", "cannot_reply_to_message", "cant_update_message"),
    Meaning.PERSON_GONE: ("user_not_found", "user_disabled", "cannot_dm_bot"),
    Meaning.OUR_BUG: (
        *("msg_too_long", "invalid_blocks", "invalid_blocks_format", "too_many_attachments", "no_text"),
        *("invalid_arguments", "invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large"),
        *("cant_delete_message", "compliance_exports_prevent_deletion"),
    ),
    Meaning.ADMIN: ("ekm_access_denied", "org_login_required", "team_access_not_granted", "missing_scope"),
}
TABLE = {code: meaning for meaning, codes in _CODES.items() for code in codes}
# The connection was refused before a byte of the request was written, or we kept its body back.
_NOT_REACHED = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError, TooLate)
_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}


def classify(failure: Exception) -> Answer:
    """What this failure of a call means; what is not in the table may have arrived."""
    if isinstance(failure, SlackApiError):
        return _refused(failure)
    if isinstance(failure, URLError) and isinstance(failure.reason, OSError):
        reason = failure.reason
        if isinstance(reason, _NOT_REACHED) or reason.errno in _NO_WAY:
            return Answer(Meaning.NOT_SENT, type(reason).__name__)
        return Answer(Meaning.UNKNOWN, type(reason).__name__)
    return Answer(Meaning.UNKNOWN, type(failure).__name__)


def _refused(failure: SlackApiError) -> Answer:
    status = getattr(failure.response, "status_code", 0)
    code = str(failure.response.get("error") or "no code")[:80]
    if status >= 500:
        return Answer(Meaning.UNKNOWN, f"HTTP {status}")
    meaning = Meaning.WAIT if status == 429 else TABLE.get(code, Meaning.UNKNOWN)
    if code.startswith("restricted_action"):
        meaning = Meaning.TARGET_DEAD
    return Answer(meaning, code, _wait(failure) if meaning is Meaning.WAIT else 0)


def _wait(failure: SlackApiError) -> int:
    headers = getattr(failure.response, "headers", None) or {}
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    text = str(given[0] if isinstance(given, list) and given else given)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else USUAL_WAIT
