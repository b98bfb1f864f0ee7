"""What the jobs send, and how each kind of delivery is composed from the state as it is now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.attempts import Attempt
from store.rules.words import DeliveryState
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Message:
    """A direct message to be posted, or a reply in a thread of it.

    `fallen` are the carried facts that have no reason any more. `may_wait`: nobody asked for it, so it waits while
    the person does not want to be disturbed.
    """

    slack_id: str
    text: str
    blocks: list[dict[str, Any]]
    fallen: tuple[int, ...] = ()
    thread_ts: str | None = None
    may_wait: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    """A message for a channel, or a reply in a thread there, which the channel may be shown too.

    `seen`: how many changes it was composed after, where what it shows goes on changing.
    """

    channel: str
    text: str
    blocks: list[dict[str, Any]]
    thread_ts: str | None = None
    broadcast: bool = False
    seen: int | None = None
    fallen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that is there already, as it is to be now."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A message that is not to be there any more."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Later:
    """It has its reason, and waits for something else: for what, and until when if that is known."""

    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say any more, and why: the delivery is dropped.

    `frees`: what came with it although it was no reminder waits for the next bundle.
    """

    reason: str
    frees: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a delivery, for who keeps account of it: where it arrived, or why it never will.

    `channel`: where it arrived, or which place is `lost` and can not be written to; `gone`: what it hung on was
    deleted there; `untold`: unsure, and nobody looks again.
    """

    state: DeliveryState
    channel: str | None = None
    ts: str | None = None
    seen: int | None = None
    code: str = ""
    lost: bool = False
    gone: bool = False
    untold: bool = False


Composition = Message | Posting | Edit | Withdrawal | Later | Nothing
Composer = Callable[[Session, Attempt, datetime], Composition]
Composers = Mapping[str, Composer]
Bookkeeper = Callable[[Session, Attempt, Ending, datetime], None]  # runs in the transaction that settles
Bookkeepers = Mapping[str, Bookkeeper]
