"""The days on which digests ring: once, whoever looks; caught up after an outage; resting when they can not go on."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from store import audits, digest_changes, issues, memberships, occurrences, team_changes
from store.digest_wishes import Wanted
from store.digests import TROUBLE
from store.models.digests import digests as table
from store.models.workspaces import people as people_table
from store.rules.digests import Rest
from store.rules.words import Rhythm, Role
from store.sessions import Session
from tests.store.digesting import SUNDAY, WANTED, WEEKLY, days, kept, owed, ring, set_up
from tests.store.firm import Firm
from tests.store.parallel import at_once
from tests.store.test_tenancy import spoken

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY_AT_EIGHT = datetime(2026, 12, 7, 7, tzinfo=UTC)


def test_a_digest_is_owed_when_its_moment_comes_once_and_with_the_day_as_its_key(firm: Firm) -> None:
    digest = set_up(firm)
    assert (digest.next_on, digest.next_due_at) == (date(2026, 12, 7), MONDAY_AT_EIGHT)
    assert ring(firm, MONDAY_AT_EIGHT - timedelta(seconds=1)) == []
    assert ring(firm, MONDAY_AT_EIGHT) == [True]
    assert ring(firm, MONDAY_AT_EIGHT + HOUR) == []
    assert owed(firm) == {f"dig:{digest.id}:2026-12-07": {"digest": digest.id, "on": "2026-12-07", "late": False}}
    assert days(firm) == {"2026-12-07": "owed"}
    after = kept(firm, digest)
    assert (after.last_on, after.next_on, after.version) == (date(2026, 12, 7), date(2026, 12, 8), digest.version)


def test_of_many_replicas_that_look_at_once_exactly_one_owes_it(firm: Firm) -> None:
    digests_ = [set_up(firm, replace(WANTED, name=f"Pipeline {n}")) for n in range(3)]
    for day in range(3):
        now = MONDAY_AT_EIGHT + day * DAY

        def look(session: Session, n: int, now: datetime = now) -> list[bool]:
            waiting = occurrences.waiting(session, now)
            turned = [*waiting[n % 3 :], *waiting[: n % 3]]
            return [occurrences.ring(session, one.workspace_id, one.digest_id, now) for one in turned]

        got = at_once(firm.sessions, look)
        assert sum(sum(one) for one in got if isinstance(one, list)) == 3, got
    assert len(owed(firm)) == 9
    assert all(kept(firm, one).last_on == date(2026, 12, 9) for one in digests_)


def test_what_was_worked_out_is_kept_unless_the_digest_was_changed_meanwhile(firm: Firm) -> None:
    digest = set_up(firm)
    place = (digest.workspace_id, digest.id)
    with firm.sessions.reading() as session:
        drafted = occurrences.draft(session, *place, MONDAY_AT_EIGHT)
    assert drafted is not None
    firm.create()
    for change, count in ({}, 0), ({"version": 7}, 1):
        with suppress(Undone), firm.sessions.writing() as session:
            session.change(update(table).values({"version": table.c.version} | change))
            assert occurrences.ring(session, *place, MONDAY_AT_EIGHT, drafted)
            issue = issues.get(session, *place, date(2026, 12, 7))
            assert issue and issue.figures.whole.headline.open == count
            raise Undone


class Undone(Exception):
    """Nothing of it is to stay."""


def test_after_a_week_down_only_the_newest_is_owed_late_and_the_others_are_recorded(firm: Firm) -> None:
    digest = set_up(firm)
    back = MONDAY_AT_EIGHT + 7 * DAY + 3 * HOUR
    assert ring(firm, back) == [True]
    assert days(firm) == dict.fromkeys((f"2026-12-{day:02}" for day in range(7, 14)), "skipped_late late") | {
        "2026-12-14": "owed late"
    }
    assert list(owed(firm).values()) == [{"digest": digest.id, "on": "2026-12-14", "late": True}]
    assert kept(firm, digest).next_on == date(2026, 12, 15)
    with firm.sessions.reading() as session:
        newest = audits.about(session, firm.ana, digest.name).rows[0]
    assert (newest.operation, newest.person) == ("skip digest", None)
    assert newest.new["days"].split(", ") == [f"2026-12-{day:02}" for day in range(7, 14)]


@pytest.mark.parametrize(
    ("wanted", "most"),
    [
        (WANTED, timedelta(hours=12)),
        (WEEKLY, timedelta(days=2)),
        (replace(WANTED, kind=Rhythm.MONTHLY, day_of_month=7), timedelta(days=5)),
        (replace(WANTED, kind=Rhythm.CRON, cron="0 8 * * MON"), timedelta(days=2)),
    ],
)
def test_one_that_comes_too_late_by_far_is_skipped_and_recorded(firm: Firm, wanted: Any, most: timedelta) -> None:
    digest = set_up(firm, wanted)
    in_time = set_up(firm, replace(wanted, name="In time"))
    with firm.sessions.writing() as session:
        now = MONDAY_AT_EIGHT + most
        assert occurrences.ring(session, in_time.workspace_id, in_time.id, now)
    assert list(owed(firm)) == [f"dig:{in_time.id}:2026-12-07"]
    assert ring(firm, now + timedelta(seconds=1)) == [False]
    assert list(owed(firm)) == [f"dig:{in_time.id}:2026-12-07"]
    assert kept(firm, digest).last_on == date(2026, 12, 7)
    assert days(firm, digest) == {"2026-12-07": "skipped_late late"}


def test_who_was_away_for_years_is_not_given_a_record_of_every_day(firm: Firm) -> None:
    set_up(firm)
    assert ring(firm, MONDAY_AT_EIGHT + 900 * DAY) == [True]
    assert len(days(firm)) == 100


def test_a_day_that_was_recorded_already_is_not_owed_again(firm: Firm) -> None:
    digest = set_up(firm)
    ring(firm, MONDAY_AT_EIGHT)
    with firm.sessions.writing() as session:  # as an old copy of the database would have it
        session.change(update(table).values(next_on=date(2026, 12, 7), next_due_at=MONDAY_AT_EIGHT, last_on=None))
    assert ring(firm, MONDAY_AT_EIGHT + HOUR) == [False]
    assert len(owed(firm)) == 1 and kept(firm, digest).next_on == date(2026, 12, 8)


def test_a_schedule_that_moves_across_the_date_line_gives_neither_two_nor_none_that_day(firm: Firm) -> None:
    digest = set_up(firm, replace(WANTED, timezone="Pacific/Kiritimati"))
    assert ring(firm, datetime(2026, 12, 6, 18, tzinfo=UTC)) == [True]  # Monday at eight there
    now = datetime(2026, 12, 6, 20, tzinfo=UTC)
    with firm.sessions.writing() as session:
        moved = replace(WANTED, timezone="Pacific/Pago_Pago")
        digest = digest_changes.change(session, firm.ana, digest.id, moved, seen=digest.version, now=now)
    assert digest.next_on == date(2026, 12, 8)
    assert ring(firm, now + 2 * DAY) == [True]
    with firm.sessions.writing() as session:
        back = replace(WANTED, timezone="Pacific/Kiritimati")
        digest_changes.change(session, firm.ana, digest.id, back, seen=digest.version, now=now + 2 * DAY)
    assert ring(firm, now + 2 * DAY) == [True]  # it is Wednesday there by now
    assert ring(firm, now + 2 * DAY + 23 * HOUR) == [True]
    assert list(days(firm)) == [f"2026-12-{day:02}" for day in range(7, 11)]


@pytest.mark.parametrize("later", [timedelta(minutes=20), DAY + HOUR], ids=["the same day", "the day after"])
@pytest.mark.parametrize(
    ("wanted", "new"),
    [
        (WANTED, replace(WANTED, name="Renamed")),
        (WANTED, replace(WANTED, at=time(8, 10))),
        (WANTED, replace(WANTED, kind=Rhythm.WEEKLY, weekday=5)),
        (WEEKLY, replace(WEEKLY, at=time(9))),
    ],
)
def test_what_is_due_stays_owed_when_the_digest_is_changed_before_anybody_looked(
    firm: Firm, wanted: Wanted, new: Wanted, later: timedelta
) -> None:
    digest, now = set_up(firm, wanted), MONDAY_AT_EIGHT + later
    for _ in range(2):  # saving it a second time takes nothing away either
        with firm.sessions.writing() as session:
            digest = digest_changes.change(session, firm.ana, digest.id, new, seen=digest.version, now=now)
    assert len(ring(firm, now + HOUR)) == 1
    assert "2026-12-07" in days(firm)  # owed, or recorded as come too late
    following = kept(firm, digest).next_due_at
    assert following and following > now + HOUR


def test_where_a_zone_decides_otherwise_the_digest_keeps_its_local_hour(firm: Firm) -> None:
    digest = set_up(firm)
    with firm.sessions.writing() as session:  # reckoned when the clocks of Zurich were still to be put on
        session.change(update(table).values(next_due_at=MONDAY_AT_EIGHT - HOUR))
        assert occurrences.align(session, SUNDAY) == 1
        assert occurrences.align(session, SUNDAY) == 0
    assert (kept(firm, digest).next_on, kept(firm, digest).next_due_at) == (date(2026, 12, 7), MONDAY_AT_EIGHT)


def test_digests_of_who_left_rest_and_the_admins_are_told(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    digest = set_up(firm, replace(WANTED, scope=f"person:{firm.ben.id}"), by=mia)
    with firm.sessions.writing() as session:
        memberships.remove(session, firm.ana, mia.id, SUNDAY)
    assert ring(firm, MONDAY_AT_EIGHT) == [False]
    assert (kept(firm, digest).paused, kept(firm, digest).trouble) == (True, Rest.LEFT)
    assert list(owed(firm, TROUBLE)) == [f"digest trouble:{digest.id}:1:{firm.ana.id}"]
    assert owed(firm) == {} == days(firm) and ring(firm, MONDAY_AT_EIGHT + DAY) == []


def test_digests_of_who_is_no_manager_any_more_rest_and_the_admins_are_told(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    digest = set_up(firm, by=mia)
    with firm.sessions.writing() as session:
        memberships.give_role(session, firm.ana, mia.id, Role.SALESPERSON, seen=Role.MANAGER, now=SUNDAY)
    assert ring(firm, MONDAY_AT_EIGHT) == [False]
    assert kept(firm, digest).trouble == Rest.DEMOTED
    assert list(owed(firm, TROUBLE)) == [f"digest trouble:{digest.id}:1:{firm.ana.id}"]


def test_digests_about_people_whom_the_manager_manages_no_longer_rest_and_their_owner_is_told(firm: Firm) -> None:
    mia = firm.member(Role.MANAGER)
    digest = set_up(firm, by=mia)
    with firm.sessions.writing() as session:
        team_changes.create(session, firm.ana, team_changes.Wanted("North", (firm.ben.slack_id,)), SUNDAY)
    assert ring(firm, MONDAY_AT_EIGHT) == [False]
    assert kept(firm, digest).trouble == Rest.BEYOND
    assert list(owed(firm, TROUBLE)) == [f"digest trouble:{digest.id}:1:{mia.id}"]


def test_digests_about_what_is_gone_rest(firm: Firm) -> None:
    with firm.sessions.writing() as session:
        team = team_changes.create(session, firm.ana, team_changes.Wanted("North", (firm.ben.slack_id,)), SUNDAY)
    of_team = set_up(firm, replace(WANTED, scope=f"team:{team.id}"))
    of_person = set_up(firm, replace(WANTED, name="Ben", scope=f"person:{firm.ben.id}"))
    with firm.sessions.writing() as session:
        team_changes.remove(session, firm.ana, team.id, seen=1, now=SUNDAY)
        session.change(update(people_table).where(people_table.c.id == firm.ben.id).values(active=False))
    assert ring(firm, MONDAY_AT_EIGHT) == [False, False]
    assert [kept(firm, one).trouble for one in (of_team, of_person)] == [Rest.GONE, Rest.GONE]


def test_looking_costs_one_statement_where_nothing_rings(firm: Firm) -> None:
    for n in range(3):
        set_up(firm, replace(WANTED, name=f"Pipeline {n}", at=time(9)))
    with spoken(firm) as said, firm.sessions.reading() as session:
        assert occurrences.waiting(session, SUNDAY) == []
    assert len([one for one in said if one != "BEGIN"]) == 1
