"""The date that a text ends with, where it says when and not what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.parsing import calendars, phrases
from handlers.parsing.findings import BY, LONGEST, Figure, Reader, Word, dated, day, is_by, split, typed
from store.rules.refusals import Refusal, Unreadable
from store.rules.text import folded

_ARTICLES = {"the", "a", "an", "le", "la", "l", "les", "un", "une", "der", "die", "das", "den", "dem", "des", "ein",
             "eine", "il", "lo", "gli", "i", "uno", "una"}  # fmt: skip
_BEFORE = """for of before after from since at about during within to or and every each next than except with without
 not between starting black good cyber easter
 fur von vom ab zwischen vor nach seit um uber bei beim gegen wahrend oder und jeden jede jedes ohne
 mit nicht ausser guten zu
 de d du entre avant apres depuis chez vers pendant a ou et chaque sauf avec sans pas
 di del della tra fra prima dopo da dal durante o e ogni tranne con senza non
 my your his her its our their mon ton son ma ta sa notre votre leur mein dein sein ihr unser euer
 mio tuo suo nostro vostro loro"""
# A date right behind one of these belongs to what is said: `the offer for end of month`, `monday or friday`.
_ABOUT = _ARTICLES.union(_BEFORE.split())
# Behind a date these lead to the end of a period, and so does nothing: `monday till friday`, `demain lundi`.
_TILL = {"until", "till", "bis", "jusqu'au", "jusqu'a", "au", "fino"}
_VALID = {"valid", "gultig", "gueltig", "valable", "valida", "valido"}  # until then, and no task by then


@dataclass(frozen=True, slots=True)
class Deadline:
    """A text, and the date it ended with, or what has to be asked about it."""

    text: str
    day: date | None = None
    asks: Refusal | None = None


def deadline(text: str, reader: Reader) -> Deadline:
    """`Call them on friday`, `Call them tomorrow`: the text and its date; else all of it is text.

    Raises Unreadable for figures behind `on` that are no date.
    """
    words = split(text)
    for start in range(max(1, len(words) - 2 * LONGEST), len(words)):  # a date, and what leads to it
        found = _to_the_end(words[start:], reader)
        if found and not _is_meant(found, words, start, reader):
            break  # what the longest date says is text, and so are the shorter ones in it
        if found:
            on = found.value if isinstance(found.value, date) else None
            return Deadline(text[: words[start].at].strip(), on, found.asks)
        if _led(words[start:]) and len(words) - start < 4 and words[start + 1].plain[:1].isdigit():
            raise Unreadable(reader.day, "date", typed(words[start + 1 :]))
    return Deadline(text)


def _led(words: Sequence[Word]) -> bool:
    """Whether the first word leads to a date: `by friday`."""
    return len(words) > 1 and is_by(words[0])


def _to_the_end(words: Sequence[Word], reader: Reader) -> Figure | None:
    """The date that all these words are."""
    found = dated(words, reader, loose=True) if _led(words) else day(words, reader, loose=True)
    return found if found and found.length == len(words) else None


def _is_meant(found: Figure, words: Sequence[Word], start: int, reader: Reader) -> bool:
    """Whether a date at the end is when, not what: not `from monday until friday`, `report on q1`, `check the eoy`."""
    leader = words[start].folded if _led(words[start:]) else ""
    if leader not in BY and phrases.PERIOD.fullmatch(folded(typed(words[start + bool(leader) :]))):
        return False
    if (not leader or leader in _TILL) and _ends_with_a_day(words[:start], reader):
        return False
    if leader and words[start - 1].folded in (_VALID if leader in BY else _ABOUT):  # `après le 15 mars`
        return False
    return bool(leader) or _soon(found, words, start, reader)


def _ends_with_a_day(words: Sequence[Word], reader: Reader) -> bool:
    """Whether a plain date, the name of a weekday or `tomorrow` stands at the end."""
    ends = (words[start:] for start in range(max(0, len(words) - LONGEST), len(words)))
    dates = ((end, day(end, reader, loose=False)) for end in ends)
    return any(found and found.length == len(end) for end, found in dates) or any(map(_is_named, words[-1:]))


def _is_named(word: Word) -> bool:
    """Whether a word alone is a day; `sun` and `mar` may be anything."""
    name = folded(word.typed)
    return name in calendars.NEAR or (name in calendars.WEEKDAYS and len(name) > 4)


def _soon(found: Figure, words: Sequence[Word], start: int, reader: Reader) -> bool:
    """Whether a date that nothing leads to is meant: `tomorrow`, `in 3 days`, `next friday`; no figures."""
    first, former = words[start], words[start - 1]
    if isinstance(found.asks, Unreadable):  # `report q1 26`
        return False
    if isinstance(found.value, date) and (found.value > reader.today if reader.past else found.value < reader.today):
        return False
    if first.folded == "hier" and reader.texts.language != "fr":  # which is `here` in German
        return False
    if is_by(former) or former.folded in _ABOUT or first.plain[:1].isdigit():
        return False
    if first.folded in _ARTICLES:  # an event of that day, but for `the day after tomorrow`
        return found.length > 2 and words[-1].folded in calendars.NEAR
    return _is_named(first) or (found.length > 1 and folded(typed(words[start:])) not in calendars.ENDS)
