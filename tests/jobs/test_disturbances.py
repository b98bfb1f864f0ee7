"""Slack's do-not-disturb: a reminder waits until it ends, where we may ask; and is not lost where we may not."""

from datetime import date

import pytest

from bot.sandbox.people import ANA
from store import handovers
from tests.jobs.town import LEASE, Town, arrivals

MONDAY, TUESDAY = date(2026, 1, 12), date(2026, 1, 13)
BUNDLE = "day:U00ANA:2026-01-12"


@pytest.fixture
def call(town: Town) -> str:
    """A task of Ana's that is due on Monday."""
    town.to(date(2026, 1, 9), 12)
    pumps = town.opportunity(town.ana, on=date(2026, 1, 9))
    return town.task(town.ana, pumps, due_on=MONDAY)


def disturb_not(town: Town, until: tuple[int, int], *, day: date = MONDAY) -> None:
    """Ana does not want to be disturbed from now until that hour and minute, UTC."""
    town.to(day, 6)
    began = int(town.clock.now().timestamp())
    hour, minute = until
    with town.sandbox.world.changing():
        town.sandbox.world.undisturbed[ANA] = (began, began + (hour - 6) * 3600 + minute * 60)


@pytest.mark.usefixtures("call")
def test_a_reminder_waits_until_do_not_disturb_ends_without_looking_all_the_time(town: Town) -> None:
    disturb_not(town, (9, 30))
    jobs = town.jobs()
    for hour, minute in ((7, 0), (8, 0), (9, 0), (9, 29)):
        town.to(MONDAY, hour, minute)
        jobs.tick()
    assert town.messages(town.ana) == []
    row = town.row(BUNDLE)
    assert (row.state, row.reason, row.attempt) == ("due", "do not disturb", 1)
    town.to(MONDAY, 9, 30)
    jobs.tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.usefixtures("call")
def test_one_that_lasts_beyond_the_working_day_drops_the_bundle_and_the_things_come_the_next_day(town: Town) -> None:
    disturb_not(town, (18, 0))
    jobs = town.jobs()
    for hour in (7, 18):
        town.to(MONDAY, hour)
        jobs.tick()
    assert town.messages(town.ana) == [] and town.row(BUNDLE).reason == "the working day is over"
    town.to(TUESDAY)
    jobs.tick()
    assert arrivals(town.sandbox) == {"day:U00ANA:2026-01-13": 1}


@pytest.mark.usefixtures("call")
def test_one_that_is_over_holds_nothing_back(town: Town) -> None:
    disturb_not(town, (7, 0))
    town.to(MONDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.usefixtures("call")
def test_one_that_begins_this_evening_holds_nothing_back(town: Town) -> None:
    disturb_not(town, (18, 0))
    began, ends = town.sandbox.world.undisturbed[ANA]
    town.sandbox.world.undisturbed[ANA] = (began + 12 * 3600, ends + 12 * 3600)
    town.to(MONDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.usefixtures("call")
def test_without_the_scope_it_is_asked_for_once_an_hour_and_the_reminder_comes(town: Town) -> None:
    town.sandbox.faults.plan("dnd.info", "error", times=None, code="missing_scope")
    disturb_not(town, (18, 0))
    jobs = town.jobs()
    other = town.opportunity(town.marc, on=date(2026, 1, 9))
    town.task(town.marc, other, due_on=MONDAY)
    town.to(MONDAY)
    jobs.tick()
    assert len(town.messages(town.ana)) == len(town.messages(town.marc)) == 1
    assert town.sandbox.faults.asked["dnd.info"] == 1


def test_no_replica_asks_again_while_one_was_refused(town: Town) -> None:
    town.sandbox.faults.plan("dnd.info", "error", times=None, code="missing_scope")
    town.to(MONDAY, 10)
    for count in (1, 2):  # the second replica knows only what the database says
        number = town.opportunity(town.marc, on=town.clock.now().date())
        with town.sessions.writing() as session:
            handovers.hand_over(session, town.marc, number, town.ana.id, now=town.clock.now())
        town.jobs().tick()
        told = [state for key, state in town.rows().items() if key.startswith("own:")]
        assert told == ["sent"] * count
    assert town.resting() == ["dnd.info"] and town.sandbox.faults.asked["dnd.info"] == 1


@pytest.mark.parametrize("fault", ["http_500", "accept_then_cut", "ratelimited"])
@pytest.mark.usefixtures("call")
def test_that_slack_does_not_say_holds_nothing_back(town: Town, fault: str) -> None:
    town.sandbox.faults.plan("dnd.info", fault)
    town.to(MONDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1
    assert town.resting() == (["dnd.info"] if fault == "ratelimited" else [])


def test_what_somebody_asked_for_does_not_wait(town: Town) -> None:
    disturb_not(town, (18, 0))
    town.owe()
    town.later(LEASE)
    town.jobs().tick()
    assert town.arrived() == 1 and town.sandbox.faults.asked["dnd.info"] == 0
