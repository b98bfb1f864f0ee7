"""People who write figures and dates as they do where they live, in four languages."""

from datetime import date

from babel import Locale, UnknownLocaleError
from hypothesis import strategies as st

from handlers.texts import LANGUAGES, SOURCE, Texts
from store.rules import dates, numbers

WEDNESDAY = date(2026, 1, 7)
AMOUNTS = st.decimals("0.01", numbers.LARGEST, places=2)
PERCENTAGES = st.decimals("0.01", 100, places=2)
DAYS = st.dates(dates.FIRST, dates.LAST)


def reader(locale: str, currency: str = "CHF") -> Texts:
    """Somebody who writes figures and dates as they do there."""
    language = locale[:2] if locale[:2] in LANGUAGES else SOURCE
    return Texts(language, Locale.parse(locale), "Europe/Zurich", currency)


def _locales() -> list[str]:
    """Four languages by six countries, as far as they are spoken there."""
    found = []
    for language in ("en", "fr", "de", "it"):
        for country in ("CH", "DE", "FR", "IT", "GB", "US"):
            try:
                found.append(str(Locale.parse(f"{language}_{country}")))
            except UnknownLocaleError:
                continue
    return found


LOCALES = _locales()
EVERYBODY = st.sampled_from([reader(locale, currency) for locale in LOCALES for currency in ("CHF", "EUR", "USD")])
