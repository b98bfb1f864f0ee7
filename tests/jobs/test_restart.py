"""The service was down for a week, with ten thousand overdue opportunities: a bundle a person, of the present day."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Table, insert, select

from bot.sandbox.records import Someone
from store.models.opportunities import entries, opportunities
from store.models.workspaces import people
from tests.jobs.town import Town, arrivals

PEOPLE, EACH = 50, 200
FRIDAY, MONDAY = date(2026, 1, 9), date(2026, 1, 12)
BACK = MONDAY + timedelta(days=7)


def row(town: Town, table: Table, key: int) -> dict[str, Any]:
    """A row as it is, without its key."""
    with town.sessions.reading() as session:
        found = session.connection.execute(select(table).where(table.c.id == key)).mappings().one()
    return {name: value for name, value in found.items() if name != "id"}


def crowd(town: Town) -> None:
    """Fifty people, each with two hundred opportunities like one of Ana's, whose closing date is long past."""
    town.opportunity(town.ana, on=FRIDAY)
    somebody, deal, entry = row(town, people, town.ana.id), row(town, opportunities, 1), row(town, entries, 1)
    closing_on = FRIDAY - timedelta(days=30)
    with town.sessions.writing() as session:
        for n in range(PEOPLE):
            slack_id = f"U00CROWD{n:02}"
            town.sandbox.world.people[slack_id] = Someone(slack_id, f"crowd{n}", f"Crowd {n}", "salesperson")
            owner = session.add(people, **somebody | {"slack_id": slack_id, "name": f"Crowd {n}"})
            numbered = [100 + n * EACH + m for m in range(EACH)]
            own = {"salesperson_id": owner, "closing_on": closing_on}
            deals = [deal | own | {"id": key, "number": f"OP{key:06d}"} for key in numbered]
            session.connection.execute(insert(opportunities), deals)
            session.connection.execute(insert(entries), [entry | own | {"opportunity_id": key} for key in numbered])


def test_after_a_week_down_everybody_gets_one_message_of_the_present_day(town: Town) -> None:
    town.to(FRIDAY, 12)
    town.max_days(300)
    crowd(town)
    town.to(MONDAY, 6)
    town.jobs().tick()
    town.to(BACK, 11)
    for _ in range(3):
        town.jobs().tick()
        town.later(60)
    came = arrivals(town.sandbox)
    assert came == {f"day:U00CROWD{n:02}:{BACK}": 1 for n in range(PEOPLE)}
    (message,) = [one for one in town.sandbox.world.messages if "U00CROWD07" in str(one.metadata)]
    assert message.text == "200 things wait for you today" and "Mon, 19 Jan" in str(message.blocks[0])
    assert "and 180 more: see Home" in str(message.blocks)
    assert town.sandbox.refused == []
