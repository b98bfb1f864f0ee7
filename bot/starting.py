"""Before the bot runs, and when it ends: the database, the log, the signals."""

import logging
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.settings import Settings, WrongSettings
from store.sessions import Sessions

log = logging.getLogger(__name__)
OLD_SCHEMA = "The schema of the database is not the one this program needs. Run: stagepost migrate"


def prepare(database_url: str, *, to_play_with: bool = False) -> None:
    """Make an SQLite file that is not there yet; refuse a schema that is not ours. Raises WrongSettings.

    What is there `to_play_with` nobody keeps a copy of: an older schema is brought up to date without being asked.
    """
    from store.schema import is_current
    from store.schema import migrate as bring

    file = make_url(database_url).database if database_url.startswith("sqlite") else None
    with answering():
        if file and not Path(file).exists():
            bring(database_url)
            return
        with closing(Sessions(database_url)) as sessions:
            current = is_current(sessions)
        if not current and to_play_with:
            bring(database_url)
        elif not current:
            raise WrongSettings(OLD_SCHEMA)


@contextmanager
def answering() -> Iterator[None]:
    """One sentence instead of a trace when the database does not answer."""
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise WrongSettings(f"DATABASE_URL must lead to a database that answers: {type(error).__name__}.") from error


def start_log(settings: Settings, level: int) -> None:
    """Write the log from `level` on, with the secrets of these settings hidden."""
    secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    logs.start([secret.get_secret_value() for secret in secrets if secret], level)


def stay_on_this_machine() -> None:
    """The SDK asks a proxy even for loopback, where none leads."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        os.environ.pop(name, None)


def asked_to_stop() -> threading.Event:
    """Set when somebody asks us to stop; asking a second time ends the process at once."""
    asked = threading.Event()

    def ask(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    return asked


def end(finished: bool) -> int:
    """The exit status of a process that was asked to stop; does not return when something is still under way."""
    if not finished:  # what is owed is in the ledger; threads that do not end must not keep the process
        log.warning("Stopped before everything under way had ended.")
        logging.shutdown()
        os._exit(1)
    return 0
