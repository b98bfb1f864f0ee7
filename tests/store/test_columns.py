"""Values come back as they went in, on both databases, to the last digit and microsecond."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from store.models.columns import Amount, Derived, Moment, Percent, Weighted, Word
from store.models.functions import days_between, exact_sum
from store.models.opportunities import entries
from store.rules.numbers import LARGEST
from store.rules.words import Status
from store.sessions import Sessions
from tests.store.firm import BEGAN, Firm

kept = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("amount", Amount),
    Column("percent", Percent),
    Column("derived", Derived),
    Column("weighted", Weighted),
    Column("moment", Moment),
    Column("word", Word(Status)),
)


@pytest.fixture
def table(sessions: Sessions) -> Iterator[Sessions]:
    """A table with a column of each type."""
    with sessions.writing() as session:
        kept.create(session.connection)
    yield sessions
    with sessions.writing() as session:
        kept.drop(session.connection)


def kept_as(sessions: Sessions, **values: Any) -> dict[str, Any]:
    """The values as they come back."""
    with sessions.writing() as session:
        key = session.add(kept, **values)
        row = session.connection.execute(select(kept).where(kept.c.id == key)).one()
        session.change(kept.delete())
    return {name: getattr(row, name) for name in values}


OLDEST, NEWEST = (datetime(year, 1, 1) for year in (2000, 2200))  # noqa: DTZ001 - the zone is drawn beside it
EACH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@EACH
@given(
    st.decimals(0, LARGEST, places=2),
    st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=6),
    st.decimals(0, LARGEST, places=6),
)
def test_decimals_come_back_to_the_last_digit_with_their_scale(
    table: Sessions, amount: Decimal, percent: Decimal, derived: Decimal, weighted: Decimal
) -> None:
    values = {"amount": amount, "percent": percent, "derived": derived, "weighted": weighted}
    found = kept_as(table, **values)
    assert found == values
    assert [found[name].as_tuple().exponent for name in values] == [-2, -2, -6, -6]


@EACH
@given(st.datetimes(OLDEST, NEWEST), st.integers(-14 * 60, 14 * 60))
def test_moments_come_back_to_the_microsecond_in_utc(table: Sessions, naive: datetime, offset: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=offset)))
    found = kept_as(table, moment=moment)["moment"]
    assert found == moment and found.utcoffset() == timedelta(0)


def test_moments_and_decimals_are_ordered_by_the_database_as_they_are_here(table: Sessions) -> None:
    moments = [
        datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
    ]
    amounts = [Decimal("0.01"), Decimal("9.99"), Decimal("10.00")]
    with table.writing() as session:
        session.add_all(kept, [{"moment": m, "amount": a} for m, a in zip(reversed(moments), amounts, strict=True)])
        assert session.values(select(kept.c.moment).order_by(kept.c.moment)) == moments
        assert session.values(select(kept.c.amount).order_by(kept.c.amount)) == amounts
        assert session.values(select(kept.c.amount).where(kept.c.amount >= Decimal("9.99"))) == amounts[1:]
        session.change(kept.delete())


def test_a_naive_moment_and_a_word_that_is_none_are_not_stored(table: Sessions) -> None:
    for values in ({"moment": datetime(2026, 1, 1)}, {"word": "maybe"}):  # noqa: DTZ001 - it is the point
        with pytest.raises(StatementError):
            kept_as(table, **values)


def test_nothing_comes_back_as_nothing(table: Sessions) -> None:
    values = dict.fromkeys(("amount", "percent", "derived", "weighted", "moment", "word"))
    assert kept_as(table, **values) == values


def test_a_word_comes_back_as_one_of_its_words(table: Sessions) -> None:
    assert kept_as(table, word=Status.WON)["word"] is Status.WON


def test_a_sum_is_exact_beyond_sixty_four_bits_and_nothing_over_no_rows(table: Sessions) -> None:
    largest = [{"amount": LARGEST, "weighted": Decimal("999999999999.999999")} for _ in range(20)]
    sums = select(exact_sum(kept.c.amount), exact_sum(kept.c.weighted))
    with table.writing() as session:
        assert session.connection.execute(sums).one() == (None, None)
        session.add_all(kept, largest)
        assert session.connection.execute(sums).one() == (*(20 * LARGEST, Decimal("19999999999999.999980")),)
        session.change(kept.delete())


def test_days_between_dates_are_counted_alike(firm: Firm) -> None:
    firm.create(closing_on=BEGAN + timedelta(days=3000))
    with firm.sessions.reading() as session:
        assert session.value(select(days_between(entries.c.changed_on, entries.c.closing_on))) == 3000
        assert session.value(select(days_between(entries.c.closing_on, entries.c.changed_on))) == -3000


def test_the_largest_amount_goes_through_a_whole_opportunity(firm: Firm) -> None:
    number = firm.create(value=str(LARGEST), chances="33.33")
    card = firm.card(number)
    assert (card.value, card.probability) == (LARGEST, Decimal("0.666600"))
    assert card.weighted == Decimal("6665999999.999933")


def test_the_database_itself_refuses_words_and_days_that_can_not_be(firm: Firm) -> None:
    firm.create()
    for statement in ("UPDATE opportunities SET status = 'maybe'", "UPDATE entries SET days_open = -1"):
        with pytest.raises(DBAPIError), firm.sessions.writing() as session:
            session.connection.execute(text(statement))
