"""Times of the clock, and from one to another, as people write them in four languages."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.texts import Texts
from store.rules.refusals import SameTime, Unreadable
from tests.handlers.parsing.readers import EVERYBODY

CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(at=CLOCKS, texts=EVERYBODY)
def test_a_time_reads_back_as_its_reader_writes_it(at: time, texts: Texts) -> None:
    for written in (texts.clock(at), f"{at:%H:%M}", f"{at:%Hh%M}", f"{at.hour}.{at:%M} Uhr", f"{at.hour} Uhr {at:%M}"):
        assert parsing.clock(written) == at, written


@given(begins=CLOCKS, ends=CLOCKS, texts=EVERYBODY)
def test_hours_read_back_as_their_reader_writes_them(begins: time, ends: time, texts: Texts) -> None:
    written = f"{texts.clock(begins)} – {texts.clock(ends)}"
    if begins == ends:
        with pytest.raises(SameTime):
            parsing.hours(written)
    else:
        assert parsing.hours(written) == (begins, ends)


@pytest.mark.parametrize(
    ("at", "phrases"),
    [
        (time(8, 30), "8:30|08:30|8h30|8 h 30|8.30 Uhr|8 Uhr 30|8:30 am|8.30am|at 8:30|um 8.30|alle 8:30|à 8h30"),
        (time(8), "8 Uhr|8h|8 h|8am|8 a.m.|at 8|at 8am|um 8|um 8 Uhr|à 8 h|à 8 heures|alle 8|alle ore 8|8 o'clock"),
        (time(18), "6pm|6 p.m.|6 PM|18h|18:00|um 18 Uhr|alle 18|at 6pm"),
        (time(12), "noon|midi|Mittag|mezzogiorno|12pm|à midi|at noon"),
        (time(0), "midnight|minuit|Mitternacht|mezzanotte|12am|0:00|0h"),
    ],
)
def test_a_time_is_read_in_four_languages(at: time, phrases: str) -> None:
    assert [(said, parsing.clock(said)) for said in phrases.split("|")] == [(s, at) for s in phrases.split("|")]


@pytest.mark.parametrize("typed", ["8", "8.30", "24:00", "13pm", "0am", "8:60", "8:3", "25h", "eight", "", "8:30:00"])
def test_what_can_be_anything_else_is_no_time(typed: str) -> None:
    assert parsing.clock(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["18:00-08:00", "18-8", "18h-8h", "18.00–08.00", "6pm-8am", "von 18 bis 8", "von 18 bis 8 Uhr", "de 18h à 8h",
     "de 18 h à 8 h", "dalle 18 alle 8", "from 6 p.m. until 8 a.m.", "6pm to 8am", "18 - 8", "18-8am",
     "between 18:00 and 8:00", "zwischen 18 und 8 Uhr", "18:00\u00a0–\u00a008:00"],
)  # fmt: skip
def test_hours_are_read_in_four_languages(typed: str) -> None:
    assert parsing.hours(typed) == (time(18), time(8))


@pytest.mark.parametrize("typed", ["18", "", "18-25", "from 18", "evening", "6-8am", "6pm-8", "18-8-3", "x" * 80])
def test_hours_that_can_not_be_read_or_mean_two_things_are_asked_for(typed: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parsing.hours(typed)
    assert (unreadable.value.kind, unreadable.value.place) == ("hours", "quiet_until")


@pytest.mark.parametrize("typed", ["0-24", "18-18", "00:00-24:00", "8am-8am", "midnight-24h"])
def test_hours_around_the_clock_are_none(typed: str) -> None:
    with pytest.raises(SameTime):
        parsing.hours(typed)


def test_to_the_end_of_the_day_is_midnight() -> None:
    assert parsing.hours("18-24") == (time(18), time(0))
    assert [parsing.is_off(word) for word in ("off", "aus", "keine", "aucune", "18-8")] == [True] * 4 + [False]
