"""Which channels may hear of opportunities (product.md, Channel feed; reliability.md 2.4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unfit(StrEnum):
    """Why a channel may not, or can not, hear of opportunities."""

    UNKNOWN = "unknown"  # Slack does not tell us of it: private without us, deleted, or no answer
    GENERAL = "general"
    SHARED = "shared"  # with another company: amounts would leave this one
    ARCHIVED = "archived"
    ABSENT = "absent"  # we are not in it
    LOST = "lost"  # it was fine, and then Slack would not take a message there


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as Slack describes it."""

    channel: str
    name: str = ""
    unfit: Unfit | None = Unfit.UNKNOWN


def place(told: dict[str, Any]) -> Place:
    """What Slack's description of a conversation comes to; of several reasons against it the graver one."""
    shared = told.get("is_ext_shared") or told.get("is_pending_ext_shared")
    reasons = [
        (told.get("is_im") or told.get("is_mpim"), Unfit.UNKNOWN),
        (told.get("is_general"), Unfit.GENERAL),
        (shared, Unfit.SHARED),
        (told.get("is_archived"), Unfit.ARCHIVED),
        (not told.get("is_member"), Unfit.ABSENT),
    ]
    unfit = next((why for holds, why in reasons if holds), None)
    return Place(str(told.get("id") or ""), str(told.get("name") or ""), unfit)


def is_direct(channel: str) -> bool:
    """Whether it is a direct message to one person: Slack's keys of those begin so."""
    return channel.startswith("D")
