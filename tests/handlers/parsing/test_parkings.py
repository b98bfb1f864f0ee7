"""Until when something rests and why, as people type it in four languages, either one first."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import commands, parsing
from handlers.parsing import Reader, Rest
from handlers.texts import Texts
from store.rules import dates
from store.rules.refusals import AmbiguousDate, Unreadable
from tests.handlers.parsing.readers import EVERYBODY, WEDNESDAY, reader

MARCH = date(2026, 3, 1)
FRENCH = "fr_CH"


def rest(typed: str, locale: str = "en_CH") -> Rest:
    """What is understood on a Wednesday, 7 January 2026."""
    return parsing.rest(typed, Reader(reader(locale), WEDNESDAY, None, "until_on"))


@pytest.mark.parametrize(
    "typed",
    [
        "until 1.3. because budget freeze",
        "until 1.3. because of budget freeze",
        "until 2026-03-01, budget freeze",
        "until 1 March: budget freeze",
        "till 1.3. budget freeze",
        "1.3. budget freeze",
        "because budget freeze until 1.3.",
        "budget freeze until 1.3.",
        "bis 1.3. weil budget freeze",
        "bis zum 1. März wegen budget freeze",
        "weil budget freeze bis zum 1.3.",
        "jusqu’au 1.3. parce que budget freeze",
        "jusqu'au 1er mars à cause de budget freeze",
        "parce que budget freeze jusqu'au 1er mars",
        "fino al 1.3. perché budget freeze",
        "fino al 1 marzo a causa di budget freeze",
        "perché budget freeze fino al 1.3.",
        "UNTIL 1.3. BECAUSE budget freeze",
    ],
)
def test_both_are_read_either_one_first(typed: str) -> None:
    assert rest(typed) == Rest(MARCH, "budget freeze")


@pytest.mark.parametrize(
    ("typed", "until", "reason"),
    [
        ("", None, ""),
        ("until", None, ""),
        ("budget freeze", None, "budget freeze"),
        ("until 1.3.", MARCH, ""),
        ("1.3.", MARCH, ""),
        ("tomorrow", date(2026, 1, 8), ""),
        ("until end of march", date(2026, 3, 31), ""),
        ("until friday: they are ill", date(2026, 1, 9), "they are ill"),
        ("until 1.3. 2 people are ill: both", MARCH, "2 people are ill: both"),
        ("until 1.3. because frozen until march", MARCH, "frozen until march"),
        ("because we wait until approval", None, "we wait until approval"),
        ("parce qu'il pleut jusqu'au 1.3.", MARCH, "il pleut"),
        ("mon boss is away", None, "mon boss is away"),
        ("mon because she is away", date(2026, 1, 12), "she is away"),
        ("weileter", None, "weileter"),
    ],
)
def test_what_is_not_typed_is_left_open(typed: str, until: date | None, reason: str) -> None:
    assert rest(typed) == Rest(until, reason)


def test_car_is_because_for_who_reads_french_and_else_a_car() -> None:
    assert rest("jusqu'au 1.3. car budget gelé", FRENCH).reason == "budget gelé"
    assert rest("until 1.3. car broken").reason == "car broken"


@pytest.mark.parametrize(
    "ever", ["for ever", "forever", "pour toujours", "für immer", "bis auf weiteres", "per sempre"]
)
def test_for_ever_is_until_the_last_day_that_is_kept(ever: str) -> None:
    assert rest(f"{ever} because budget freeze") == Rest(dates.LAST, "budget freeze")


def test_what_can_be_two_days_is_asked_about() -> None:
    found = rest("until next friday because x")
    assert (found.until, found.reason, type(found.asks)) == (None, "x", AmbiguousDate)
    assert found.asks and found.asks.place == "until_on"


@pytest.mark.parametrize("typed", ["until wednesday because x", "mercredi parce que x", "x bis Mittwoch"])
def test_the_day_of_the_week_that_is_today_is_the_next_one(typed: str) -> None:
    ahead = Reader(reader("en_CH"), WEDNESDAY, None, "until_on", least=WEDNESDAY + timedelta(days=1))
    assert parsing.rest(typed, ahead) == Rest(WEDNESDAY + timedelta(days=7), "x")


@pytest.mark.parametrize("typed", ["until hell freezes because x", "until 31.2. because x", "bis Ende weil x"])
def test_what_follows_until_and_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as told:
        rest(typed)
    assert told.value.place == "until_on" and "x" not in told.value.typed


def test_another_day_can_be_taken_for_the_one_that_was_refused() -> None:
    for typed in ("until 1.1.2030 because x", "for ever because x", "because x until 1.1.2030"):
        known = Reader(reader("en_CH"), WEDNESDAY, None, "until_on", instead=MARCH)
        assert parsing.rest(typed, known) == Rest(MARCH, "x")


BECAUSE = {"until": "because", "bis": "weil", "jusqu'au": "parce que", "fino al": "perché"}
WORDS = st.lists(
    st.sampled_from(["budget", "freeze", "gelé", "Käufer", "krank", "2", "3%", "CHF", "an", "le"]), min_size=1
)


@given(EVERYBODY, st.integers(1, 366), st.sampled_from(sorted(BECAUSE)), WORDS, st.booleans(), st.booleans())
def test_whatever_the_day_the_reason_and_the_language_both_are_found_in_any_order(
    texts: Texts, days: int, until: str, words: list[str], first: bool, iso: bool
) -> None:
    day, reason = WEDNESDAY + timedelta(days=days), " ".join(words)
    when = day.isoformat() if iso else f"{day.day}.{day.month}.{day.year}"
    parts = f"{until} {when}", f"{BECAUSE[until]} {reason}"
    typed = " ".join(parts if first else parts[::-1])
    assert parsing.rest(typed, Reader(texts, WEDNESDAY, None, "until_on")) == Rest(day, reason)


@given(EVERYBODY, st.text(max_size=200))
def test_any_text_is_read_or_refused(texts: Texts, typed: str) -> None:
    with suppress(Unreadable):
        found = parsing.rest(typed, Reader(texts, WEDNESDAY, None, "until_on"))
        assert found.reason in " ".join(typed.split()) or found.reason in typed


@pytest.mark.parametrize(
    ("typed", "verb", "rest_"),
    [
        ("mettre en attente op7 jusqu'au 1.3.", "park", "op7 jusqu'au 1.3."),
        ("op7 mettre en attente jusqu'au 1.3.", "park", "op7 jusqu'au 1.3."),
        ("Mettre  EN\tattente op7", "park", "op7"),
        ("parquer op7", "park", "op7"),
        ("parken op7 bis 1.3.", "park", "op7 bis 1.3."),
        ("parcheggia op7", "park", "op7"),
        ("reprendre op7", "unpark", "op7"),
        ("wecken op7", "unpark", "op7"),
    ],
)
def test_the_verb_is_known_in_four_languages(typed: str, verb: str, rest_: str) -> None:
    assert commands.route(typed) == (commands.VERBS[verb], rest_)


def test_a_verb_of_several_words_is_none_without_the_others() -> None:
    route, _ = commands.route("mettre à jour op7")
    assert route not in commands.VERBS.values()
