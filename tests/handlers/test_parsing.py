"""What people type is read as they mean it, or refused: never guessed at, and never anything else."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.texts import Texts, pattern
from store.rules import dates, numbers
from store.rules.refusals import Unreadable

LOCALES = ["en_US", "en_GB", "en_CH", "fr_CH", "fr_FR", "de_CH", "it_CH"]
ANYTHING = st.text(max_size=400) | st.text(st.sampled_from("0123456789.,'’ -/%eE+−CHFopby\u00a0\u202f٣１"), max_size=60)
AMOUNTS = st.decimals(Decimal("0.01"), numbers.LARGEST, places=2)
PERCENTAGES = st.decimals(Decimal("0.01"), 100, places=2)
DAYS = st.dates(dates.FIRST, dates.LAST)


def reader(locale: str) -> Texts:
    """Somebody who writes figures and dates as they do there."""
    return Texts("en", Locale.parse(locale), "Europe/Zurich", "CHF")


EVERYBODY = st.sampled_from([reader(locale) for locale in LOCALES])
READERS: dict[str, Callable[[str, Texts], Any]] = {
    "amount": lambda typed, texts: parsing.amount(typed, texts, "value"),
    "percent": lambda typed, _texts: parsing.percent(typed),
    "day": lambda typed, texts: parsing.day(typed, texts, "due_on"),
    "given": parsing.given,
    "figure": parsing.figure,
    "words": lambda typed, _texts: parsing.words(typed),
    "verb": lambda typed, _texts: parsing.verb(typed),
    "mention": lambda typed, _texts: parsing.mention(typed),
    "unescaped": lambda typed, _texts: parsing.unescaped(typed),
}


@pytest.mark.parametrize("name", READERS)
@given(typed=ANYTHING, texts=EVERYBODY)
def test_any_text_is_a_value_or_unreadable(name: str, typed: str, texts: Texts) -> None:
    with suppress(Unreadable):
        READERS[name](typed, texts)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "typed",
    ["9" * 3000, "1" * 1500 + "%" * 1500, "1," * 1500, "'1" * 1500, "1 " * 1500, "to " * 1000, "by 1" * 750,
     "1-" * 1500, "<@U" * 1000, "&amp;lt;" * 375, "%" * 3000, "0." * 1500, "１" * 3000],
    ids=lambda typed: typed[:8],
)  # fmt: skip
def test_the_longest_text_is_read_within_50_ms(name: str, typed: str) -> None:
    texts, taken = reader("en_CH"), []
    for _ in range(3):  # the best of three: others use the machine too
        began = time.perf_counter()
        with suppress(Unreadable):
            READERS[name](typed, texts)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 0.05


# --- amounts ----------------------------------------------------------------------------------------------


@given(amount=AMOUNTS, texts=EVERYBODY)
def test_an_amount_reads_back_as_it_is_shown(amount: Decimal, texts: Texts) -> None:
    assert parsing.amount(texts.money(amount), texts, "value") == amount
    assert parsing.amount(texts.editable(amount), texts, "value") == amount
    assert parsing.amount(texts.number(amount), texts, "value") == amount


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("12'500.50", "en_CH", "12500.50"),
        ("12’500.50", "de_CH", "12500.50"),
        ("CHF 12'500.50", "it_CH", "12500.50"),
        ("12 500,50", "fr_FR", "12500.50"),
        ("12\u202f500,50", "fr_FR", "12500.50"),
        ("12\u00a0500", "fr_CH", "12500"),
        ("12,500", "en_US", "12500"),
        ("12,500.5", "en_GB", "12500.5"),
        ("1,234,567", "en_US", "1234567"),
        ("12500", "en_US", "12500"),
        ("12500.5", "fr_FR", "12500.5"),
        ("12500,5", "en_US", "12500.5"),
        ("0", "en_US", "0"),
        ("-5", "en_US", "-5"),
        ("−5", "en_US", "-5"),
        ("１２", "en_US", "12"),
        ("chf 5", "en_US", "5"),
        ("999999999999.99", "en_US", "999999999999.99"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_its_writer_groups(typed: str, locale: str, meant: str) -> None:
    assert parsing.amount(typed, reader(locale), "value") == Decimal(meant)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "typed",
    ["", " ", "12,5,0", "1e999999", "1e5", "٣", "１２e3", "nan", "inf", "Infinity", "1_000", "0x10", "--5", "+5", "5-",
     "12'50", "1,23,456", "12''500", "1.2.3", "12 5", "five", "½", "²", "12..5", ".", ",", "-", "CHF", "1 2 3",
     "1234567890123456", "12'500,5.0", "<!channel>"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(typed: str, locale: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.amount(typed, reader(locale), "value")
    assert refused.value.field == "value"


@given(amount=AMOUNTS, writer=EVERYBODY, texts=EVERYBODY)
def test_an_amount_written_elsewhere_is_never_read_as_another(amount: Decimal, writer: Texts, texts: Texts) -> None:
    written = writer.number(amount)
    try:
        meant = parsing.amount(written, texts, "value")
    except Unreadable:
        return
    separators = {c for c in written if not c.isdigit()}
    if separators & {",", "."} and meant != amount:
        # one sign and three figures behind it: in the reader's own grouping, so that it is what they mean
        assert len(separators) == 1 and meant in (amount * 1000, amount / 1000)
        assert written[-4] in ",."


# --- percentages ------------------------------------------------------------------------------------------


@given(chances=PERCENTAGES, texts=EVERYBODY)
def test_a_percentage_reads_back_as_it_is_shown(chances: Decimal, texts: Texts) -> None:
    assert parsing.percent(texts.percent(chances)) == chances
    assert parsing.percent(texts.editable(chances)) == chances


@pytest.mark.parametrize(
    "typed", ["", "%", "abc", "٣", "1e2", "5%%", "1/2", "50 percent", "1.2.3", "1 2", "nan", "９９e9", "." * 9]
)
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.percent(typed)
    assert refused.value.field == "chances"


# --- dates ------------------------------------------------------------------------------------------------


@given(day=DAYS, texts=EVERYBODY)
def test_a_date_reads_back_as_iso_and_as_its_reader_writes_it(day: date, texts: Texts) -> None:
    assert parsing.day(day.isoformat(), texts, "due_on") == day
    assert parsing.day(format_date(day, pattern(texts.locale), texts.locale), texts, "due_on") == day
    assert parsing.day(texts.example, texts, "due_on") == date(2026, 12, 31)


@given(day=DAYS, writer=EVERYBODY, texts=EVERYBODY)
def test_a_date_written_elsewhere_is_that_day_its_mirror_or_refused(day: date, writer: Texts, texts: Texts) -> None:
    written = format_date(day, pattern(writer.locale), writer.locale)
    try:
        meant = parsing.day(written, texts, "due_on")
    except Unreadable:
        return
    assert (meant.year, {meant.month, meant.day}) == (day.year, {day.month, day.day})


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("26.1.2026", "de_CH", date(2026, 1, 26)),
        ("26.1.26", "en_US", date(2026, 1, 26)),
        ("3.2.2026", "en_US", date(2026, 2, 3)),
        ("1/2/2026", "en_US", date(2026, 1, 2)),
        ("1/2/2026", "en_GB", date(2026, 2, 1)),
        ("1/2/2026", "fr_FR", date(2026, 2, 1)),
        ("26/1/2026", "de_CH", date(2026, 1, 26)),
        ("2-2-2026", "en_US", date(2026, 2, 2)),
        ("2026-2-3", "en_US", date(2026, 2, 3)),
        ("２０２６-01-26", "en_US", date(2026, 1, 26)),
        ("29.2.2028", "de_CH", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_in_its_writers_order(typed: str, locale: str, meant: date) -> None:
    assert parsing.day(typed, reader(locale), "due_on") == meant


@pytest.mark.parametrize(("typed", "locale"), [("1/2/2026", "de_CH"), ("1-2-2026", "en_US"), ("3-4-26", "fr_FR")])
def test_a_date_that_could_be_two_days_is_refused_as_that(typed: str, locale: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.day(typed, reader(locale), "due_on")
    assert refused.value.kind == "ambiguous_date"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "typed",
    ["31.2.2026", "2026-02-31", "2026-13-01", "2026-00-10", "0000-01-01", "29.2.2026", "32.1.2026", "0.1.2026", "",
     "tomorrow", "1.1", "1.1.2", "1.1.202", "2026-1-1-1", "26.1-2026", "٣.١.٢٠٢٦", "99/99/9999", "2026-W01-1"],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str, locale: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.day(typed, reader(locale), "due_on")
    assert refused.value.field == "due_on"


# --- behind the number of an opportunity ------------------------------------------------------------------


@given(
    value=AMOUNTS,
    chances=PERCENTAGES,
    closing_on=DAYS,
    texts=EVERYBODY,
    by=st.sampled_from(["by", "le", "bis", ""]),
    seed=st.randoms(use_true_random=False),
)
def test_figures_are_read_in_any_order(
    value: Decimal, chances: Decimal, closing_on: date, texts: Texts, by: str, seed: random.Random
) -> None:
    parts = [texts.editable(value), f"{chances}%", f"{by} {closing_on.isoformat()}".strip(), "to 4"]
    seed.shuffle(parts)
    assert parsing.given(" ".join(parts), texts) == parsing.Given("4", value, chances, closing_on)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", parsing.Given()),
        ("60'000 75% by 26.1.2026", parsing.Given(None, Decimal(60000), Decimal(75), date(2026, 1, 26))),
        ("75 % CHF 60'000", parsing.Given(None, Decimal(60000), Decimal(75))),
        ("to sign contract by 2026-01-26 5%", parsing.Given("sign contract", None, Decimal(5), date(2026, 1, 26))),
        ("à proposition 60000", parsing.Given("proposition", Decimal(60000))),
        ("2026-01-26", parsing.Given(None, None, None, date(2026, 1, 26))),
    ],
)
def test_what_stands_behind_a_number_is_read(typed: str, meant: parsing.Given) -> None:
    assert parsing.given(typed, reader("en_CH")) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("60 000 75 %", parsing.Given(None, Decimal(60000), Decimal(75))),
        ("CHF 1 260 000,50", parsing.Given(None, Decimal("1260000.50"))),
        ("vers 4 500", parsing.Given("4", Decimal(500))),
    ],
)
def test_who_groups_figures_with_blanks_may_type_them(typed: str, meant: parsing.Given) -> None:
    assert parsing.given(typed, reader("fr_FR")) == meant


@pytest.mark.parametrize("typed", ["5000 6000", "500 600", "5% 6%", "2026-01-01 by 2026-01-02", "to 2 to 3"])
def test_a_figure_given_twice_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.given(typed, reader("en_CH"))
    assert refused.value.kind == "twice"


@given(st.text(max_size=200))
def test_what_slack_escaped_reads_as_it_was_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parsing.unescaped(escaped) == typed


def test_an_example_of_a_date_can_be_typed() -> None:
    for locale in LOCALES:
        texts = reader(locale)
        assert parsing.day(texts.example, texts, "due_on") + timedelta(1) == date(2027, 1, 1)
