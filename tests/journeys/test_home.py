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
