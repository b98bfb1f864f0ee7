"""People and workspaces: kept as Slack describes them, each with their role."""

from datetime import timedelta

from sqlalchemy import select

from store import people, workspaces
from store.models.workspaces import people as people_table
from store.models.workspaces import series
from store.models.workspaces import workspaces as workspace_table
from store.rules.words import Role
from tests.store.firm import BEGAN, Firm, at

NOW = at(BEGAN)


def kept(firm: Firm, **told: object) -> people.Member:
    """Somebody as Slack describes them now."""
    described = people.Described(**({"slack_id": "UNEW", "name": "Neu"} | told))  # type: ignore[arg-type] # by name
    with firm.sessions.writing() as session:
        return people.keep(session, firm.ana.workspace_id, described, NOW)


def test_a_first_timer_gets_the_workspaces_default_role_and_an_owner_is_admin(firm: Firm) -> None:
    assert kept(firm).role is Role.SALESPERSON
    assert kept(firm, slack_id="UOWNER", owner_or_admin=True).role is Role.ADMIN
    with firm.sessions.writing() as session:
        session.change(workspace_table.update().values(default_role=Role.READER))
    assert kept(firm, slack_id="ULATE").role is Role.READER


def test_name_language_zone_and_deactivation_follow_slack_and_the_role_does_not(firm: Firm) -> None:
    first = kept(firm, timezone="America/Lima", locale="fr-FR", email="a@b.c")
    again = kept(firm, name="Neue", timezone="Asia/Tokyo", active=False, guest=True, owner_or_admin=True)
    assert (first.id, first.timezone, first.locale) == (again.id, "America/Lima", "fr-FR")
    assert (again.name, again.timezone, again.active, again.guest) == ("Neue", "Asia/Tokyo", False, True)
    assert again.role is Role.SALESPERSON and again.version == first.version + 1


def test_asking_slack_again_leaves_a_form_that_is_open_good_unless_something_is_new(firm: Firm) -> None:
    first = kept(firm)
    assert kept(firm).version == first.version
    assert kept(firm, name="Neue").version == first.version + 1


def test_somebody_without_a_zone_is_in_the_workspaces(firm: Firm) -> None:
    assert kept(firm).timezone == "Europe/Zurich"


def test_somebody_is_known_until_slack_must_be_asked_again(firm: Firm) -> None:
    member = kept(firm)
    with firm.sessions.writing() as session:
        known = (people.known(session, member.workspace_id, "UNEW", NOW - age) for age in (people.STALE, timedelta(0)))
        assert [k and k.id for k in known] == [member.id, None]
        later = NOW + 2 * people.STALE
        assert people.still(session, member.workspace_id, "UNEW", later)
        assert not people.still(session, member.workspace_id, "UNOBODY", later)
        assert people.known(session, member.workspace_id, "UNEW", later - people.STALE)


def test_admins_are_named_by_their_slack_ids_and_only_those_who_are_still_here(firm: Firm) -> None:
    kept(firm, slack_id="UGONE", owner_or_admin=True, active=False)
    kept(firm, slack_id="UBOSS", owner_or_admin=True)
    with firm.sessions.reading() as session:
        assert people.admins(session, firm.ana.workspace_id) == ("UT1Ana", "UBOSS")


def test_a_home_that_was_seen_is_remembered_for_that_person_only(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        people.saw_home(session, firm.ben)
        seen = session.values(select(people_table.c.slack_id).where(people_table.c.home_seen))
    assert seen == ["UT1Ben"]


def test_a_workspace_is_found_by_its_team_and_has_its_three_series(firm: Firm, other: Firm) -> None:
    with firm.sessions.writing() as session:
        found = workspaces.find(session, "T2")
        assert found is not None and found.id == other.ana.workspace_id
        assert workspaces.find(session, "T3") is None and workspaces.find(session, "T2", "E1") is None
        assert [w.team_id for w in workspaces.every(session)] == ["T1", "T2"]
        drawn = [workspaces.numbers(session, firm.ana, kind)[0][:2] for kind in workspaces.SERIES]
    assert drawn == ["OP", "TD", "CT"]


def test_numbers_keep_counting_beyond_their_six_digits(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        session.change(series.update().values(last=999_998))
        assert workspaces.numbers(session, firm.ana, "opportunity", 3) == ["OP999999", "OP1000000", "OP1000001"]
    assert workspaces.number("op1000000", "OP") == "OP1000000"
