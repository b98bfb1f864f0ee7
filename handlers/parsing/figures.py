"""Figures as they are typed anywhere, as plain ones; and the signs with which a reader writes them."""

import re
import unicodedata

from handlers.texts import Texts

GAPS = re.compile("[\u00a0\u202f\u2009]")  # blanks that do not break: they belong into a number


def plain(typed: str) -> str:
    """Full-width figures and typographic signs as plain ones; raised and other scripts' figures stay what they are."""
    if typed.isascii():
        return typed.replace("`", "'")
    text = GAPS.sub(" ", typed)
    text = "".join(c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in text)
    return re.sub("[’‘ʼ′´`]", "'", text).replace("−", "-")


def decimal_sign(texts: Texts) -> str:
    """What the reader writes before the decimals."""
    return str(texts.figures.number_symbols["latn"]["decimal"])


def group_sign(texts: Texts) -> str:
    """What the reader writes between thousands, as a plain sign: ' , . or a blank."""
    return plain(str(texts.figures.number_symbols["latn"]["group"]))
