"""Reminders end to end: the right things, to the right person, at the right moment, once."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from handlers import wire
from jobs import deliveries, reminders
from store import moves, snoozes, task_changes, tasks
from store import reminders as owed
from store.models.opportunities import opportunities
from store.models.workspaces import workspaces
from store.rules.refusals import NotFound, TooEarly, TooLate
from store.rules.words import Verb
from tests.jobs.town import LEASE, Town, arrivals, key_of

FRIDAY, SATURDAY, SUNDAY = date(2026, 1, 9), date(2026, 1, 10), date(2026, 1, 11)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 1, day) for day in (12, 13, 14, 15))
NEXT_MONDAY = date(2026, 1, 19)


@pytest.fixture
def pumps(town: Town) -> str:
    """An opportunity of Ana's, in its first stage since Friday."""
    town.to(FRIDAY, 12)
    return town.opportunity(town.ana, on=FRIDAY)


@pytest.fixture
def call(town: Town, pumps: str) -> str:
    """A task on it, due on Monday."""
    return town.task(town.ana, pumps, due_on=MONDAY)


@pytest.mark.usefixtures("call")
def test_a_task_that_is_due_comes_when_the_working_day_begins_and_not_before(town: Town) -> None:
    jobs = town.jobs()
    town.to(MONDAY, 6, 59)
    jobs.tick()
    assert town.messages(town.ana) == []
    town.to(MONDAY, 7)
    jobs.tick()
    (line,) = town.lines(town.ana)
    assert line.startswith("*Call the buyer* · OP000001 Two pumps · Müller &amp; ")
    assert line.endswith("\nTask due 12 Jan 2026\n_Comes once more on Thu, 15 Jan, then no more._")


@pytest.mark.usefixtures("call")
def test_it_comes_once_a_day_however_often_one_looks(town: Town) -> None:
    for hour in (7, 8, 9, 12, 16):
        town.to(MONDAY, hour)
        town.jobs().tick()
    assert arrivals(town.sandbox) == {"day:U00ANA:2026-01-12": 1}
    assert town.rows() == {"day:U00ANA:2026-01-12": "sent", "rem:OP000001:task:TD000003:1": "sent"}


@pytest.mark.usefixtures("call")
def test_it_comes_again_after_three_days_and_then_no_more(town: Town) -> None:
    came = []
    for day in (MONDAY + timedelta(days=n) for n in range(14)):
        before = len(town.messages(town.ana))
        town.max_days(300)
        town.to(day)
        town.jobs().tick()
        if len(town.messages(town.ana)) > before:
            came.append(day)
    assert came == [MONDAY, THURSDAY]


def test_nothing_comes_on_a_weekend_and_then_all_of_it_in_one_bundle(town: Town, pumps: str) -> None:
    town.task(town.ana, pumps, "Call", due_on=SATURDAY)
    town.task(town.ana, pumps, "Write", due_on=SUNDAY)
    for day in (SATURDAY, SUNDAY):
        town.to(day)
        town.jobs().tick()
    assert town.messages(town.ana) == []
    town.to(MONDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1
    assert [line.split("\n")[1] for line in town.lines(town.ana)] == [
        "Task due 10 Jan 2026 (2 days ago)",
        "Task due 11 Jan 2026 (yesterday)",
    ]


@pytest.mark.usefixtures("call")
def test_a_morning_missed_is_caught_up_the_same_working_day(town: Town) -> None:
    town.to(MONDAY, 14)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.usefixtures("call")
def test_a_morning_missed_is_not_caught_up_in_the_evening(town: Town) -> None:
    town.to(MONDAY, 19)
    town.jobs().tick()
    assert town.messages(town.ana) == []
    town.to(TUESDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1


def test_what_arises_after_the_day_began_waits_for_the_next(town: Town, pumps: str) -> None:
    town.to(MONDAY, 7)
    town.task(town.ana, pumps, due_on=MONDAY)
    town.to(MONDAY, 9)
    town.jobs().tick()
    assert town.messages(town.ana) == []
    town.to(TUESDAY)
    town.jobs().tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.usefixtures("pumps")
def test_a_stage_comes_the_day_it_is_overstayed(town: Town) -> None:
    town.max_days(5)
    for day in (THURSDAY - timedelta(days=1), THURSDAY):  # five days, six days
        town.to(day)
        town.jobs().tick()
    assert len(town.messages(town.ana)) == 1
    assert "\n6 days in Initial, at most 5 are planned\n" in town.lines(town.ana)[0]
    assert "rem:OP000001:stage:1:1" in town.rows()


def test_the_sweep_is_offered_where_something_is_wrong_with_an_opportunity_and_not_for_tasks_alone(
    town: Town, call: str
) -> None:
    def offered(day: date) -> bool:
        town.to(day, 7)
        town.jobs().tick()
        buttons = [one for block in town.messages(town.ana)[-1].blocks for one in block.get("elements", [])]
        return any(one.get("action_id") == wire.FIX for one in buttons)

    assert call and not offered(MONDAY)
    town.max_days(1)
    assert offered(TUESDAY)


@pytest.mark.usefixtures("pumps")
def test_a_stages_own_most_days_stand_before_the_workspaces(town: Town) -> None:
    town.max_days(2, stage=1)
    town.to(MONDAY)
    town.jobs().tick()
    assert "\n3 days in Initial, at most 2 are planned\n" in town.lines(town.ana)[0]


def test_a_stay_that_was_moved_on_is_forgotten_and_the_next_counts_anew(town: Town, pumps: str) -> None:
    town.max_days(2)
    town.to(MONDAY, 6)
    with town.sessions.writing() as session:
        moves.move(session, town.ana, pumps, Verb.NEXT, moves.Asked(cancel_tasks=True), seen=1, now=town.clock.now())
    town.to(MONDAY)
    town.jobs().tick()
    assert not [key for key in town.rows() if ":stage:" in key]
    town.to(THURSDAY)
    town.jobs().tick()
    assert "rem:OP000001:stage:2:1" in town.rows()


def test_what_was_done_between_planning_and_sending_is_not_said(town: Town, call: str) -> None:
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    with town.sessions.writing() as session:
        tasks.complete(session, town.ana, call, town.clock.now())
    town.jobs().tick()
    assert town.messages(town.ana) == []
    assert set(town.rows().values()) == {"dropped"}
    assert town.row("day:U00ANA:2026-01-12").reason == "no reason any more"


def test_of_two_the_one_that_was_done_is_left_out_and_dropped(town: Town, pumps: str, call: str) -> None:
    town.task(town.ana, pumps, "Write the offer", due_on=MONDAY)
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    with town.sessions.writing() as session:
        tasks.complete(session, town.ana, call, town.clock.now())
    town.jobs().tick()
    assert len(town.lines(town.ana)) == 1 and town.lines(town.ana)[0].startswith("*Write the offer*")
    assert sorted(town.rows().values()) == ["dropped", "sent", "sent"]


def test_what_was_left_out_of_a_try_that_failed_and_is_due_again_counts_as_told(
    town: Town, pumps: str, call: str
) -> None:
    town.task(town.ana, pumps, "Write the offer", due_on=MONDAY)
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    with town.sessions.writing() as session:
        tasks.complete(session, town.ana, call, town.clock.now())
    town.sandbox.faults.plan("chat.postMessage", "refuse")
    town.jobs().tick()
    with town.sessions.writing() as session:
        task_changes.reopen(session, town.ana, call, town.clock.now())
    town.later(2 * LEASE + 1)
    town.jobs().tick()
    assert len(town.lines(town.ana)) == 2
    assert sorted(town.rows().values()) == ["sent", "sent", "sent"]


@pytest.mark.usefixtures("call")
def test_somebody_who_was_deactivated_meanwhile_gets_nothing(town: Town) -> None:
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    town.change(town.ana, active=False)
    town.jobs().tick()
    assert town.messages(town.ana) == []
    assert town.row("day:U00ANA:2026-01-12").reason == "the person is a guest or left"


@pytest.mark.parametrize("who", [{"active": False}, {"guest": True}])
@pytest.mark.usefixtures("call")
def test_nothing_is_planned_for_those_who_may_not_see(town: Town, who: dict[str, bool]) -> None:
    town.change(town.ana, **who)
    town.to(MONDAY)
    town.jobs().tick()
    assert town.rows() == {}


@pytest.mark.usefixtures("call")
def test_a_snooze_holds_back_until_its_day_and_then_says_it_once_more(town: Town, pumps: str) -> None:
    town.max_days(300)
    town.to(MONDAY)
    town.jobs().tick()
    with town.sessions.writing() as session:
        snoozes.snooze(session, town.ana, pumps, WEDNESDAY + timedelta(days=5), town.clock.now())  # the next Monday
    came = []
    for day in (TUESDAY + timedelta(days=n) for n in range(16)):
        town.to(day)
        before = len(town.messages(town.ana))
        town.jobs().tick()
        came += [day] * (len(town.messages(town.ana)) - before)
    assert came == [NEXT_MONDAY]
    assert "rem:OP000001:task:TD000003:2" in town.rows()


def snooze(town: Town, number: str, day: date, hour: int, minute: int = 0) -> None:
    """Ana snoozes it until this moment, in UTC."""
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
    with town.sessions.writing() as session:
        snoozes.snooze(session, town.ana, number, day, town.clock.now(), until_at=at)


def came_at(town: Town) -> list[str]:
    """The keys of what came of the ledger to Ana, without who and what about."""
    found = town.sandbox.world.visible(town.ana.slack_id, town.sandbox.world.direct(town.ana.slack_id).id)
    return [key.split(":")[0] for one in found if (key := key_of(one))]


@pytest.mark.usefixtures("call")
def test_what_is_snoozed_until_a_moment_comes_at_that_moment_once(town: Town, pumps: str) -> None:
    town.max_days(300)
    town.to(MONDAY)
    jobs = town.jobs()
    jobs.tick()
    snooze(town, pumps, NEXT_MONDAY, 7, 30)
    town.to(NEXT_MONDAY)
    jobs.tick()
    assert came_at(town) == ["day"]
    town.to(NEXT_MONDAY, 7, 30)
    jobs.tick()
    assert came_at(town) == ["day", "snooze"]
    for n in range(1, 9):
        town.to(NEXT_MONDAY + timedelta(days=n))
        jobs.tick()
    assert came_at(town) == ["day", "snooze"], "it was said twice, and that is all"


@pytest.mark.usefixtures("call")
def test_what_is_snoozed_to_later_the_same_day_comes_then_and_counts_as_said_once(town: Town, pumps: str) -> None:
    town.max_days(300)
    town.to(MONDAY)
    jobs = town.jobs()
    jobs.tick()
    snooze(town, pumps, MONDAY, 14)
    town.to(MONDAY, 14)
    jobs.tick()
    assert came_at(town) == ["day", "snooze"]
    for day in (TUESDAY, WEDNESDAY):
        town.to(day)
        jobs.tick()
    assert came_at(town) == ["day", "snooze"]
    town.to(THURSDAY)
    jobs.tick()
    assert came_at(town) == ["day", "snooze", "day"]


@pytest.mark.usefixtures("call")
def test_a_moment_in_the_quiet_hours_of_a_morning_is_kept_and_the_bundle_after_them_does_not_repeat_it(
    town: Town, pumps: str
) -> None:
    snooze(town, pumps, MONDAY, 7, 30)
    town.change(town.ana, quiet_from=time(6), quiet_until=time(10))
    for hour in (7, 8, 9, 10):
        town.to(MONDAY, hour)
        town.jobs().tick()
    assert came_at(town) == ["snooze"]


@pytest.mark.usefixtures("call")
def test_who_snoozes_anew_or_wakes_it_gets_no_message_at_the_former_moment(town: Town, pumps: str) -> None:
    snooze(town, pumps, MONDAY, 9)
    town.later(1)
    snooze(town, pumps, MONDAY, 12)
    town.later(1)
    snooze(town, pumps, MONDAY, 10)
    jobs = town.jobs()
    came = []
    for hour in range(7, 14):
        town.to(MONDAY, hour)
        jobs.tick()
        came.append(len(came_at(town)))
    assert came == [0, 0, 0, 1, 1, 1, 1]
    snooze(town, pumps, TUESDAY, 12)
    with town.sessions.writing() as session:
        assert snoozes.wake(session, town.ana, pumps, town.clock.now())
    town.to(TUESDAY, 12)
    jobs.tick()
    assert "snooze" not in came_at(town)[1:]


def test_what_was_done_before_the_moment_is_not_said_at_it(town: Town, pumps: str, call: str) -> None:
    snooze(town, pumps, MONDAY, 9)
    with town.sessions.writing() as session:
        tasks.complete(session, town.ana, call, town.clock.now())
    town.to(MONDAY, 9)
    town.jobs().tick()
    assert came_at(town) == []


def test_snoozing_is_for_tomorrow_or_later_and_for_what_there_is(town: Town, pumps: str) -> None:
    now = town.clock.now()
    with town.sessions.writing() as session:
        with pytest.raises(TooEarly):
            snoozes.snooze(session, town.ana, pumps, FRIDAY, now)
        with pytest.raises(TooLate):
            snoozes.snooze(session, town.ana, pumps, FRIDAY + timedelta(days=400), now)
        with pytest.raises(NotFound):
            snoozes.snooze(session, town.ana, "OP999999", MONDAY, now)


def test_everybody_is_told_in_the_morning_of_their_own_zone(town: Town, pumps: str) -> None:
    town.change(town.chloe, timezone="America/New_York")
    other = town.opportunity(town.chloe, "One pump", on=FRIDAY)
    spring = date(2026, 3, 9)  # the first Monday of summer time there, still winter time in Zurich
    town.max_days(300)
    town.task(town.ana, pumps, due_on=spring)
    town.task(town.chloe, other, due_on=spring)
    came = {}
    for hour in range(24):
        for minute in (0, 30):
            town.to(spring, hour, minute)
            town.jobs().tick()
            for key in arrivals(town.sandbox):
                came.setdefault(key, f"{hour}:{minute:02}")
    assert came == {"day:U00ANA:2026-03-09": "7:00", "day:U00CHLOE:2026-03-09": "12:00"}


@pytest.mark.usefixtures("call")
def test_a_bundle_that_could_not_be_sent_all_day_is_dropped_and_the_things_come_the_next_day(town: Town) -> None:
    jobs = town.jobs()
    town.to(MONDAY)
    with town.sandbox.outage():
        jobs.tick()
        town.to(MONDAY, 18)
        jobs.tick()
    assert town.row("day:U00ANA:2026-01-12").reason == "the working day is over"
    town.to(TUESDAY)
    jobs.tick()
    assert len(town.messages(town.ana)) == 1 and town.row("rem:OP000001:task:TD000003:2").state == "sent"


@pytest.mark.usefixtures("call")
def test_yesterdays_bundle_is_not_sent_beside_todays(town: Town) -> None:
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    town.to(TUESDAY)
    town.jobs().tick()
    assert arrivals(town.sandbox) == {"day:U00ANA:2026-01-13": 1}
    assert town.row("day:U00ANA:2026-01-12").reason == "the working day is over"


@pytest.mark.usefixtures("call")
def test_a_bundle_that_may_have_arrived_counts_as_said(town: Town) -> None:
    jobs = town.jobs()
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    town.sandbox.faults.plan("conversations.history", "error", times=None, code="missing_scope")
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        town.to(day)
        jobs.tick()
    assert len(town.messages(town.ana)) == 1
    assert town.rows() == {"day:U00ANA:2026-01-12": "unsure", "rem:OP000001:task:TD000003:1": "unsure"}


@pytest.mark.usefixtures("call")
def test_a_bundle_that_was_found_settles_what_it_carries(town: Town) -> None:
    jobs = town.jobs()
    town.to(MONDAY)
    town.sandbox.faults.plan("chat.postMessage", "accept_then_cut")
    jobs.tick()
    town.later(60)
    jobs.tick()
    assert set(town.rows().values()) == {"sent"} and len(town.messages(town.ana)) == 1


def test_many_things_are_one_message_that_slack_takes_and_the_rest_is_counted(town: Town, pumps: str) -> None:
    for number in range(27):
        town.task(town.ana, pumps, f"Task {number} <!channel>", due_on=MONDAY)
    town.to(MONDAY)
    town.jobs().tick()
    assert town.lines(town.ana)[-1] == "and 7 more: see Home"
    assert town.messages(town.ana)[0].text == "27 things wait for you today"
    assert "<!channel>" not in str(town.messages(town.ana)[0].blocks) and town.sandbox.refused == []


@pytest.mark.usefixtures("call")
def test_a_look_at_a_planned_morning_is_two_statements_and_reads_nobodys_work(town: Town) -> None:
    town.to(MONDAY)
    jobs = town.jobs()
    jobs.tick()
    seen: list[str] = []

    @event.listens_for(town.sessions.engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    reminders.plan(town.sessions, town.clock.now())
    assert len([s for s in seen if s.startswith("SELECT")]) == 1 and "opportunities" not in "".join(seen)


def test_what_became_of_the_bundle_can_be_drawn_again(town: Town, pumps: str, call: str) -> None:
    town.max_days(2)
    town.to(MONDAY)
    town.jobs().tick()
    with town.sessions.writing() as session:
        tasks.complete(session, town.ana, call, town.clock.now())
        snoozes.snooze(session, town.ana, pumps, THURSDAY, town.clock.now())
        found = owed.of_day(session, town.ana, MONDAY, town.clock.now())
    assert [(reason.about, reason.end) for reason in found] == [
        ("rem:OP000001:task:TD000003", "done"),
        ("rem:OP000001:stage:1", "snoozed"),
    ]


@pytest.mark.usefixtures("call")
def test_the_alarm_clock_brings_what_is_owed_within_five_seconds(town: Town) -> None:
    jobs = town.jobs()
    jobs.start()
    town.to(MONDAY)
    came = town.sandbox.world.wait_until(lambda: arrivals(town.sandbox), 5)
    assert jobs.stop() and came and jobs.last_look < 5


@pytest.mark.usefixtures("call")
def test_the_same_bundle_planned_twice_at_once_is_owed_once(town: Town) -> None:
    town.to(MONDAY)
    with town.sessions.writing() as session:
        assert owed.plan(session, town.workspace_id, town.ana.id, MONDAY, town.clock.now())
        assert not owed.plan(session, town.workspace_id, town.ana.id, MONDAY, town.clock.now())
    mine = deliveries.claim(town.jobs().office)
    assert mine is not None and deliveries.claim(town.jobs().office) is None, "what it carries is not sent by itself"


@pytest.mark.usefixtures("call")
def test_on_a_public_holiday_nothing_comes_and_all_of_it_the_day_after(town: Town) -> None:
    town.change(town.ana, country="US")  # Martin Luther King's day is a Monday
    town.task(town.ana, "OP000001", "Write", due_on=NEXT_MONDAY)
    town.max_days(300)
    town.to(NEXT_MONDAY, 12)
    town.jobs().tick()
    assert town.messages(town.ana) == []
    town.to(NEXT_MONDAY + timedelta(days=1))
    town.jobs().tick()
    assert town.lines(town.ana)[0].split("\n")[1] == "Task due 12 Jan 2026 (8 days ago)"


@pytest.mark.usefixtures("call")
def test_in_quiet_hours_the_bundle_waits_for_their_end(town: Town) -> None:
    town.change(town.ana, quiet_from=time(18), quiet_until=time(9, 30))
    jobs = town.jobs()
    came = []
    for hour, minute in ((7, 0), (8, 29), (8, 30)):
        town.to(MONDAY, hour, minute)
        jobs.tick()
        came.append(len(town.messages(town.ana)))
    assert came == [0, 0, 1]


@pytest.mark.usefixtures("call")
def test_quiet_hours_that_begin_between_planning_and_sending_hold_it_back(town: Town) -> None:
    jobs = town.jobs()
    town.to(MONDAY)
    with town.sandbox.outage():
        jobs.tick()
        town.change(town.ana, quiet_from=time(8), quiet_until=time(9, 30))
    town.to(MONDAY, 7, 30)
    jobs.tick()
    assert town.messages(town.ana) == [] and town.row("day:U00ANA:2026-01-12").reason == "quiet hours"
    town.to(MONDAY, 8, 30)
    jobs.tick()
    assert len(town.messages(town.ana)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"timezone": "America/New_York"},
        {"day_begins": time(14)},
        {"timezone": "Europe/London", "quiet_until": time(13)},
    ],
    ids=["farther west", "later hours", "west and quiet"],
)
@pytest.mark.usefixtures("call")
def test_a_day_that_is_put_off_between_planning_and_sending_is_waited_for(town: Town, changed: dict[str, Any]) -> None:
    jobs = town.jobs()
    town.to(MONDAY)
    with town.sandbox.outage():
        jobs.tick()
        town.change(town.ana, quiet_from=time(5), **{"quiet_until": time(6), **changed})
    for hour, minute in ((7, 30), (12, 30)):
        town.to(MONDAY, hour, minute)
        jobs.tick()
        assert town.messages(town.ana) == [] and town.row("day:U00ANA:2026-01-12").state == "due"
    town.to(MONDAY, 13, 0)
    jobs.tick()
    assert len(town.messages(town.ana)) == 1
    town.to(MONDAY + timedelta(days=1), 15)
    jobs.tick()
    assert len(town.messages(town.ana)) == 1  # there is nothing new


@pytest.mark.usefixtures("call")
def test_quiet_hours_until_the_days_end_leave_the_bundle_to_the_next_day(town: Town) -> None:
    jobs = town.jobs()
    town.to(MONDAY)
    with town.sandbox.outage():
        jobs.tick()
        town.change(town.ana, quiet_from=time(9), quiet_until=time(19))
    town.to(MONDAY, 8, 30)
    jobs.tick()
    assert town.messages(town.ana) == []
    assert town.row("day:U00ANA:2026-01-12").reason == "the working day is over"


def test_what_there_is_about_one_opportunity_is_one_line_that_says_each_why(town: Town, pumps: str) -> None:
    town.task(town.ana, pumps, due_on=MONDAY)
    town.max_days(2)
    with town.sessions.writing() as session:
        session.change(workspaces.update().values(idle_days=3))
        session.change(opportunities.update().values(closing_on=SUNDAY))
    town.to(MONDAY)
    town.jobs().tick()
    task, line = town.lines(town.ana)
    assert task.startswith("*Call the buyer*")
    _, why, once_more = line.split("\n")
    assert why.split(" · ") == [
        "Closing date 11 Jan 2026 passed (yesterday)",
        "3 days in Initial, at most 2 are planned",
        "No activity for 3 days",
    ]
    assert once_more == "_Comes once more on Thu, 15 Jan, then no more._"
    assert town.messages(town.ana)[0].text == "2 things wait for you today"
    assert sorted(town.rows().values()) == ["sent"] * 5  # the bundle and its four facts


@pytest.mark.usefixtures("call")
def test_every_line_says_when_it_would_come_again_on_a_working_day_and_that_it_comes_no_more(town: Town) -> None:
    town.max_days(300)
    said = []
    town.task(town.ana, "OP000001", "Write", due_on=THURSDAY)
    for day in (MONDAY, THURSDAY, NEXT_MONDAY):
        town.to(day)
        town.jobs().tick()
        said += [line.split("\n")[-1] for line in town.lines(town.ana)]
    assert said == [
        "_Comes once more on Thu, 15 Jan, then no more._",
        "_This comes no more._",
        "_Comes once more on Mon, 19 Jan, then no more._",  # the third day after is a Sunday
        "_This comes no more._",
    ]


@pytest.mark.usefixtures("call")
def test_a_kind_that_is_switched_off_between_planning_and_sending_is_not_said(town: Town) -> None:
    town.to(MONDAY)
    reminders.plan(town.sessions, town.clock.now())
    town.change(town.ana, kinds_off="task")
    town.jobs().tick()
    assert town.messages(town.ana) == [] and set(town.rows().values()) == {"dropped"}
