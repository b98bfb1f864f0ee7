"""Amounts of money as people say them: `12'500 CHF`, `12.5k`, `€1,2 Mio`, `1 Mrd`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from handlers.parsing import calendars, currencies
from handlers.parsing.figures import decimal_sign, group_sign, plain
from handlers.texts import Texts
from store.rules.refusals import AmbiguousAmount, OtherCurrency, Unreadable
from store.rules.text import folded

LONGEST = 60
_POWERS = {
    "k": 3, "tsd": 3, "tausend": 3, "thousand": 3, "mila": 3, "mille": 3,
    "m": 6, "mio": 6, "mn": 6, "mln": 6, "mill": 6, "million": 6, "millions": 6, "millionen": 6, "milione": 6,
    "milioni": 6,
    "b": 9, "bn": 9, "mrd": 9, "mia": 9, "md": 9, "mds": 9, "mld": 9, "milliard": 9, "milliards": 9, "milliarde": 9,
    "milliarden": 9, "miliardo": 9, "miliardi": 9,
    "billionen": 12,
}  # fmt: skip
_BILLIONS = ("billion", "billions")  # a thousand millions in English, a million millions elsewhere
WORDS = {*_POWERS, *_BILLIONS}
_SHAPE = re.compile(r"([^0-9]{0,12}?)([0-9](?:[0-9'., ]{0,40}[0-9])?)([^0-9]{0,24})", re.ASCII)
_ROUND = re.compile(r"\. ?[-–—]{1,2}")  # 500.- is 500.00


@dataclass(frozen=True, slots=True)
class _Written:
    """The parts of an amount, as they were written."""

    sign: str
    number: str
    power: str
    currency: str


def amount(typed: str, texts: Texts, field: str) -> Decimal:
    """The one amount a text means. Raises Unreadable, AmbiguousAmount, OtherCurrency.

    In figures, grouped and with decimals as the reader writes them, or as only somebody else could: what the
    reader's own format rules out and another allows is read. `12.500` is grouped for who groups so; for anybody else
    it can be two amounts, and is asked about (issue 3), unless it can not be money in any other way than one.
    """
    written = _parts(typed, texts)
    if written is None:
        raise Unreadable(field, "amount", typed)
    found = [
        Decimal(f"{written.sign}{number}") * Decimal(10**power)
        for power in _powers(written.power, texts)
        for number in _numbers(written.number, texts, scaled=power > 0)
    ]
    if not found:
        raise Unreadable(field, "amount", typed)
    if written.currency and not currencies.is_own(written.currency, texts.currency):
        raise OtherCurrency(field, typed, texts.currency)
    if len(found) > 1:
        raise AmbiguousAmount(field, typed, tuple(found))
    return found[0]


def is_plainly_money(typed: str, texts: Texts) -> bool:
    """Whether a figure among other words can be nothing but money.

    It has a currency, `k`, `M`, `Mio` or the like, marked thousands, or four figures before the decimals; a number
    from 1900 to 2199 with none of these is a year, one with a leading nought a telephone's, and `60m` are metres.
    """
    written = _parts(typed, texts)
    if written is None:
        return False
    if written.currency or (written.power and written.power not in ("m", "b")):
        return True
    if re.match(r"0[0-9]", written.number):
        return False
    whole = re.split(r"[.,][0-9]{1,2}$", written.number)[0]
    if re.search(r"[0-9][', .][0-9]{3}", written.number):
        return True
    return len(whole) >= 4 and not re.fullmatch(r"(?:19|2[01])[0-9]{2}", written.number) and not written.power


def _parts(typed: str, texts: Texts) -> _Written | None:
    """What stands before, in and behind the figures; None when that makes no amount."""
    text = plain(typed).strip()
    match = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or folded(match[3]) in calendars.MONTHS:  # `1 mars` is no million of Argentina's
        return None
    around = _around(texts.currency)
    front = around[0].fullmatch(match[1].replace(" ", ""))
    back = around[1].fullmatch(_ROUND.sub("", match[3], count=1).strip())
    if not front or not back or any(front[part] and back[part] for part in ("power", "currency")):
        return None
    if front["minus"] and front["sign"]:
        return None
    power, currency = front["power"] or back["power"], front["currency"] or back["currency"]
    return _Written(front["minus"] or front["sign"], match[2], power or "", (currency or "").rstrip("."))


@lru_cache(64)
def _around(own: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before the figures and behind them: `Mio. CHF`, `€`, `k CHF`, `millions d'euros`."""
    powers = "|".join(sorted(WORDS, key=len, reverse=True))
    power = rf"(?P<power>{powers}|t(?=€|[a-z]{{3}}$))"
    currency = rf"(?P<currency>(?:{currencies.written(own)})\.?)"
    return (
        re.compile(rf"(?P<minus>-?)(?:(?:{power}\.?)?{currency})?(?P<sign>-?)", re.IGNORECASE),
        re.compile(rf"(?:{power}\.?)? ?(?:(?:de |d'|of |di )?{currency})?", re.IGNORECASE),
    )


def _powers(word: str, texts: Texts) -> tuple[int, ...]:
    """How many noughts a word stands for. `TCHF` are thousands of francs."""
    name = word.lower()
    if not name:
        return (0,)
    if name in _BILLIONS:
        return (9,) if texts.language == "en" else (9, 12)
    return (3,) if name == "t" else (_POWERS[name],)


def _numbers(number: str, texts: Texts, *, scaled: bool) -> list[str]:
    """What a grouped number can be, as bare figures; at most 15 before the decimals, and 6 after."""
    if match := re.fullmatch(r"([1-9][0-9]{0,2})([.,])([0-9]{3})", number):
        return _three(match[1], match[2], match[3], texts, scaled=scaled)
    for group in ("'", " ", ",", "."):
        for decimal in ".,".replace(group, ""):
            shape = rf"([0-9]{{1,3}}(?:\{group}[0-9]{{3}})+|[0-9]{{1,15}})(?:\{decimal}([0-9]{{1,6}}))?"
            if match := re.fullmatch(shape, number, re.ASCII):
                whole = match[1].replace(group, "")
                return [f"{whole}.{match[2] or 0}"] if len(whole) <= 15 else []
    return []


def _three(whole: str, sign: str, rest: str, texts: Texts, *, scaled: bool) -> list[str]:
    """`12.500`: thousands or decimals, as the reader's format says, or both where it does not."""
    grouped, split = f"{whole}{rest}", f"{whole}.{rest}"
    money = scaled or rest.endswith("0")  # of an amount two decimals are kept
    if sign == group_sign(texts):
        return [grouped]
    if sign == decimal_sign(texts):
        return [split] if scaled or not money else [grouped, split]
    return [grouped, split] if money else [grouped]
