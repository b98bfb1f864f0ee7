"""A rehearsal: the sandbox, and under it the bot that `run` starts, over real sockets."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import Bot, build
from bot.clock import MovableClock
from bot.settings import Settings, WrongSettings
from bot.starting import prepare, start_log

if TYPE_CHECKING:  # the command line brings the sandbox
    from bot.sandbox import Sandbox

DATA = "stagepost.db"


class Rehearsal:
    """The sandbox, and under it the bot that `run` starts."""

    def __init__(self, make: Callable[..., "Sandbox"], folder: Path) -> None:
        """`make` a sandbox with our clock; `folder` holds its data and the bot's. Nothing runs before `start`."""
        self._clock, self._folder = MovableClock(), folder
        self._sandbox = make(clock=self._clock, folder=folder, on_start_again=self._start_again)
        self._bot: Bot | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._sandbox.url

    def start(self) -> None:
        """Start both; returns when a person can begin. Raises OSError when the port is taken."""
        self._sandbox.start()
        self._start_bot()

    def stop(self) -> bool:
        """Stop both; whether everything under way ended."""
        ended = self._bot is None or self._bot.stop()
        self._sandbox.stop()
        return ended

    def _start_bot(self) -> None:
        none = dict.fromkeys(("slack_app_token", "slack_signing_secret", "stagepost_now"))
        given = {name.lower(): value for name, value in self._sandbox.environment().items()}
        settings = Settings.read(
            **none | given,
            database_url=f"sqlite:///{self._folder / DATA}",
            stagepost_host="127.0.0.1",
            stagepost_port=0,
        )
        start_log(settings, logging.WARNING)
        prepare(settings.database_url, to_play_with=True)
        self._bot = bot = build(settings, self._clock, lambda _session: self._clock.now())
        bot.start()
        self._sandbox.request_url = f"{bot.address}slack/events"
        if not bot.wait_until_ready(30):
            raise WrongSettings("The bot did not reach its sandbox within 30 s; the lines above say why.")

    def _start_again(self) -> None:
        """Forget the bot's data, and begin with a new bot."""
        if self._bot:
            self._bot.stop()
        for file in self._folder.glob(f"{DATA}*"):
            file.unlink(missing_ok=True)  # the journal goes by itself with the last connection
        self._start_bot()
