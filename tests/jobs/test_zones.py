"""Whoever moves to another time zone gets every reminder, and none twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from store import people, personal_reminders
from tests.jobs.town import Town, arrivals

SUNDAY = date(2026, 1, 11)
WEEK = [SUNDAY + timedelta(days=n) for n in range(1, 6)]
MOVES = [
    ("Europe/Zurich", "Asia/Tokyo", 6),  # before the day began, into one that is half over
    ("Asia/Tokyo", "America/Los_Angeles", 2),  # back into the day before, which had its bundle
    ("America/Los_Angeles", "Pacific/Kiritimati", 20),  # over the date line, ahead
    ("Pacific/Kiritimati", "Pacific/Pago_Pago", 4),  # over it and back: the same day twice
]


def live_in(town: Town, zone: str) -> None:
    """Slack says that Ana lives there now, as its `user_change` brings it."""
    with town.sessions.writing() as session:
        said = people.Described(town.ana.slack_id, town.ana.name, timezone=zone)
        town.ana = people.keep(session, town.workspace_id, said, town.clock.now())


@pytest.mark.parametrize(("first", "second", "hour"), MOVES)
def test_a_new_time_zone_of_slacks_doubles_and_loses_nothing(town: Town, first: str, second: str, hour: int) -> None:
    town.to(SUNDAY, 0)
    live_in(town, first)
    town.max_days(300)
    pumps = town.opportunity(town.ana, on=SUNDAY)
    calls = [town.task(town.ana, pumps, due_on=day) for day in WEEK]
    moment = datetime(2026, 1, 14, 22, tzinfo=UTC)
    with town.sessions.writing() as session:
        personal_reminders.remind(session, town.ana, pumps, moment, "Call", town.clock.now())
    jobs = town.jobs()
    for n in range(2, 24 * 9, 2):
        day, at = SUNDAY + timedelta(days=n // 24), n % 24
        town.to(day, at)
        if (day, at) == (date(2026, 1, 14), hour):
            live_in(town, second)
        jobs.tick()
    came = arrivals(town.sandbox)
    assert set(came.values()) == {1}
    assert {key for key in came if key.startswith("ask:")} == {f"ask:{town.ana.slack_id}:{pumps}:1"}
    told = town.rows()
    assert [told.get(f"rem:{pumps}:task:{call}:1") for call in calls] == ["sent"] * len(calls)
    assert told[f"ask:{town.ana.slack_id}:{pumps}:1"] == "sent"
