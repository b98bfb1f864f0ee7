"""Dates are read as they are written and said; what can be two days is asked about, and no day is guessed."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.parsing import days
from handlers.texts import Texts, pattern
from store.rules.refusals import AmbiguousDate, Unreadable
from tests.handlers.parsing.readers import DAYS, EVERYBODY, LOCALES, WEDNESDAY, reader


def said(typed: str, today: str = "2026-01-07", locale: str = "en_CH", *, past: bool = False) -> list[str]:
    """What a text can mean."""
    return [d.isoformat() for d in days.readings(typed, reader(locale), date.fromisoformat(today), past=past)]


@given(day=DAYS, texts=EVERYBODY)
def test_a_date_reads_back_as_iso_and_as_its_reader_writes_it(day: date, texts: Texts) -> None:
    for written in (
        day.isoformat(), format_date(day, pattern(texts.locale), texts.locale), texts.date(day), texts.full(day),
        format_date(day, "long", texts.locale),
    ):  # fmt: skip
        assert parsing.day(written, texts, "due_on", WEDNESDAY) == day, written
    assert parsing.day(texts.example, texts, "due_on", WEDNESDAY) == date(2026, 12, 31)


@given(ahead=st.integers(0, 360), texts=EVERYBODY, today=DAYS.filter(lambda day: day.year < 2199))
def test_a_near_day_reads_back_without_its_year(ahead: int, texts: Texts, today: date) -> None:
    day = today + timedelta(days=ahead)
    assert parsing.day(texts.day(day), texts, "due_on", today) == day
    assert parsing.day(f"{day.day}.{day.month}.", texts, "due_on", today) == day
    back = today - timedelta(days=ahead)
    if back.year >= 2000:
        assert parsing.day(f"{back.day}.{back.month}.", texts, "closed_on", today, past=True) == back


@given(day=DAYS, writer=EVERYBODY, texts=EVERYBODY)
def test_a_date_written_elsewhere_is_that_day_its_mirror_or_asked_about(day: date, writer: Texts, texts: Texts) -> None:
    written = format_date(day, pattern(writer.locale), writer.locale)
    found = days.readings(written, texts, WEDNESDAY)
    assert day in found or len(found) == 1
    assert {(one.year, one.month, one.day) for one in found} <= {
        (day.year, day.month, day.day),
        (day.year, day.day, day.month),
    }


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("26.1.2026", "de_CH", "2026-01-26"),
        ("26.1.26", "en_US", "2026-01-26"),
        ("3.2.2026", "en_US", "2026-02-03"),
        ("26. 1. 2026", "de_DE", "2026-01-26"),
        ("26.1.", "de_CH", "2026-01-26"),
        ("26.1", "de_CH", "2026-01-26"),
        ("3.4.", "en_US", "2026-04-03"),
        ("6.1.", "de_CH", "2027-01-06"),
        ("7.1.", "de_CH", "2026-01-07"),
        ("29.2.", "de_CH", "2028-02-29"),
        ("31/12", "fr_FR", "2026-12-31"),
        ("12/31", "en_US", "2026-12-31"),
        ("3/4", "en_US", "2026-03-04"),
        ("3/4", "en_GB", "2026-04-03"),
        ("1/2/2026", "en_US", "2026-01-02"),
        ("1/2/2026", "en_GB", "2026-02-01"),
        ("1/2/2026", "fr_FR", "2026-02-01"),
        ("26/1/2026", "de_CH", "2026-01-26"),
        ("12/31/2026", "en_GB", "2026-12-31"),
        ("12/31/2026", "fr_FR", "2026-12-31"),
        ("31/12/2026", "en_US", "2026-12-31"),
        ("2-2-2026", "en_US", "2026-02-02"),
        ("2026-2-3", "en_US", "2026-02-03"),
        ("2026/02/03", "fr_FR", "2026-02-03"),
        ("２０２６-01-26", "en_US", "2026-01-26"),
        ("29.2.2028", "de_CH", "2028-02-29"),
    ],
)
def test_a_date_in_figures_is_read_in_its_writers_order(typed: str, locale: str, meant: str) -> None:
    assert said(typed, locale=locale) == [meant]


@pytest.mark.parametrize(
    ("meant", "phrases"),
    [
        ("2026-01-07", "today|aujourd'hui|aujourd’hui|heute|Oggi"),
        ("2026-01-08", "tomorrow|demain|morgen|domani|DEMAIN"),
        ("2026-01-06", "yesterday|hier|gestern|ieri"),
        ("2026-01-09", "day after tomorrow|après-demain|übermorgen|uebermorgen|dopodomani"),
        ("2026-01-05", "avant-hier|vorgestern|l'altro ieri"),
        ("2026-01-10", "in 3 days|dans 3 jours|in 3 Tagen|tra 3 giorni|fra tre giorni|3D"),
        ("2026-01-21", "in 2 weeks|dans deux semaines|in zwei Wochen|fra 2 settimane|2W|2w"),
        ("2026-02-07", "in 1 month|in a month|dans un mois|in einem Monat|tra un mese|1M"),
        ("2026-01-04", "3 days ago|il y a 3 jours|vor 3 Tagen|3 giorni fa"),
        ("2026-01-31", "end of month|end of the month|eom|month end|fin du mois|fin de mois|Ende Monat|Monatsende"
                       "|Ende des Monats|fine mese|fine del mese|CM|end of January|fin janvier|Ende Januar"),
        ("2026-02-28", "end of next month|fin du mois prochain|Ende nächsten Monats|fine del mese prossimo|CM+1D+CM"),
        ("2026-03-31", "end of quarter|fin du trimestre|Ende Quartal|Quartalsende|fine trimestre|Q1|T1|end of Q1|eoq"),
        ("2026-12-31", "end of year|eoy|fin d'année|fin d’année|fin de l'année|Ende Jahr|Jahresende|fine anno|CY"),
        ("2027-06-30", "Q2 2027|end of Q2 2027|fin T2 2027"),
        ("2027-01-15", "15 janvier 2027|15 January 2027|January 15, 2027|15. Januar 2027|15 gennaio 2027|Jan 15 2027"),
        ("2026-01-15", "15. Jan|15 jan|Jan 15|15 janv.|15 gennaio|the 15th of January|le 15 janvier|15. Jänner"),
        ("2026-03-01", "1er mars|1. März|1. Maerz|1° marzo|1º marzo|March 1st"),
        ("2026-01-16", "Fri, 16 Jan|ven. 16 janv.|Fr 16.1.|Fr., 16.1.2026|venerdì 16 gennaio|Friday 2026-01-16"),
        ("2026-01-09", "friday|this friday|coming friday|vendredi|ce vendredi|Freitag|diesen Freitag|kommenden Freitag"
                       "|venerdì|questo venerdi"),
        ("2026-01-12", "next monday|lundi prochain|nächsten Montag|naechsten Montag|lunedì prossimo"),
        ("2026-01-05", "last monday|lundi dernier|letzten Montag|lunedì scorso"),
    ],
)  # fmt: skip
def test_a_date_is_said_in_four_languages(meant: str, phrases: str) -> None:
    if meant == "2026-01-05" and "monday" in phrases:
        assert {tuple(said(one, "2026-01-07")) for one in phrases.split("|")} == {("2026-01-05", "2025-12-29")}
        return
    for phrase in phrases.split("|"):
        assert said(phrase) == [meant], phrase


@pytest.mark.parametrize(
    ("phrases", "today", "meanings"),
    [
        ("next friday|vendredi prochain|nächsten Freitag|venerdì prossimo", "2026-01-07", "2026-01-09 2026-01-16"),
        ("next friday|vendredi prochain", "2026-01-10", "2026-01-16"),  # said on a Saturday
        ("next friday", "2026-01-09", "2026-01-16"),
        ("last monday|lundi dernier|letzten Montag|lunedì scorso", "2026-01-07", "2026-01-05 2025-12-29"),
        ("last friday", "2026-01-07", "2026-01-02"),
        ("wednesday|mercredi", "2026-01-07", "2026-01-07 2026-01-14"),
        ("end of week|fin de la semaine|Ende Woche|eow", "2026-01-07", "2026-01-09 2026-01-11"),
        ("end of week", "2026-01-10", "2026-01-11"),
        ("end of next week", "2026-01-07", "2026-01-16 2026-01-18"),
        ("march|mars|März|marzo", "2026-01-07", "2026-03-01 2026-03-31"),
        ("january", "2026-01-07", "2026-01-31"),
        ("1/2/2026", "2026-01-07", "2026-02-01 2026-01-02"),
        ("3-4-2026", "2026-01-07", "2026-04-03 2026-03-04"),
    ],
)
def test_what_can_be_two_days_is_both(phrases: str, today: str, meanings: str) -> None:
    for phrase in phrases.split("|"):
        found = days.readings(phrase, reader("de_CH"), date.fromisoformat(today))
        assert " ".join(d.isoformat() for d in found) == meanings, phrase


def test_what_can_be_two_days_is_asked_about() -> None:
    with pytest.raises(AmbiguousDate) as asks:
        parsing.day("next friday", reader("en_CH"), "due_on", WEDNESDAY)
    assert (asks.value.field, asks.value.typed) == ("due_on", "next friday")
    assert asks.value.days == (date(2026, 1, 9), date(2026, 1, 16))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("6.1.", "2026-01-06"), ("8.1.", "2025-01-08"), ("7.1.", "2026-01-07"), ("29.2.", "2024-02-29"),
     ("Dec 24", "2025-12-24"), ("monday", "2026-01-05"), ("friday", "2026-01-02")],
)  # fmt: skip
def test_a_day_of_change_without_a_year_is_the_last_one(typed: str, meant: str) -> None:
    assert said(typed, past=True) == [meant]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "typed",
    ["31.2.2026", "2026-02-31", "2026-13-01", "2026-00-10", "0000-01-01", "29.2.2026", "32.1.2026", "0.1.2026", "",
     "1.1.2", "1.1.202", "2026-1-1-1", "26.1-2026", "٣.١.٢٠٢٦", "99/99/9999", "2026-W01-1", "12.31.2026", "30 feb",
     "0 jan", "1² jan", "Thu, 16 Jan", "in 9999 years", "in 99999 days", "2X", "99999D", "9999Y", "soon", "next year",
     "this month", "24", "2027", "noon", "end", "fin", "next", "q5", "15 jan 3000", "jan", "-", "1 1 1"],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed: str, locale: str) -> None:
    if typed == "jan":
        assert len(said(typed, "2026-07-01", locale)) == 2  # a whole month: its first day or its last
        return
    with pytest.raises(Unreadable) as refused:
        parsing.day(typed, reader(locale), "due_on", WEDNESDAY)
    assert refused.value.field == "due_on"


@pytest.mark.parametrize("typed", ["friday", "tomorrow", "march", "Q1", "26.1", "24/7", "1/2", "2W", "morgen", "hier"])
def test_among_other_words_these_are_no_dates(typed: str) -> None:
    assert days.readings(typed, reader("fr_FR"), WEDNESDAY, loose=False) == ()


@pytest.mark.parametrize(
    "typed", ["26.1.", "31.12.2026", "next friday", "fin du mois", "Ende Monat", "eom", "15 janvier", "in 3 weeks"]
)
def test_among_other_words_these_are_dates(typed: str) -> None:
    assert days.readings(typed, reader("fr_FR"), WEDNESDAY, loose=False)
