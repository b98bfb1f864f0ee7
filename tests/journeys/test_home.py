"""App Home: drawn when it is opened, and again after each change."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_home_follows_what_happens(firm: Running) -> None:
    ana = firm.ana
    ana.go("Home")
    before = ana.sees("My day", "My pipeline")
    assert "Two pumps" not in before
    ana.go("#sales")
    number = selling.create(ana, closing=firm.today(3))
    ana.go("Home")
    ana.sees("Closing within 7 days", f"{number} Two pumps", "Tasks due and overdue", "1. Initial")
    ana.go("#sales")
    ana.command(f"/opp next {number} 60000")
    ana.go("Home")
    ana.sees("2. Understanding needs meeting", "CHF 60’000.00")
    ana.go("#sales")
    ana.command(f"/opp lost {number} PRICE_L")
    ana.opens(f"Close {number}")
    assert ana.value("Cancel open tasks")  # on when closing, off on moves
    selling.sent(ana, "Close opportunity", "is lost")
    ana.go("Home")
    ana.waits(lambda: number not in ana.screen())


def test_home_is_used_by_its_buttons(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, "Three pumps", closing=firm.today(3))
    ana.go("Home")
    ana.sees("Three pumps")
    selling.do_a_task(ana)
    ana.click("Next")
    ana.opens(f"Next {number}")
    ana.submit("Move")
    ana.sees("2. Understanding needs meeting")
    ana.click("New opportunity")
    ana.opens("New opportunity")
    ana.close()
    ana.click("My opportunities")
    ana.opens("Stagepost", "My opportunities", "Three pumps")


def test_an_admins_home_says_what_is_to_be_set_up_until_it_is_done(fresh: Running) -> None:
    ada = fresh.ada
    ada.go("Home")
    ada.sees("Set-up checklist", "⬜ A sales cycle", "⬜ A close code for winning")
    ada.click("Set up")
    ada.opens("Set up")
    ada.fill("Template", "EX-SMALL")
    ada.sees("Probability: average of chances and completed")
    ada.submit("Install")
    ada.sees("My day", "Nothing is due.")
    assert "Set-up checklist" not in ada.screen()
    assert fresh.refused == []


def test_a_workspace_is_asked_for_its_time_zone_until_an_admin_has_chosen_one(fresh: Running) -> None:
    ada = fresh.ada
    selling.install(ada)
    ada.sees("✅ A time zone: Europe/Zurich")
    ada.command("/opp setup workspace")
    ada.click("Edit")
    ada.opens("Workspace")
    ada.fill("Time zone", "UTC", typing="utc")
    ada.submit("Save")
    ada.sees("The settings are saved.")
    ada.go("Home")
    ada.sees("Set-up checklist", "⬜ A time zone: days are counted in UTC until you choose one")
    ada.go("#sales")
    ada.command("/opp setup")
    ada.click("Time zone")
    ada.opens("Workspace")
    ada.fill("Time zone", "Etc/UTC (UTC+0)", typing="etc/utc")
    ada.submit("Save")
    ada.go("Home")
    ada.waits(lambda: "Set-up checklist" not in ada.screen())
    assert fresh.refused == []


def test_only_a_workspace_without_a_cycle_says_so_to_salespeople(fresh: Running) -> None:
    """What else is missing is the admins' to do: a salesperson works with what is there."""
    ada, ana = fresh.ada, fresh.ana
    ana.go("Home")
    ana.sees("No sales cycle is set up yet.")
    selling.install(ada)
    ada.command("/opp setup cycles")
    ada.click("Block")
    ada.sees("⬜ A default cycle")
    ana.go("#sales")
    ana.go("Home")
    ana.sees("My day")
    assert "No sales cycle is set up yet." not in ana.screen() and "Set-up checklist" not in ana.screen()
