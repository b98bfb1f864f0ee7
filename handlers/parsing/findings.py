"""The figure that some words begin with: an amount, a percentage or a date, as long as it goes on."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handlers.parsing import amounts, calendars, currencies, days, percentages, phrases
from handlers.parsing.figures import GAPS, group_sign, plain
from handlers.texts import Texts
from store.rules.refusals import AmbiguousAmount, AmbiguousDate, OtherCurrency, Refusal, Unreadable
from store.rules.text import folded

FIRST = 60  # words of a text in which figures are looked for: a description is not as long
LONGEST = 6  # words of one figure: `fin du mois de janvier 2027`
# What goes before a date and nothing else; and what goes before a date among other things.
BY = {"by", "until", "till", "due", "bis", "spatestens", "jusqu'au", "jusqu'a", "d'ici", "entro", "fino"}
MAY_BE_BY = {"on", "am", "zum", "le", "au", "pour", "il", "al", "per", "fur"}
_BETWEEN = (
    BY | MAY_BE_BY | {"the", "a", "la", "l", "den", "dem", "das", "der", "latest", "plus", "tard", "piu", "tardi"}
)
_SIGNED = re.compile(r"[-+]?[0-9€$£¥]|[A-Za-z.$€£]{1,5}-?[0-9]")
_FIGURES = frozenset("0123456789")
_FEW = re.compile(r"[0-9] [0-9]")
_BLANKS = re.compile(r"[0-9]+(?: [0-9]+)+")  # numbers with nothing that makes a date of them
_THREE = re.compile(r"[0-9]{3}")
_LOT = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}")  # among other words as likely a version as a day
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")  # a day and a month, or an amount
# What can not begin a figure.
_INNER = {"of", "du", "de", "la", "l", "des", "d", "der", "del", "della", "dell", "di", "now", "ago", "fa", "to"}
_WORDS = calendars.WORDS | amounts.WORDS | percentages.WORDS


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a line on which day, and the fields its amount and its date are for."""

    texts: Texts
    today: date
    value: str | None = "value"  # None: there is none
    day: str = "closing_on"
    past: bool = False  # a date without a year is the last such day
    instead: date | None = None  # taken for the day that is typed, since that one was refused
    least: date | None = None  # of several days that a text can mean those before this one are none


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was sent, with plain figures, and folded; whether an unbreakable blank ties it to the former."""

    typed: str
    plain: str
    folded: str
    tied: bool
    at: int  # where it begins


@dataclass(frozen=True, slots=True)
class Figure:
    """What the first `length` words are: a value, or what has to be asked."""

    length: int
    kind: str  # value, chances, day, or `either`: a value or a day; in a line also stage
    value: Decimal | date | str | None
    asks: Refusal | None = None
    day: date | None = None  # what it is if it is not the value


def split(text: str) -> list[Word]:
    """The words of a text."""
    found, end = list[Word](), 0
    for match in re.finditer(r"\S+", text):
        flat = plain(match[0])
        found.append(Word(match[0], flat, _key(flat), bool(GAPS.search(text[end : match.start()])), match.start()))
        end = match.end()
    return found


def typed(words: Sequence[Word]) -> str:
    """The words, with single blanks."""
    return " ".join(word.typed for word in words)


def _key(word: str) -> str:
    """The word folded, with its apostrophe, and a sign that is a word of its own."""
    return "'".join(map(folded, word.split("'"))) if word[:1].isalpha() else word.rstrip(".,;")


def figure(words: Sequence[Word], reader: Reader, wanted: Collection[str] | None = None) -> Figure | None:
    """The longest figure that the words begin with; `wanted`: only these kinds, and only what plainly is one."""
    strict = wanted is not None
    if len(words) > 1 and is_by(words[0]) and (wanted is None or "day" in wanted):
        return dated(words, reader, loose=not strict or words[0].folded in BY)
    readers: dict[str, Callable[[str], Figure | None]] = {
        "chances": _percentage,
        "value": lambda phrase: _money(phrase, reader) if strict else _value(phrase, reader),
        "day": lambda phrase: None if strict and _LOT.fullmatch(phrase) else _day(phrase, reader, loose=not strict),
    }
    return _longest(words, reader, [read for kind, read in readers.items() if wanted is None or kind in wanted])


def is_by(word: Word) -> bool:
    """Whether a date may follow."""
    return word.folded in BY or word.folded in MAY_BE_BY


def dated(words: Sequence[Word], reader: Reader, *, loose: bool) -> Figure | None:
    """A date behind words such as `by`, `bis zum`, `au plus tard le`, `entro la`."""
    begin = next((at for at in range(1, len(words) - 1) if words[at].folded not in _BETWEEN), max(1, len(words) - 1))
    if [word.folded for word in words[:2]] == ["am", "morgen"]:  # in the morning
        return None
    found = day(words[begin:], reader, loose=loose)
    return Figure(found.length + begin, "day", found.value, found.asks) if found else None


def day(words: Sequence[Word], reader: Reader, *, loose: bool) -> Figure | None:
    """The longest date that the words begin with."""
    return _longest(words, reader, [lambda phrase: _day(phrase, reader, loose=loose)])


def _longest(words: Sequence[Word], reader: Reader, readers: list[Callable[[str], Figure | None]]) -> Figure | None:
    if not words or words[0].folded in _INNER:
        return None
    for length in range(_run(words, reader.texts), 0, -1):
        phrase = _phrase(words[:length])
        if words[length:] and _THREE.fullmatch(words[length].plain) and phrases.NUMBERED.fullmatch(folded(phrase)):
            continue  # `friday 16 000` is a day and an amount
        for read in readers:
            if found := read(phrase):
                return replace(found, length=length)
    return None


def _run(words: Sequence[Word], texts: Texts) -> int:
    """How many words a figure may have here: up to the first that none can hold."""
    length = 0
    while length < min(LONGEST, len(words)) and _fits(words[length], texts):
        length += 1
    return length


def _fits(word: Word, texts: Texts) -> bool:
    """Whether a figure may hold the word."""
    parts = word.folded.replace("'", " ").split() or [word.folded]
    return bool(_SIGNED.match(word.plain)) or all(
        part in _WORDS or currencies.known(part, texts.currency) for part in parts
    )


def _phrase(words: Sequence[Word]) -> str:
    """The words in one; what was tied stays so, and a comma behind them is no part."""
    text = words[0].plain + "".join(("\u00a0" if word.tied else " ") + word.plain for word in words[1:])
    return text.rstrip(",;")


def _day(phrase: str, reader: Reader, *, loose: bool) -> Figure | None:
    if _BLANKS.fullmatch(phrase):
        return None
    found = days.readings(phrase, reader.texts, reader.today, past=reader.past, loose=loose)
    if len(found) > 1 and reader.least:
        found = tuple(one for one in found if one >= reader.least) or found
    if len(found) > 1:
        return Figure(0, "day", None, AmbiguousDate(reader.day, plain(phrase), found))
    if not found and loose and phrases.NUMBERED.fullmatch(folded(phrase)):
        return Figure(0, "day", None, Unreadable(reader.day, "date", phrase))
    return Figure(0, "day", reader.instead or found[0]) if found else None


def _percentage(phrase: str) -> Figure | None:
    found = percentages.signed(plain(phrase.rstrip("."))) if phrase[:1] in "-0123456789" else None
    return None if found is None else Figure(0, "chances", found)


def _money(phrase: str, reader: Reader) -> Figure | None:
    """An amount that plainly is one; among other words three decimals are a version, or a thousand of something."""
    found = _amount(phrase, reader) if amounts.is_plainly_money(phrase, reader.texts) else None
    exact = not found or not isinstance(found.value, Decimal) or found.value == round(found.value, 2)
    return found if exact else None


def _value(phrase: str, reader: Reader) -> Figure | None:
    """An amount; `31.12` can be a date as well, which the rest of the line decides, or the person."""
    found = _amount(phrase, reader)
    day = _day(phrase, reader, loose=True) if found and _DOTTED.fullmatch(phrase) else None
    if found and day and isinstance(day.value, date):
        return Figure(0, "either", found.value, Unreadable(reader.value or "", "amount or date", phrase), day.value)
    return found


def _amount(phrase: str, reader: Reader) -> Figure | None:
    """An amount; who does not group figures with blanks did not mean one number with two words."""
    if reader.value is None or _FIGURES.isdisjoint(phrase):
        return None
    if _FEW.search(phrase) and group_sign(reader.texts) != " ":
        return None
    try:
        return Figure(0, "value", amounts.amount(plain(phrase), reader.texts, reader.value))
    except Unreadable:
        return None
    except (AmbiguousAmount, OtherCurrency) as asks:
        return Figure(0, "value", None, asks)
