"""What stands under a page of a list: which rows of how many, and the buttons that turn it."""

from typing import Any

from handlers.texts import Texts
from handlers.views.blocks import Block, button
from store.listings import Page


def place(page: Page[Any], everything: str, texts: Texts) -> str:
    """`21–40 of 93`; `everything` where the page has all there is."""
    first, last = page.start + 1, page.start + len(page.rows)
    if first == 1 and last == page.total:
        return everything
    return texts.t(
        "{first}–{last} of {total}", first=texts.number(first), last=texts.number(last), total=how_many(page, texts)
    )


def turning(action: str, start: int, size: int, total: int, texts: Texts, query: str = "") -> list[Block]:
    """Previous and next page, where there is one; the value is where it starts, and what was searched for."""
    drawn = []
    if start > 0:
        drawn.append(button(texts.t("Previous page"), f"{action}:back", f"{max(0, start - size)} {query}".strip()))
    if start + size < total:
        drawn.append(button(texts.t("Next page"), f"{action}:on", f"{start + size} {query}".strip()))
    return drawn


def how_many(page: Page[Any], texts: Texts) -> str:
    """The total of a page, or that there are more than were counted."""
    return f"{texts.number(page.total)}+" if page.capped else texts.number(page.total)
