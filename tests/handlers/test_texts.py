"""Money, percentages, dates and near days, as each reader writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale

from handlers.texts import LANGUAGES, SOURCE, Texts, for_member
from tests.handlers.drawn import member

THIN = "\u202f"
SAMPLES: dict[str, tuple[str, ...]] = {
    # money, percentages, a number in a field, a date, a near day, a moment, a date in figures
    "en_US": ("CHF 1,234,567.50", "8.75 %", "12500.5", "Dec 31, 2026", "Mon, Aug 3",
              "Aug 3, 2026, 4:05 PM", "12/31/2026"),
    "en_GB": ("CHF 1,234,567.50", "8.75 %", "12500.5", "31 Dec 2026", "Mon 3 Aug",
              "3 Aug 2026, 16:05", "31/12/2026"),
    "en_CH": ("CHF 1’234’567.50", "8.75 %", "12500.5", "31 Dec 2026", "Mon, 3 Aug",
              "3 Aug 2026, 16:05", "31.12.2026"),
    "fr_CH": ("CHF 1’234’567.50", "8.75 %", "12500.5", "31 déc. 2026", "lun. 3 août",
              "3 août 2026, 16:05", "31.12.2026"),
    "fr_FR": (f"1{THIN}234{THIN}567,50 CHF", "8,75 %", "12500,5", "31 déc. 2026", "lun. 3 août",
              "3 août 2026, 16:05", "31/12/2026"),
    "de_CH": ("CHF 1’234’567.50", "8.75 %", "12500.5", "31.12.2026", "Mo., 3. Aug.",
              "03.08.2026, 16:05", "31.12.2026"),
}  # fmt: skip


@pytest.mark.parametrize("locale", SAMPLES)
def test_figures_and_dates_are_written_as_the_reader_writes_them(locale: str) -> None:
    language = locale[:2] if locale[:2] in LANGUAGES else SOURCE
    reader = Texts(language, Locale.parse(locale), "Europe/Zurich", "CHF")
    written = (
        reader.money(Decimal("1234567.5")),
        reader.percent(Decimal("8.750000")).replace("\u00a0", " "),
        reader.editable(Decimal("12500.50")),
        reader.date(date(2026, 12, 31)),
        reader.day(date(2026, 8, 3)),
        reader.moment(datetime(2026, 8, 3, 14, 5, tzinfo=UTC)),
        reader.example,
    )
    assert written == SAMPLES[locale]


def test_cents_are_rounded_half_away_from_zero() -> None:
    reader = Texts(SOURCE, Locale("en", "GB"), "Europe/London", "GBP")
    assert [reader.money(Decimal(one)) for one in ("0.005", "0.015", "2.674999")] == ["£0.01", "£0.02", "£2.67"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["3 days ago", "yesterday", "today", "tomorrow", "in 2 days", "in 1’200 days"]),
        ("fr", ["il y a 3 jours", "hier", "aujourd’hui", "demain", "dans 2 jours", "dans 1’200 jours"]),
    ],
)
def test_near_days_are_named(language: str, said: list[str]) -> None:
    reader = Texts(language, Locale(language, "CH"), "Europe/Zurich", "CHF")
    today = date(2026, 8, 3)
    days = [date.fromordinal(today.toordinal() + n) for n in (-3, -1, 0, 1, 2, 1200)]
    assert [reader.when(day, today) for day in days] == said


@pytest.mark.parametrize(
    ("who", "locale"),
    [
        ({"locale": "fr-FR"}, "fr_CH"),  # the zone says where somebody lives
        ({"locale": "fr-FR", "timezone": "Europe/Paris"}, "fr_FR"),
        ({"locale": "en-US", "timezone": "America/New_York"}, "en_US"),
        ({"locale": "en-GB", "timezone": "UTC"}, "en_GB"),
        ({"locale": "en-US"}, "en_CH"),
        ({"locale": "en-US", "language": "fr"}, "fr_CH"),  # their own choice goes first
        ({"locale": "ja-JP", "workspace_language": "fr"}, "fr_CH"),
        ({"locale": "ja-JP"}, "en_CH"),
    ],
)
def test_readers_get_their_own_language_and_figures(who: dict[str, Any], locale: str) -> None:
    assert str(for_member(member(**who)).locale) == locale


def test_french_counts_the_first_of_a_month_and_no_other_day() -> None:
    reader = Texts("fr", Locale.parse("fr_CH"), "Europe/Zurich", "CHF")
    first, eleventh = date(2026, 3, 1), date(2026, 3, 11)
    noon = datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert [reader.date(first), reader.day(first), reader.full(first), reader.whole(first), reader.moment(noon)] == [
        "1er mars 2026", "dim. 1er mars", "dim. 1er mars 2026", "dimanche 1er mars 2026", "1er mars 2026, 12:00",
    ]  # fmt: skip
    assert [reader.date(eleventh), reader.whole(eleventh)] == ["11 mars 2026", "mercredi 11 mars 2026"]
    assert Texts("en", Locale.parse("en_CH"), "Europe/Zurich", "CHF").date(first) == "1 Mar 2026"


def test_a_sentence_ends_with_one_full_stop() -> None:
    reader = Texts("fr", Locale("fr", "CH"), "Europe/Zurich", "CHF")
    said = reader.t("It wakes on {date}. {name}.", date=reader.day(date(2026, 1, 9)), name="Meier & Co.")
    assert said == "It wakes on ven. 9 janv. Meier & Co."
    assert reader.t("{name} is read.", name="and so on...") == "and so on... is read."
    assert reader.t("It said {name}.", name="and so on...") == "It said and so on...."
