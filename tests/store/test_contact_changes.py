"""Contacts edited, deleted and merged (domain.md B.10, B.13)."""

from typing import Any

import pytest
from sqlalchemy import select

from store import (
    audits,
    cards,
    contact_edits,
    contact_links,
    contact_merges,
    contact_removals,
    contacts,
    opportunities,
    search,
)
from store.contact_edits import Edit
from store.contacts import Contact
from store.models import metadata
from store.models.contacts import contacts as table
from store.models.opportunities import entries
from store.models.opportunities import opportunities as opportunity_table
from store.models.opportunities import tasks as task_table
from store.rules.checks import Several
from store.rules.refusals import ContactChanged, ContactInUse, KindKept, NotAlike, NotFound
from store.rules.words import ContactKind, Outcome
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once
from tests.store.test_parallel import sorts
from tests.store.test_tenancy import spoken


def edit(firm: Firm, contact: Contact, *, version: int | None = None, **asked: Any) -> Contact:
    """Change what is named, and leave the rest."""
    company = contact.company_id if contact.kind is ContactKind.PERSON else None
    now = {"name": contact.name, "kind": contact.kind, "company_id": company, "email": contact.email,
           "phone": contact.phone, "salesperson_id": contact.salesperson_id,
           "privacy_blocked": contact.privacy_blocked}  # fmt: skip
    with firm.sessions.writing() as session:
        seen = contacts.get(session, firm.ana, contact.id).version if version is None else version
        return contact_edits.edit(session, firm.ana, contact.id, Edit(**{**now, **asked}), version=seen, now=at(BEGAN))


def remove(firm: Firm, contact: Contact) -> contact_removals.Removal:
    """Delete it as it stands."""
    with firm.sessions.writing() as session:
        seen = contacts.get(session, firm.ana, contact.id).version
        return contact_removals.remove(session, firm.ana, contact.id, version=seen, now=at(BEGAN))


def merge(firm: Firm, stays: Contact, goes: Contact) -> contact_merges.Merging:
    """Make them one."""
    with firm.sessions.writing() as session:
        versions = (contacts.get(session, firm.ana, stays.id).version, contacts.get(session, firm.ana, goes.id).version)
        return contact_merges.merge(session, firm.ana, stays.id, goes.id, versions=versions, now=at(BEGAN))


def named(firm: Firm, where: Any, column: str = "contact_id") -> set[int | None]:
    """Which contacts a table names."""
    with firm.sessions.reading() as session:
        return set(session.values(select(where.c[column])))


def found(firm: Firm, typed: str) -> list[str]:
    """The names of the contacts that a search finds."""
    with firm.sessions.reading() as session:
        return [one.name for one in search.contacts(session, firm.ana, typed)]


def test_whatever_names_a_contact_goes_along_on_purpose() -> None:
    """A column of contacts that no list of `contact_links` has would be left behind by a merge."""
    have = {(t.name, "contact_id") for t in metadata.sorted_tables if "contact_id" in t.c}
    have |= {(t.name, "company_id") for t in metadata.sorted_tables if "company_id" in t.c and t is not table}
    words = {("contact_words", "contact_id")}  # kept by triggers
    assert have - words == {(t.name, "contact_id") for t in contact_links.NAMING} | {
        (t.name, "company_id") for t in contact_links.BESIDE
    }


def test_every_field_of_a_contact_is_changed_and_the_old_values_kept(firm: Firm) -> None:
    """F074: a contact's own fields."""
    after = edit(firm, firm.person, name="Zoë  Meier", email="z@m.ch", phone="1", salesperson_id=firm.ben.id,
                 privacy_blocked=True)  # fmt: skip
    assert (after.name, after.email, after.phone, after.salesperson_id, after.privacy_blocked, after.version) == (
        *("Zoë Meier", "z@m.ch", "1", firm.ben.id, True, firm.person.version + 1),
    )
    assert found(firm, "meier") == ["Zoë Meier"] and found(firm, "kägi") == []
    with firm.sessions.reading() as session:
        kept = audits.about(session, firm.ana, firm.person.number).rows[0]
    assert (kept.operation, kept.old["name"], kept.new["name"]) == ("edit contact", "Zoë Kägi", "Zoë Meier")
    with refused(firm, ContactChanged):
        edit(firm, firm.person, version=firm.person.version, name="Other")
    with refused(firm, Several) as several:
        edit(firm, firm.person, name=" ", email="x", company_id=10**6)
    assert [one.place for one in several.value.refusals] == ["name", "email", "company"]


def test_a_companys_persons_are_found_by_its_new_name(firm: Firm) -> None:
    edit(firm, firm.company, name="Brunner AG")
    assert found(firm, "brunner") == ["Brunner AG", "Zoë Kägi"] and found(firm, "muller") == []


def test_who_leaves_a_company_leaves_its_opportunities_with_it(firm: Firm) -> None:
    """F074: a contact that changes company leaves its opportunities with the former one."""
    number, other = firm.create(), firm.contact("Other AG")
    for company in (other.id, None):
        edit(firm, firm.person, company_id=company)
        card = firm.card(number)
        assert (card.contact_id, card.company_name) == (firm.company.id, None)
        assert named(firm, entries) == named(firm, task_table) == {firm.company.id}
        assert named(firm, opportunity_table, "company_id") == {firm.company.id}
    assert found(firm, "other") == ["Other AG"]


def test_who_had_no_company_takes_the_opportunities_along_to_the_new_one(firm: Firm) -> None:
    """F074: a person without company before."""
    solo = firm.contact("Solo", ContactKind.PERSON)
    number = firm.create(contact=solo)
    edit(firm, solo, company_id=firm.company.id)
    assert firm.card(number).contact_id == solo.id and firm.card(number).company_name == "Müller Maschinen AG"
    assert named(firm, entries, "company_id") == {firm.company.id}


def test_the_kind_stays_once_anything_names_the_contact(firm: Firm) -> None:
    """F074: a type change is refused when any opportunity, task or person exists."""
    solo = firm.contact("Solo", ContactKind.PERSON)
    after = edit(firm, solo, kind=ContactKind.COMPANY)
    assert (after.kind, after.company_id) == (ContactKind.COMPANY, solo.id)
    assert edit(firm, after, kind=ContactKind.PERSON).company_id is None
    with refused(firm, KindKept):
        edit(firm, firm.company, kind=ContactKind.PERSON)  # it has a person
    firm.create(contact=solo, value=None)
    with refused(firm, KindKept):
        edit(firm, solo, kind=ContactKind.COMPANY)


def test_with_open_opportunities_or_open_tasks_a_contact_is_not_deleted(firm: Firm) -> None:
    """F075: refused with open opportunities or open tasks, which are named."""
    number = firm.create()
    for contact in (firm.person, firm.company):
        with refused(firm, ContactInUse) as used:
            remove(firm, contact)
        assert used.value.opportunities == (number,)
    firm.close(number, Outcome.LOST, on=BEGAN)
    with refused(firm, ContactInUse) as used:
        remove(firm, firm.person)
    assert (used.value.opportunities, used.value.tasks) == ((), tuple(t.number for t in firm.tasks(number)))


def closed(firm: Firm, contact: Contact) -> str:
    """A closed opportunity of the contact, without open tasks."""
    number = firm.create(contact=contact)
    firm.close(number, Outcome.LOST, on=BEGAN, cancel_tasks=True)
    return number


def test_a_deleted_persons_closed_opportunities_go_to_the_company(firm: Firm) -> None:
    """F075: a person's closed opportunities and tasks move to the company."""
    number = closed(firm, firm.person)
    assert remove(firm, firm.person).closed == 1
    assert firm.card(number).contact_name == "Müller Maschinen AG"
    assert named(firm, task_table) == named(firm, entries) == {firm.company.id}
    assert named(firm, table, "id") == {firm.company.id} and found(firm, "kägi") == []
    with refused(firm, NotFound):
        remove(firm, firm.person)


def test_a_deleted_company_goes_with_its_persons_and_leaves_its_name_on_closed_opportunities(firm: Firm) -> None:
    """F075: the contact is blanked: its name stays as text, and nothing finds it."""
    edit(firm, firm.company, email="a@b.ch", phone="1")
    number = closed(firm, firm.person)
    removal = remove(firm, firm.company)
    assert (removal.persons, removal.closed) == (1, 1)
    card = firm.card(number)
    assert (card.contact_name, card.contact_removed) == ("Müller Maschinen AG", True)
    assert found(firm, "muller") == found(firm, "kägi") == found(firm, "") == []
    assert named(firm, task_table) == {None} and named(firm, table, "email") == {""}
    with firm.sessions.writing() as session:
        assert contacts.company_named(session, firm.ana, "Müller Maschinen AG", at(BEGAN)).id != firm.company.id
        assert cards.show(session, firm.ana, number).card.contact_removed
    with firm.sessions.reading() as session:
        kept = audits.about(session, firm.ana, firm.company.number).rows[0]
    assert (kept.operation, kept.old["name"]) == ("delete contact", "Müller Maschinen AG")


def test_a_contact_that_nothing_names_is_deleted_without_trace(firm: Firm) -> None:
    """F075: nothing is left but the audit row."""
    solo, other = firm.contact("Solo", ContactKind.PERSON), firm.contact("Other AG")
    remove(firm, solo)
    remove(firm, other)
    assert named(firm, table, "id") == {firm.person.id, firm.company.id}


def test_merged_everything_of_the_second_is_the_firsts_and_the_second_is_gone(firm: Firm) -> None:
    """F075: opportunities, tasks, persons and history go over, and what the first has not is filled."""
    twin = firm.contact("Brunner SA", email="m@m.ch", phone="1")
    person = firm.contact("Max", ContactKind.PERSON, company_id=twin.id)
    numbers = [firm.create(contact=one) for one in (twin, person)]
    firm.close(numbers[0], Outcome.WON, on=BEGAN, value="1")
    done = merge(firm, firm.company, twin)
    assert (done.opportunities, done.tasks, done.persons) == (2, 2, 1)
    assert [firm.card(n).contact_id for n in numbers] == [firm.company.id, person.id]
    assert named(firm, opportunity_table, "company_id") == named(firm, entries, "company_id") == {firm.company.id}
    with firm.sessions.reading() as session:
        company, mate = (contacts.get(session, firm.ana, one) for one in (firm.company.id, person.id))
        kept = audits.about(session, firm.ana, firm.company.number).rows[0]
    assert (company.name, company.email, company.customer) == ("Müller Maschinen AG", "m@m.ch", True)
    assert mate.company_name == "Müller Maschinen AG" and found(firm, "muller max") == ["Max"]
    assert (kept.operation, kept.subject) == ("merge contacts", twin.number)
    assert found(firm, "brunner") == []


def test_a_person_merged_into_one_without_company_brings_it(firm: Firm) -> None:
    """F075: opportunities of both are then kept under it."""
    solo = firm.contact("Zoe Kaegi", ContactKind.PERSON)
    numbers = [firm.create(contact=one) for one in (solo, firm.person)]
    merge(firm, solo, firm.person)
    assert [(firm.card(n).contact_id, firm.card(n).company_name) for n in numbers] == [
        (solo.id, "Müller Maschinen AG")
    ] * 2
    assert found(firm, "muller kaegi") == ["Zoe Kaegi"]


def test_what_is_not_alike_is_not_merged(firm: Firm) -> None:
    """F075: a company with a person, or a contact with itself."""
    for goes in (firm.person, firm.company):
        with refused(firm, NotAlike):
            merge(firm, firm.company, goes)


@pytest.mark.parametrize("changed", ["company", "twin"])
def test_contacts_that_are_not_as_they_were_shown_are_not_merged(firm: Firm, changed: str) -> None:
    """F075, F100: the one that stays or the one that goes was edited while the question stood open."""
    twin = firm.contact("Twin AG")
    edit(firm, twin if changed == "twin" else firm.company, name="Quite another GmbH")
    with refused(firm, ContactChanged), firm.sessions.writing() as session:
        versions = (firm.company.version, twin.version)
        contact_merges.merge(session, firm.ana, firm.company.id, twin.id, versions=versions, now=at(BEGAN))


def test_those_with_the_same_name_address_or_number_are_alike(firm: Firm) -> None:
    """F075: doubles are known by name without accents, e-mail or telephone."""
    one = firm.contact("Müller AG", email="a@b.ch", phone="1")
    twins = [firm.contact("MULLER ag"), firm.contact("X", email="a@b.ch"), firm.contact("Y", phone="1")]
    firm.contact("Müller AG", ContactKind.PERSON, email="a@b.ch")
    firm.contact("Z")
    with firm.sessions.reading() as session:
        assert [c.id for c in contacts.alike(session, firm.ana, one)] == [c.id for c in twins]


def test_while_contacts_are_merged_nothing_new_is_made_for_the_one_that_goes(firm: Firm) -> None:
    """F100: an opportunity made at the same moment goes over, or its contact is not found."""
    twin = firm.contact("Twin AG")

    def act(session: Session, n: int) -> Any:
        if n == 3:
            return contact_merges.merge(session, firm.ana, firm.company.id, twin.id, versions=(1, 1), now=at(BEGAN))
        return opportunities.create(
            session,
            firm.ana,
            description=f"Number {n}",
            contact_id=twin.id,
            salesperson_id=firm.ana.id,
            cycle_id=firm.cycle.id,
            first=None,
            now=at(BEGAN),
        )

    results = sorts(at_once(firm.sessions, act))
    assert set(results) <= {"done", NotFound.__name__} and sum(results.values()) == THREADS
    assert named(firm, opportunity_table) <= {firm.company.id}
    assert twin.id not in named(firm, table, "id")


def test_of_eight_who_merge_the_same_two_at_once_one_wins(firm: Firm) -> None:
    """F100: either way round, one contact is left."""
    twin = firm.contact("Twin AG")
    pair = (firm.company.id, twin.id)
    results = at_once(
        firm.sessions,
        lambda s, n: contact_merges.merge(s, firm.ana, pair[n % 2], pair[1 - n % 2], versions=(1, 1), now=at(BEGAN)),
    )
    assert sorts(results) == {"done": 1, NotFound.__name__: THREADS - 1}
    assert len(named(firm, table, "id") & set(pair)) == 1


def test_a_company_of_many_is_renamed_by_as_many_statements_as_one_of_few(firm: Firm) -> None:
    taken = []
    for count in (2, 20):
        company = firm.contact(f"Firm of {count}")
        for n in range(count):
            firm.contact(f"Person {n}", ContactKind.PERSON, company_id=company.id)
        with spoken(firm) as said:
            edit(firm, company, name=f"Renamed, of {count}")
        assert len(found(firm, f"renamed {count} person")) == count
        taken.append(len(said))
    assert taken[0] == taken[1]
