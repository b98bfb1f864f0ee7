"""Several checks at once, so that a form can show every refusal on its field."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from store.rules.refusals import Missing, Refusal

P = ParamSpec("P")
T = TypeVar("T")


def given(value: T | None, field: str) -> T:
    """The value itself. Raises Missing where there is none, an empty text included."""
    if value is None or value == "":
        raise Missing(field)
    return value


class Several(Refusal):
    """More than one refusal, in the order of the checks."""

    refusals: tuple[Refusal, ...]


class Checks:
    """Collects refusals; `done` raises what was found."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def __call__(self, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The check's result; None when it refused, which is nobody's to use: `done` raises before."""
        try:
            return check(*args, **kwargs)
        except Several as several:
            self.found += several.refusals
        except Refusal as refusal:
            self.found.append(refusal)
        return cast(T, None)

    def done(self) -> None:
        """Raise the one refusal found, or Several; nothing when all passed."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise Several(tuple(self.found))
