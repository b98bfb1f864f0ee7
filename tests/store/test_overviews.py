"""A contact at a glance: its figures counted both ways, its persons, its last interaction."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import update

from store import contacts, interactions, overviews
from store.interactions import Logging
from store.models.contacts import contacts as contact_table
from store.overviews import Figures, Overview
from store.rules.words import ContactKind, InteractionKind, Outcome, Verb
from tests.store.firm import BEGAN, Firm, at

DAY = timedelta(days=1)
NOTHING = Figures(0, Decimal(0), Decimal(0))


def overview(firm: Firm, contact: contacts.Contact) -> Overview:
    """What hangs on the contact now."""
    with firm.sessions.reading() as session:
        return overviews.of_contact(session, firm.ana, contact, BEGAN)


def test_opportunities_are_counted_open_only_and_including_closed_and_a_company_adds_up_its_persons(firm: Firm) -> None:
    """F018, F080: the example of domain.md C.6, counted both ways (decision 16)."""
    a = firm.create("A")
    firm.move(a, Verb.NEXT, on=BEGAN, value="50000", chances="25")
    b = firm.create("B", value="60000", contact=firm.company)
    firm.move(b, Verb.NEXT, on=BEGAN, value="60000", chances="30")
    firm.create("C", value=None)
    firm.close(firm.create("D", value="60000"), Outcome.WON, on=BEGAN, value="58500")
    company, person = overview(firm, firm.company), overview(firm, firm.person)
    assert company.open == Figures(2, Decimal(110000), Decimal(10675))
    assert company.all == Figures(3, Decimal(170000), Decimal(69175))
    assert person.open == Figures(1, Decimal(50000), Decimal(4375))
    assert person.all == Figures(2, Decimal(110000), Decimal(62875))
    assert (company.waiting, person.waiting) == (1, 1)


def test_a_new_contact_has_nothing_but_its_salesperson(firm: Firm) -> None:
    found = overview(firm, firm.contact("New"))
    assert (found.open, found.all, found.waiting, found.persons, found.last_on) == (NOTHING, NOTHING, 0, [], None)
    assert found.salesperson and found.salesperson.id == firm.ana.id


def test_a_company_names_its_first_persons_and_how_many_more_there_are(firm: Firm) -> None:
    """F080: the persons of a company, by name."""
    for name in ("Ada", "Bea", "Cleo", "Dora", "Eva", "Fia"):
        firm.contact(name, ContactKind.PERSON, company_id=firm.company.id)
    found = overview(firm, firm.company)
    assert [one.name for one in found.persons] == ["Ada", "Bea", "Cleo", "Dora", "Eva"] and found.more_persons == 2
    assert overview(firm, firm.person).persons == []


def test_the_last_interaction_is_the_latest_that_is_not_cancelled_of_a_company_its_persons_too(firm: Firm) -> None:
    for days in (3, 1, 2):
        asked = Logging(InteractionKind.CALL, BEGAN - days * DAY, "Call", firm.person.id)
        with firm.sessions.writing() as session:
            one = interactions.log(session, firm.ana, asked, at(BEGAN))
            if days == 1:
                interactions.cancel(session, firm.ana, one.id, at(BEGAN))
    assert overview(firm, firm.person).last_on == overview(firm, firm.company).last_on == BEGAN - 2 * DAY


def test_a_contact_without_salesperson_has_none(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        session.change(update(contact_table).values(salesperson_id=None))
        bare = contacts.get(session, firm.ana, firm.person.id)
    assert overview(firm, bare).salesperson is None
