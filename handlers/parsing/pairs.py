"""Two names in one text, and which of them stays: `CT3 CT5`, `A AG into B AG`, `A AG → B AG`, `"A AG" "B AG"`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.rules.text import folded

LONGEST = 40  # words in which two names are looked for
_TOKEN = re.compile(r'["“”„«]\s*(?P<quoted>[^"“”„«»]+?)\s*["“”»]|(?P<word>\S+)')
# What stands between the one that goes and the one that stays; and between the one that stays and the other.
_INTO = {"into", "in", "dans", "nel", "nella", "→", "->", "=>"}
_WITH = {"with", "and", "mit", "und", "avec", "et", "con", "e", "&", "+"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One way of reading a text; `said`: by a word between the two that says which of them stays."""

    stays: str
    goes: str
    said: bool = False


def pairs(text: str) -> Iterator[Pair]:
    """Each way in which a text names two, the likeliest first."""
    found = list(re.finditer(_TOKEN, text))[:LONGEST]
    words = [match["quoted"] or match["word"] for match in found]
    for at in range(1, len(words) - 1):
        between = "" if found[at]["quoted"] else folded(words[at]) or words[at]
        before, after = _name(words[:at]), _name(words[at + 1 :])
        if between in _INTO:
            yield Pair(after, before, said=True)
        elif between in _WITH:
            yield Pair(before, after, said=True)
    for at in range(1, len(words)):
        yield Pair(_name(words[:at]), _name(words[at:]))


def _name(words: Sequence[str]) -> str:
    return " ".join(words)
