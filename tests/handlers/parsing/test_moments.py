"""Moments are read as they are said; what can be a time and a date is asked about, and nothing that is over is read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.texts import Texts
from store.rules import dates
from store.rules.refusals import AmbiguousDate, Past, Refusal, TimeOrDate, TooEarly, Unreadable
from tests.handlers.parsing.readers import EVERYBODY, reader

NOW = datetime(2026, 1, 7, 9, 20, tzinfo=UTC)  # a Wednesday, 10:20 in Zurich
MOMENTS = st.datetimes(datetime(2026, 1, 7, 9, 21), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive there


def said(typed: str, locale: str = "en_CH", now: datetime = NOW, *, tomorrow: bool = False) -> str:
    """What a text means: a day, or a day with the time in Zurich; or what is refused."""
    try:
        found = parsing.moment(typed, reader(locale), now, tomorrow=tomorrow)
    except Refusal as refusal:
        return type(refusal).__name__
    return found.at.astimezone(dates.zone("Europe/Zurich")).strftime("%Y-%m-%d %H:%M") if found.at else str(found.day)


@given(at=MOMENTS, texts=EVERYBODY)
def test_a_moment_reads_back_as_its_reader_writes_it(at: datetime, texts: Texts) -> None:
    whole = at.replace(second=0, microsecond=0)
    local = whole.astimezone(dates.zone(texts.timezone))
    if local.fold or whole <= NOW:
        return  # of an hour that comes twice the first is meant
    for written in (texts.moment(whole), f"{local:%Y-%m-%d %H:%M}", f"{texts.full(local.date())} {local:%H:%M}"):
        assert parsing.moment(written, texts, NOW).at == whole, written


@given(ahead=st.integers(2, 5), at=st.times(), texts=EVERYBODY)
def test_a_near_moment_reads_back_in_short(ahead: int, at: time, texts: Texts) -> None:
    day = date(2026, 1, 7) + timedelta(days=ahead)
    moment = dates.instant(day, at.replace(second=0, microsecond=0), texts.timezone)
    assert parsing.moment(texts.near(moment), texts, NOW).at == moment


@pytest.mark.parametrize(
    ("meant", "locale", "phrases"),
    [
        ("2026-01-12 08:30", "en_CH", "monday 8:30|mon 8:30|monday at 8:30|8:30 on monday|12.1. 8:30|12 Jan 08:30"
                                      "|monday 8.30|next monday? no|12.1.2026, 8.30|on monday at 8:30am"),
        ("2026-01-12 08:30", "fr_CH", "lundi 8h30|lundi à 8h30|lundi à 8 h 30|le 12 janvier à 8h30|12.01.2026 08:30"),
        ("2026-01-12 08:30", "de_CH", "Montag 8.30 Uhr|Montag um 8:30|am Montag um 8 Uhr 30|um 8.30 am Montag"),
        ("2026-01-12 08:30", "it_CH", "lunedì alle 8:30|lunedì 8:30|alle 8.30 lunedì|12 gennaio alle 8:30"),
        ("2026-01-08 08:00", "en_CH", "tomorrow 8am|tomorrow at 8|8am|at 8|at 8am tomorrow"),
        ("2026-01-08 08:00", "fr_CH", "demain à 8h|demain à 8 heures|à 8 h|demain 8h"),
        ("2026-01-08 08:00", "de_CH", "morgen um 8|morgen 8 Uhr|um 8|8 Uhr"),
        ("2026-01-08 08:00", "it_CH", "domani alle 8|alle 8|domani alle ore 8"),
        ("2026-01-07 18:00", "en_CH", "18:00|today 6pm|6pm|at 18"),
        ("2026-01-07 12:20", "en_CH", "in 2 hours|in 120 minutes|in 2h|in two hours|2 hours"),
        ("2026-01-07 12:20", "fr_CH", "dans 2 heures|dans 2h|dans deux heures"),
        ("2026-01-07 12:20", "de_CH", "in 2 Stunden|in zwei Stunden|2 Std"),
        ("2026-01-07 12:20", "it_CH", "tra 2 ore|fra due ore"),
        ("2026-01-07 10:50", "en_CH", "in 30 min|half an hour|in 30 minutes"),
        ("2026-01-09 12:00", "fr_CH", "vendredi à midi|vendredi midi"),
        ("2026-01-08", "en_CH", "tomorrow|tomorrow morning|in a day|1 day"),
        ("2026-01-08", "fr_CH", "demain|demain matin"),
        ("2026-01-08", "de_CH", "morgen|morgen früh"),
        ("2026-01-08", "it_CH", "domani|domani mattina"),
        ("2026-01-14", "de_CH", "1 Woche|eine Woche|in einer Woche|1W"),
        ("2026-01-09", "en_CH", "2d|2 days|for 2 days|friday|until friday|9.1.2026|until 9.1."),
        ("2026-03-01", "en_CH", "until 1.3.|1 march|on 1.3.|by 1.3."),
        ("2026-01-12", "fr_CH", "jusqu'à lundi|lundi|d'ici lundi"),
        ("2026-01-31", "fr_CH", "fin du mois|jusqu'à la fin du mois"),
    ],
)  # fmt: skip
def test_a_moment_is_read_in_four_languages(meant: str, locale: str, phrases: str) -> None:
    several = [one for one in phrases.split("|") if "?" not in one]
    assert [(one, said(one, locale)) for one in several] == [(one, meant) for one in several]


def test_figures_that_can_be_a_time_and_a_date_are_asked_about() -> None:
    assert [said(one) for one in ("8.30", "3.4.", "3.10", "11.12.")] == ["TimeOrDate"] * 4
    assert said("monday 12.1") == "2026-01-12"  # which is one, and 12:01 is no way to say so
    assert said("2h") == "Unreadable" and said("2h", tomorrow=True) == "2026-01-07 12:20"


def test_a_day_that_is_two_days_is_asked_about_and_what_is_over_is_none() -> None:
    assert said("wednesday") == said("wednesday 17:00") == "AmbiguousDate"
    assert said("wednesday", tomorrow=True) == "2026-01-14"  # who puts off does not mean today
    assert said("wednesday 8:00") == "2026-01-14 08:00"  # which is over today
    assert said("next friday") == "AmbiguousDate"
    assert [said(one) for one in ("yesterday", "yesterday 8:00", "today 8:00")] == ["TooEarly", "TooEarly", "Past"]
    assert said("today", tomorrow=True) == "TooEarly"
    for nothing in ("", "soon", "tomorrow 8", "31.12. 25:00", "monday monday", "x" * 80):
        assert said(nothing) == "Unreadable", nothing


def test_of_a_time_the_clock_skips_or_repeats_the_first_moment_is_meant() -> None:
    skipped = parsing.moment("29.3.2026 2:30", reader("de_CH"), NOW)
    assert skipped.at == datetime(2026, 3, 29, 1, tzinfo=UTC)  # 3:00, the first there is
    twice = parsing.moment("25.10.2026 2:30", reader("de_CH"), NOW)
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "note", "meant"),
    [
        ("monday 8:30 call Ben", "call Ben", "2026-01-12 08:30"),
        ("on friday at 8 to call Ben about 3 pumps", "call Ben about 3 pumps", "2026-01-09 08:00"),
        ("call Ben on friday 8:30", "call Ben", "2026-01-09 08:30"),
        ("tomorrow: ask for the offer", "ask for the offer", "2026-01-08"),
        ("in 2 hours", "", "2026-01-07 12:20"),
        ("2026-01-12", "", "2026-01-12"),
        ("call Ben", "call Ben", None),
        ("", "", None),
    ],
)
def test_a_note_stands_behind_the_moment_or_before_it(typed: str, note: str, meant: str | None) -> None:
    found = parsing.told(typed, reader("en_CH"), NOW)
    assert (found.text, found.asks) == (note, None)
    assert meant == (found.moment and (said(typed.replace(note, "").removesuffix("to ").strip(" :"))))


def test_what_is_asked_about_leaves_the_note() -> None:
    asked = parsing.told("8.30 call Ben", reader("en_CH"), NOW)
    assert (asked.text, asked.moment, type(asked.asks)) == ("call Ben", None, TimeOrDate)
    assert type(parsing.told("next friday call", reader("en_CH"), NOW).asks) is AmbiguousDate
    assert type(parsing.told("yesterday 8:00 call", reader("en_CH"), NOW).asks) is TooEarly
    assert type(parsing.told("today 8:00 call", reader("en_CH"), NOW).asks) is Past
    with pytest.raises(Unreadable):
        parsing.moment("8.30 call", reader("en_CH"), NOW)
