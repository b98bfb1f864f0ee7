"""Couriers: a few threads that deliver side by side, so that one slow answer holds nobody up."""

import threading
from collections.abc import Callable

from jobs import deliveries
from jobs.office import Office
from store.attempts import Attempt


class Couriers:
    """Claims what is ready while a courier is free; each delivery has a thread of its own, which ends with it."""

    def __init__(self, office: Office, deliver: Callable[[Attempt], None], most: int) -> None:
        """`deliver` runs in the courier's thread and raises nothing; at most `most` run at once."""
        self._office, self._deliver, self._most = office, deliver, most
        self._free = threading.Semaphore(most)

    def send_out(self, patience: float = 0.5) -> None:
        """Claim and hand out until nothing is ready or no courier has come back for `patience` seconds."""
        while not self._office.closing.is_set() and self._free.acquire(timeout=patience):
            mine = None
            try:
                mine = deliveries.claim(self._office)
            finally:
                if mine is None:
                    self._free.release()
            if mine is None:
                return
            # A daemon: a stop must not wait for an answer of Slack's that never comes.
            threading.Thread(target=self._run, args=(mine,), name=f"courier-{mine.id}", daemon=True).start()

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
