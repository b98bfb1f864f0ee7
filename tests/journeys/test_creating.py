"""The ways an opportunity comes about: from a contact, for somebody, from scratch, activated later."""

import re

from bot.sandbox import people
from tests.journeys import selling
from tests.journeys.running import Running


def test_from_a_contact_its_company_and_salesperson_are_preset(firm: Running) -> None:
    """F018: the contact's salesperson goes before one's own."""
    marc, ana = firm.person(people.MARC), firm.ana
    marc.command("/opp contact new Lea Vogt at Vogt AG")
    found = re.search(r"CT[0-9]{6}", marc.sees("Lea Vogt is created", "Salesperson"))
    assert found
    ana.command(f"/opp contact show {found[0]}")
    ana.sees("Lea Vogt", "Vogt AG", "Opportunities, open only\n0")
    ana.click("New opportunity")
    ana.opens("New opportunity")
    assert (ana.value("Contact"), ana.value("Salesperson")) == ("Lea Vogt (Vogt AG)", "Marc Weber")
    ana.fill("Description", "Vogt's pumps")
    ana.fill("Estimated value", "1000")
    selling.sent(ana, "Create", "is created")
    ana.sees("Lea Vogt (Vogt AG)", "@Marc Weber")
    assert firm.refused == []


def test_for_somebody_they_are_preset_and_the_contact_is_asked_for(firm: Running) -> None:
    """F019: typed with a person; nothing is stored without the contact."""
    ana = firm.ana
    ana.command("/opp new Three pumps @marc")
    ana.opens("New opportunity")
    assert (ana.value("Salesperson"), ana.value("Contact")) == ("Marc Weber", "")
    ana.fill("Estimated value", "1000")
    with firm.nothing_stored():
        ana.submit("Create")
        ana.waits(lambda: set(ana.errors()) == {"Contact"})


def test_what_is_missing_is_named_on_its_field_and_the_creation_date_is_not_asked(firm: Running) -> None:
    """F020, F023: every refusal at once, each on its own field."""
    ana = firm.ana
    ana.command("/opp new")
    ana.opens("New opportunity")
    assert not [label for label in ana.labels() if "reat" in label]
    ana.fill("Chances of success %", "101")
    ana.fill("Estimated value", "0")
    ana.fill("Estimated closing date", firm.today(-1))
    with firm.nothing_stored():
        ana.submit("Create")
        ana.waits(lambda: bool(ana.errors()))
        assert {"Description", "Contact"} <= set(ana.errors())
        ana.fill("Description", "Pumps")
        selling.name(ana, "Müller AG")
        ana.submit("Create")
        ana.waits(lambda: "Description" not in ana.errors())
        wrong = ana.errors()
    assert wrong["Estimated value"] == "The amount must be greater than zero."
    assert "more than 0 %" in wrong["Chances of success %"] and "on or after" in wrong["Estimated closing date"]


def test_after_one_that_is_not_started_the_answer_asks_whether_to_activate(firm: Running) -> None:
    """F024, F025, F026: Activate is the first button."""
    ana = firm.ana
    ana.command("/opp new Later for Müller AG")
    ana.opens("New opportunity")
    ana.fill("Activate first stage", "off")
    ana.waits(lambda: "Estimated value" not in ana.labels())
    number = selling.sent(ana, "Create", "is not started. Activate its first stage?")
    assert ana.buttons()[0] == "Activate"
    ana.click("Activate")
    ana.opens(f"Activate {number}")
    ana.fill("Estimated value", "500")
    selling.sent(ana, "Activate", "is activated")
    ana.sees("In progress", "● Initial")
