"""People: roles, blocking, taking out and bringing back; somebody always can set up (product.md, Who)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store import audits, memberships, opportunities, people, salespeople
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules.refusals import (
    HoldsWork,
    LastAdmin,
    NotAllowed,
    NotFound,
    SellerBlocked,
    SetupChanged,
    TakenOut,
)
from store.rules.words import Outcome, Role, Verb
from store.sessions import Session
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)


def do(
    firm: Firm, operation: Callable[..., Any], person: Member, *more: Any, by: Member | None = None, **named: Any
) -> Any:
    """An operation on a person, by Ana."""
    with firm.sessions.writing() as session:
        return operation(session, by or firm.ana, person.id, *more, now=NOW, **named)


def give(firm: Firm, person: Member, role: Role, *, by: Member | None = None) -> Member:
    """Another role."""
    do(firm, memberships.give_role, person, role, seen=firm.fresh(person).role, by=by)
    return firm.fresh(person)


def test_an_admin_gives_roles_and_they_count_at_once(firm: Firm) -> None:
    """F096: reader, salesperson, manager, admin."""
    for role in (Role.READER, Role.MANAGER, Role.ADMIN, Role.SALESPERSON):
        ben = give(firm, firm.ben, role)
        assert ben.role is role and ben.may("setup") is (role is Role.ADMIN)
    with firm.sessions.writing() as session, pytest.raises(NotAllowed):
        memberships.give_role(session, firm.ben, firm.ana.id, Role.READER, seen=Role.ADMIN, now=NOW)


def test_who_saw_another_role_is_told(firm: Firm) -> None:
    with refused(firm, SetupChanged) as told:
        do(firm, memberships.give_role, firm.ben, Role.MANAGER, seen=Role.READER)
    assert told.value.name == "Ben"


def test_the_last_admin_stays_one(firm: Firm) -> None:
    """F096: the last active admin can neither be demoted nor taken out, also by themselves."""
    give(firm, firm.member(Role.READER, active=False), Role.ADMIN)
    give(firm, firm.member(Role.READER, guest=True), Role.ADMIN)
    for act in (
        lambda: do(firm, memberships.give_role, firm.ana, Role.MANAGER, seen=Role.ADMIN),
        lambda: do(firm, memberships.remove, firm.ana),
    ):
        with refused(firm, LastAdmin) as told:
            act()
        assert told.value.name == "Ana"
    give(firm, firm.ben, Role.ADMIN)
    assert give(firm, firm.ana, Role.SALESPERSON).role is Role.SALESPERSON


def test_when_slack_deactivated_the_last_admin_its_owner_becomes_one(firm: Firm) -> None:
    owner = people.Described("UOWNER", "Olga", owner_or_admin=True)
    with firm.sessions.writing() as session:
        made = people.keep(session, firm.ana.workspace_id, owner, NOW)
    give(firm, made, Role.READER)
    with firm.sessions.writing() as session:
        assert people.keep(session, firm.ana.workspace_id, owner, NOW).role is Role.READER
        gone = people.Described(firm.ana.slack_id, "Ana", active=False)
        people.keep(session, firm.ana.workspace_id, gone, NOW)
        assert people.keep(session, firm.ana.workspace_id, owner, NOW).role is Role.ADMIN


def test_eight_admins_who_demote_one_another_leave_one(firm: Firm) -> None:
    admins = [firm.ana, *(give(firm, firm.member(Role.READER), Role.ADMIN) for _ in range(7))]

    def act(session: Session, n: int) -> Any:
        return memberships.give_role(session, admins[n], admins[(n + 1) % 8].id, Role.READER, seen=Role.ADMIN, now=NOW)

    results = at_once(firm.sessions, act)
    left = [one for one in map(firm.fresh, admins) if one.role is Role.ADMIN]
    assert left and all(isinstance(r, salespeople.Person | NotAllowed | LastAdmin) for r in results)
    assert 8 - len(left) == sum(isinstance(r, salespeople.Person) for r in results)


def test_two_admins_who_demote_each_other_at_the_same_moment_leave_one(firm: Firm) -> None:
    for _ in range(3):
        pair = [firm.fresh(firm.ana), give(firm, firm.ben, Role.ADMIN)]

        def act(session: Session, n: int, pair: list[Member] = pair) -> Any:
            return memberships.give_role(session, pair[n], pair[1 - n].id, Role.READER, seen=Role.ADMIN, now=NOW)

        results = at_once(firm.sessions, act, 2)
        assert sorted(type(r).__name__ for r in results) == ["NotAllowed", "Person"]
        with firm.sessions.writing() as session:
            assert len(people.admins(session, firm.ana.workspace_id)) == 1
            session.change(people_table.update().values(role=Role.ADMIN))


def test_a_blocked_salesperson_is_not_offered_and_only_reads(firm: Firm) -> None:
    """F076: a blocked person is not offered."""
    number = firm.create(by=firm.ben)
    do(firm, memberships.block, firm.ben, True)
    ben = firm.fresh(firm.ben)
    with refused(firm, NotFound) as told:
        firm.create(salesperson_id=ben.id)
    assert told.value.place == "salesperson"
    with refused(firm, SellerBlocked):
        firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=1), by=ben)
    assert ben.may("see") and not ben.may("create") and firm.card(number).salesperson_id == ben.id
    do(firm, memberships.block, ben, False)
    firm.move(number, Verb.NEXT, on=BEGAN + timedelta(days=1), by=firm.fresh(ben))


def test_a_blocked_manager_and_admin_go_on_but_own_nothing_new(firm: Firm) -> None:
    """F076: blocked as a salesperson is not demoted."""
    for person in (give(firm, firm.ben, Role.MANAGER), firm.ana):
        do(firm, memberships.block, person, True)
        blocked = firm.fresh(person)
        assert blocked.may("audit") and blocked.may("move") and not blocked.may("create")
        with refused(firm, SellerBlocked):
            firm.create(by=blocked)
    assert firm.fresh(firm.ana).may("setup")


def test_blocking_twice_is_told(firm: Firm) -> None:
    do(firm, memberships.block, firm.ben, True)
    with refused(firm, SetupChanged):
        do(firm, memberships.block, firm.ben, True)


def test_who_has_work_in_hand_is_not_taken_out_and_who_has_none_is(firm: Firm) -> None:
    """F076: refused with opportunities that are not closed or open tasks."""
    waiting, started = firm.create(by=firm.ben, value=None), firm.create(by=firm.ben)
    with refused(firm, HoldsWork) as holds:
        do(firm, memberships.remove, firm.ben)
    assert (holds.value.name, holds.value.slack_id, holds.value.opportunities) == ("Ben", firm.ben.slack_id, 2)
    assert holds.value.tasks == len([task for task in firm.tasks(started) if task.open])
    firm.close(waiting, Outcome.LOST, on=BEGAN)
    firm.close(started, Outcome.LOST, on=BEGAN)
    with refused(firm, HoldsWork) as holds:  # closing left the tasks open
        do(firm, memberships.remove, firm.ben)
    assert holds.value.opportunities == 0 and holds.value.tasks
    give(firm, firm.ben, Role.READER)
    idle = firm.member(Role.SALESPERSON)
    do(firm, memberships.remove, idle)
    with pytest.raises(TakenOut):
        firm.fresh(idle).must("see")
    with refused(firm, NotFound):
        firm.create(salesperson_id=idle.id)
    assert not firm.fresh(idle).may("see")


def test_who_was_taken_out_keeps_their_history_and_can_come_back(firm: Firm) -> None:
    """F076: nothing they did is lost."""
    number = firm.create(by=firm.ben)
    firm.close(number, Outcome.LOST, on=BEGAN, by=firm.ben, cancel_tasks=True)
    do(firm, memberships.remove, firm.ben)
    assert firm.card(number).salesperson_name == "Ben"
    with refused(firm, SetupChanged):
        do(firm, memberships.remove, firm.ben)
    do(firm, memberships.bring_back, firm.ben)
    with refused(firm, SetupChanged):
        do(firm, memberships.bring_back, firm.ben)
    firm.create(by=firm.fresh(firm.ben))


def test_nothing_is_given_to_somebody_who_is_being_taken_out(firm: Firm) -> None:
    """F076: eight at once; either it was given before and they stay, or they are out and own nothing."""
    for _ in range(4):
        seller = firm.member(Role.SALESPERSON)

        def act(session: Session, n: int, seller: Member = seller) -> Any:
            if n == 0:
                return memberships.remove(session, firm.ana, seller.id, NOW)
            on = {"contact_id": firm.person.id, "cycle_id": firm.cycle.id, "first": None, "now": NOW}
            return opportunities.create(session, firm.ana, description="Late", salesperson_id=seller.id, **on)

        removed, *made = at_once(firm.sessions, act)
        given = [one for one in made if isinstance(one, str)]
        assert isinstance(removed, HoldsWork if given else salespeople.Person)
        assert len(given) in (0, 7)


def test_each_change_has_its_audit_row_under_the_persons_name(firm: Firm) -> None:
    give(firm, firm.ben, Role.MANAGER)
    do(firm, memberships.block, firm.ben, True)
    do(firm, memberships.block, firm.ben, False)
    do(firm, memberships.remove, firm.ben)
    do(firm, memberships.bring_back, firm.ben)
    with firm.sessions.reading() as session:
        rows = audits.about(session, firm.ana, "Ben").rows
    assert [row.operation for row in rows] == [
        "bring back person", "remove person", "unblock person", "block person", "change role"]  # fmt: skip
    assert (rows[-1].old, rows[-1].new) == ({"role": "salesperson"}, {"role": "manager"})
    assert (rows[2].new, rows[3].new) == ({"blocked": False}, {"blocked": True})
