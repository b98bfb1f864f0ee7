"""Contacts, comments and the keys of requests."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import cards, comments, contacts, requests
from store.models.opportunities import comments as comment_table
from store.rules.refusals import Missing, NotFound, Refusal, TooLong, Unreadable
from store.rules.words import ContactKind, Outcome
from tests.store.firm import BEGAN, Firm, at, refused


def test_a_company_is_its_own_company_and_a_person_has_one_or_none(firm: Firm) -> None:
    assert (firm.company.company_id, firm.company.company_name) == (firm.company.id, None)
    assert (firm.person.company_id, firm.person.company_name) == (firm.company.id, "Müller Maschinen AG")
    solo = firm.contact(" Solo\tKünstler ", ContactKind.PERSON, email="a@b.ch", phone="+41 44 000 00 00")
    assert (solo.name, solo.company_id, solo.email, solo.number) == ("Solo Künstler", None, "a@b.ch", "CT000003")
    assert (solo.salesperson_id, solo.customer, solo.privacy_blocked) == (firm.ana.id, False, False)


def test_each_wrong_contact_has_its_own_refusal(firm: Firm) -> None:
    wrong: list[tuple[str, ContactKind, dict[str, object], type[Refusal], str | None]] = [
        (" ", ContactKind.COMPANY, {}, Missing, "name"),
        ("x" * 201, ContactKind.COMPANY, {}, TooLong, "name"),
        ("x", ContactKind.PERSON, {"company_id": 10**6}, NotFound, "company"),
        ("x", ContactKind.PERSON, {"company_id": firm.person.id}, NotFound, "company"),
        ("x", ContactKind.PERSON, {"phone": "1" * 41}, TooLong, "phone"),
        ("x", ContactKind.PERSON, {"email": "x@" + "y" * 260 + ".ch"}, TooLong, "email"),
        *(
            ("x", ContactKind.PERSON, {"email": email}, Unreadable, "email")
            for email in ("x", "x@", "@y.ch", "x@y", "x y@z.ch", "x@.ch.")
        ),
    ]
    for name, kind, more, refusal, place in wrong:
        with refused(firm, refusal) as one:
            firm.contact(name, kind, **more)
        assert one.value.place == place


def test_a_contact_is_shown_by_number_or_name_and_otherwise_not_found(firm: Firm) -> None:
    with firm.sessions.reading() as session:
        for typed in ("CT000002", "ct2", "2", "zoe kagi", "Zoë Kägi"):
            assert contacts.show(session, firm.ana, typed).id == firm.person.id
        for typed in ("CT000009", "zoe", "", "%", "Zoë Kägi Müller Maschinen"):
            with pytest.raises(NotFound):
                contacts.show(session, firm.ana, typed)


def test_companies_that_only_signs_tell_apart_are_two(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        made = [contacts.company_named(session, firm.ana, name, at(BEGAN)) for name in ("C++ AG", "C# AG", "🚀", "🔥")]
        again = contacts.company_named(session, firm.ana, "c\u200b# ag", at(BEGAN))
    assert len({one.id for one in made}) == 4
    assert again.id == made[1].id


def test_the_company_of_a_name_is_found_whatever_its_case_and_made_once(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        known = contacts.company_named(session, firm.ana, "MULLER maschinen ag", at(BEGAN))
        made = contacts.company_named(session, firm.ana, "Neu GmbH", at(BEGAN))
        again = contacts.company_named(session, firm.ana, "neu gmbh", at(BEGAN))
        person = contacts.company_named(session, firm.ana, "Zoë Kägi", at(BEGAN))
    assert known.id == firm.company.id and made.id == again.id and made.kind is ContactKind.COMPANY
    assert person.kind is ContactKind.COMPANY and person.id != firm.person.id


def test_comments_are_kept_in_order_also_on_what_is_closed(firm: Firm) -> None:
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    with firm.sessions.writing() as session:
        said = comments.add(session, firm.ben, number, " A\n\n\n\nB\u202e ", at(BEGAN))
    assert (said.text, said.author, said.at) == ("A\n\nB", "Ben", at(BEGAN))
    with firm.sessions.reading() as session:
        assert cards.show(session, firm.ana, number).comment == said
    for typed, refusal in ((" \n ", Missing), ("x" * 3001, TooLong)):
        with refused(firm, refusal) as one, firm.sessions.writing() as session:
            comments.add(session, firm.ben, number, typed, at(BEGAN))
        assert one.value.place == "comment"
    with refused(firm, NotFound), firm.sessions.writing() as session:
        comments.add(session, firm.ben, "OP000099", "Hello", at(BEGAN))


def test_a_comment_changes_neither_version_nor_history(firm: Firm) -> None:
    number = firm.create()
    before = firm.card(number)
    with firm.sessions.writing() as session:
        comments.add(session, firm.ben, number, "x" * 3000, at(BEGAN))
        assert session.values(select(comment_table.c.text)) == ["x" * 3000]
    assert firm.card(number) == before


def test_a_request_is_answered_again_as_it_was_until_it_is_forgotten(firm: Firm, other: Firm) -> None:
    with firm.sessions.writing() as session:
        assert requests.answer(session, firm.ana, "V1") is None
        requests.remember(session, firm.ana, "V1", {"number": "OP000001"}, at(BEGAN))
    with firm.sessions.writing() as session:
        assert requests.answer(session, firm.ana, "V1") == {"number": "OP000001"}
        assert requests.answer(session, other.ana, "V1") is None
        assert requests.forget(session, at(BEGAN) + requests.KEPT) == 0
        assert requests.forget(session, at(BEGAN) + requests.KEPT + timedelta(seconds=1)) == 1
        assert requests.answer(session, firm.ana, "V1") is None
