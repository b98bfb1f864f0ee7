"""What a sentence is, and how one is marked for the catalogues."""

from collections.abc import Callable
from typing import Any

from handlers.texts import Texts

Sentence = Callable[[Any, Texts], str]


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence
