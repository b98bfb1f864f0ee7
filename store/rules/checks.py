"""Several checks at once, so that a form can show every refusal on its field."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from store.rules.refusals import Refusal

P = ParamSpec("P")
T = TypeVar("T")


class Several(Refusal):
    """More than one refusal, in the order of the checks."""

    refusals: tuple[Refusal, ...]


class Checks:
    """Collects refusals; `done` raises what was found."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def __call__(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """The check's result, or None when it refused."""
        try:
            return check(*args, **kwargs)
        except Several as several:
            self.found += several.refusals
        except Refusal as refusal:
            self.found.append(refusal)
        return None

    def done(self) -> None:
        """Raise the one refusal found, or Several; nothing when all passed."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise Several(tuple(self.found))
