"""What the morning brings, and what its buttons do."""

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


def begun(fresh: Running) -> tuple[Person, str]:
    """Somebody with an opportunity, on the morning when its first tasks are due."""
    selling.install(fresh.ada)
    ana = fresh.ana
    number = selling.create(ana)
    fresh.to("2026-01-12", "07:00")
    ana.go("Stagepost")
    ana.sees("Your day: Mon, 12 Jan", "Find the people who decide")
    return ana, number


def test_snoozing_ends_a_line_and_brings_it_again(fresh: Running) -> None:
    ana, number = begun(fresh)
    ana.fill("Snooze", "1 day")
    ana.sees("Snoozed until Tue, 13 Jan")
    fresh.to("2026-01-13", "06:30")
    assert len(ana.messages()) == 1
    fresh.to("2026-01-13", "07:00")
    ana.hears("Your day: Tue, 13 Jan", number, after=1)


def test_what_is_snoozed_or_muted_comes_back_with_the_button_beside_it(fresh: Running) -> None:
    ana, _ = begun(fresh)
    ana.fill("Snooze", "1 week")
    ana.sees("Snoozed until Mon, 19 Jan")
    ana.click("Wake")
    ana.sees("Your day: Mon, 12 Jan", "[Done]")
    ana.click("Mute")
    ana.sees("Your day: Mon, 12 Jan", "Muted")
    assert "[Done]" not in ana.screen()
    ana.click("Unmute")
    ana.sees("Your day: Mon, 12 Jan", "[Done]")
    assert fresh.refused == []


def test_what_is_muted_does_not_come_again(fresh: Running) -> None:
    ana, _ = begun(fresh)
    ana.click("Mute")
    for day in ("2026-01-13", "2026-01-15", "2026-01-30"):
        fresh.to(day, "07:00")
        fresh.bot.jobs.tick()
    assert len(ana.messages()) == 1


def test_snoozing_until_a_date_asks_for_it(fresh: Running) -> None:
    ana, number = begun(fresh)
    ana.fill("Snooze", "Until a date…")
    ana.opens(f"Snooze {number}", f"{number} Two pumps")
    ana.fill("Until", "2026-01-11")
    with fresh.nothing_stored():
        ana.submit("Snooze")
    (label,) = ana.errors()
    assert label == "Until" and "too early" in ana.errors()[label]
    ana.fill("Until", "2026-01-16")
    ana.submit("Snooze")
    ana.sees("Snoozed until Fri, 16 Jan")
    ana.command(f"/opp snooze {number}")
    ana.opens(f"Snooze {number}", f"{number} Two pumps · Snoozed until Fri, 16 Jan")


def test_done_ends_a_line_and_the_task(fresh: Running) -> None:
    ana, number = begun(fresh)
    while "Done" in ana.buttons():
        selling.do_a_task(ana)
    assert "[Done]" not in ana.screen()
    ana.sees(f"Find the people who decide · {number} Two pumps\nDone")  # which opportunity’s, of many such tasks
    ana.command(f"/opp tasks {number}")
    assert "[Done]" not in ana.screen() and "done on 12 Jan 2026" in ana.screen()


def test_an_opportunity_that_does_not_move_is_moved_from_the_reminder(fresh: Running) -> None:
    ana, number = begun(fresh)
    while "Done" in ana.buttons():
        selling.do_a_task(ana)
    fresh.to("2026-01-20", "07:00")
    ana.hears("Your day: Tue, 20 Jan", "15 days in Initial, at most 14 are planned", after=1)
    ana.click("Next")
    ana.opens(f"Next {number}")
    ana.submit("Move")
    ana.sees(f"{number} is now at stage 2 Understanding needs meeting.")
    assert fresh.refused == []


def test_nobody_is_reminded_twice_a_day_nor_at_night_nor_on_a_weekend(fresh: Running) -> None:
    ana, _ = begun(fresh)
    for day, time in (
        ("2026-01-12", "12:00"),
        ("2026-01-12", "22:00"),
        ("2026-01-13", "12:00"),
        ("2026-01-17", "09:00"),
    ):
        fresh.to(day, time)
        fresh.bot.jobs.tick()
        assert len([one for one in ana.messages() if "Your day" in one]) <= 2
    assert not any("Sat" in one for one in ana.messages())
