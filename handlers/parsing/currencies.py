"""Currencies as people write them: codes, signs and names in four languages."""

import re
from functools import cache

from babel.numbers import get_currency_symbol

# Codes of what else may stand beside an amount. Not every code there is: some are words (ALL, TOP, TRY).
_CODES = frozenset(
    """CHF EUR USD GBP JPY CNY CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN RSD UAH RUB ILS AED SAR QAR INR SGD HKD
    KRW THB IDR MYR PHP VND ZAR EGP MXN BRL ARS CLP COP""".split()  # noqa: SIM905 - forty codes read best as a line
)
_LANGUAGES = ("en", "fr", "de", "it")
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"})
_FRANCS, _EUROS, _POUNDS = frozenset({"CHF"}), frozenset({"EUR"}), frozenset({"GBP"})
# A sign or a name, folded, and which currencies it may be.
_NAMES: dict[str, frozenset[str]] = {
    "€": _EUROS, "euro": _EUROS, "euros": _EUROS,
    "$": _DOLLARS, "us$": frozenset({"USD"}), "dollar": _DOLLARS, "dollars": _DOLLARS, "dollari": _DOLLARS,
    "£": _POUNDS, "pound": _POUNDS, "pounds": _POUNDS, "pfund": _POUNDS, "livres": _POUNDS, "sterline": _POUNDS,
    "¥": frozenset({"JPY", "CNY"}), "yen": frozenset({"JPY"}),
    "fr": _FRANCS, "frs": _FRANCS, "sfr": _FRANCS, "franken": _FRANCS, "franc": _FRANCS, "francs": _FRANCS,
    "franchi": _FRANCS,
}  # fmt: skip


@cache
def own_names(own: str) -> frozenset[str]:
    """How a currency is written: its code, and its sign in each language; as small letters."""
    return frozenset({own.lower(), *(get_currency_symbol(own, language).lower() for language in _LANGUAGES)})


def written(own: str) -> str:
    """A pattern of every way to write a currency, the workspace's own among them; longest first."""
    names = {*own_names(own), *_NAMES, *(code.lower() for code in _CODES)}
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def is_own(name: str, own: str) -> bool:
    """Whether what was written can be the workspace's currency."""
    word = name.lower().rstrip(".")
    return word in own_names(own) or own in _NAMES.get(word, ())


def known(word: str, own: str) -> bool:
    """Whether a word, folded or a sign, is a currency."""
    return word in own_names(own) or word in _NAMES or word.upper() in _CODES
