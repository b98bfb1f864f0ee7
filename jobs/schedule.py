"""The alarm clock: which job rings when, and the border at which every job's failures end."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from jobs import (
    absences,
    deliveries,
    digest_messages,
    digests,
    escalations,
    events,
    handovers,
    notices,
    parkings,
    personal_reminders,
    reminders,
    snoozes,
    upkeep,
    withdrawals,
)
from jobs.borders import Border, guarded
from jobs.clients import Client
from jobs.couriers import Couriers
from jobs.messages import Composer
from jobs.office import Office
from store import doubles, foldings, wakings
from store.attempts import Attempt, LeaseClock, database_clock
from store.clocks import Clock
from store.escalations import KIND as ESCALATION
from store.handovers import KIND as HANDED_OVER
from store.personal_reminders import KIND as ASKED_FOR
from store.reminders import BUNDLE
from store.rights import Member
from store.sessions import Sessions
from store.snooze_ends import KIND as SNOOZED

if TYPE_CHECKING:
    from handlers.texts import Texts

log = logging.getLogger(__name__)
PLAN, DELIVER, UPKEEP = 2.0, 1.0, 3600.0  # seconds between two looks
STOP = 8.0  # seconds for what is under way when the program ends
STUCK = 30.0  # seconds without a look: the alarm clock died, or the machine's clock was set back


class Jobs:
    """What time does: plans reminders, delivers what is owed, forgets what is over."""

    def __init__(
        self,
        sessions: Sessions,
        client_for: Callable[[str], Client | None],
        clock: Clock,
        texts_for: "Callable[[Member], Texts]",
        *,
        lease_seconds: float = 60,
        lease_clock: LeaseClock = database_clock,
        more_kinds: Mapping[str, Composer] | None = None,
        couriers: int = 8,
    ) -> None:
        """`client_for(team_id)` gives a client with `retry_handlers=[]` and `timeout=deadline(lease_seconds)`.

        `lease_clock` is the database's, but where the clock can be moved. `more_kinds` compose other deliveries.
        """
        own: dict[str, Composer] = {BUNDLE: reminders.Bundle(texts_for), HANDED_OVER: handovers.HandOver(texts_for)}
        own[ASKED_FOR] = personal_reminders.Reminder(texts_for)
        own[SNOOZED] = snoozes.Over(texts_for)
        own |= events.Feed(texts_for).composers | digest_messages.Composed(texts_for).composers
        own |= absences.Told(texts_for).composers
        own[wakings.KIND] = parkings.Awake(texts_for)
        own[doubles.KIND] = withdrawals.withdrawal
        own[ESCALATION] = escalations.Escalation(texts_for)
        own |= {kind: notices.Mannered(own[kind]) for kind in foldings.NOW}
        bookkeepers = events.BOOKKEEPERS | digest_messages.BOOKKEEPERS | parkings.BOOKKEEPERS
        composers, lease = own | dict(more_kinds or {}), timedelta(seconds=lease_seconds)
        self.office = Office(sessions, client_for, clock, composers, lease, lease_clock, bookkeepers)
        self._couriers = Couriers(self.office, partial(self._guarded, "deliver one", self._deliver), couriers)
        self._scheduler: BackgroundScheduler | None = None
        self._last_look = time.monotonic()
        self._aligned = False
        self._watch: threading.Thread | None = None

    # By hand: for tests, and for a clock that was just moved

    def tick(self) -> None:
        """Plan and deliver everything that is ready now, in the caller's thread."""
        self._plan()
        digests.plan(self.office.sessions, self.office.clock.now())
        while mine := deliveries.claim(self.office):
            self._deliver(mine)

    # By the clock

    def start(self) -> None:
        """Begin to look; returns at once."""
        self.office.closing.clear()
        self._begin()
        self._watch = threading.Thread(target=self._keep_going, name="jobs-watch", daemon=True)
        self._watch.start()

    def stop(self) -> bool:
        """Claim nothing more, finish what is under way within 8 s; True when all was finished.

        What is not yet posted is given back; a post whose answer is awaited is looked for after its lease.
        """
        self.office.closing.set()
        if self._scheduler:
            self._scheduler.shutdown(wait=True)  # a look is short: no statement may take longer than two seconds
            self._scheduler = None
        if self._watch:
            self._watch.join(1)
        return self._couriers.wait(STOP)

    @property
    def last_look(self) -> float:
        """Seconds since the jobs last looked at what is due; above 30 something is wrong with them."""
        return time.monotonic() - self._last_look

    def _begin(self) -> None:
        self._last_look = time.monotonic()
        scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        looks: list[tuple[str, Callable[[], None], float]] = [
            ("plan reminders", partial(self._plan, guarded), PLAN),
            ("ring digests", self._ring, PLAN),
            ("deliver", self._hand_out, DELIVER),
            ("upkeep", self._forget, UPKEEP),
        ]
        for name, job, seconds in looks:
            scheduler.add_job(partial(self._guarded, name, job), "interval", seconds=seconds, id=name)
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # that a look is still running is no news
        scheduler.start()
        self._scheduler = scheduler

    def _keep_going(self) -> None:
        while not self.office.closing.wait(STUCK / 6):
            if self.last_look > STUCK and self._scheduler:
                log.error("the jobs did not look for %.0f s: the alarm clock is made anew", self.last_look)
                self._scheduler.shutdown(wait=False)
                self._begin()

    def _guarded(self, name: str, job: Callable[..., object], *arguments: object) -> None:
        with guarded(name):
            job(*arguments)

    def _plan(self, border: Border = nullcontext) -> None:
        """Who is back first: whose cover left gets no bundle of theirs. Then what woke: the bundle may bring it."""
        sessions, now = self.office.sessions, self.office.clock.now()
        for name, plan in (("absences", absences.plan), ("parkings", parkings.plan), ("mornings", reminders.plan)):
            with border(f"plan {name}"):
                plan(sessions, now, border)

    def _ring(self) -> None:
        """One by one: what breaks one digest holds no other up, and each is made at a moment of its own."""
        sessions, clock = self.office.sessions, self.office.clock
        if not self._aligned:
            self._aligned = True
            self._guarded("align digests", digests.align, sessions, clock.now())
        for one in digests.waiting(sessions, clock.now()):
            self._guarded(f"ring digest {one.digest_id}", digests.ring, sessions, one, clock.now())

    def _hand_out(self) -> None:
        self._last_look = time.monotonic()
        self._couriers.send_out()

    def _deliver(self, mine: Attempt) -> None:
        deliveries.deliver(self.office, mine)

    def _forget(self) -> None:
        upkeep.forget(self.office.sessions, self.office.clock.now())
