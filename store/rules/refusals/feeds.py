"""A channel may not hear of opportunities."""

from store.rules.places import Unfit
from store.rules.refusals.base import Refusal


class ChannelUnfit(Refusal):
    """The channel is not one that opportunities may be told in, or can not be written to."""

    channel: str
    why: Unfit
    field: str | None = "channel"


class HeardAlready(Refusal):
    """What a feed is to be for is heard in a channel already: each has one."""

    channel: str
    field: str | None = "scope"
