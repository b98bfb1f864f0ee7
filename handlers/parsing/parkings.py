"""Until when something rests and why: `until 1.3. because budget freeze`, in four languages, either one first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from handlers.parsing.findings import LONGEST, Figure, Reader, Word, dated, day, split, typed
from store.rules import dates
from store.rules.refusals import Refusal, Unreadable
from store.rules.text import bare

_UNTIL = {"until", "till", "til", "by", "bis", "jusqu'au", "jusqu'a", "jusque", "fino"}
_BECAUSE = re.compile(
    r"(?:because(?: of)?|parce que|a cause (?:de la|des|du|de)|weil|wegen|perche|poiche"
    r"|a causa (?:della|dello|del|dei|degli|delle|di))(?!\w)[\s:,-]*|parce qu'|a cause de l'|a causa dell'"
)
_CAR = re.compile(r"car\s+")  # because, for who reads French; for others that which drives
_FOR_EVER = re.compile(
    r"(?:for ?ever|indefinitely|until further notice|(?:pour )?toujours|jusqu'a nouvel ordre|fur immer"
    r"|bis auf weiteres|(?:per )?sempre|fino a nuovo ordine)(?!\w)[\s:,-]*"
)


@dataclass(frozen=True, slots=True)
class Rest:
    """Until which day, and why, or what has to be asked about the day; none, and empty, where nothing was typed."""

    until: date | None = None
    reason: str = ""
    asks: Refusal | None = None


def rest(text: str, reader: Reader) -> Rest:
    """What a text says of a rest; one for ever lasts until the last day that is kept.

    Without a word like `until` a date stands first, and alone or before a word like `because`.
    Raises Unreadable for what follows `until` and is no date.
    """
    text = text.strip()
    if length := _ever(text):
        return Rest(reader.instead or dates.LAST, _reason(text[length:], reader))
    words = split(text.replace(": ", ", ", 1))  # behind a date a colon is none of it either
    found = _first(text, words, reader)
    if found:
        behind = text[words[found.length].at :] if words[found.length :] else ""
        return Rest(_value(found), _reason(behind, reader), found.asks)
    for start in range(max(1, len(words) - LONGEST - 3), len(words) - 1):  # the date last
        last = _led(words[start:], reader)
        if last and last.length == len(words) - start:
            return Rest(_value(last), _reason(text[: words[start].at], reader), last.asks)
    return Rest(reason=_reason(text, reader)) if words and words[0].folded not in _UNTIL else Rest()


def _ever(text: str) -> int:
    """How long what the text begins with and means for ever is."""
    match = _FOR_EVER.match(_flat(text))
    return match.end() if match else 0


def _first(text: str, words: Sequence[Word], reader: Reader) -> Figure | None:
    """The date that the words begin with. Raises Unreadable when one should follow, and none does."""
    if len(words) > 1 and words[0].folded in _UNTIL:
        if found := _led(words, reader):
            return found
        said = takewhile(lambda word: not _because(text[word.at :], reader), words[1 : 1 + LONGEST])
        raise Unreadable(reader.day, "date", typed(list(said)))
    plainly, any_ = day(words, reader, loose=False), day(words, reader, loose=True)
    if any_ and (any_.length == len(words) or _because(text[words[any_.length].at :], reader)):
        return any_
    return plainly


def _led(words: Sequence[Word], reader: Reader) -> Figure | None:
    """The date behind a word like `until`."""
    return dated(words, reader, loose=True) if len(words) > 1 and words[0].folded in _UNTIL else None


def _value(found: Figure) -> date | None:
    return found.value if isinstance(found.value, date) else None


def _because(text: str, reader: Reader) -> int:
    """How long the word like `because` is that the text begins with."""
    flat = _flat(text)
    match = _BECAUSE.match(flat) or (_CAR.match(flat) if reader.texts.language == "fr" else None)
    return match.end() if match else 0


def _reason(text: str, reader: Reader) -> str:
    text = text.strip(" \t\n,;:-")
    return text[_because(text, reader) :].strip()


def _flat(text: str) -> str:
    """The text without accents and case, letter by letter: places in it are places in the text."""
    return "".join(bare(c)[:1] or c for c in text.replace("’", "'").lower())
