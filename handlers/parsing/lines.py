"""A line of words with figures among them, in any order: what stands behind the number of an opportunity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.parsing.findings import BY, LONGEST, Figure, Reader, Word, figure, is_by, split, typed
from store.rules.refusals import Refusal, Unreadable

LONGEST_NAME = 20  # words of a stage's name
_OTHER = {"value": "day", "day": "value"}
_STAGE = {"stage", "etape", "l'etape", "stufe", "fase"}
_TO = {"to", "a", "vers", "zu", "auf", "nach", "alla"}


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed behind the number of an opportunity; None where nothing was, or where it is in `asks`."""

    stage: str | None = None
    value: Decimal | None = None
    chances: Decimal | None = None
    day: date | None = None
    asks: tuple[Refusal, ...] = ()  # what only the person can tell
    left: tuple[str, ...] = ()  # words that are none of these


def given(text: str, reader: Reader, *, staged: bool = True) -> Given:
    """`to 4 60k 75% by 26.1.`, in any order; `to` takes a stage's number or name where there are stages.

    Raises Unreadable for what is there twice, and for what follows `by` and is no date.
    """
    found: dict[str, Figure] = {}
    left, words = list[str](), split(text)
    while words and len(left) < LONGEST:
        if staged and words[0].folded in _TO and len(words) > 1:
            begin = 2 if words[1].folded in _STAGE and words[2:] and words[2].plain.isdigit() else 1
            length = begin + _stage_length(words[begin:], reader)
            known = Figure(length, "stage", typed(words[begin:length]))
        elif (next_ := figure(words, reader)) is not None:
            known = next_
        else:
            left.append(_no_figure(words, reader))
            del words[0]
            continue
        _add(found, known, typed(words[: known.length]), reader)
        del words[: known.length]
    left += [word.typed for word in words]
    if "either" in found:
        found["value"] = found.pop("either")
    asks = tuple(one.asks for one in found.values() if one.asks)
    values: dict[str, Any] = {kind: one.value for kind, one in found.items() if not one.asks}
    return Given(**values, asks=asks, left=tuple(left))


def _add(found: dict[str, Figure], known: Figure, said: str, reader: Reader) -> None:
    """One more figure; what can be a value or a day is the one that is not typed elsewhere. Raises Unreadable."""
    if known.kind == "either" and (clear := found.keys() & _OTHER):
        known = _as(known, _OTHER[clear.pop()])
    elif known.kind in _OTHER and "either" in found:
        other = _OTHER[known.kind]
        found[other] = _as(found.pop("either"), other)
    if known.kind in found:
        field = {"value": reader.value, "day": reader.day}.get(known.kind)
        twice = Unreadable(field or known.kind, "twice", said)
        raise known.asks if known.kind == "either" and known.asks else twice
    found[known.kind] = known


def _as(either: Figure, kind: str) -> Figure:
    """The value, or the day, that a figure can be."""
    return Figure(either.length, kind, either.day if kind == "day" else either.value)


def _stage_length(words: Sequence[Word], reader: Reader) -> int:
    """How many words a stage's name has: up to the first figure behind them, or one when it is a number."""
    length = 1
    while length < min(len(words), LONGEST_NAME) and not words[0].plain.isdigit() and words[length].folded not in BY:
        if words[length].plain[:1].isdigit() or figure(words[length:], reader):
            break
        length += 1
    return length


def _no_figure(words: Sequence[Word], reader: Reader) -> str:
    """The first word. Raises Unreadable when a date should follow it, and none does."""
    if len(words) > 1 and is_by(words[0]):
        raise Unreadable(reader.day, "date", words[1].typed)
    return words[0].typed
