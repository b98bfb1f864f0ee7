"""The log: one line a record on the terminal's error stream, and no secret in any (reliability.md I4)."""

import logging
import re
import sys
from collections.abc import Iterable

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
HIDDEN = "[hidden]"
_SHORTEST = 8  # characters; a shorter one is no secret, and would be found in every word
_SECRETS = re.compile(
    r"\bx(?:ox[a-z]|app)(?:\.[a-z]+)?-[\w.-]+"  # tokens
    r"|https://hooks\.slack\.com/\S+"  # response addresses
    r"|\b\d{5,}\.\d{5,}\.[0-9a-f]{16,}\b"  # triggers
    r"|(?<=ticket=)[\w-]+"  # the right to open a socket
    r"|(?P<key>[\"']?(?:response_url|trigger_id|token|signing_secret)[\"']?\s*[:=]\s*)(?:[\"'][^\"']*[\"']|[^\s&,}]+)"
)
# These write whole requests, or a line where we write our own.
_TOO_TALKATIVE = {
    "slack_bolt": logging.ERROR,
    "slack_sdk": logging.CRITICAL,
    "waitress.queue": logging.ERROR,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
}


class OneLine(logging.Formatter):
    """A record with its trace on one line, secrets hidden."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """`secrets` are hidden wherever they stand, beside everything that looks like one."""
        super().__init__(LINE)
        self._known = [secret for secret in secrets if len(secret) >= _SHORTEST]

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = super().format(record)
        for secret in self._known:
            line = line.replace(secret, HIDDEN)
        line = _SECRETS.sub(lambda found: (found["key"] or "") + HIDDEN, line)
        return line.replace("\r", "\\r").replace("\n", "\\n")


def start(secrets: Iterable[str], level: int) -> None:
    """Write the log from `level` on to the terminal, instead of whatever was written before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, level in _TOO_TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
