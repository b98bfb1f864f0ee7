"""Editing an opportunity, and handing it over (domain.md B.13; decisions 24, 38, F073)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from store import audits, edits, handovers, search, tasks, templates
from store.edits import Edit
from store.models.contacts import contacts
from store.models.cycles import cycles as cycle_table
from store.models.deliveries import deliveries
from store.models.opportunities import entries
from store.models.opportunities import tasks as task_table
from store.rights import Member
from store.rules.refusals import (
    AlreadyChanged,
    AlreadyTheirs,
    ContactBlocked,
    CycleBlocked,
    CycleKept,
    IsClosed,
    Missing,
    NotFound,
    NotYours,
    OtherCompany,
    Refusal,
    TooLong,
)
from store.rules.words import ContactKind, Outcome, Priority, Role, Verb
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import THREADS, at_once
from tests.store.test_parallel import sorts
from tests.store.test_rights import in_a_team

DAY = timedelta(days=1)


def edit(firm: Firm, number: str, *, version: int | None = None, by: Member | None = None, **asked: Any) -> bool:
    """Change what is named, and leave the rest as it is."""
    card = firm.card(number)
    now = {"description": card.description, "priority": card.priority, "contact_id": card.contact_id}
    version = card.version if version is None else version
    with firm.sessions.writing() as session:
        return edits.edit(session, by or firm.ana, number, Edit(**{**now, **asked}), version=version, now=at(BEGAN))


def hand_over(firm: Firm, number: str, to: Member, by: Member | None = None, **more: Any) -> handovers.HandedOver:
    """Hand it over."""
    with firm.sessions.writing() as session:
        return handovers.hand_over(session, by or firm.ana, number, to.id, now=at(BEGAN), **more)


def newest(firm: Firm, number: str) -> audits.Audit:
    """The last thing the audit trail says of it."""
    with firm.sessions.reading() as session:
        return audits.about(session, firm.ana, number).rows[0]


def of_entries(firm: Firm, column: str) -> list[int]:
    """A column of every history entry, in their order."""
    with firm.sessions.reading() as session:
        return session.values(select(entries.c[column]).order_by(entries.c.id))


def test_description_and_priority_are_changed_until_closing_and_found_by_their_new_words(firm: Firm) -> None:
    """F021: low, normal or high can be set until closing."""
    number = firm.create("Two pumps")
    assert edit(firm, number, description=" Three  valves ", priority=Priority.HIGH)
    card = firm.card(number)
    assert (card.description, card.priority, card.version, card.seen) == ("Three valves", Priority.HIGH, 2, 1)
    with firm.sessions.reading() as session:
        assert [o.number for o in search.opportunities(session, firm.ana, "valves")] == [number]
        assert search.opportunities(session, firm.ana, "pumps") == []
    kept = newest(firm, number)
    assert (kept.operation, kept.old, kept.new) == (
        "edit",
        {"description": "Two pumps", "priority": "normal"},
        {"description": "Three valves", "priority": "high"},
    )


def test_an_edit_that_changes_nothing_writes_nothing(firm: Firm) -> None:
    number = firm.create()
    before = firm.card(number)
    assert not edit(firm, number)
    assert firm.card(number) == before and newest(firm, number).operation == "create"


def test_a_closed_ones_fields_are_locked(firm: Firm) -> None:
    """F055: contact, salesperson, priority and description can not be changed after closing."""
    number = firm.create()
    firm.close(number, Outcome.LOST, on=BEGAN)
    for asked in ({"priority": Priority.LOW}, {"description": "Other"}, {"contact_id": firm.company.id}):
        with refused(firm, IsClosed):
            edit(firm, number, **asked)
    with refused(firm, IsClosed):
        hand_over(firm, number, firm.ben)


def test_each_wrong_edit_has_its_own_refusal(firm: Firm) -> None:
    number, waiting = firm.create(), firm.create(value=None)
    other = firm.contact("Other AG")
    wrong: list[tuple[str, dict[str, Any], type[Refusal], str | None]] = [
        (number, {"description": " "}, Missing, "description"),
        (number, {"description": "x" * 201}, TooLong, "description"),
        (number, {"contact_id": None}, Missing, "contact"),
        (number, {"contact_id": 10**6}, NotFound, "contact"),
        (number, {"contact_id": other.id}, OtherCompany, "contact"),
        (number, {"cycle_id": 10**6}, CycleKept, "cycle"),
        (waiting, {"cycle_id": 10**6}, NotFound, "cycle"),
        (number, {"version": 7}, AlreadyChanged, None),
    ]
    for which, asked, refusal, place in wrong:
        with refused(firm, refusal) as one:
            edit(firm, which, **asked)
        assert one.value.place == place
    with refused(firm, OtherCompany) as company:
        edit(firm, number, contact_id=other.id)
    assert company.value.company == "Müller Maschinen AG"


def test_the_cycle_is_changed_only_while_it_is_not_started(firm: Firm) -> None:
    """F055, F005: a started one keeps its cycle, and a blocked cycle takes nothing new."""
    with firm.sessions.writing() as session:
        other = templates.install(session, firm.ana, "NEW", str, at(BEGAN))
    firm.ana = firm.fresh(firm.ana)
    number, waiting = firm.create(), firm.create(value=None)
    with refused(firm, CycleKept):
        edit(firm, number, cycle_id=other.id)
    assert edit(firm, waiting, cycle_id=other.id) and firm.card(waiting).cycle_id == other.id
    assert newest(firm, waiting).new == {"cycle": "NEW"}
    with firm.sessions.writing() as session:
        session.change(cycle_table.update().where(cycle_table.c.id == firm.cycle.id).values(blocked=True))
    firm.set_up(1, max_days=3)
    with refused(firm, CycleBlocked):
        edit(firm, waiting, cycle_id=firm.cycle.id)


def test_a_started_ones_contact_changes_within_its_company_and_a_not_started_ones_to_any(firm: Firm) -> None:
    """F074: started: only within the same company; not started: any contact."""
    mate = firm.contact("Max", ContactKind.PERSON, company_id=firm.company.id)
    other = firm.contact("Other AG")
    number, waiting = firm.create(), firm.create(value=None)
    firm.move(number, Verb.NEXT, on=BEGAN)
    assert edit(firm, number, contact_id=mate.id) and edit(firm, waiting, contact_id=other.id)
    assert [firm.card(n).contact_name for n in (number, waiting)] == ["Max", "Other AG"]
    assert of_entries(firm, "contact_id") == [firm.person.id, mate.id]  # old rows keep the name
    assert edit(firm, number, contact_id=firm.company.id)
    assert newest(firm, number).old == {"contact": "Max"}


@pytest.mark.parametrize("tasks_too", [False, True])
def test_open_tasks_with_the_former_contact_go_along_only_if_asked(firm: Firm, tasks_too: bool) -> None:
    """F074: the question about open tasks, no by default."""
    number = firm.create()
    done = firm.tasks(number)[0].number
    with firm.sessions.writing() as session:
        assert edits.preset(session, firm.ana, number).contact_tasks == 2
        tasks.complete(session, firm.ana, done, at(BEGAN))
    edit(firm, number, contact_id=firm.company.id, tasks_too=tasks_too)
    with firm.sessions.reading() as session:
        named = dict(session.connection.execute(select(task_table.c.number, task_table.c.contact_id)).all())
    open_ = next(t.number for t in firm.tasks(number) if t.open)
    assert named == {done: firm.person.id, open_: (firm.company if tasks_too else firm.person).id}


def test_a_privacy_blocked_contact_takes_nothing_new_and_what_it_has_goes_on(firm: Firm) -> None:
    """F097: creating for it is refused, also through its company; existing opportunities go on."""
    number, waiting = firm.create(), firm.create(value=None, contact=firm.contact("Other AG"))
    for blocked in (firm.person, firm.company):
        with firm.sessions.writing() as session:
            session.change(contacts.update().values(privacy_blocked=contacts.c.id == blocked.id))
        for act in (lambda: firm.create(), lambda: edit(firm, waiting, contact_id=firm.person.id)):
            with refused(firm, ContactBlocked) as one:
                act()
            assert (one.value.name, one.value.place) == (blocked.name, "contact")
        assert edit(firm, number, priority=Priority.HIGH if blocked is firm.person else Priority.LOW)
    firm.move(number, Verb.NEXT, on=BEGAN)


# --- handing over ---------------------------------------------------------------------------------------------


def test_the_active_entry_follows_old_rows_keep_the_name_and_tasks_stay_unless_asked(firm: Firm) -> None:
    """F073: asks whether open tasks move too (default no); the active row follows, old rows keep the name."""
    number = firm.create()
    firm.move(number, Verb.NEXT, on=BEGAN)
    mine, left = firm.ana.id, len(firm.tasks(number))
    with firm.sessions.reading() as session:
        assert handovers.open_tasks(session, firm.ana, number) == left
    done = hand_over(firm, number, firm.ben)
    assert (done.person.id, done.count, done.tasks, done.tasks_left) == (firm.ben.id, 1, 0, left)
    assert firm.card(number).salesperson_id == firm.ben.id
    assert of_entries(firm, "salesperson_id") == [mine, firm.ben.id]
    assert {t.salesperson_id for t in firm.tasks(number)} == {mine}
    kept = newest(firm, number)
    assert (kept.operation, kept.old["salesperson"], kept.new["salesperson"]) == ("hand over", "Ana", "Ben")
    hand_over(firm, number, firm.ana)
    back = hand_over(firm, number, firm.ben, tasks_too=True)
    assert (back.tasks, back.tasks_left) == (left, 0)
    assert {t.salesperson_id for t in firm.tasks(number)} == {firm.ben.id}


def test_one_hands_over_ones_own_and_a_manager_anybodys(firm: Firm) -> None:
    """F073: a salesperson may hand over their own opportunities, a manager anybody's."""
    manager, mate = firm.member(Role.MANAGER), firm.member(Role.SALESPERSON)
    number = firm.create(by=firm.ben)
    with refused(firm, NotYours):
        hand_over(firm, number, mate, by=mate)
    hand_over(firm, number, mate, by=firm.ben)
    hand_over(firm, number, firm.ben, by=manager)
    in_a_team(firm, "Theirs", firm.ben)
    with refused(firm, NotYours):
        hand_over(firm, number, mate, by=manager)


def test_who_can_not_sell_takes_nothing_over(firm: Firm) -> None:
    """F073, F076: readers, guests and those who left are not salespeople; the owner has it already."""
    number = firm.create()
    for person in (firm.member(Role.READER), firm.member(Role.ADMIN, active=False)):
        with refused(firm, NotFound) as one:
            hand_over(firm, number, person)
        assert one.value.place == "salesperson"
    with refused(firm, AlreadyTheirs):
        hand_over(firm, number, firm.ana)
    with refused(firm, AlreadyChanged):
        hand_over(firm, number, firm.ben, version=7)


def test_the_new_salesperson_is_told_once_unless_they_did_it_themselves(firm: Firm) -> None:
    """F073: one delivery each time, none to who took it over by themselves."""
    number = firm.create()
    hand_over(firm, number, firm.ben)
    hand_over(firm, number, firm.ana)
    with firm.sessions.reading() as session:
        owed = session.connection.execute(select(deliveries)).all()
    assert [(d.kind, d.person_id, d.key) for d in owed] == [("hand_over", firm.ben.id, f"own:{number}:2")]
    assert owed[0].facts == {"by": "Ana", "opportunities": [number]}


def test_everything_of_somebody_who_leaves_goes_to_another_one_with_an_audit_row_each(firm: Firm) -> None:
    """F073, F076: all that is not closed, counts told."""
    open_, waiting, closed = firm.create(by=firm.ben), firm.create(by=firm.ben, value=None), firm.create(by=firm.ben)
    firm.close(closed, Outcome.LOST, on=BEGAN)
    mine = firm.create()
    taker = firm.member(Role.SALESPERSON)
    with firm.sessions.writing() as session:
        done = handovers.hand_over_all(session, firm.ana, firm.ben.id, taker.id, tasks_too=True, now=at(BEGAN))
    assert (done.count, done.tasks, done.tasks_left) == (2, 4, 0)  # two of them of what closing left
    assert newest(firm, "Ben").operation == "hand over tasks"
    owners = [firm.card(n).salesperson_id for n in (open_, waiting, closed, mine)]
    assert owners == [taker.id, taker.id, firm.ben.id, firm.ana.id]
    assert [newest(firm, n).operation for n in (open_, waiting)] == ["hand over"] * 2
    with firm.sessions.reading() as session:
        assert session.values(select(deliveries.c.facts)) == [{"by": "Ana", "opportunities": [open_, waiting]}]
        theirs = handovers.still_theirs(session, taker, [open_, waiting, closed, mine])
    assert [one.number for one in theirs] == [open_, waiting]
    with refused(firm, NotYours), firm.sessions.writing() as session:
        handovers.hand_over_all(session, firm.ben, taker.id, firm.ben.id, now=at(BEGAN))


def test_of_eight_who_saw_the_same_row_and_hand_over_one_wins(firm: Firm) -> None:
    """F100: the others are told that it was changed."""
    number = firm.create()
    takers = [firm.member(Role.SALESPERSON) for _ in range(THREADS)]
    results = at_once(
        firm.sessions,
        lambda s, n: handovers.hand_over(s, firm.ana, number, takers[n].id, version=1, now=at(BEGAN)),
    )
    assert sorts(results) == {"done": 1, AlreadyChanged.__name__: THREADS - 1}
