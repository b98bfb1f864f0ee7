"""What the jobs send, and how each kind of delivery is composed from the state as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.attempts import Attempt
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Message:
    """A direct message to be posted; `fallen` are the carried facts that have no reason any more."""

    slack_id: str
    text: str
    blocks: list[dict[str, Any]]
    fallen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say any more, and why: the delivery is dropped."""

    reason: str


Composer = Callable[[Session, Attempt, datetime], Message | Nothing]
Composers = Mapping[str, Composer]
