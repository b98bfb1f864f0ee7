"""What was said twice in vain: in the digests of whoever manages, a week later told directly, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from store import absence_changes, digest_changes, escalations, mutes, parkings, snoozes, tasks, team_changes, templates
from store.models.workspaces import workspaces
from store.rights import Member
from store.rules.words import Rhythm, Role, WhenUnchanged
from store.sessions import Session
from tests.jobs.town import Town, key_of
from tests.store.digesting import WANTED

FRIDAY, MONDAY, THURSDAY = date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 15)
LISTED = date(2026, 1, 16)  # the working day after the second time
TOLD = LISTED + timedelta(days=7)
DAY = timedelta(days=1)


@pytest.fixture
def call(town: Town) -> str:
    """A task of Ana's, due on Monday; her stage is never too long."""
    town.to(FRIDAY, 12)
    town.max_days(300)
    return town.task(town.ana, town.opportunity(town.ana, on=FRIDAY), due_on=MONDAY)


def live(town: Town, since: date, until: date) -> None:
    """Every morning of these days."""
    for n in range((until - since).days + 1):
        town.to(since + n * DAY)
        town.jobs().tick()


def ignored(town: Town) -> list[str]:
    """What is listed for a manager now."""
    with town.sessions.reading() as session:
        found = escalations.ignored(session, town.workspace_id, [town.ana.id, town.marc.id], town.clock.now())
    return [one.reason.about for one in found]


def told(town: Town, person: Member, *, whole: bool = False) -> list[str]:
    """What a person was told of others' things: the texts, or all there is to read."""
    direct = town.sandbox.world.direct(person.slack_id).id
    found = town.sandbox.world.visible(person.slack_id, direct)
    return [str(one.blocks) if whole else one.text for one in found if key_of(one).startswith("esc:")]


@pytest.mark.usefixtures("call")
def test_what_was_said_twice_is_listed_from_the_next_working_day_on(town: Town) -> None:
    seen = []
    for n in range(6):
        live(town, MONDAY + n * DAY, MONDAY + n * DAY)
        seen.append(len(ignored(town)))
    assert seen == [0, 0, 0, 0, 1, 1]
    with town.sessions.reading() as session:
        (one,) = escalations.ignored(session, town.workspace_id, [town.ana.id], town.clock.now())
    assert (one.salesperson.id, one.told_on, one.listed_from) == (town.ana.id, (MONDAY, THURSDAY), LISTED)


def done(session: Session, town: Town, call: str) -> None:
    tasks.complete(session, town.ana, call, town.clock.now())


def muted(session: Session, town: Town, _call: str) -> None:
    mutes.mute(session, town.ana, "OP000001", town.clock.now())


def snoozed(session: Session, town: Town, _call: str) -> None:
    snoozes.snooze(session, town.ana, "OP000001", TOLD + 30 * DAY, town.clock.now())


def parked(session: Session, town: Town, _call: str) -> None:
    parkings.park(session, town.ana, "OP000001", until_on=TOLD + 30 * DAY, reason="Budget", now=town.clock.now())


@pytest.mark.parametrize("react", [done, muted, snoozed, parked])
def test_any_reaction_ends_it(town: Town, call: str, react: Callable[[Session, Town, str], None]) -> None:
    live(town, MONDAY, LISTED)
    with town.sessions.writing() as session:
        react(session, town, call)
    assert ignored(town) == []
    live(town, LISTED + DAY, TOLD + 3 * DAY)
    assert told(town, town.marc) == []


@pytest.mark.usefixtures("call")
def test_a_week_later_whoever_manages_is_told_once(town: Town) -> None:
    live(town, MONDAY, TOLD - DAY)
    assert told(town, town.marc) == []
    live(town, TOLD, TOLD)
    assert told(town, town.marc) == ["Ana Keller was reminded twice of 1 thing and has not reacted."]
    live(town, TOLD + DAY, TOLD + 20 * DAY)
    assert len(told(town, town.marc)) == 1 and told(town, town.ana) == told(town, town.chloe) == []


@pytest.mark.usefixtures("call")
def test_of_several_things_there_is_one_message(town: Town) -> None:
    for n in range(30):
        town.task(town.ana, "OP000001", f"Task {n}", due_on=MONDAY)
    live(town, MONDAY, TOLD)
    assert told(town, town.marc) == ["Ana Keller was reminded twice of 31 things and has not reacted."]
    assert town.sandbox.refused == []


@pytest.mark.usefixtures("call")
def test_of_many_things_of_one_day_the_managers_digests_are_asked_once(town: Town) -> None:
    for n in range(9):
        town.task(town.ana, "OP000001", f"Task {n}", due_on=MONDAY)
    live(town, MONDAY, TOLD - DAY)
    asked: list[str] = []
    with town.sessions.writing() as session:
        found = escalations.ignored(session, town.workspace_id, [town.ana.id], town.clock.now())
        event.listen(town.sessions.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        assert escalations.tell(session, town.ana, found, TOLD, town.clock.now()) == 1
    assert len(found) == 10
    assert len([statement for statement in asked if "FROM digests" in statement]) == 1


def test_what_is_done_between_planning_and_sending_is_not_told(town: Town, call: str) -> None:
    live(town, MONDAY, TOLD - DAY)
    town.change(town.marc, quiet_from=town.marc.day_begins, quiet_until=town.marc.day_begins.replace(hour=10))
    town.to(TOLD)
    town.jobs().tick()
    with town.sessions.writing() as session:
        done(session, town, call)
    town.to(TOLD, 9, 30)
    town.jobs().tick()
    (key,) = [key for key in town.rows() if key.startswith("esc:")]
    assert (town.row(key).state, town.row(key).reason) == ("dropped", "no reason any more")


@pytest.mark.usefixtures("call")
def test_to_who_covers_for_the_manager_it_says_for_whom(town: Town) -> None:
    with town.sessions.writing() as session:
        wanted = absence_changes.Wanted(TOLD, TOLD, town.chloe.id)
        absence_changes.keep(session, town.marc, town.marc.id, wanted, now=town.clock.now())
    live(town, MONDAY, TOLD)
    assert told(town, town.marc) == []
    assert "Ceci est pour Marc Weber, que vous remplacez" in told(town, town.chloe, whole=True)[0]


@pytest.mark.parametrize(
    ("marc", "chloe", "hears"),
    [
        (Role.MANAGER, Role.ADMIN, "chloe"),  # an admin, since the one who covers for Marc is whom it is about
        (Role.ADMIN, Role.ADMIN, "chloe"),  # who manages Ana too, and hears once
        (Role.ADMIN, Role.SALESPERSON, "marc"),  # there is nobody else
    ],
)
@pytest.mark.usefixtures("call")
def test_who_did_not_react_is_not_told_of_it_for_the_manager(town: Town, marc: Role, chloe: Role, hears: str) -> None:
    with town.sessions.writing() as session:
        wanted = absence_changes.Wanted(TOLD, TOLD, town.ana.id)
        absence_changes.keep(session, town.marc, town.marc.id, wanted, now=town.clock.now())
    town.change(town.marc, role=marc)
    town.change(town.chloe, role=chloe)
    live(town, MONDAY, TOLD + DAY)
    heard = {name: len(told(town, getattr(town, name))) for name in ("ana", "marc", "chloe")}
    assert heard == {"ana": 0, "marc": 0, "chloe": 0} | {hears: 1}


@pytest.mark.usefixtures("call")
def test_with_a_digest_that_lists_it_the_week_begins_when_that_came(town: Town) -> None:
    monthly = replace(WANTED, kind=Rhythm.MONTHLY, day_of_month=26, sections=("due", "escalated"))
    with town.sessions.writing() as session:
        digest_changes.create(session, town.marc, monthly, town.clock.now())
    live(town, MONDAY, TOLD + 9 * DAY)  # it came on the 26th, a Monday
    assert told(town, town.marc) == []
    live(town, TOLD + 10 * DAY, TOLD + 10 * DAY)
    assert len(told(town, town.marc)) == 1


@pytest.mark.parametrize("about", ["person", "team", "cycle"])
@pytest.mark.usefixtures("call")
def test_a_digest_about_others_does_not_hold_it_back(town: Town, about: str) -> None:
    north = team_changes.Wanted("North", (town.chloe.slack_id,), (town.marc.slack_id,))
    with town.sessions.writing() as session:
        team = team_changes.create(session, town.marc, north, town.clock.now())
        cycle = templates.install(session, town.marc, "EX-SMALL", str, town.clock.now())
        scope = {"person": f"person:{town.chloe.id}", "team": f"team:{team.id}", "cycle": f"cycle:{cycle.id}"}[about]
        silent = replace(WANTED, scope=scope, sections=("due", "escalated"), when_unchanged=WhenUnchanged.NOTHING)
        digest_changes.create(session, town.marc, silent, town.clock.now())
    live(town, MONDAY, TOLD)
    assert len(told(town, town.marc)) == 1


@pytest.mark.usefixtures("call")
def test_beyond_what_a_day_may_bring_it_comes_with_the_managers_own_bundle(town: Town) -> None:
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(notices_a_day=0))
    live(town, MONDAY, TOLD + 3 * DAY)
    assert told(town, town.marc) == []
    assert "Ana Keller was reminded twice of 1 thing and has not reacted. *OP000001*" in town.lines(town.marc)
