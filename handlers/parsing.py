"""What people type after the command, read into values: pure, and strict where a text could mean two things."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale

from handlers.texts import Texts, pattern
from store.rules.refusals import Unreadable

LONGEST = 3000
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
# <@U1|ana> and <#C1|sales> were typed as @ana and #sales, <https://…|…> and <mailto:…|…> as their words.
# `Call them on 2026-12-31`: a text, and the day at its end.
DATED = re.compile(r"^(?P<text>.*?)\s+(?:on|by|due|le|pour|am|bis|il|entro)\s+(?P<day>\S+(?: \S+)?)$", re.I | re.S)
_LINK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def unescaped(text: str) -> str:
    """What the person typed: Slack's links and entities undone, once (the manifest sets should_escape)."""
    text = _LINK.sub(lambda m: f"{m[1].replace('!', '')}{m[3]}" if m[1] and m[3] else m[3] or m[2], text)
    for entity, char in _ENTITIES:
        text = text.replace(entity, char)
    return text


def verb(text: str) -> tuple[str, str]:
    """The first word in lower case, as it was typed, and the rest as Slack sent it: it may mention somebody."""
    first, _, rest = text.strip().partition(" ")
    return unescaped(first).lower(), rest.strip()


def words(text: str) -> tuple[str, str]:
    """The first word in lower case, and the rest, as they were typed."""
    first, rest = verb(text)
    return first, unescaped(rest)


def mention(text: str) -> str | None:
    """The Slack id in `<@U123|ana>`."""
    match = _MENTION.search(text)
    return match[1] if match else None


def amount(typed: str, texts: Texts, field: str) -> Decimal:
    """An amount in figures, with or without the currency, grouped as the reader groups. Raises Unreadable.

    `12'500`, `12 500.50`, `12,500` (English), `12.500,50` (German): a text that this reader could not
    have meant is refused, never guessed at.
    """
    text = _ascii(typed).upper().replace(texts.currency.upper(), "").replace("−", "-").strip()
    sign = "-" if text.startswith("-") else ""
    number = _ungrouped(text.removeprefix("-").strip(), texts.locale)
    if number is None:
        raise Unreadable(field, "amount", typed)
    return Decimal(sign + number)


def count(typed: str) -> int | None:
    """A whole number of at most eight plain figures, or None."""
    return int(typed) if re.fullmatch(r"[0-9]{1,8}", typed, re.ASCII) else None


def whole(typed: str, field: str) -> Decimal | None:
    """A whole number in figures; None when nothing is typed. Raises Unreadable."""
    text = _ascii(typed).replace("−", "-").strip()
    if not re.fullmatch(r"(?:-?[0-9]{1,8})?", text, re.ASCII):
        raise Unreadable(field, "whole", typed)
    return Decimal(text) if text else None


def percent(typed: str, field: str = "chances") -> Decimal:
    """A percentage with or without its sign. Raises Unreadable."""
    text = _ascii(typed).replace("−", "-").strip().removesuffix("%").strip()
    match = re.fullmatch(r"(-?)([0-9]{1,15})(?:[.,]([0-9]{1,15}))?", text, re.ASCII)
    if not match:
        raise Unreadable(field, "percentage", typed)
    return Decimal(f"{match[1]}{match[2]}.{match[3] or 0}")


def _ascii(typed: str) -> str:
    """Full-width figures and typographic signs as plain ones; raised and other scripts' figures stay what they are."""
    plain = "".join(c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in typed)
    text = plain.replace("’", "'").replace("`", "'")
    return re.sub(r"[\u00a0\u202f\u2009]", " ", text)


def _ungrouped(text: str, locale: Locale) -> str | None:
    """The bare figures of a grouped number, or None. At most 15 figures before the decimals, and 6 after."""
    decimal = _decimal_sign(locale)
    grouping = "." if decimal == "," else ","
    for separators, sign in ((f"' {grouping}", decimal), ("' ", "." if decimal == "," else ",")):
        signs = re.escape(sign)
        for separator in separators:
            group = re.escape(separator)
            shape = rf"([0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]{{1,15}})(?:{signs}([0-9]{{1,6}}))?"
            match = re.fullmatch(shape, text, re.ASCII)
            if match and not (sign != decimal and match[2] and len(match[2]) == 3):
                whole = match[1].replace(separator, "")
                return f"{whole}.{match[2] or 0}" if len(whole) <= 15 else None
    return None


def _decimal_sign(locale: Locale) -> str:
    return str(locale.number_symbols["latn"]["decimal"])


def day(typed: str, texts: Texts, field: str) -> date:
    """A date as `2026-12-31` or in the reader's order. Raises Unreadable, also when it could be two days."""
    text = _ascii(typed).strip()
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", text, re.ASCII):
        return _date(int(match[1]), int(match[2]), int(match[3]), typed, field)
    match = re.fullmatch(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})", text, re.ASCII)
    if not match:
        raise Unreadable(field, "date", typed)
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    if _day_first(match[2], first, second, typed, texts, field):
        return _date(year, second, first, typed, field)
    return _date(year, first, second, typed, field)


def _day_first(sign: str, first: int, second: int, typed: str, texts: Texts, field: str) -> bool:
    """Dots are always day.month; the reader's own sign is in the reader's order; else only one order may fit."""
    written = pattern(texts.locale)
    if sign == ".":
        return True
    if sign in written:
        return written.index("d") < written.index("M")
    if first > 12 or second > 12 or first == second:
        return second <= 12
    raise Unreadable(field, "ambiguous_date", typed)


def _date(year: int, month: int, day_: int, typed: str, field: str) -> date:
    try:
        return date(year, month, day_)
    except ValueError:
        raise Unreadable(field, "date", typed) from None


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed behind the number of an opportunity for a move; None where nothing was."""

    stage: str | None = None
    value: Decimal | None = None
    chances: Decimal | None = None
    closing_on: date | None = None


BY = {"by", "until", "am", "bis", "le", "jusqu'au", "au", "pour", "il", "entro"}
_TO = {"to", "à", "a", "vers", "zu", "auf", "nach", "alla"}


def joined(words: list[str], texts: Texts) -> list[str]:
    """The words; where the reader groups figures with blanks, `60 000` is one, but behind `to` stands a stage."""
    if " " not in _ascii(texts.number(60000)):
        return words
    found = list[str]()
    for word in words:
        begun = bool(found) and re.fullmatch(r"[0-9]{1,3}(?:\u00a0[0-9]{3})*", found[-1], re.ASCII)
        staged = len(found) > 1 and found[-2].lower() in _TO
        if begun and not staged and re.fullmatch(r"[0-9]{3}(?:[.,][0-9]{1,6})?", word, re.ASCII):
            found[-1] += f"\u00a0{word}"
        else:
            found.append(word)
    return found


def given(text: str, texts: Texts) -> Given:
    """`to 4 60'000 75% by 2026-01-26`, in any order; `to` takes a stage's number or name. Raises Unreadable."""
    found: dict[str, Decimal | date | str] = {}
    rest = joined(re.sub(r"(\d)\s+%", r"\1%", text).split(), texts)
    while rest:
        before = list(rest)
        word = rest.pop(0)
        if word.upper() == texts.currency.upper():
            continue
        name, value = _named(word, rest, texts)
        if name in found:
            raise Unreadable(name, "twice", " ".join(before[: len(before) - len(rest)]))
        found[name] = value
    return Given(**found)  # type: ignore[arg-type] # each name holds what its reader returned


def _named(word: str, rest: list[str], texts: Texts) -> tuple[str, Decimal | date | str]:
    """What the word says, or begins to say: the words that belong to it are taken off. Raises Unreadable."""
    if word.lower() in _TO and rest:
        return "stage", " ".join(_stage_words(rest))
    if word.lower() in BY and rest:
        return "closing_on", day(rest.pop(0), texts, "closing_on")
    return _figure(word, texts)


def _stage_words(rest: list[str]) -> list[str]:
    """The words of a stage's name: up to the first figure behind them, or a `by`."""
    taken = [rest.pop(0)]
    while rest and not taken[0].isdigit() and rest[0].lower() not in BY and not rest[0][0].isdigit():
        taken.append(rest.pop(0))
    return taken


def figure(word: str, texts: Texts) -> tuple[str, Decimal | date] | None:
    """A figure among words: a percentage, a date, or an amount that is plainly one (of four figures, or of money)."""
    try:
        name, value = _figure(word, texts)
    except Unreadable:
        return None
    money = texts.currency.upper() in word.upper()
    plainly = name != "value" or money or len(re.sub(r"[^0-9]", "", word)) >= 4
    return (name, value) if plainly else None


def _figure(word: str, texts: Texts) -> tuple[str, Decimal | date]:
    if word.endswith("%"):
        return "chances", percent(word)
    if re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}", word):
        return "closing_on", day(word, texts, "closing_on")
    return "value", amount(word, texts, "value")
