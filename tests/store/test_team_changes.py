"""Teams: made, changed and deleted, with members and managers (product.md, Who)."""

from typing import Any

from store import audits, memberships, team_changes, teams
from store.rules.checks import Several
from store.rules.refusals import AlreadyThere, Missing, NotFound, RoleTooLow, SetupChanged
from store.rules.words import Role
from store.team_changes import Team, Wanted
from tests.store.firm import BEGAN, Firm, at, refused
from tests.store.parallel import at_once

NOW = at(BEGAN)


def create(firm: Firm, name: str = "North", members: tuple[str, ...] = (), managers: tuple[str, ...] = ()) -> Team:
    """A new team."""
    with firm.sessions.writing() as session:
        return team_changes.create(session, firm.ana, Wanted(name, members, managers), NOW)


def change(firm: Firm, team: Team, *wanted: Any) -> Team:
    """The team with another name and other people."""
    with firm.sessions.writing() as session:
        return team_changes.change(session, firm.ana, team.id, Wanted(*wanted), seen=team.version, now=NOW)


def test_a_team_has_members_and_managers_who_then_reach_the_members(firm: Firm) -> None:
    """F096: a team names its managers."""
    manager, other = firm.member(Role.MANAGER), firm.member(Role.MANAGER)
    made = create(firm, " North ", (firm.ben.slack_id,), (manager.slack_id,))
    assert made.name == "North" and {m.slack_id for m in made.mates} == {firm.ben.slack_id, manager.slack_id}
    assert [m.slack_id for m in made.managers] == [manager.slack_id]
    with firm.sessions.reading() as session:
        assert teams.manages(session, manager, firm.ben.id)
        assert not teams.manages(session, other, firm.ben.id)
        assert team_changes.every(session, firm.ana) == [made]


def test_a_team_is_renamed_and_its_people_are_those_of_the_form(firm: Firm) -> None:
    made = create(firm, "North", (firm.ben.slack_id,))
    changed = change(firm, made, "north west", (firm.ana.slack_id,), (firm.ana.slack_id,))
    assert (changed.name, [m.name for m in changed.mates]) == ("north west", ["Ana"])
    with refused(firm, SetupChanged):
        change(firm, made, "Late")


def test_deleting_a_team_leaves_its_people(firm: Firm) -> None:
    made = create(firm, "North", (firm.ben.slack_id,))
    with firm.sessions.writing() as session:
        team_changes.remove(session, firm.ana, made.id, seen=made.version, now=NOW)
        assert team_changes.every(session, firm.ana) == []
    assert firm.fresh(firm.ben).may("create")
    with refused(firm, NotFound):
        change(firm, made, "Late")


def test_what_is_missing_taken_or_too_low_is_refused_on_its_field(firm: Firm) -> None:
    create(firm, "Nörd")
    with refused(firm, AlreadyThere) as there:
        create(firm, "NORD")
    assert there.value.place == "team"
    guest = firm.member(Role.MANAGER, guest=True)
    with refused(firm, Several) as several:
        create(firm, "", (guest.slack_id,), (firm.ben.slack_id,))
    assert [(type(one), one.place) for one in several.value.refusals] == [
        (Missing, "team"), (NotFound, "members"), (RoleTooLow, "managers")]  # fmt: skip


def test_names_that_differ_in_signs_or_pictures_are_of_different_teams(firm: Firm) -> None:
    names = ["🚀", "🔥", "C++", "C#", "North", "North!"]
    assert [create(firm, name).name for name in names] == names
    for twin in ("🔥", "c#", "NÖRTH!"):
        with refused(firm, AlreadyThere):
            create(firm, twin)


def test_who_is_taken_out_leaves_their_teams(firm: Firm) -> None:
    made = create(firm, "North", (firm.ben.slack_id,))
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, firm.ben.id, NOW)
        assert team_changes.get(session, firm.ana, made.id).mates == ()


def test_of_eight_who_make_a_team_of_one_name_one_does(firm: Firm) -> None:
    results = at_once(firm.sessions, lambda s, _: team_changes.create(s, firm.ana, Wanted("Twins"), NOW))
    assert sum(isinstance(one, Team) for one in results) == 1
    assert sum(isinstance(one, AlreadyThere) for one in results) == 7


def test_each_write_has_its_audit_row(firm: Firm) -> None:
    made = change(firm, create(firm, "North"), "North", (firm.ben.slack_id,))
    with firm.sessions.writing() as session:
        team_changes.remove(session, firm.ana, made.id, seen=made.version, now=NOW)
        rows = audits.about(session, firm.ana, "North").rows
    assert [row.operation for row in rows] == ["delete team", "change team", "create team"]
    assert (rows[1].old, rows[1].new) == ({"members": ""}, {"members": "Ben"})
