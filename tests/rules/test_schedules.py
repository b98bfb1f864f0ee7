"""When schedules ring: every rhythm, clocks that are changed, zones that are changed, lines that are refused."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules import dates, schedules
from store.rules.digests import too_late
from store.rules.refusals import CronNever, CronTooOften, CronUnreadable, Refusal
from store.rules.schedules import Occurrence, Schedule
from store.rules.words import Rhythm

EIGHT, DAY = time(8), timedelta(days=1)
ZURICH = "Europe/Zurich"
ZONES = st.sampled_from(sorted(available_timezones()))
SECONDS = 29 * 365 * 24 * 3600
MOMENTS = st.integers(0, SECONDS).map(lambda seconds: datetime(2011, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def daily(at: time = EIGHT, zone: str = ZURICH) -> Schedule:
    """A schedule of every day."""
    return Schedule(Rhythm.DAILY, at, zone)


def line(cron: str, zone: str = ZURICH) -> Schedule:
    """A schedule of a cron line."""
    return Schedule(Rhythm.CRON, schedules.cron_time(cron), zone, cron=cron)


def days(schedule: Schedule, after: str, count: int = 4) -> list[str]:
    """The next local dates on which it rings."""
    return [one.on.isoformat() for one in islice(schedules.ringing(schedule, date.fromisoformat(after)), count)]


def utc(text: str) -> datetime:
    """A moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


SCHEDULES = st.one_of(
    st.builds(Schedule, st.just(Rhythm.DAILY), HOURS, ZONES),
    st.builds(Schedule, st.just(Rhythm.WEEKLY), HOURS, ZONES, weekday=st.integers(1, 7)),
    st.builds(Schedule, st.just(Rhythm.MONTHLY), HOURS, ZONES, day_of_month=st.integers(1, 31)),
    st.builds(
        lambda day, weekday, zone: line(f"30 7 {day} * {weekday}", zone),
        st.sampled_from(["*", "1", "15-20", "L", "LW"]),
        st.sampled_from(["*", "1", "MON-FRI", "5L"]),
        ZONES,
    ),
)


# --- the days -------------------------------------------------------------------------------------------------


def test_a_daily_one_rings_every_day_a_weekly_one_on_its_weekday() -> None:
    assert days(daily(), "2026-12-30", 3) == ["2026-12-31", "2027-01-01", "2027-01-02"]
    monday = Schedule(Rhythm.WEEKLY, EIGHT, ZURICH, weekday=1)
    assert days(monday, "2026-12-06", 2) == ["2026-12-07", "2026-12-14"]
    assert days(monday, "2026-12-07", 2) == ["2026-12-14", "2026-12-21"]


def test_a_monthly_one_of_a_day_that_a_month_does_not_have_rings_on_its_last() -> None:
    last = Schedule(Rhythm.MONTHLY, EIGHT, ZURICH, day_of_month=31)
    assert days(last, "2026-12-31") == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    thirty = Schedule(Rhythm.MONTHLY, EIGHT, ZURICH, day_of_month=30)
    assert days(thirty, "2028-01-30", 2) == ["2028-02-29", "2028-03-30"]


def test_a_cron_line_reads_weekdays_as_cron_does() -> None:
    assert schedules.cron_time("30 7 * * 1") == time(7, 30)
    assert days(line("30 7 * * 1"), "2026-12-01", 2) == ["2026-12-07", "2026-12-14"]  # Mondays
    for sunday in ("0", "7", "SUN"):
        assert days(line(f"0 8 * * {sunday}"), "2026-12-01", 1) == ["2026-12-06"]
    assert days(line("0 8 29 2 *"), "2026-12-01", 2) == ["2028-02-29", "2032-02-29"]
    assert days(line("0 8 13 * 5"), "2026-11-30", 4) == ["2026-12-04", "2026-12-11", "2026-12-13", "2026-12-18"]


@pytest.mark.parametrize(
    "typed", ["", "x", "0 8", "0 8 * * * *", "@daily", "0 24 * * *", "60 8 * * *", "0 8 45 * *", "0 8 31 13 *"]
)
def test_what_is_no_cron_line_is_refused(typed: str) -> None:
    with pytest.raises(CronUnreadable):
        schedules.cron_time(typed)


@pytest.mark.parametrize("typed", ["0 8 31 2 *", "0 8 30 2 *", "0 8 31 4,6,9,11 *", "0 8 */31 * 1#5"])
def test_a_cron_line_of_a_day_that_never_comes_is_refused(typed: str) -> None:
    with pytest.raises(CronNever):
        schedules.cron_time(typed)


@pytest.mark.parametrize(
    ("typed", "times"), [("0 8,17 * * *", 2), ("*/15 8 * * 1", 4), ("* * * * *", 1440), ("0-1 8-9 1 1 *", 4)]
)
def test_a_cron_line_that_rings_more_than_once_a_day_is_refused_and_says_how_often(typed: str, times: int) -> None:
    with pytest.raises(CronTooOften) as refused:
        schedules.cron_time(typed)
    assert refused.value.times == times


@given(st.lists(st.text("0123456789*/,-#LWMONFEB @?", max_size=6), min_size=4, max_size=6).map(" ".join) | st.text())
def test_whatever_is_typed_as_a_cron_line_rings_once_a_day_or_is_refused(typed: str) -> None:
    try:
        schedule = line(typed)
    except Refusal:
        return
    found = list(islice(schedules.ringing(schedule, date(2026, 1, 1)), 3))
    assert len({one.on for one in found}) == len(found) > 0


# --- clocks that are changed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "at", "due"),
    [
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),  # two o'clock is three: then
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),  # the first of the two
        ("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:00"),  # the day begins at one
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00"),
        ("Europe/Zurich", "2026-03-29", "08:00", "2026-03-29T06:00"),
    ],
)
def test_where_clocks_are_changed_it_rings_at_the_first_moment_that_shows_its_hour_or_a_later_one(
    zone: str, day: str, at: str, due: str
) -> None:
    found = schedules.moment(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == utc(due)


def test_a_day_that_a_zone_never_had_is_left_out() -> None:
    """Samoa went from 29 to 31 December 2011."""
    assert days(daily(zone="Pacific/Apia"), "2011-12-28", 3) == ["2011-12-29", "2011-12-31", "2012-01-01"]
    friday = Schedule(Rhythm.WEEKLY, EIGHT, "Pacific/Apia", weekday=5)
    assert days(friday, "2011-12-22", 3) == ["2011-12-23", "2012-01-06", "2012-01-13"]


@given(SCHEDULES, MOMENTS)
def test_it_rings_once_a_local_date_on_the_days_of_its_rule_and_ever_later(schedule: Schedule, now: datetime) -> None:
    zone, found = ZoneInfo(schedule.timezone), list(islice(schedules.ringing(schedule, now.date()), 20))
    assert all(a.on < b.on and a.due_at < b.due_at for a, b in pairwise(found))
    assert all(one.due_at.astimezone(zone).date() == one.on for one in found)
    for one in found:
        if schedule.kind is Rhythm.WEEKLY:
            assert one.on.isoweekday() == schedule.weekday
        if schedule.kind is Rhythm.MONTHLY:
            assert one.on.day == min(schedule.day_of_month or 0, monthrange(one.on.year, one.on.month)[1])


@given(SCHEDULES, MOMENTS)
def test_the_next_time_is_the_first_that_is_still_to_come(schedule: Schedule, now: datetime) -> None:
    following = schedules.upcoming(schedule, now)
    assert following.due_at > now
    before = takewhile(lambda one: one.on < following.on, schedules.ringing(schedule, now.date() - 3 * DAY))
    assert all(one.due_at <= now for one in before)


# --- schedules that are changed ---------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(1, 90), HOURS, ZONES), min_size=1, max_size=12), MOMENTS)
def test_whatever_zone_and_hour_it_moves_to_it_never_rings_twice_on_a_date_and_only_forward(
    changes: list[tuple[int, time, str]], now: datetime
) -> None:
    schedule, last_on, rung = daily(), None, []
    following = schedules.upcoming(schedule, now)
    for hours, at, zone in changes:
        now += timedelta(hours=hours)
        while following.due_at <= now:
            rung.append(following)
            last_on = following.on
            following = schedules.upcoming(schedule, following.due_at, last_on)
        schedule = daily(at, zone)
        following = schedules.changed(schedule, now, last_on, following.on)
        assert following.due_at >= now
    assert all(a.on < b.on and a.due_at < b.due_at for a, b in pairwise(rung))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Pacific/Kiritimati", "Pacific/Apia"),
        ("Pacific/Apia", "Pacific/Pago_Pago"),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
    ],
)
def test_west_across_the_date_line_the_day_that_comes_again_has_had_its_digest(here: str, there: str) -> None:
    last = schedules.upcoming(daily(zone=here), utc("2026-12-06T00:00"))
    following = schedules.changed(daily(zone=there), last.due_at + timedelta(hours=1), last.on, last.on + DAY)
    assert following.on == last.on + DAY


def test_east_across_the_date_line_the_day_that_has_begun_already_rings_at_once() -> None:
    here = schedules.upcoming(daily(zone="Pacific/Pago_Pago"), utc("2026-12-06T12:00"))
    assert (here.on, here.due_at) == (date(2026, 12, 6), utc("2026-12-06T19:00"))
    now = utc("2026-12-06T20:00")  # Monday, ten o'clock, on Kiritimati
    following = schedules.changed(daily(zone="Pacific/Kiritimati"), now, here.on, here.on + DAY)
    assert following == Occurrence(date(2026, 12, 7), now)
    assert schedules.upcoming(daily(zone="Pacific/Kiritimati"), now, following.on).on == date(2026, 12, 8)


def test_an_hour_that_has_passed_today_takes_nothing_away_and_gives_nothing_twice() -> None:
    now = utc("2026-12-07T09:00")  # ten o'clock in Zurich
    monday = date(2026, 12, 7)
    assert schedules.changed(daily(), now, monday - DAY, monday) == Occurrence(monday, now)  # it was due at 18:00
    assert schedules.changed(daily(), now, monday, monday + DAY).on == monday + DAY  # it rang at 7:00
    assert schedules.changed(daily(time(18)), now, monday, monday + DAY).on == monday + DAY
    tuesday = Schedule(Rhythm.WEEKLY, EIGHT, ZURICH, weekday=2)
    assert schedules.changed(tuesday, now, monday - DAY, monday).on == monday + DAY


def test_a_zone_this_machine_does_not_know_is_that_of_greenwich() -> None:
    assert schedules.upcoming(daily(zone="Mars/Olympus"), utc("2026-12-07T09:00")).due_at == utc("2026-12-08T08:00")
    assert dates.zone("Mars/Olympus").key == "UTC"


# --- what is too late -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "most"),
    [
        (daily(), timedelta(hours=12)),
        (line("0 8 * * 1-5"), timedelta(hours=12)),
        (Schedule(Rhythm.WEEKLY, EIGHT, ZURICH, weekday=1), timedelta(days=2)),
        (Schedule(Rhythm.MONTHLY, EIGHT, ZURICH, day_of_month=31), timedelta(days=5)),
        (line("0 8 1 * *"), timedelta(days=5)),
    ],
)
def test_the_rarer_it_is_the_later_it_may_come(schedule: Schedule, most: timedelta) -> None:
    rung, following = islice(schedules.ringing(schedule, date(2027, 1, 31)), 2)
    assert too_late(rung, following) == most
