"""What a form or a button was used from is drawn again: nobody acts on what is no longer so."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_linking_a_quote_from_the_form_that_asks_for_it_clears_the_way(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, contact="Quarry AG", value="9000")
    ana.command(f"/opp next {number}")
    ana.click("Next")
    ana.opens(f"Next {number}", "needs a quote")
    ana.fill("Chances of success %", "55")
    ana.click("Add quote")
    ana.opens("Link a quote")
    ana.fill("Quote number", "Q-55")
    ana.fill("Total", "8000")
    ana.submit("Save")
    ana.opens(f"Next {number}", "55 % chances × 70 % completed = 38.5 %", "CHF 8’000.00 × 38.5 %")
    assert "needs a quote" not in ana.screen()
    assert (ana.value("Estimated value"), ana.value("Chances of success %")) == ("8000", "55")
    selling.sent(ana, "Move", f"{number} is now at stage 3")


def test_a_task_that_is_done_leaves_the_list_it_stood_in(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, contact="Listed AG")
    ana.command(f"/opp tasks {number}")
    before = len(ana.messages())
    ana.click("Done")
    ana.sees("is done: Check how good the lead is", "done on ", "Find the people who decide")
    assert len(ana.messages()) == before and ana.screen().count("[Done]") == 1


def test_moving_from_a_reminder_ends_its_line(small: Running) -> None:
    selling.install(small.ada)
    ana = small.ana
    number = selling.create(ana)
    small.to("2026-01-20", "07:00")
    ana.go("Stagepost")
    ana.sees("Your day: Tue, 20 Jan", "15 days in Initial")
    ana.click("Next")
    ana.opens(f"Next {number}")
    ana.submit("Move")
    ana.sees(f"{number} is now at stage 2")
    assert small.sandbox.world.wait_until(lambda: "No longer due" in ana.messages()[0])
    assert small.refused == []
