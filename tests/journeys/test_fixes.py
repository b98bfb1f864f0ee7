"""The fix-it sweep: what is wrong is mended one after another, in one message, until none is left."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


@pytest.fixture
def wrong(fresh: Running) -> tuple[Person, list[str]]:
    """Ana with three opportunities whose closing dates passed, on the Monday after."""
    selling.install(fresh.ada)
    ana = fresh.ana
    numbers = [
        selling.create(ana, f"*Pump* {n}", value=str(value), closing="2026-01-08")
        for n, value in enumerate((900, 500, 100))
    ]
    fresh.to("2026-01-10", nudge=False)
    return ana, numbers


def test_one_after_another_is_mended_or_skipped_in_the_same_message(
    fresh: Running, wrong: tuple[Person, list[str]]
) -> None:
    ana, (first, second, third) = wrong
    ana.command("/opp fix")
    ana.sees("Fix one after another: 1 of 3", f"{first} ∗Pump∗ 0 · ", "Closing date 8 Jan 2026 passed")
    said = len(ana.messages())
    ana.click("Update")
    ana.opens(f"Update {first}")
    ana.fill("Estimated closing date", "2026-03-31")
    ana.submit("Update")
    ana.sees("Fix one after another: 2 of 3", f"{first} is updated", second)
    ana.click("Skip to the next")
    ana.sees("Fix one after another: 3 of 3", third)
    ana.click("Park")
    ana.opens(f"Park {third}")
    ana.fill("Until", "2026-02-02")
    ana.fill("Reason", "Budget")
    ana.submit("Park")
    ana.sees("That was the last one. 1 that you skipped still waits.")
    ana.click("From the beginning")
    ana.sees("Fix one after another: 1 of 1", second)
    ana.click("Close")
    ana.opens(f"Close {second}")
    ana.fill("Outcome", "Lost")
    ana.fill("Close code", "Price")
    ana.submit("Close opportunity")
    ana.sees("All done: nothing is wrong with your opportunities.")
    assert len(ana.messages()) == said
    assert fresh.refused == []


def test_what_is_mended_only_in_part_stays_until_nothing_is_wrong_with_it(
    fresh: Running, wrong: tuple[Person, list[str]]
) -> None:
    ana, (first, *_) = wrong
    ana.command(f"/opp tasks {first}")
    while "Done" in ana.buttons():
        selling.do_a_task(ana)
    ana.command("/opp fix")
    ana.sees("1 of 3", first, "No next step: no task is open")
    ana.click("New task")
    ana.opens("New task")
    ana.fill("Task", "Call them")
    ana.submit("Create")
    said = ana.sees("1 of 3", first, "is created: Call them")
    assert "No next step" not in said and "[New task]" not in said
    ana.fill("Snooze", "3 days")
    ana.sees("2 of 3")
    assert fresh.refused == []


def test_a_sweep_begins_on_home_too(fresh: Running, wrong: tuple[Person, list[str]]) -> None:
    ana, (first, second, _) = wrong
    ana.go("Home")
    ana.click("Fix one after another")
    ana.opens("Stagepost", "1 of 3", first)
    ana.click("Skip to the next")
    ana.sees("2 of 3", second)
    ana.click("Update")
    ana.opens(f"Update {second}")
    ana.fill("Estimated closing date", "2026-03-31")
    ana.submit("Update")
    ana.opens("Stagepost", "3 of 3")
    assert fresh.refused == []


def test_where_nothing_is_wrong_it_says_so(fresh: Running) -> None:
    selling.install(fresh.ada)
    selling.create(fresh.ana, closing="2026-03-31")
    fresh.ana.command("/opp fix")
    fresh.ana.sees("All done: nothing is wrong with your opportunities.")
