"""Couriers: a few threads that deliver side by side, so that one slow answer holds nobody up."""

import threading
from collections.abc import Callable

from jobs import deliveries
from jobs.office import Office
from store.attempts import MOST_AT_ONCE, Attempt


class Couriers:
    """Claims what is ready while a courier is free; each delivery has a thread of its own, which ends with it."""

    def __init__(self, office: Office, deliver: Callable[[Attempt], None], most: int) -> None:
        """`deliver` runs in the courier's thread and raises nothing; at most `most` run at once."""
        self._office, self._deliver, self._most = office, deliver, most
        self._free = threading.Semaphore(most)

    def send_out(self, patience: float = 0.5) -> None:
        """Claim and hand out until nothing is ready or no courier has come back for `patience` seconds."""
        while not self._office.closing.is_set() and (free := self._called(patience)):
            mine: list[Attempt] = []
            try:
                mine = deliveries.claim_some(self._office, free)
            finally:
                self._let_go(free - len(mine))
            if not mine:
                return
            for one in mine:
                # A daemon: a stop must not wait for an answer of Slack's that never comes.
                threading.Thread(target=self._run, args=(one,), name=f"courier-{one.id}", daemon=True).start()

    def _called(self, patience: float) -> int:
        """How many couriers stand ready, each held by whoever called it: all that are free, once one is."""
        called = int(self._free.acquire(timeout=patience))
        while 0 < called < MOST_AT_ONCE and self._free.acquire(blocking=False):
            called += 1
        return called

    def _let_go(self, couriers: int) -> None:
        if couriers:
            self._free.release(couriers)

    def _run(self, mine: Attempt) -> None:
        try:
            self._deliver(mine)
        finally:
            self._free.release()

    def wait(self, seconds: float) -> bool:
        """Wait until every courier is back; False when some are not within that time."""
        waiter = threading.Event()
        threading.Thread(target=self._all_back, args=(waiter,), name="couriers-back", daemon=True).start()
        return waiter.wait(seconds)

    def _all_back(self, waiter: threading.Event) -> None:
        for _ in range(self._most):
            self._free.acquire()
        waiter.set()
