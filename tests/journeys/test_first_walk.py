"""From an empty workspace to a won opportunity, by the words on the screen."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


def test_the_first_walk(empty: Running) -> None:
    ada, ana = empty.ada, empty.ana
    set_up(ana, ada)
    create(ana)
    be_reminded(empty, ana)
    be_refused_for_the_quote(ana)
    link_the_quote(ana)
    go_on(empty, ana)
    win(empty, ana)
    read_the_history(ana)
    assert empty.refused == []


def set_up(ana: Person, ada: Person) -> None:
    """Before a cycle exists a salesperson is sent to an admin, who installs EX-LARGE."""
    ada.command("/opp")
    ada.sees("Set-up checklist", "⬜ A sales cycle")
    ana.command("/opp new")
    ana.sees("No sales cycle is set up yet.", "Ada Novak can do it with /opp setup.")
    ada.click("Set up")
    ada.opens("Set up", "Template")
    ada.fill("Template", "EX-LARGE")
    ada.sees("2. Understanding needs meeting · 35 % / 25 %", "Probability: chances × completed")
    ada.submit("Install")
    ada.sees("EX-LARGE is installed, with its activities and close codes.", "✅ A default cycle: EX-LARGE")
    ana.command("/opp")
    ana.sees("My day · Mon, 5 Jan", "Nothing is due.", "None of your opportunities is in progress.")


def create(ana: Person) -> None:
    """A person at a company, both made in the form, is created with the opportunity."""
    ana.click("New opportunity")
    ana.opens("New opportunity")
    ana.fill("Description", "50 licences")
    assert ana.suggestions("Contact", "Zoë Kägi") == ['Create contact "Zoë Kägi"']
    ana.fill("Contact", 'Create contact "Zoë Kägi"', typing="Zoë Kägi")
    ana.fill("Kind", "Person")
    ana.fill("Company", 'Create contact "Müller AG"', typing="Müller AG")
    assert ana.value("Sales cycle") == "EX-LARGE · Existing customer, large"
    assert ana.value("Salesperson") == "Ana Keller" and ana.value("Priority") == "Normal"
    assert ana.value("Chances of success %") == "10"
    ana.fill("Estimated value", "50'000")
    ana.fill("Estimated closing date", "2026-03-02")
    ana.sees("10 % chances × 2 % completed = 0.2 %", "CHF 50’000.00 × 0.2 % = CHF 100.00")
    ana.submit("Create")
    card = ana.sees("OP000001 is created.", "OP000001 · 50 licences", "● Initial", "Zoë Kägi (Müller AG)")
    assert "Weighted value\nCHF 100.00" in card and "Probability\n0.2 %" in card
    assert "Estimated closing date\n2 Mar 2026 (in 56 days)" in card
    beside = ["Tasks", "History", "Quote", "Comment", "Remind me", "Edit", "Park"]
    beside += ["Log interaction", "Link", "Hand over"]
    assert ana.buttons() == ["Next", "Close", "Skip", "Update", *beside]


def be_reminded(empty: Running, ana: Person) -> None:
    """The next working mornings bring what is due; Done and Next work from there."""
    empty.to("2026-01-12", "07:00", nudge=False)
    ana.go("Stagepost")
    ana.sees("Your day: Mon, 12 Jan", "Check how good the lead is", "Task due 5 Jan 2026 (7 days ago)")
    ana.click("Done")
    assert ana.sees("Check how good the lead is · OP000001 50 licences\nDone").count("[Done]") == 1
    ana.go("#sales")
    ana.command("/opp op1")
    ana.sees("OP000001 · 50 licences")
    ana.click("Next")
    ana.opens("Next OP000001", "25 % chances × 35 % completed = 8.75 %", "CHF 50’000.00 × 8.75 % = CHF 4’375.00")
    assert ana.value("Date of change") == "2026-01-12" and ana.value("Estimated closing date") == "2026-03-02"
    ana.submit("Move")
    card = ana.sees("OP000001 is now at stage 2 Understanding needs meeting.", "✓ Initial", "Probability\n8.75 %")
    assert "Weighted value\nCHF 4’375.00" in card
    empty.to("2026-01-20")
    ana.command("/opp update op1 60'000 30%")
    ana.sees("OP000001 is updated.", "Weighted value\nCHF 6’300.00", "Probability\n10.5 %")


def be_refused_for_the_quote(ana: Person) -> None:
    """The next stage needs a quote: the form says so before and after it is sent, and so does the command."""
    ana.click("Next")
    ana.opens("Next OP000001", "Stage 3 Product Presentation/Workshop needs a quote.")
    ana.submit("Move")
    (said,) = ana.errors().values()
    assert said.startswith("Stage 3 Product Presentation/Workshop needs a quote. Add one to OP000001 with Add quote")
    ana.close()
    ana.command("/opp next op1")
    ana.sees("Stage 3 Product Presentation/Workshop needs a quote.")


def link_the_quote(ana: Person) -> None:
    """Beside the refusal is the button that helps."""
    assert ana.buttons() == ["Add quote", "Show"]
    ana.click("Add quote")
    ana.opens("Link a quote")
    ana.fill("Quote number", "Q-17")
    ana.fill("Total", "58'500")
    ana.submit("Save")
    ana.opens("Next OP000001", "Quote Q-17 is linked to OP000001.")
    ana.close()
    ana.sees("Quote Q-17 is linked to OP000001.", "Documents: Quote Q-17 · CHF 58’500.00 (open)", "[Next]")


def go_on(empty: Running, ana: Person) -> None:
    """Skip takes the chances of the stage that is reached; Jump goes back."""
    empty.to("2026-02-02")
    ana.click("Skip")
    ana.opens("Skip OP000001")
    ana.fill("Stage", "4 Proposal")
    ana.sees("80 % chances × 85 % completed = 68 %")
    ana.fill("Estimated value", "60'000")
    ana.submit("Move")
    ana.sees("OP000001 is now at stage 4 Proposal.", "Weighted value\nCHF 40’800.00", "Probability\n68 %")
    ana.click("Jump")
    ana.opens("Jump OP000001")
    ana.fill("Stage", "1 Initial")
    ana.sees("10 % chances × 2 % completed = 0.2 %")
    ana.submit("Move")
    ana.sees("OP000001 is now at stage 1 Initial.")
    ana.click("Skip")
    ana.opens("Skip OP000001")
    ana.fill("Stage", "2 Understanding needs meeting")
    ana.submit("Move")
    ana.sees("OP000001 is now at stage 2 Understanding needs meeting.")
    ana.click("Update")
    ana.opens("Update OP000001")
    ana.fill("Estimated value", "60'000")
    ana.fill("Chances of success %", "75")
    ana.submit("Update")
    ana.sees("OP000001 is updated.", "Chances of success\n75 %", "Probability\n26.25 %")


def win(empty: Running, ana: Person) -> None:
    """A linked quote's total is the sales value; the only code of an outcome is filled in, else one is chosen."""
    empty.to("2026-02-16")
    ana.click("Close")
    ana.opens("Close OP000001", "Closing is final.")
    ana.fill("Outcome", "Won")
    ana.sees("Sales value: CHF 58’500.00 (the total of the linked quote)")
    ana.fill("Close code", "PRICE_W")
    ana.submit("Close opportunity")
    card = ana.sees("OP000001 is won. Congratulations!", "Müller AG is now a customer.", "Status\n🏆 Won")
    assert "Sales value\nCHF 58’500.00" in card and "Date closed\n16 Feb 2026" in card
    assert "Stage\nUnderstanding needs meeting" in card
    assert ana.buttons() == ["Undo", "Tasks", "History", "Quote", "Comment", "Remind me", "Log interaction", "Link"]


def read_the_history(ana: Person) -> None:
    """Every step with its figures, the newest first."""
    ana.click("History")
    history = ana.sees("History of OP000001")
    steps = [line.partition(" · ")[0] for line in history.splitlines()]
    told = ["Won", "Updated", "Moved to the next stage", "Jumped back", "Skipped ahead", "Updated",
            "Moved to the next stage", "First stage activated"]  # fmt: skip
    assert [one for one in steps if one in told] == told
    for figures in (
        "CHF 50’000.00 · 10 % chances, 2 % completed, 0.2 % probability · weighted CHF 100.00",
        "CHF 50’000.00 · 25 % chances, 35 % completed, 8.75 % probability · weighted CHF 4’375.00",
        "CHF 60’000.00 · 30 % chances, 35 % completed, 10.5 % probability · weighted CHF 6’300.00",
        "CHF 60’000.00 · 80 % chances, 85 % completed, 68 % probability · weighted CHF 40’800.00",
        "Sales value: CHF 58’500.00",
    ):
        assert figures in history


def test_a_full_life_typed(small: Running) -> None:
    """Domain.md C.8, to the last digit."""
    ana = small.ana
    selling.install(small.ada)
    number = selling.create(ana, closing="2026-03-02")
    for day, line, said in (
        ("2026-01-12", f"/opp next {number}", "is now at stage 2"),
        ("2026-01-20", f"/opp update {number} 60'000 30%", "is updated"),
        ("2026-02-02", f"/opp quote {number} Q-17 58500", "is linked"),
        ("2026-02-02", f"/opp skip {number} to 4 60'000 50%", "is now at stage 4"),
    ):
        small.to(day)
        ana.command(line)
        ana.sees(said)
    small.to("2026-02-16")
    ana.command(f"/opp won {number} PRICE_W")
    ana.opens(f"Close {number}")
    assert ana.value("Outcome") == "Won" and ana.value("Close code").startswith("PRICE_W")
    assert ana.value("Date closed") == "2026-02-16"
    ana.submit("Close opportunity")
    ana.sees("is won")
    ana.command(f"/opp history {number}")
    days = [line.partition(" ·")[0] for line in ana.screen().splitlines() if " days · closing" in line]
    assert days == ["14 days", "13 days", "8 days", "7 days"]
    history = ana.screen()
    for weighted in ("100.00", "4’375.00", "6’300.00", "40’800.00"):
        assert f"weighted CHF {weighted}\n" in history
    assert "Sales value: CHF 58’500.00" in history
    assert small.refused == []


@pytest.mark.parametrize("kind", ["Company", "Person"])
def test_a_contact_made_inline_without_a_company(small: Running, kind: str) -> None:
    ana = small.ana
    selling.install(small.ada)
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", "Two pumps")
    ana.fill("Contact", 'Create contact "Zoë Kägi"', typing="Zoë Kägi")
    ana.fill("Kind", kind)
    ana.fill("Estimated value", "50000")
    ana.sees("= CHF 100.00")
    ana.submit("Create")
    ana.sees("OP000001 is created.", "Contact\nZoë Kägi\n")
    ana.command("/opp contact show Zoë Kägi")
    ana.sees("CT000001 · Zoë Kägi", f"Kind\n{kind}")
