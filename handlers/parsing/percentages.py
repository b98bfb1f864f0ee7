"""Percentages as people say them, `75%`, `75 pct`, `70 prozent`, `33,5 pour cent`, and whole numbers."""

import re
from decimal import Decimal

from handlers.parsing.figures import plain
from store.rules.refusals import Unreadable

WORDS = {"%", "pct", "percent", "prozent", "percento", "pourcent", "pour", "per", "cent", "cento"}
_SIGN = r"%|pct\.?|per ?cent|prozent|pour[ -]?cent|per ?cento"
_SHAPE = re.compile(rf"(-?)([0-9]{{1,15}})(?:[.,]([0-9]{{1,15}}))?( ?(?:{_SIGN}))?", re.ASCII | re.IGNORECASE)


def percent(typed: str, field: str = "chances") -> Decimal:
    """A percentage with or without its sign. Raises Unreadable."""
    match = _SHAPE.fullmatch(plain(typed).strip())
    if not match:
        raise Unreadable(field, "percentage", typed)
    return Decimal(f"{match[1]}{match[2]}.{match[3] or 0}")


def signed(typed: str) -> Decimal | None:
    """A percentage that says it is one, or None."""
    match = _SHAPE.fullmatch(typed)
    return percent(typed) if match and match[4] else None


def whole(typed: str, field: str) -> Decimal | None:
    """A whole number in figures; None when nothing is typed. Raises Unreadable."""
    text = plain(typed).strip()
    if not re.fullmatch(r"(?:-?[0-9]{1,8})?", text, re.ASCII):
        raise Unreadable(field, "whole", typed)
    return Decimal(text) if text else None
