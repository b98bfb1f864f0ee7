"""What a listener answers with: it says what, `handlers.answering` knows how Slack wants it."""

from dataclasses import dataclass

from handlers.views.blocks import Block
from handlers.views.messages import Message

__all__ = [
    "Beside",
    "Changed",
    "Choices",
    "Done",
    "Form",
    "Home",
    "Message",
    "Nothing",
    "Redraw",
    "Redrawn",
    "Refused",
    "Reply",
    "Under",
]


@dataclass(frozen=True, slots=True)
class Redraw(Message):
    """The message whose button was pressed, as it is now."""


def anew(said: Message) -> Redraw:
    """What is said, in the place of the message whose button was pressed or opened the form."""
    return Redraw(said.blocks, said.text)


@dataclass(frozen=True, slots=True)
class Beside(Message):
    """What is said, while what the form was opened from is drawn again: the form under it, or a message."""

    under: Block | None = None
    original: Message | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to open; on top of another when it was asked for from a form, in the place of one that was sent.

    What was `done` by the one that was sent is said where that was opened from.
    """

    view: Block
    done: Message | None = None


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The form that is open, as it is now."""

    view: Block


@dataclass(frozen=True, slots=True)
class Under:
    """The form under the one that was sent, as it is now; the form itself says the rest."""

    view: Block


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that stays open, with sentences on its fields."""

    sentences: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a type-ahead offers."""

    options: list[Block]


@dataclass(frozen=True, slots=True)
class Home:
    """The person's own board."""

    view: Block


@dataclass(frozen=True, slots=True)
class Done:
    """Something was changed, and the board it was done on shows it."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing was changed, and there is nothing to say."""


Reply = Message | Redraw | Beside | Form | Redrawn | Under | Refused | Choices | Home | Done | Nothing
# What the listener of a change answers with once it has changed something.
Changed = Message | Redraw | Done | Form | Redrawn | Under
