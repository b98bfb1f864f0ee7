"""Digests: set up, changed, paused, resumed, deleted, by whom and about whom; every refusal; what the audit keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from store import audits, digest_changes, digest_scopes, digests, memberships, team_changes
from store.digest_wishes import Wanted
from store.digests import Digest
from store.rights import Member
from store.rules.checks import Several
from store.rules.digests import Rest
from store.rules.places import Place, Unfit
from store.rules.refusals import (
    AlreadyThere,
    ChannelUnfit,
    CronNever,
    CronTooOften,
    CronUnreadable,
    Missing,
    NotAllowed,
    NotFound,
    OutOfRange,
    OutOfReach,
    Refusal,
    SetupChanged,
    TooLong,
)
from store.rules.words import DigestScope, Rhythm, Role
from tests.store.digesting import SUNDAY, WANTED, WEEKLY, kept, owed, ring, set_up
from tests.store.firm import Firm, refused

DAY = timedelta(days=1)
SALES = Place("C1", "sales", None)


def change(firm: Firm, digest: Digest, wanted: Wanted, *, by: Member | None = None, now: datetime = SUNDAY) -> Digest:
    """The digest, changed as it was seen."""
    with firm.sessions.writing() as session:
        return digest_changes.change(session, by or firm.ana, digest.id, wanted, seen=digest.version, now=now)


def team(firm: Firm, name: str, members: list[Member], managers: list[Member]) -> int:
    """A team of these."""
    wanted = team_changes.Wanted(name, tuple(m.slack_id for m in members), tuple(m.slack_id for m in managers))
    with firm.sessions.writing() as session:
        return team_changes.create(session, firm.ana, wanted, SUNDAY).id


def test_a_digest_keeps_what_was_asked_for_and_of_its_days_only_what_its_rhythm_needs(firm: Firm) -> None:
    wanted = replace(WEEKLY, name="  Weekly   pipeline ", day_of_month=31, cron="x", direct=False, place=SALES)
    made = set_up(firm, replace(wanted, scope=f"cycle:{firm.cycle.id}"))
    assert (made.name, made.kind, made.at, made.weekday) == ("Weekly pipeline", Rhythm.WEEKLY, time(8), 1)
    assert (made.day_of_month, made.cron, made.channel, made.channel_name) == (None, "", "C1", "sales")
    assert (made.scope, made.scope_id, made.person_id) == (DigestScope.CYCLE, firm.cycle.id, firm.ana.id)
    assert (made.sections, made.paused, made.trouble, made.last_on) == ("headline moved", False, "", None)
    assert (made.next_on, made.next_due_at) == (date(2026, 12, 7), datetime(2026, 12, 7, 7, tzinfo=UTC))


def test_a_cron_line_says_the_hour_too(firm: Firm) -> None:
    made = set_up(firm, replace(WANTED, kind=Rhythm.CRON, at=None, cron="  30  7 *  * MON-FRI "))
    assert (made.at, made.cron, made.next_on) == (time(7, 30), "30 7 * * MON-FRI", date(2026, 12, 7))


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"name": " "}, Missing, "name"),
        ({"name": "x" * 101}, TooLong, "name"),
        ({"kind": None}, Missing, "rhythm"),
        ({"at": None}, Missing, "at"),
        ({"kind": Rhythm.WEEKLY}, Missing, "weekday"),
        ({"kind": Rhythm.WEEKLY, "weekday": 8}, OutOfRange, "weekday"),
        ({"kind": Rhythm.MONTHLY}, Missing, "day_of_month"),
        ({"kind": Rhythm.MONTHLY, "day_of_month": 32}, OutOfRange, "day_of_month"),
        ({"kind": Rhythm.CRON}, Missing, "cron"),
        ({"kind": Rhythm.CRON, "cron": "0 " * 51}, TooLong, "cron"),
        ({"kind": Rhythm.CRON, "cron": "monday"}, CronUnreadable, "cron"),
        ({"kind": Rhythm.CRON, "cron": "0 8 31 2 *"}, CronNever, "cron"),
        ({"kind": Rhythm.CRON, "cron": "0 8,9 * * *"}, CronTooOften, "cron"),
        ({"timezone": ""}, Missing, "timezone"),
        ({"timezone": "Mars/Olympus"}, NotFound, "timezone"),
        ({"timezone": "../etc/passwd"}, NotFound, "timezone"),
        ({"scope": None}, Missing, "about"),
        ({"scope": "team:9999"}, NotFound, "about"),
        ({"scope": "person:"}, Missing, "about_person"),
        ({"scope": "person:9999"}, NotFound, "about_person"),
        ({"scope": "all:3"}, NotFound, "about"),
        ({"scope": "cycle:" + "9" * 40}, NotFound, "about"),
        ({"scope": "mine"}, NotFound, "about"),
        ({"direct": False}, Missing, "channel"),
        *(({"direct": False, "place": Place("C1", "sales", why)}, ChannelUnfit, "channel") for why in Unfit),
        ({"sections": ()}, Missing, "sections"),
        ({"when_unchanged": None}, Missing, "when_unchanged"),
        ({"language": None}, Missing, "language"),
    ],
)
def test_what_can_not_be_is_refused_on_its_field(
    firm: Firm, wrong: dict[str, Any], refusal: type[Refusal], field: str
) -> None:
    with refused(firm, refusal) as raised:
        set_up(firm, replace(WANTED, **wrong))
    assert raised.value.place == field


def test_everything_that_is_wrong_is_said_at_once(firm: Firm) -> None:
    with refused(firm, Several) as raised:
        set_up(firm, Wanted("", Rhythm.WEEKLY, None, "", None, (), None, None, direct=False))
    assert [one.place for one in raised.value.refusals] == [
        "name", "timezone", "weekday", "at", "about", "channel", "sections", "when_unchanged", "language",
    ]  # fmt: skip


def test_two_of_ones_own_are_not_called_alike_and_two_peoples_may_be(firm: Firm) -> None:
    digest = set_up(firm)
    set_up(firm, by=firm.member(Role.MANAGER))
    with refused(firm, AlreadyThere):
        set_up(firm, replace(WANTED, name="PIPÉLINE"))
    assert change(firm, digest, WANTED).version == 2


@pytest.mark.parametrize("role", [Role.READER, Role.SALESPERSON])
def test_who_is_no_manager_has_no_digests(firm: Firm, role: Role) -> None:
    by = firm.member(role)
    with refused(firm, NotAllowed):
        set_up(firm, by=by)


def test_managers_see_and_change_their_own_and_admins_everybodys(firm: Firm) -> None:
    mia, max_ = firm.member(Role.MANAGER), firm.member(Role.MANAGER)
    of_mia, of_ana = set_up(firm, by=mia), set_up(firm)
    with firm.sessions.reading() as session:
        assert [one.digest.id for one in digests.every(session, mia)] == [of_mia.id]
        assert [one.digest.id for one in digests.every(session, firm.ana)] == [of_mia.id, of_ana.id]
        assert digests.every(session, max_) == []
    acts: list[Any] = [digest_changes.pause, digest_changes.resume, digest_changes.remove]
    for act in acts:
        with refused(firm, NotFound), firm.sessions.writing() as session:
            act(session, max_, of_mia.id, seen=1, now=SUNDAY)
    with refused(firm, NotFound):
        change(firm, of_mia, WANTED, by=max_)
    assert change(firm, of_mia, replace(WANTED, name="Renamed")).person_id == mia.id


def test_a_digest_is_only_about_those_whom_its_owner_manages(firm: Firm) -> None:
    mia, max_ = firm.member(Role.MANAGER), firm.member(Role.MANAGER)
    with firm.sessions.reading() as session:  # without teams every manager manages all
        assert [one.kind for one in digest_scopes.offered(session, mia)] == [DigestScope.ALL, DigestScope.CYCLE]
    north, south = team(firm, "North", [firm.ben], [mia]), team(firm, "South", [], [max_])
    with firm.sessions.reading() as session:
        assert [one.name for one in digest_scopes.offered(session, mia)] == ["North"]
        everything = ["", firm.cycle.code, "North", "South"]
        assert [one.name for one in digest_scopes.offered(session, firm.ana)] == everything
    beyond = ("all", f"cycle:{firm.cycle.id}", f"team:{south}", f"person:{max_.id}")
    for scope in beyond:
        with refused(firm, OutOfReach):
            set_up(firm, replace(WANTED, scope=scope), by=mia)
    for scope in (f"team:{north}", f"person:{firm.ben.id}", f"person:{mia.id}"):
        set_up(firm, replace(WANTED, name=scope, scope=scope), by=mia)
    for scope in beyond:
        set_up(firm, replace(WANTED, name=scope, scope=scope))


def test_a_version_that_is_not_the_one_seen_changes_nothing(firm: Firm) -> None:
    digest = set_up(firm)
    change(firm, digest, replace(WANTED, name="Renamed"))
    acts: list[Any] = [digest_changes.pause, digest_changes.resume, digest_changes.remove]
    for act in acts:
        with refused(firm, SetupChanged), firm.sessions.writing() as session:
            act(session, firm.ana, digest.id, seen=1, now=SUNDAY)
    with refused(firm, SetupChanged):
        change(firm, digest, WANTED)


def test_a_paused_one_says_nothing_and_goes_on_with_its_next_day(firm: Firm) -> None:
    digest = set_up(firm)
    with firm.sessions.writing() as session:
        paused = digest_changes.pause(session, firm.ana, digest.id, seen=1, now=SUNDAY)
    assert (paused.paused, paused.next_on, paused.next_due_at) == (True, None, None)
    assert ring(firm, SUNDAY + 3 * DAY) == []
    with refused(firm, SetupChanged), firm.sessions.writing() as session:
        digest_changes.pause(session, firm.ana, digest.id, seen=2, now=SUNDAY)
    assert change(firm, paused, replace(WANTED, name="Renamed")).next_on is None  # it stays paused
    with firm.sessions.writing() as session:
        resumed = digest_changes.resume(session, firm.ana, digest.id, seen=3, now=SUNDAY + 3 * DAY)
    assert (resumed.paused, resumed.next_on) == (False, date(2026, 12, 10))
    with refused(firm, SetupChanged), firm.sessions.writing() as session:
        digest_changes.resume(session, firm.ana, digest.id, seen=4, now=SUNDAY)
    assert owed(firm) == {}


def test_a_deleted_one_is_gone_with_its_days(firm: Firm) -> None:
    digest = set_up(firm)
    ring(firm, SUNDAY + DAY)
    with firm.sessions.writing() as session:
        digest_changes.remove(session, firm.ana, digest.id, seen=1, now=SUNDAY)
    with firm.sessions.reading() as session:
        assert digests.every(session, firm.ana) == []
    with refused(firm, NotFound):
        change(firm, digest, WANTED)


def test_a_channel_that_is_lost_lets_its_digests_rest_and_saving_one_anew_lets_it_go_on(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    there, elsewhere = replace(WANTED, direct=False, place=SALES), replace(WANTED, name="Other")
    digest, other = set_up(firm, there, by=mia), set_up(firm, elsewhere, by=mia)
    for _ in range(2):
        with firm.sessions.writing() as session:
            digests.lost(session, digest.workspace_id, "C1", Unfit.ARCHIVED, SUNDAY)
    rests = kept(firm, digest)
    assert (rests.paused, rests.trouble, kept(firm, other).paused) == (True, Unfit.ARCHIVED, False)
    assert list(owed(firm, digests.TROUBLE)) == [f"digest trouble:{digest.id}:1:{mia.id}"]
    with firm.sessions.reading() as session:
        written = [one for one in audits.about(session, firm.ana, digest.name).rows if one.operation == "rest digest"]
    assert [(one.person, one.old, one.new) for one in written] == [
        (None, {"paused": False}, {"paused": True, "trouble": "archived"})
    ]
    again = change(firm, rests, there, by=mia)
    assert (again.paused, again.trouble, again.next_on) == (False, "", date(2026, 12, 7))


def test_an_admin_who_resumes_the_digest_of_somebody_who_left_takes_it_over(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    digest = set_up(firm, by=mia)
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, mia.id, SUNDAY)
    ring(firm, SUNDAY + DAY)
    assert kept(firm, digest).trouble == Rest.LEFT
    with firm.sessions.writing() as session:
        resumed = digest_changes.resume(session, firm.ana, digest.id, seen=2, now=SUNDAY + DAY)
    assert (resumed.person_id, resumed.trouble) == (firm.ana.id, "")
    assert ring(firm, SUNDAY + 2 * DAY) == [True]


def test_one_about_people_whom_its_owner_does_not_manage_any_more_is_not_resumed(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    digest = set_up(firm, by=mia)
    team(firm, "North", [firm.ben], [])
    ring(firm, SUNDAY + DAY)
    with refused(firm, OutOfReach), firm.sessions.writing() as session:
        digest_changes.resume(session, mia, digest.id, seen=2, now=SUNDAY + DAY)


def test_every_change_writes_one_audit_row_with_what_is_new(firm: Firm) -> None:
    digest = set_up(firm)
    change(firm, digest, replace(WEEKLY, scope=f"person:{firm.ben.id}", direct=False, place=SALES))
    with firm.sessions.writing() as session:
        digest_changes.pause(session, firm.ana, digest.id, seen=2, now=SUNDAY)
        digest_changes.resume(session, firm.ana, digest.id, seen=3, now=SUNDAY)
        digest_changes.remove(session, firm.ana, digest.id, seen=4, now=SUNDAY)
        rows = audits.about(session, firm.ana, digest.name).rows[::-1]
    assert [row.operation for row in rows] == [
        "set up digest", "change digest", "pause digest", "resume digest", "delete digest",
    ]  # fmt: skip
    assert rows[1].old == {"rhythm": "daily", "about": "all", "channel": ""}
    assert rows[1].new == {"rhythm": "weekly", "weekday": 1, "about": firm.ben.name, "channel": "#sales"}
    assert (rows[2].old, rows[2].new) == ({"paused": False}, {"paused": True})
