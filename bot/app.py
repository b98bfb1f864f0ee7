"""The composition root: everything Stagepost is made of, put together, started and stopped."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import partial
from typing import TypeVar

from slack_bolt import App
from slack_sdk import WebClient

import handlers
from bot import ledger
from bot.clock import Clock
from bot.installations import TROUBLE, Defaults, Installation, reason
from bot.metrics import Figures, Metrics
from bot.settings import Settings
from bot.transports.dispatching import Dispatcher
from bot.transports.front_door import FrontDoor
from bot.transports.http import HttpServer
from bot.transports.socket import SocketMode
from handlers.speaking import TIMEOUT, Speakers
from handlers.texts import for_member
from jobs.clients import Client
from jobs.office import deadline
from jobs.schedule import STUCK, Jobs
from store.attempts import LeaseClock, database_clock
from store.sessions import Sessions

log = logging.getLogger(__name__)
C = TypeVar("C", bound=WebClient)


class Part(StrEnum):
    """What of it runs in this process; any number of each on one PostgreSQL."""

    ALL = "all"
    WEB = "web"  # answers Slack, and plans and delivers nothing
    JOBS = "jobs"  # plans and delivers, and answers nobody but whoever runs it


STOP = 8.0  # seconds for what is under way when we are told to stop
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 15.0  # seconds between two tries to reach Slack


class Bot:
    """Stagepost, put together; it runs between `start` and `stop`, once."""

    def __init__(self, settings: Settings, clock: Clock, lease_clock: LeaseClock, part: Part) -> None:
        """Take the port. Raises OSError when it is taken."""
        self._clock, self._part = clock, part
        self.sessions = Sessions(settings.database_url)
        self.metrics = Metrics()
        self.metrics.watch(ledger.GAUGES, self._ledger)
        self._client = _client(WebClient, settings, TIMEOUT)
        self._installation = Installation(self._client, self.sessions, clock, _defaults(settings))
        self._speakers = Speakers()
        dispatcher = Dispatcher(self._bolt(), self.metrics)
        answers = part is not Part.JOBS
        self._socket = _socket(settings, self._client, dispatcher, self._speakers) if answers else None
        self.jobs = self._made_jobs(settings, lease_clock)
        secret = settings.slack_signing_secret
        door = FrontDoor(
            dispatcher,
            self.metrics,
            signing_secret=secret.get_secret_value() if secret and answers and not self._socket else None,
            trouble=self._trouble,
            ready=lambda: self.ready,
        )
        self._http = HttpServer(door, settings.stagepost_host, settings.stagepost_port)
        self._stopping, self._ready = threading.Event(), threading.Event()
        self._reaching = threading.Thread(target=self._reach_slack, name="reaching-slack", daemon=True)

    @property
    def address(self) -> str:
        """Where the HTTP addresses are."""
        return self._http.address

    @property
    def ready(self) -> bool:
        """Whether Slack accepted the token once; a later outage does not unready us."""
        return self._ready.is_set()

    def start(self) -> None:
        """Listen, and reach for Slack in the background until it answers. The schema must be there."""
        self._http.start()
        self._reaching.start()

    def wait_until_ready(self, seconds: float) -> bool:
        """Wait for readiness; False when it did not come in time."""
        return self._ready.wait(seconds)

    def stop(self) -> bool:
        """Take nothing more, finish what is under way within 8 s; True when all was finished."""
        until = time.monotonic() + STOP
        self._stopping.set()
        if self._reaching.is_alive():
            self._reaching.join(STOP)  # else it could start what we are about to stop
        intake: list[Callable[[], object]] = [partial(self._http.stop, STOP), self.jobs.stop]
        if self._socket:
            intake.append(partial(self._socket.stop, STOP))
        ended = _together(intake, until) and _together([self._speakers.close], until)
        self.sessions.close()
        return ended

    def _reach_slack(self) -> None:
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            try:
                if not self._installation.accepted:
                    self._installation.accept()
                if self._socket:
                    self._socket.connect()
            except TROUBLE as error:
                log.warning("not connected to Slack yet: %s", reason(error))
                self._stopping.wait(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                if self._part is not Part.WEB:
                    self.jobs.start()
                self._ready.set()
                return

    def _bolt(self) -> App:
        logger = logging.getLogger("stagepost.bolt")
        logger.setLevel(logging.ERROR)  # below that Bolt writes whole requests
        app = App(
            name="stagepost",
            logger=logger,
            client=self._client,
            authorize=self._installation,  # type: ignore[arg-type]  # a subclass of Bolt's Authorize, which it takes too
            process_before_response=True,
            token_verification_enabled=False,
            request_verification_enabled=False,  # the front door verified it, and answers Slack's own checks
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            listener_executor=ThreadPoolExecutor(1, thread_name_prefix="bolt"),  # unused: listeners run in our threads
        )
        handlers.register(app, sessions=self.sessions, clock=self._clock, speakers=self._speakers)
        return app

    def _made_jobs(self, settings: Settings, lease_clock: LeaseClock) -> Jobs:
        lease = settings.stagepost_lease_seconds
        client = _client(Client, settings, deadline(lease))
        return Jobs(
            self.sessions,
            lambda _team: client,
            self._clock,
            for_member,
            lease_seconds=lease,
            lease_clock=lease_clock,
        )

    def _trouble(self) -> str:
        stuck = self.ready and self._part is not Part.WEB and self.jobs.last_look > STUCK
        return f"the jobs did not look for {STUCK:.0f} s" if stuck else ""

    def _ledger(self) -> Figures:
        try:
            with self.sessions.reading() as session:
                return ledger.gauges(session, self._clock.now())
        except TROUBLE:
            return {}  # the other figures are still worth reading


def build(settings: Settings, clock: Clock, lease_clock: LeaseClock = database_clock, part: Part = Part.ALL) -> Bot:
    """Everything put together. `lease_clock` is the database's but where the clock can be moved. Raises OSError."""
    return Bot(settings, clock, lease_clock, part)


def _client(kind: type[C], settings: Settings, timeout: int) -> C:
    """A client that never sends again by itself: a lost answer would post twice."""
    token = settings.slack_bot_token.get_secret_value()
    return kind(token, base_url=settings.slack_api_url, timeout=timeout, retry_handlers=[])


def _socket(settings: Settings, client: WebClient, dispatcher: Dispatcher, speakers: Speakers) -> SocketMode | None:
    token = settings.slack_app_token
    return SocketMode(token.get_secret_value(), client, dispatcher, speakers) if token else None


def _defaults(settings: Settings) -> Defaults:
    return Defaults(settings.stagepost_language, settings.stagepost_timezone, settings.stagepost_currency)


def _together(tasks: list[Callable[[], object]], until: float) -> bool:
    """Do all at once, and wait for them until then; whether all ended."""
    threads = [threading.Thread(target=task, name="stopping", daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in threads)
