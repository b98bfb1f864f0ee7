"""A message as it is drawn, ready for every way of saying it."""

from dataclasses import dataclass

from handlers.views.blocks import Block


@dataclass(frozen=True, slots=True)
class Message:
    """Blocks, and the text that a notification reads out (mrkdwn: what people typed went through `esc`)."""

    blocks: list[Block]
    text: str
