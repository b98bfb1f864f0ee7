"""Texts people type, cleaned once on their way in, and folded for searching."""

import re
import unicodedata
from collections.abc import Container

from store.rules.refusals import Missing, TooLong

NAME = 200
DESCRIPTION = 200
SHORT = 100  # descriptions of what is set up
CODE = 10
COMMENT = 3000

_JOINER = "\u200d"
_KEPT = {_JOINER, "\ufe0f"}
# Letters of their own, which Unicode does not take apart, as people without them type them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def line(text: str, field: str, limit: int = NAME, *, required: bool = True) -> str:
    """One line of text: NFC, no control, bidi or zero-width characters, white space folded.

    Raises Missing when it is empty and required, TooLong beyond `limit` characters
    (decision table, lengths; reliability.md T3).
    """
    return _checked(" ".join(_visible(text).split()), field, limit, required)


def paragraph(text: str, field: str, limit: int = COMMENT) -> str:
    """Several lines of text, cleaned like a line but for its line breaks. Raises Missing, TooLong."""
    lines = [" ".join(_visible(part).split()) for part in text.splitlines()]
    return _checked(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), field, limit, required=True)


def code(text: str, field: str = "code") -> str:
    """An identifier: upper case, no blanks, at most ten characters. Raises Missing, TooLong."""
    return _checked(re.sub(r"\s+", "", _visible(text)).upper(), field, CODE, required=True)


def suggested(description: str, taken: Container[str]) -> str:
    """A code made from a description: its first letters and figures, with a number where that is taken."""
    base = folded(description).replace(" ", "").upper()[:CODE] or "CODE"
    wishes = (f"{base[: CODE - len(str(n))]}{n}" if n > 1 else base for n in range(1, 10**6))
    return next(code for code in wishes if code not in taken)


def bare(text: str) -> str:
    """Without accents and case: names that are the same so are taken for one another."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_PLAIN)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def folded(text: str) -> str:
    """Its letters and figures without accents and case, words separated by single blanks: what searching compares."""
    return " ".join("".join(c if c.isalnum() else " " for c in bare(text)).split())


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    kept = [c for i, c in enumerate(composed) if _shows(composed, i, c)]
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in kept)


def _shows(text: str, index: int, char: str) -> bool:
    category = unicodedata.category(char)
    if char == _JOINER:  # joins emoji to one picture; anywhere else it only hides
        return 0 < index < len(text) - 1 and unicodedata.category(text[index + 1]) == "So"
    return char in _KEPT or category not in ("Cf", "Cs", "Co")


def _checked(text: str, field: str, limit: int, required: bool) -> str:
    if required and not text:
        raise Missing(field)
    if len(text) > limit:
        raise TooLong(field, limit)
    return text
