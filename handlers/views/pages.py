"""Turning the pages of what is set up: the buttons under a list."""

from handlers.texts import Texts
from handlers.views.blocks import Block, button


def turning(action: str, start: int, size: int, total: int, texts: Texts, query: str = "") -> list[Block]:
    """Previous and next page, where there is one; the value is where it starts, and what was searched for."""
    drawn = []
    if start > 0:
        drawn.append(button(texts.t("Previous page"), f"{action}:back", f"{max(0, start - size)} {query}".strip()))
    if start + size < total:
        drawn.append(button(texts.t("Next page"), f"{action}:on", f"{start + size} {query}".strip()))
    return drawn
