"""Before the tests start: see that the machine has what they need, and install what can be."""

import sys
from collections.abc import Callable

from tests.machine import MissingPart, browser, left_out, postgresql, say

READY: dict[str, Callable[[], str]] = {"postgresql": postgresql.ready, "browser": browser.ready}


def main() -> None:
    """One line a part; ends the run with a sentence when a part can not be had."""
    try:
        without = left_out()
        for part, ready in READY.items():
            say(f"{part}: {'left out' if part in without else ready()}")
    except (MissingPart, ValueError) as refusal:
        sys.exit(str(refusal))


main()
