"""Sentences, money, percentages and dates as one reader writes them."""

import datetime
import io
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from babel.support import Translations

from store.rights import Member
from store.rules import dates

SOURCE = "en"
_STOP = re.compile(r"[^.]\.$")
_LOCALES = Path(__file__).parent / "locales"
LANGUAGES = (SOURCE, *sorted(p.parent.name for p in _LOCALES.glob("*/messages.po")))


@cache
def catalogue(language: str) -> NullTranslations:
    """The sentences of a language; English is the source itself."""
    if language == SOURCE:
        return NullTranslations()
    with (_LOCALES / language / "messages.po").open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class Texts:
    """What one reader reads: a language, a format, a zone and a currency."""

    def __init__(self, language: str, locale: Locale, timezone: str, currency: str) -> None:
        self.language, self.locale, self.timezone, self.currency = language, locale, timezone, currency
        self.figures = _figures(locale)  # whose figures: where thousands and decimals are marked
        self._catalogue = catalogue(language)
        self._zone = dates.zone(timezone)

    def t(self, sentence: str, **values: object) -> str:
        """The sentence in the reader's language, its placeholders filled."""
        translated = self._catalogue.gettext(sentence)
        return translated.format(**_stopped(translated, values)) if values else translated

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """The sentence for `count` things, which it may name as {count}."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def number(self, value: Decimal | int) -> str:
        """Up to two decimals, trailing zeros dropped."""
        return _number(Decimal(value), self.figures)

    def column(self, values: Sequence[Decimal]) -> list[str]:
        """Numbers below one another: all with two decimals, or all without where each is whole."""
        shown = [value.quantize(Decimal("0.01"), ROUND_HALF_UP) for value in values]
        whole = all(value == value.to_integral_value() for value in shown)
        return [format_decimal(value, "#,##0" if whole else "#,##0.00", self.figures) for value in shown]

    def editable(self, value: Decimal | None) -> str:
        """A number as a form's field holds it: in the reader's figures, ungrouped; empty for none."""
        return "" if value is None else format_decimal(value, "0.##", self.figures)

    def percent(self, value: Decimal) -> str:
        """`8.75 %` (decision 45)."""
        return self.t("{number} %", number=self.number(value))

    def labelled(self, caption: str, value: str) -> str:
        """A bold caption and its value on one line, with the blank the language wants before the colon."""
        return self.t("*{caption}:* {value}", caption=caption, value=value)

    def money(self, amount: Decimal) -> str:
        """An amount in the workspace's currency, rounded half away from zero only here."""
        return _money(amount, self.currency, self.figures)

    def date(self, day: datetime.date) -> str:
        """`12 Jan 2026`."""
        return _date(day, self.locale)

    def day(self, day: datetime.date) -> str:
        """`Mon, 12 Jan`: for days that are near."""
        return _day(day, self.locale)

    def full(self, day: datetime.date) -> str:
        """`Mon, 12 Jan 2026`: where the day of the week tells two dates apart."""
        return _first(format_skeleton("yMMMEd", day, locale=self.locale), day, self.locale)

    def whole(self, day: datetime.date) -> str:
        """`Monday, 12 January 2026`: in words, for what is said once."""
        written = format_date(day, "full", self.locale)
        return _first(written.replace(",", "") if self.language == "fr" else written, day, self.locale)

    def moment(self, at: datetime.datetime) -> str:
        """A moment in the reader's zone, to the minute."""
        there = at.astimezone(self._zone)
        return f"{self.date(there.date())}, {self.clock(there.time())}"

    def near(self, at: datetime.datetime) -> str:
        """`Mon, 12 Jan, 08:30`: a moment that is near, in the reader's zone."""
        there = at.astimezone(self._zone)
        return f"{self.day(there.date())}, {self.clock(there.time())}"

    def clock(self, time: datetime.time) -> str:
        """A time of the day, to the minute."""
        return format_time(time, "short", locale=self.locale).replace("\u202f", " ")

    def when(self, day: datetime.date, today: datetime.date) -> str:
        """`in 12 days`, `today`, `3 days ago`."""
        days = (day - today).days
        if days == 0:
            return self.t("today")
        if days > 0:
            return self.n("tomorrow", "in {count} days", days)
        return self.n("yesterday", "{count} days ago", -days)

    @property
    def example(self) -> str:
        """How this reader would write 31 December 2026 in figures."""
        return format_date(datetime.date(2026, 12, 31), pattern(self.locale), self.locale)


def pattern(locale: Locale) -> str:
    """The locale's short date with a year of four digits: `dd.MM.yyyy`."""
    short = str(locale.date_formats["short"].pattern)
    return short.replace("yyyy", "y").replace("yy", "y").replace("y", "yyyy")


# Babel reads its patterns anew each time, and a list writes the same few days again and again.
@lru_cache(4096)
def _date(day: datetime.date, locale: Locale) -> str:
    return _first(format_date(day, "medium", locale), day, locale)


@lru_cache(4096)
def _day(day: datetime.date, locale: Locale) -> str:
    return _first(format_skeleton("MMMEd", day, locale=locale), day, locale)


def _stopped(sentence: str, values: dict[str, object]) -> dict[str, object]:
    """The values, those that end with a full stop without it where the sentence has one behind: `9 janv.`, no two."""
    return {
        name: value[:-1] if isinstance(value, str) and _STOP.search(value) and f"{{{name}}}." in sentence else value
        for name, value in values.items()
    }


def _first(written: str, day: datetime.date, locale: Locale) -> str:
    """French counts the first of a month, as CLDR's patterns do not: `1er mars`."""
    return re.sub(r"(?<!\d)1 ", "1er ", written, count=1) if locale.language == "fr" and day.day == 1 else written


def _figures(locale: Locale) -> Locale:
    """Whose figures: business in Switzerland writes `CHF 12’345.67` in every language (domain.md H), CLDR not in fr."""
    return Locale("de", "CH") if locale.territory == "CH" else locale


@lru_cache(4096)
def _number(value: Decimal, locale: Locale) -> str:
    return format_decimal(value.quantize(Decimal("0.01"), ROUND_HALF_UP), "#,##0.##", locale)


@lru_cache(4096)
def _money(amount: Decimal, currency: str, locale: Locale) -> str:
    cents = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    written = format_currency(cents, currency, locale=locale, format=_currency_pattern(locale, currency))
    return written.replace("\u00a0", " ")


@cache
def _currency_pattern(locale: Locale, currency: str) -> str:
    """The locale's own pattern, with the blank that English leaves out between `CHF` and the figure: not after `£`."""
    standard = str(locale.currency_formats["standard"].pattern)
    letters = get_currency_symbol(currency, locale)[-1:].isalpha()
    return standard.replace("¤#", "¤\u00a0#") if letters else standard


@lru_cache(1024)
def _texts(language: str, locale: Locale, timezone: str, currency: str) -> Texts:
    return Texts(language, locale, timezone, currency)


def for_member(member: Member) -> Texts:
    """The texts of a person: their own choice, else Slack's, else the workspace's, else English (product.md, Who)."""
    return _chosen(member.language, member.locale, member.workspace_language, member.timezone, member.currency)


@lru_cache(1024)
def _chosen(own: str, slack: str, workspace: str, timezone: str, currency: str) -> Texts:
    language = _language(own, slack, workspace)
    return _texts(language, _locale(language, slack, timezone), timezone, currency)


def plain(language: str, timezone: str, currency: str) -> Texts:
    """The texts for somebody who is not known yet."""
    language = _language(language)
    return _texts(language, _locale(language, "", timezone), timezone, currency)


def _language(*wishes: str) -> str:
    for wish in wishes:
        language = wish.replace("_", "-").split("-")[0].lower()
        if language in LANGUAGES:
            return language
    return SOURCE


@lru_cache(1024)
def _locale(language: str, slack: str, timezone: str) -> Locale:
    """Figures and dates as people write them where the reader lives: Slack knows no fr-CH, the time zone does."""
    country = get_global("zone_territories").get(timezone, "")
    own = slack.replace("-", "_") if slack.replace("_", "-").split("-")[0].lower() == language else ""
    for wish in (f"{language}_{country}", own, language):
        try:
            return Locale.parse(wish)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(SOURCE)
