"""Pages of lists: which rows of how many, the buttons that turn them, and the pages of what admins set up."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from handlers.texts import Texts
from handlers.views.blocks import Block, actions, button, context, esc, header, section
from handlers.views.messages import Message
from store.listings import Page

T = TypeVar("T")
SHOWN = 20  # rows of a page of what is set up


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


def set_up(
    title: str,
    found: Sequence[T],
    row: Callable[[T], Block],
    new: Block,
    turns: str,
    texts: Texts,
    *,
    empty: str,
    start: int,
    note: str,
) -> Message:
    """A page of what admins set up: each with its row, or `empty`; the button `new`, and those that turn the page."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn.append(header(title))
    if not found:
        drawn.append(section(empty))
    drawn += [row(one) for one in found[start : start + SHOWN]]
    drawn.append(actions(new, *turning(turns, start, SHOWN, len(found), texts)))
    return Message(drawn, esc(note) or title)


def few(title: str, rows: Sequence[Block], empty: str, texts: Texts, *, note: str = "") -> Message:
    """The first rows of a list that hardly ever is long, and how many more there are."""
    drawn: list[Block] = [section(esc(note))] if note else []
    drawn += [header(title), *shortened(rows, texts), *([] if rows else [section(empty)])]
    return Message(drawn, esc(note) or title)


def shortened(rows: Sequence[Block], texts: Texts, most: int = SHOWN) -> list[Block]:
    """The first rows, and how many more there are."""
    drawn = list(rows[:most])
    if (more := len(rows) - most) > 0:
        drawn.append(context(texts.n("and {count} more", "and {count} more", more)))
    return drawn
