"""The shape of every block, on which surface it may stand, and what must be unique."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.sandbox.limits.elements import BOTH, IMAGE, acting, asked, beside
from bot.sandbox.limits.shapes import Check, anything, by_type, flag, one_of, shape, some, string, text, wrong

MOST = {"message": 50, "modal": 100, "home": 100}
PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")


def block(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """A block: its own fields and an optional block_id."""
    return shape({"type": anything, **required}, {"block_id": string(255), **(optional or {})})


def _part(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, dict) or value.get("type") not in PARTS:
        yield wrong("unsupported rich text part", at)
    elif not isinstance(value.get("elements"), list):
        yield wrong("missing required field: elements", at)


rich_text = block({"elements": some(_part, 100, least=0)})
raw = shape({"type": anything, "text": string(3000, least=0)})
number = shape({"type": anything, "value": anything}, {"text": string(3000)})
cell = by_type({"raw_text": raw, "raw_number": number, "rich_text": rich_text}, "table cells")
column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
table = block({"rows": some(some(cell, 20), 100)}, {"column_settings": some(column, 20)})


def _section(surface: str) -> Check:
    check = block(
        {},
        {
            "text": text(3000, *BOTH),
            "fields": some(text(2000, *BOTH), 10),
            "accessory": beside(surface),
            "expand": flag,
        },
    )

    def whole(value: Any, at: str) -> Iterator[str]:
        if "text" not in value and "fields" not in value:
            yield wrong("must provide text or fields", at)
        yield from check(value, at)

    return whole


@cache
def _table(surface: str) -> Check:
    words = by_type({**_texts(), "image": IMAGE}, "context blocks")
    allowed = {
        "section": _section(surface),
        "divider": block({}),
        "header": block({"text": text(150)}, {"level": anything}),
        "context": block({"elements": some(words, 10)}),
        "actions": block({"elements": some(acting(surface), 25)}),
        "image": block(
            {"alt_text": string(2000)}, {"image_url": string(3000), "slack_file": anything, "title": text(2000)}
        ),
        "rich_text": rich_text,
        "input": block(
            {"label": text(2000), "element": asked(surface)},
            {"hint": text(2000), "optional": flag, "dispatch_action": flag},
        ),
    }
    if surface == "message":
        allowed |= {"markdown": block({"text": string(12000)}), "table": table}
    if surface == "home":
        allowed |= {"table": table}
    return by_type(allowed, f"a {surface}")


def _texts() -> dict[str, Check]:
    return {kind: text(2000, kind) for kind in BOTH}


def check_blocks(blocks: Any, surface: str, at: str = "/blocks") -> list[str]:
    """Everything wrong with `blocks` on this surface (message, modal, home)."""
    complaints = list(some(_table(surface), MOST[surface], least=0)(blocks, at))
    return complaints or list(_unique(blocks, at)) + list(_totals(blocks, at))


def _unique(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    seen = Counter(one["block_id"] for one in blocks if "block_id" in one)
    for block_id, times in seen.items():
        if times > 1:
            yield wrong(f"`block_id` {block_id} already exists", at)
    for place, one in enumerate(blocks):
        actions = Counter(part["action_id"] for part in one.get("elements", []) if "action_id" in part)
        for action_id, times in actions.items():
            if times > 1:
                yield wrong(f"`action_id` {action_id} already exists", f"{at}/{place}")


def _totals(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    if sum(len(one["text"]) for one in blocks if one["type"] == "markdown") > 12000:
        yield wrong("markdown must be less than 12001 characters in all", at)
    tables = [one for one in blocks if one["type"] == "table"]
    if len(tables) > 1:
        yield wrong("only_one_table_allowed", at)
    cells = [cell for one in tables for row in one["rows"] for cell in row]
    if sum(len(str(cell.get("text", cell.get("value", "")))) for cell in cells) > 10000:
        yield wrong("table text must be less than 10001 characters in all", at)
    focused = [one for one in blocks if one.get("element", {}).get("focus_on_load")]
    if len(focused) > 1:
        yield wrong("only one element may have focus_on_load", at)
