"""When the people of a workspace work: public holidays by country and canton."""

from datetime import date, time
from typing import Any

import pytest

from store import worktime
from store.models.workspaces import people as people_table
from store.models.workspaces import workspaces as workspace_table
from store.rules.worktime import Worktime, is_working_day
from tests.store.firm import Firm

BERCHTOLD, AUGUST, JULY = date(2026, 1, 2), date(2026, 8, 1), date(2026, 7, 3)  # Friday, Saturday, Friday
MAY_DAY = date(2026, 5, 1)


def lives(firm: Firm, common: dict[str, Any], **own: Any) -> Worktime:
    """How Ana lives, when the workspace and she have these."""
    mine = firm.ana.workspace_id
    with firm.sessions.writing() as session:
        if common:
            session.change(workspace_table.update().where(workspace_table.c.id == mine).values(**common))
        if own:
            session.change(people_table.update().where(people_table.c.id == firm.ana.id).values(**own))
    with firm.sessions.reading() as session:
        return worktime.of(session, mine, firm.ana.id)


def test_who_chose_nothing_works_from_monday_to_friday_in_the_country_of_their_zone(firm: Firm) -> None:
    assert lives(firm, {}) == Worktime(
        "Europe/Zurich", time(8), time(18), "12345", "CH", "", holidays=worktime.Calendar("CH", "")
    )


@pytest.mark.parametrize(
    ("common", "own", "found"),
    [
        ({"country": "CH", "canton": "ZH"}, {}, ("CH", "ZH")),
        ({"canton": "ZH"}, {}, ("CH", "ZH")),
        ({"country": "CH", "canton": "ZH"}, {"canton": "BE"}, ("CH", "BE")),
        ({"country": "CH", "canton": "ZH"}, {"canton": "CA"}, ("CH", "ZH")),  # there is none of that name
        ({"country": "CH", "canton": "AR"}, {"country": "US"}, ("US", "")),  # Appenzell is not Arkansas
        ({"country": "DE", "canton": "BY"}, {"timezone": "America/New_York"}, ("DE", "BY")),
        ({}, {"timezone": "America/New_York"}, ("US", "")),
        ({}, {"timezone": "US/Eastern"}, ("US", "")),  # by its old name
        ({}, {"timezone": "Asia/Kolkata"}, ("IN", "")),
        ({}, {"timezone": "Etc/UTC"}, ("", "")),
        ({}, {"timezone": "Mars/Base"}, ("", "")),
        ({"country": "XX"}, {"canton": "ZH"}, ("XX", "")),
    ],
)
def test_the_country_is_ones_own_else_the_workspaces_else_that_of_the_zone(
    firm: Firm, common: dict[str, Any], own: dict[str, Any], found: tuple[str, str]
) -> None:
    now_so = lives(firm, common, **own)
    assert (now_so.country, now_so.canton) == found
    assert now_so.holidays == worktime.Calendar(*found)


@pytest.mark.parametrize(
    ("own", "day", "works"),
    [
        ({"country": "CH"}, BERCHTOLD, True),
        ({"country": "CH", "canton": "BE"}, BERCHTOLD, False),
        ({"country": "CH", "canton": "BE"}, MAY_DAY, True),
        ({"country": "CH", "canton": "ZH"}, MAY_DAY, False),
        ({"country": "CH", "canton": "ZH", "work_days": "6"}, AUGUST, False),
        ({"country": "DE", "canton": "BY", "work_days": "6"}, AUGUST, True),
        ({"country": "US"}, JULY, False),  # the fourth is a Saturday
        ({"country": "XX"}, BERCHTOLD, True),  # no holidays, and no error
    ],
)
def test_holidays_are_those_of_country_and_canton(firm: Firm, own: dict[str, Any], day: date, works: bool) -> None:
    assert is_working_day(day, lives(firm, {}, **own)) is works


def test_the_holidays_of_every_country_can_be_asked_for_whatever_the_year() -> None:
    for country in worktime.countries():
        for day in (date(2000, 1, 1), MAY_DAY, date(2199, 12, 25)):
            assert (day in worktime.Calendar(country, "")) in (True, False)


def test_quiet_hours_come_along(firm: Firm) -> None:
    now_so = lives(firm, {}, quiet_from=time(18), quiet_until=time(8, 30), work_days="1234")
    assert (now_so.quiet_from, now_so.quiet_until, now_so.days) == (time(18), time(8, 30), "1234")
