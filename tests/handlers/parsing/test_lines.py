"""Figures are found among words, in any order; a second one, and what follows `by` and is no date, are refused."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.parsing import Given, Reader
from handlers.parsing.findings import Figure, figure, split
from handlers.texts import Texts
from store.rules.refusals import AmbiguousAmount, AmbiguousDate, OtherCurrency, Unreadable
from tests.handlers.parsing.readers import AMOUNTS, DAYS, EVERYBODY, PERCENTAGES, WEDNESDAY, reader

JANUARY_26 = date(2026, 1, 26)


def line(typed: str, locale: str = "en_CH", **more: Any) -> Given:
    """What a line says."""
    return parsing.given(typed, Reader(reader(locale), WEDNESDAY), **more)


@given(
    value=AMOUNTS,
    chances=PERCENTAGES,
    closing_on=DAYS,
    texts=EVERYBODY,
    by=st.sampled_from(["by", "le", "bis", "bis zum", "entro", ""]),
    shown=st.sampled_from([date.isoformat, None]),
    seed=st.randoms(use_true_random=False),
)
def test_figures_are_read_in_any_order(
    value: Decimal,
    chances: Decimal,
    closing_on: date,
    texts: Texts,
    by: str,
    shown: Callable[[date], str] | None,
    seed: random.Random,
) -> None:
    day = (shown or texts.date)(closing_on)
    parts = [texts.editable(value), f"{chances}%", f"{by} {day},".strip(), "to 4"]
    seed.shuffle(parts)
    read = parsing.given(" ".join(parts), Reader(texts, WEDNESDAY))
    assert read == Given("4", value, chances, closing_on)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Given()),
        ("60k 75% by 26.1.", Given(None, Decimal(60000), Decimal(75), JANUARY_26)),
        ("60'000 75% by 26.1.2026", Given(None, Decimal(60000), Decimal(75), JANUARY_26)),
        ("75 % CHF 60'000", Given(None, Decimal(60000), Decimal(75))),
        ("75 pct, 1,2 Mio. CHF, 26. Januar", Given(None, Decimal(1200000), Decimal(75), JANUARY_26)),
        ("to sign contract by 2026-01-26 5%", Given("sign contract", None, Decimal(5), JANUARY_26)),
        ("à proposition 60000", Given("proposition", Decimal(60000))),
        ("to proposal end of month", Given("proposal", None, None, date(2026, 1, 31))),
        ("2026-01-26", Given(None, None, None, JANUARY_26)),
        ("d'ici fin mars 60k", Given(None, Decimal(60000), None, date(2026, 3, 31))),
        ("jusqu’au 26 janvier", Given(None, None, None, JANUARY_26)),
        ("70 pour cent le 26.1", Given(None, None, Decimal(70), JANUARY_26)),
        ("by Fr 16.1. 500", Given(None, Decimal(500), None, date(2026, 1, 16))),
        ("bis zum 26.1. Fr. 500", Given(None, Decimal(500), None, JANUARY_26)),
        ("60\u00a0000", Given(None, Decimal(60000))),
        ("2W", Given(None, None, None, date(2026, 1, 21))),
        ("2M", Given(None, Decimal(2000000))),
        ("to 2 banana", Given("2", left=("banana",))),
        ("am Morgen 60k", Given()),
        ("to stage 4 60k", Given("4", Decimal(60000))),
        ("à l’étape 4", Given("4")),
        ("à étape 4", Given("4")),
        ("lundi 26", Given(None, None, None, JANUARY_26)),
        ("60k am Montag 26.", Given(None, Decimal(60000), None, JANUARY_26)),
        ("by monday the 26th 75%.", Given(None, None, Decimal(75), JANUARY_26)),
        ("60k, 75 %, 26.1.", Given(None, Decimal(60000), Decimal(75), JANUARY_26)),
        ("75 pourcent", Given(None, None, Decimal(75))),
        ("60k 1 mars", Given(None, Decimal(60000), None, date(2026, 3, 1))),
    ],
)
def test_what_stands_behind_a_number_is_read(typed: str, meant: Given) -> None:
    if typed.startswith("am Morgen"):  # in the morning, not tomorrow
        with pytest.raises(Unreadable):
            line(typed)
        return
    assert line(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("60 000 75 %", Given(None, Decimal(60000), Decimal(75))),
        ("CHF 1 260 000,50", Given(None, Decimal("1260000.50"))),
        ("vers 4 500", Given("4", Decimal(500))),
        ("0,01 1 mars 2000", Given(None, Decimal("0.01"), None, date(2000, 3, 1))),
        ("500 000 5 mars", Given(None, Decimal(500000), None, date(2026, 3, 5))),
        ("vendredi 16 000", Given(None, Decimal(16000), None, date(2026, 1, 9))),
    ],
)
def test_who_groups_figures_with_blanks_may_type_them(typed: str, meant: Given) -> None:
    assert line(typed, "fr_FR") == meant


@pytest.mark.parametrize("typed", ["5000 6000", "500 600", "5% 6%", "2026-01-01 by 2026-01-02", "to 2 to 3"])
def test_a_figure_given_twice_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        line(typed)
    assert refused.value.kind == "twice"


@pytest.mark.parametrize("typed", ["by 31.2.2026", "by bananas", "60k by soon"])
def test_what_follows_by_and_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        line(typed)
    assert (refused.value.field, refused.value.kind) == ("closing_on", "date")


@pytest.mark.parametrize(
    ("typed", "asks", "meant"),
    [
        ("60k by next friday", [AmbiguousDate], Given(None, Decimal(60000))),
        ("12.500 75% by 3-4-2026", [AmbiguousAmount, AmbiguousDate], Given(None, None, Decimal(75))),
        ("500 EUR 75%", [OtherCurrency], Given(None, None, Decimal(75))),
        ("by march", [AmbiguousDate], Given()),
        ("26.1", [Unreadable], Given()),
        ("monday 27", [Unreadable], Given()),
        ("by friday 13", [Unreadable], Given()),
        ("q1 26", [Unreadable], Given()),
        ("75% 31.12", [Unreadable], Given(None, None, Decimal(75))),
        ("03.04 12.500", [AmbiguousAmount], Given(None, None, None, date(2026, 4, 3))),
    ],
)
def test_what_can_mean_two_things_is_asked_and_the_rest_is_read(typed: str, asks: list[type], meant: Given) -> None:
    found = line(typed)
    assert [type(one) for one in found.asks] == asks
    assert (found.value, found.chances, found.day, found.left) == (meant.value, meant.chances, meant.day, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("60k 26.1", Given(None, Decimal(60000), None, JANUARY_26)),
        ("26.1 60k", Given(None, Decimal(60000), None, JANUARY_26)),
        ("by 26.1", Given(None, None, None, JANUARY_26)),
        ("26.1.", Given(None, None, None, JANUARY_26)),
        ("26.1 by 31.12.2026", Given(None, Decimal("26.1"), None, date(2026, 12, 31))),
        ("31.12.2026 26.1 75%", Given(None, Decimal("26.1"), Decimal(75), date(2026, 12, 31))),
        ("CHF 26.1", Given(None, Decimal("26.1"))),
        ("12.50", Given(None, Decimal("12.50"))),
        ("26,1", Given(None, Decimal("26.1"))),
    ],
)
def test_a_day_and_month_that_can_be_an_amount_are_what_is_not_typed_elsewhere(typed: str, meant: Given) -> None:
    assert line(typed) == meant


@pytest.mark.parametrize(("typed", "kind"), [("26.1 31.12", "amount or date"), ("60k 26.1. 31.12", "twice")])
def test_which_of_two_is_the_amount_is_not_guessed(typed: str, kind: str) -> None:
    with pytest.raises(Unreadable) as refused:
        line(typed)
    assert (refused.value.kind, refused.value.typed) == (kind, "31.12")


def test_where_no_amount_is_taken_a_day_and_month_are_a_date() -> None:
    read = parsing.given("26.1 500", Reader(reader("en_CH"), WEDNESDAY, None))
    assert read == Given(day=JANUARY_26, left=("500",))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12.5k pumps", Figure(1, "value", Decimal(12500))),
        ("Ende des Monats 60k", Figure(3, "day", date(2026, 1, 31))),
        ("by friday", Figure(2, "day", date(2026, 1, 9))),
        ("au 15 mars", Figure(3, "day", date(2026, 3, 15))),
        ("am Freitag", None),
        ("pour mars", None),
        ("on demand", None),
        ("by Microsoft", None),
        ("24/7 support", None),
        ("60m cable", None),
        ("2026 budget", None),
        ("1.234 series", None),
        ("10.12.13 release", None),
        ("3 countries", None),
        ("fin de série", None),
        ("next gen", None),
        ("March 2026", None),
        ("500 pumps", None),
        ("0791234567 Meier", None),
        ("079 123 45 67", None),
        ("0041 Meier", None),
        ("CHF 0500", Figure(2, "value", Decimal(500))),
    ],
)
def test_among_other_words_only_what_plainly_is_a_figure_is_one(typed: str, found: Figure | None) -> None:
    assert figure(split(typed), Reader(reader("en_CH"), WEDNESDAY), ("value", "chances", "day")) == found
