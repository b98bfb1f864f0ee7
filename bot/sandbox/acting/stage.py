"""What every act of a person needs: the world, the way to the app, and the payloads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.sandbox.hearing import Hearing
from bot.sandbox.payloads import Payloads
from bot.sandbox.records import Json
from bot.sandbox.sending import Sender
from bot.sandbox.world import World

TROUBLE = "We had some trouble connecting. Try again?"


class Gone(LookupError):
    """What the person wanted to use is not on their screen any more."""


@dataclass
class Stage:
    """Where people act."""

    world: World
    sender: Sender
    hearing: Hearing
    payloads: Payloads
    commands: Collection[str]
    scopes: Sequence[str]
    offered: dict[tuple[str, str, str, str], list[Json]] = field(default_factory=dict)
