"""The border of the jobs: what breaks there is logged, and what comes after it happens all the same."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

log = logging.getLogger(__name__)
Border = Callable[[str], AbstractContextManager[object]]  # around one piece of work, by its name


@contextmanager
def guarded(name: str) -> Iterator[None]:
    """Log what the block raises: the next look tries that piece again, and holds nothing else up meanwhile."""
    try:
        yield
    except Exception:
        log.exception("job %s failed", name)
