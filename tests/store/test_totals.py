"""What a list is worth: exact, of exactly what it lists."""

from datetime import timedelta
from decimal import Decimal

from store import listings, totals
from store.filters import Filters
from store.rules.words import Outcome, Status, Verb
from tests.store.firm import BEGAN, Firm

LARGEST = "999999999999.99"


def worth(firm: Firm, filters: Filters) -> tuple[int, Decimal, Decimal]:
    """The sums of a list."""
    with firm.sessions.reading() as session:
        sums = totals.of_list(session, firm.ana, filters, BEGAN)
    return sums.started, sums.value, sums.weighted


def test_the_sums_are_those_of_the_started_rows_for_every_filter(firm: Firm) -> None:
    """F080: value and weighted value; what is not started has none (domain.md C.6)."""
    firm.move(firm.create("A", value="12345.67"), Verb.NEXT, on=BEGAN)
    firm.create("B", by=firm.ben, value="60000", contact=firm.company)
    firm.create("C", value=None)
    firm.close(firm.create("D", value="60000"), Outcome.WON, on=BEGAN, value="58500")
    firm.close(firm.create("E"), Outcome.LOST, on=BEGAN)
    for filters in (
        Filters(),
        Filters(salesperson_id=firm.ana.id),
        Filters(contact_id=firm.company.id),
        Filters(contact_id=firm.person.id),
        *(Filters(statuses=(status,)) for status in Status),
        Filters(stage=1),
        Filters(due=True),
        Filters(stale=True),
    ):
        with firm.sessions.reading() as session:
            rows = listings.opportunities(session, firm.ana, filters, BEGAN).rows
        started = [row for row in rows if row.value is not None]
        value = sum((row.value for row in started if row.value), Decimal(0))
        weighted = sum((row.weighted for row in started if row.weighted), Decimal(0))
        assert worth(firm, filters) == (len(started), value, weighted), filters
    assert worth(firm, Filters(statuses=(Status.WON,))) == (1, Decimal(60000), Decimal(58500))


def test_ten_of_the_largest_are_summed_to_the_last_digit(firm: Firm) -> None:
    firm.set_up(1, completed=Decimal(100))
    for _ in range(10):
        firm.create(value=LARGEST, chances="100", closing_on=BEGAN + timedelta(days=1))
    assert worth(firm, Filters(due=True)) == (10, Decimal("9999999999999.90"), Decimal("9999999999999.90"))


def test_a_list_of_nothing_is_worth_nothing(firm: Firm, other: Firm) -> None:
    other.create()
    assert worth(firm, Filters()) == (0, Decimal(0), Decimal(0))
