"""Several threads at the same moment, each in a transaction of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from store.rules.refusals import Refusal
from store.sessions import Busy, Session, Sessions

THREADS = 8


def at_once(sessions: Sessions, act: Callable[[Session, int], Any], threads: int = THREADS) -> list[Any]:
    """What each of the threads got: the result of `act`, or the refusal or error it raised."""
    ready = threading.Barrier(threads)

    def run(n: int) -> Any:
        ready.wait()
        while True:
            try:
                with sessions.writing() as session:
                    return act(session, n)
            except Refusal as refusal:
                return refusal
            except Busy:  # on a loaded machine: nothing was stored, and a person would press again
                continue

    with ThreadPoolExecutor(threads) as pool:
        return [future.result() for future in [pool.submit(run, n) for n in range(threads)]]
