"""Interactions: logged with a contact, counted on the card, cancelled, and made an opportunity of."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from store import audits, cards, comments, interaction_log, interactions, opportunities
from store.interactions import Logging
from store.models.contacts import contacts as contact_table
from store.rights import Member
from store.rules.checks import Several
from store.rules.refusals import (
    ContactBlocked,
    InteractionCancelled,
    InteractionTaken,
    Missing,
    NotFound,
    NotYours,
    TooEarly,
    TooLate,
    TooLong,
)
from store.rules.words import ContactKind, InteractionKind, Outcome, Role
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once

DAY = timedelta(days=1)


def log(firm: Firm, opportunity: str | None = None, *, by: Member | None = None, **more: Any) -> int:
    """Somebody (Ana) logs an interaction with the person; its key."""
    asked = {"kind": InteractionKind.CALL, "happened_on": BEGAN, "description": "Talked to the buyer"}
    asked |= {"contact_id": firm.person.id, "opportunity": opportunity} | more
    with firm.sessions.writing() as session:
        return interactions.log(session, by or firm.ana, Logging(**asked), at(BEGAN)).id


def act(firm: Firm, what: Callable[..., Any], *args: Any, by: Member | None = None) -> Any:
    """One operation, in a transaction of its own."""
    with firm.sessions.writing() as session:
        return what(session, by or firm.ana, *args, at(BEGAN))


def counted(firm: Firm, number: str) -> int:
    """The number of interactions on the card."""
    with firm.sessions.reading() as session:
        return cards.show(session, firm.ana, number).interactions


def test_a_logged_call_adds_one_to_the_number_of_interactions_and_a_cancelled_one_takes_it_away(firm: Firm) -> None:
    """F079: those not cancelled count (domain.md A.4), each kind, and on closed ones too (decision 38)."""
    number, other = firm.create(), firm.create()
    for n, kind in enumerate(InteractionKind):
        log(firm, number, kind=kind)
        assert counted(firm, number) == n + 1
    firm.close(number, Outcome.LOST, on=BEGAN)
    last = log(firm, number)
    assert (counted(firm, number), counted(firm, other)) == (6, 0)
    assert act(firm, interactions.cancel, last).cancelled
    assert counted(firm, number) == 5
    with refused(firm, InteractionCancelled):
        act(firm, interactions.cancel, last)


def test_the_log_of_an_opportunity_and_of_a_contact_has_the_newest_first_a_page_at_a_time(firm: Firm) -> None:
    """F079: a company's log has its persons' too, a person's only their own."""
    number = firm.create()
    for n in range(12):
        log(firm, number, happened_on=BEGAN - n * DAY, description=f"Call {n}")
    log(firm, contact_id=firm.company.id, description="With the company")
    key = firm.card(number).id
    with firm.sessions.reading() as session:
        first, second = (interaction_log.of_opportunity(session, firm.ana, key, start) for start in (0, 10))
        persons = interaction_log.of_contact(session, firm.ana, firm.person.id)
        companys = interaction_log.of_contact(session, firm.ana, firm.company.id)
    assert [one.description for one in first.rows] == [f"Call {n}" for n in range(10)]
    assert [one.description for one in second.rows] == ["Call 10", "Call 11"]
    assert (first.total, persons.total, companys.total) == (12, 12, 13)
    one = first.rows[0]
    assert (one.contact_name, one.company_name, one.person_name) == ("Zoë Kägi", "Müller Maschinen AG", "Ana")
    assert (one.opportunity_number, one.opportunity_description) == (number, "Two pumps")


def test_the_contact_is_the_opportunitys_unless_another_is_named(firm: Firm) -> None:
    """F079: contact and opportunity are preset (domain.md B.15)."""
    number, other = firm.create(), firm.contact("Other", ContactKind.PERSON)
    preset, named = log(firm, number, contact_id=None), log(firm, number, contact_id=other.id)
    with firm.sessions.reading() as session:
        found = [interaction_log.get(session, firm.ana, key) for key in (preset, named)]
    assert [one.contact_id for one in found] == [firm.person.id, other.id]


def test_what_is_wrong_with_it_is_said_all_at_once_on_its_fields(firm: Firm) -> None:
    asked = {"kind": None, "happened_on": BEGAN + DAY, "description": " ", "contact_id": None}
    with refused(firm, Several) as raised:
        log(firm, **asked)
    assert [(type(one), one.place) for one in raised.value.refusals] == [
        (Missing, "log_kind"),
        (Missing, "contact"),
        (TooLate, "happened_on"),
        (Missing, "description"),
    ]
    assert raised.value.refusals[2].latest == BEGAN


@pytest.mark.parametrize(
    ("given", "refusal", "place"),
    [
        ({"happened_on": None}, Missing, "happened_on"),
        ({"happened_on": BEGAN.replace(year=1999)}, TooEarly, "happened_on"),
        ({"description": "x" * 201}, TooLong, "description"),
        ({"comment": "x" * 3001}, TooLong, "comment"),
        ({"contact_id": 999999}, NotFound, "contact"),
        ({"opportunity": "OP000099"}, NotFound, None),
    ],
    ids=str,
)
def test_each_refusal_stands_on_its_field(firm: Firm, given: Any, refusal: Any, place: str | None) -> None:
    with refused(firm, refusal) as raised:
        log(firm, **given)
    assert raised.value.place == place


def block(firm: Firm) -> None:
    """Block the person for privacy."""
    with firm.sessions.writing() as session:
        blocked = update(contact_table).where(contact_table.c.id == firm.person.id).values(privacy_blocked=True)
        session.change(blocked)


def test_nothing_is_logged_with_a_contact_blocked_for_privacy_and_nothing_comes_of_what_was(firm: Firm) -> None:
    """F097, F028: neither by naming the contact nor by their opportunity."""
    number, before = firm.create(), log(firm)
    block(firm)
    for more in ({}, {"opportunity": number}, {"opportunity": number, "contact_id": None}):
        with refused(firm, ContactBlocked):
            log(firm, **more)
    with refused(firm, ContactBlocked):
        firm.create(interaction_id=before)


def test_an_interaction_is_cancelled_by_whose_it_is_or_who_manages_them(firm: Firm) -> None:
    bens, anas = log(firm, by=firm.ben), log(firm)
    with refused(firm, NotYours):
        act(firm, interactions.cancel, anas, by=firm.ben)
    assert act(firm, interactions.cancel, bens, by=firm.member(Role.MANAGER)).cancelled


def test_an_opportunity_made_of_a_call_carries_its_comments_and_the_call_is_its_own(firm: Firm) -> None:
    """F028: the comments with their authors and moments, in their order; in the creating transaction."""
    key = log(firm, comment="They asked for two")
    with firm.sessions.writing() as session:
        interactions.comment(session, firm.ben, key, "And for a discount", at(BEGAN, 10))
    number = firm.create("Talked to the buyer", interaction_id=key)
    with firm.sessions.reading() as session:
        found = comments.of_opportunity(session, firm.ana, firm.card(number).id)
        kept = interaction_log.get(session, firm.ana, key)
    assert [(c.text, c.author, c.at) for c in found.rows] == [
        ("And for a discount", "Ben", at(BEGAN, 10)),
        ("They asked for two", "Ana", at(BEGAN)),
    ]
    assert kept.opportunity_number == number and counted(firm, number) == 1


def test_a_second_opportunity_of_the_same_call_is_refused_naming_the_first(firm: Firm) -> None:
    """F028: and none is made of a cancelled one (domain.md B.4c)."""
    key, cancelled = log(firm), log(firm)
    number = firm.create(interaction_id=key)
    with refused(firm, InteractionTaken) as raised:
        firm.create(interaction_id=key)
    assert raised.value.number == number
    act(firm, interactions.cancel, cancelled)
    with refused(firm, InteractionCancelled):
        firm.create(interaction_id=cancelled)


def test_what_was_remarked_is_shown_a_page_at_a_time_the_newest_first(firm: Firm) -> None:
    key = log(firm)
    for n in range(12):
        act(firm, interactions.comment, key, f"Remark {n}")
    with firm.sessions.reading() as session:
        first, second = (interaction_log.comments(session, firm.ana, key, start) for start in (0, 10))
    assert [one.text for one in first.rows] == [f"Remark {n}" for n in range(11, 1, -1)]
    assert [one.text for one in second.rows] == ["Remark 1", "Remark 0"]
    assert (first.total, second.total) == (12, 12)


def test_every_write_leaves_one_row_in_the_audit_trail(firm: Firm) -> None:
    number = firm.create()

    def written(about: str) -> int:
        with firm.sessions.reading() as session:
            return audits.about(session, firm.ana, about).total

    on_it, with_them = log(firm, number, comment="Well"), log(firm)
    assert (written(number), written(firm.person.number)) == (2, 2)  # each was created once
    act(firm, interactions.comment, on_it, "So")
    act(firm, interactions.cancel, with_them)
    assert (written(number), written(firm.person.number)) == (3, 3)
    made = firm.create(interaction_id=log(firm))
    assert written(made) == 1


def test_what_is_remarked_is_checked_like_a_comment(firm: Firm) -> None:
    key = log(firm)
    for typed, refusal in ((" \n", Missing), ("x" * 3001, TooLong)):
        with refused(firm, refusal) as raised:
            act(firm, interactions.comment, key, typed)
        assert raised.value.place == "comment"


def test_of_eight_who_make_an_opportunity_of_the_same_call_one_does(firm: Firm) -> None:
    """F028, F100: the others are told which one it became."""
    key = log(firm)

    def make(session: Session, n: int) -> str:
        return opportunities.create(
            session,
            firm.ana,
            description=f"Number {n}",
            contact_id=firm.person.id,
            salesperson_id=firm.ana.id,
            cycle_id=firm.cycle.id,
            first=None,
            interaction_id=key,
            now=at(BEGAN),
        )

    results = at_once(firm.sessions, make)
    (made,) = [one for one in results if isinstance(one, str)]
    taken = [one for one in results if isinstance(one, InteractionTaken)]
    assert [one.number for one in taken] == [made] * (THREADS - 1) and counted(firm, made) == 1
