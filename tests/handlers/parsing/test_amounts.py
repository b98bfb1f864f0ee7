"""Amounts are read as their reader writes them; what can be two amounts is asked about, and nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import parsing
from handlers.parsing.amounts import is_plainly_money
from handlers.texts import Texts
from store.rules import numbers
from store.rules.refusals import AmbiguousAmount, OtherCurrency, TooPrecise, Unreadable
from tests.handlers.parsing.readers import AMOUNTS, EVERYBODY, LOCALES, PERCENTAGES, reader


@given(amount=AMOUNTS, texts=EVERYBODY)
def test_an_amount_reads_back_as_it_is_shown(amount: Decimal, texts: Texts) -> None:
    for written in (texts.money(amount), texts.editable(amount), texts.number(amount)):
        assert parsing.amount(written, texts, "value") == amount, written


@given(amount=AMOUNTS | st.integers(1, 10**7).map(Decimal), writer=EVERYBODY, texts=EVERYBODY)
def test_an_amount_written_elsewhere_is_that_asked_about_or_refused(
    amount: Decimal, writer: Texts, texts: Texts
) -> None:
    meanings: tuple[Decimal, ...] = ()
    try:
        meanings = (parsing.amount(writer.number(amount), texts, "value"),)
    except AmbiguousAmount as asks:
        meanings = asks.amounts
    if amount not in meanings:  # three decimals of the reader's own
        with pytest.raises(TooPrecise):
            numbers.amount(meanings[0], "value")


@given(amount=st.decimals("0.01", 9999, places=2), texts=EVERYBODY, end=st.sampled_from(["k", "M", " Mio.", " Mrd"]))
def test_what_is_said_in_thousands_or_millions_is_that_many(amount: Decimal, texts: Texts, end: str) -> None:
    times = {"k": 10**3, "M": 10**6, " Mio.": 10**6, " Mrd": 10**9}[end]
    assert parsing.amount(f"{texts.editable(amount)}{end}", texts, "value") == amount * times


@pytest.mark.parametrize(
    ("typed", "locale", "meant"),
    [
        ("12'500.50", "en_CH", "12500.50"),
        ("12’500.50", "de_CH", "12500.50"),
        ("12'500 CHF", "fr_CH", "12500"),
        ("CHF 12'500.50", "it_CH", "12500.50"),
        ("12 500,50", "fr_FR", "12500.50"),
        ("12\u202f500,50", "en_CH", "12500.50"),
        ("12\u00a0500", "fr_CH", "12500"),
        ("12,500", "en_US", "12500"),
        ("12.500", "de_DE", "12500"),
        ("12.500", "it_IT", "12500"),
        ("12,501", "en_CH", "12501"),
        ("12,500.5", "en_GB", "12500.5"),
        ("12,500.50", "de_DE", "12500.50"),
        ("12.500,50", "en_US", "12500.50"),
        ("1,234,567", "en_US", "1234567"),
        ("1.234.567", "en_US", "1234567"),
        ("12500", "en_US", "12500"),
        ("12500.5", "fr_FR", "12500.5"),
        ("12500,5", "en_US", "12500.5"),
        ("0.500", "de_DE", "0.5"),
        ("0", "en_US", "0"),
        ("-5", "en_US", "-5"),
        ("−5", "en_US", "-5"),
        ("CHF -5", "en_US", "-5"),
        ("１２", "en_US", "12"),
        ("chf 5", "en_US", "5"),
        ("Fr. 500.-", "de_CH", "500"),
        ("500.– CHF", "de_CH", "500"),
        ("60 Franken", "de_CH", "60"),
        ("12.5k", "en_CH", "12500"),
        ("60k", "en_US", "60000"),
        ("60 kCHF", "de_CH", "60000"),
        ("TCHF 60", "de_CH", "60000"),
        ("60 tausend", "de_DE", "60000"),
        ("1.2M", "en_US", "1200000"),
        ("1,2 Mio", "en_US", "1200000"),
        ("1,2 Mio. CHF", "de_CH", "1200000"),
        ("1,2 million de francs", "fr_CH", "1200000"),
        ("1.250M", "en_US", "1250000"),
        ("1,2 Mrd", "de_DE", "1200000000"),
        ("1,2 Mia.", "de_CH", "1200000000"),
        ("1,2 milliard", "fr_FR", "1200000000"),
        ("1,2 miliardi", "it_IT", "1200000000"),
        ("1.2 billion", "en_GB", "1200000000"),
        ("999999999999.99", "en_US", "999999999999.99"),
    ],
)
def test_an_amount_is_read_as_its_writer_says_it(typed: str, locale: str, meant: str) -> None:
    assert parsing.amount(typed, reader(locale), "value") == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "locale", "currency", "meant"),
    [
        ("€1,2 Mio", "de_DE", "EUR", "1200000"),
        ("1,2 Mio. €", "de_DE", "EUR", "1200000"),
        ("1,2 M€", "fr_FR", "EUR", "1200000"),
        ("12 500 euros", "fr_FR", "EUR", "12500"),
        ("$12.5k", "en_US", "USD", "12500"),
        ("US$ 5", "en_US", "USD", "5"),
        ("£1.2bn", "en_GB", "GBP", "1200000000"),
    ],
)
def test_the_workspaces_currency_may_be_written_as_people_do(
    typed: str, locale: str, currency: str, meant: str
) -> None:
    assert parsing.amount(typed, reader(locale, currency), "value") == Decimal(meant)


@pytest.mark.parametrize("typed", ["500 EUR", "€500", "$ 5", "1,2 Mio. €", "5 euros", "500 usd", "k€ 5"])
def test_another_currency_is_refused_and_nothing_is_converted(typed: str) -> None:
    with pytest.raises(OtherCurrency) as refused:
        parsing.amount(typed, reader("en_CH"), "value")
    assert (refused.value.field, refused.value.own) == ("value", "CHF")


@pytest.mark.parametrize(
    ("typed", "locale", "meanings"),
    [
        ("12.500", "en_CH", {"12500", "12.500"}),
        ("12,500", "en_CH", {"12500", "12.500"}),
        ("12.500", "en_US", {"12500", "12.500"}),
        ("12,500", "de_DE", {"12500", "12.500"}),
        ("12.500", "fr_FR", {"12500", "12.500"}),
        ("-12.500", "fr_FR", {"-12500", "-12.500"}),
        ("1,250M", "en_CH", {"1250000", "1250000000"}),
        ("0,5 billion", "fr_FR", {"500000000", "500000000000"}),
    ],
)
def test_what_the_readers_format_does_not_settle_is_asked(typed: str, locale: str, meanings: set[str]) -> None:
    with pytest.raises(AmbiguousAmount) as asks:
        parsing.amount(typed, reader(locale), "value")
    assert set(asks.value.amounts) == {Decimal(one) for one in meanings}
    assert (asks.value.field, asks.value.typed) == ("value", typed)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "typed",
    ["", " ", "12,5,0", "1e999999", "1e5", "٣", "１２e3", "nan", "inf", "Infinity", "1_000", "0x10", "--5", "+5", "5-",
     "12'50", "1,23,456", "12''500", "1.2.3", "12 5", "five", "½", "²", "5²", "12..5", ".", ",", "-", "CHF", "1 2 3",
     "1234567890123456", "12'500,5.0", "<!channel>", "k", "Mio", "5 kk", "CHF 5 CHF", "5 k Mio", "5 apples", "M5"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(typed: str, locale: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.amount(typed, reader(locale), "value")
    assert refused.value.field == "value"


@pytest.mark.parametrize("typed", ["5000", "12'500", "60k", "1.2M", "CHF 5", "5 chf", "1500.50", "45678", "2026 CHF"])
def test_among_other_words_these_are_money(typed: str) -> None:
    assert is_plainly_money(typed, reader("en_CH"))


@pytest.mark.parametrize("typed", ["2026", "1900", "2199", "500", "12.50", "60m", "3.4", "7", "75%", "OP7", "DN50"])
def test_among_other_words_these_are_not(typed: str) -> None:
    assert not is_plainly_money(typed, reader("en_CH"))


# --- percentages ------------------------------------------------------------------------------------------


@given(chances=PERCENTAGES, texts=EVERYBODY)
def test_a_percentage_reads_back_as_it_is_shown(chances: Decimal, texts: Texts) -> None:
    assert parsing.percent(texts.percent(chances)) == chances
    assert parsing.percent(texts.editable(chances)) == chances


@pytest.mark.parametrize(
    "typed", ["75%", "75 %", "75\u00a0%", "75", "75 pct", "75 pct.", "75 percent", "75 per cent", "75 Prozent",
              "75 pour cent", "75 per cento", "75,0%"]
)  # fmt: skip
def test_a_percentage_is_said_in_four_languages(typed: str) -> None:
    assert parsing.percent(typed) == 75


@pytest.mark.parametrize(
    "typed", ["", "%", "abc", "٣", "1e2", "5%%", "1/2", "50 per person", "1.2.3", "1 2", "nan", "９９e9", "." * 9]
)
def test_what_is_no_percentage_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parsing.percent(typed)
    assert refused.value.field == "chances"
