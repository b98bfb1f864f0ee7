"""Periods are read in four languages, both ends included; a month or quarter without a year is the next one."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.texts import Texts
from store.rules.refusals import AmbiguousDate, Unreadable
from tests.handlers.parsing.readers import EVERYBODY, WEDNESDAY, reader


@pytest.mark.parametrize(
    ("since", "until", "phrases"),
    [
        ("2026-01-05", "2026-01-11", "this week|cette semaine|diese Woche|questa settimana"),
        ("2026-01-01", "2026-01-31", "this month|ce mois|diesen Monat|questo mese|january|janvier|Januar|gennaio"),
        ("2026-02-01", "2026-02-28", "next month|le mois prochain|nächsten Monat|naechster Monat|prossimo mese"
                                     "|il mese prossimo|februar|february 2026"),
        ("2025-12-01", "2025-12-31", "last month|le mois dernier|letzten Monat|mese scorso"),
        ("2026-01-01", "2026-03-31", "Q1|T1|this quarter|ce trimestre|dieses Quartal|1st quarter|1er trimestre"),
        ("2026-04-01", "2026-06-30", "next quarter|Q2|2. Quartal|prossimo trimestre|trimestre prochain"),
        ("2027-01-01", "2027-03-31", "Q1 2027|1. Quartal 2027"),
        ("2027-01-01", "2027-12-31", "2027|next year|l'année prochaine|nächstes Jahr|anno prossimo"),
        ("2026-01-07", "2026-02-06", "next 30 days|les 30 prochains jours|die nächsten 30 Tage|prossimi 30 giorni"),
        ("2025-12-24", "2026-01-07", "last 2 weeks|letzte 2 Wochen|ultime 2 settimane"),
        ("2026-01-08", "2026-01-08", "tomorrow|demain|8.1.|on 8.1."),
        ("", "2026-03-31", "until 31.3.|by 31.3.|bis 31.3.|bis Ende März|jusqu'au 31 mars|jusqu’au 31.3.|until march"
                           "|entro il 31.3.|until Q1|by end of Q1"),
        ("2026-02-01", "", "from 1.2.|from february|ab 1. Februar|dès le 1.2.|à partir du 1er février|dal 1.2."),
        ("2025-02-01", "", "since february|depuis février|seit Februar|since 1.2."),
        ("2026-01-05", "", "since monday|seit Montag|depuis lundi|from this week"),
        ("2026-02-01", "2026-03-31", "from 1.2. to 31.3.|du 1.2. au 31.3.|vom 1. Februar bis 31. März|dal 1.2. al 31.3."
                                     "|between 1 feb and 31 march|february to march|1.2.2026 – 31.3.2026"
                                     "|1.2.-31.3.|feb-mar|feb - mar|da febbraio a marzo|de février à mars"),
        ("2025-11-01", "2026-02-28", "from november to february|novembre à février|von November bis Februar|nov-feb"
                                     "|november to february 2026|between 1.11. and 28.2.|november 2025 to february"),
        ("2025-10-01", "2026-03-31", "q4 to q1|from Q4 2025 to Q1|T4 à T1|from 1.10. to Q1 2026"),
        ("2026-01-01", "2026-03-31", "du 1er janvier au 31 mars|from 1.1. to 31.3.|from this month to march"),
        ("2026-11-01", "2027-02-28", "from november 2026 to february|1.11. to 28.2.2027|1.11 to 28.2.2027"),
        ("2025-01-01", "2025-03-31", "from january 2025 to march|1.1. to 31.3.2025"),
        ("2026-01-05", "2026-01-09", "from monday to friday|von Montag bis Freitag|lundi au vendredi"),
        ("2026-01-09", "2026-01-12", "from friday to monday"),
        ("2025-01-01", "2026-03-31", "from last year to march"),
        ("2026-01-07", "2026-01-20", "from today to 20.1."),
    ],
)  # fmt: skip
def test_a_period_is_said_in_four_languages(since: str, until: str, phrases: str) -> None:
    for phrase in phrases.split("|"):
        found = parsing.period(phrase, reader("en_CH"), WEDNESDAY, "closing_on")
        assert [str(d or "") for d in (found.since, found.until)] == [since, until], phrase


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "until",
        "until soon",
        "from 1.2. to",
        "31.2.2026",
        "to to to",
        "Q5",
        "march 2026 to january 2026",
        "2027 to 2026",
        "next week to this week",
    ],
)
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.period(typed, reader("en_CH"), WEDNESDAY, "closing_on")
    assert (refused.value.kind, refused.value.typed) == ("period", typed)


@pytest.mark.parametrize("typed", ["next friday", "until next friday", "from 3-4-2026", "1.2. to 3-4-2026"])
def test_a_period_whose_end_can_be_two_days_is_asked_about(typed: str) -> None:
    with pytest.raises(AmbiguousDate):
        parsing.period(typed, reader("en_CH"), WEDNESDAY, "closing_on")


_ENDS = """january|february|novembre|Dezember|q1|q4|Q2 2026|march 2025|31.1.|1.2.|29.2.|28.2.2027|1/3/2027|2026|monday
venerdì|today|demain|yesterday|this week|nächster Monat|last year|end of month|fin mars|in 3 days|next 2 weeks"""
_END = st.sampled_from(re.split(r"[|\n]", _ENDS))


@given(first=_END, last=_END, today=st.dates(date(2025, 1, 1), date(2028, 12, 31)), texts=EVERYBODY)
def test_no_period_ends_before_it_begins(first: str, last: str, today: date, texts: Texts) -> None:
    line = f"from {first} to {last}"
    try:
        found = parsing.period(line, texts, today, "closing_on")
    except (Unreadable, AmbiguousDate):
        return
    assert found.since and found.until and found.since <= found.until, line
