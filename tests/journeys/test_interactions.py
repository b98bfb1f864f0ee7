"""Calls and meetings as people log them, and opportunities that come of them."""

import re

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


def contact(person: Person, name: str) -> str:
    """A new contact; its number."""
    person.command(f"/opp contact new {name}")
    found = re.search(r"CT[0-9]{6}", person.sees(f"{name} is created"))
    assert found
    return found[0]


def test_a_call_is_logged_at_once_and_counted_on_the_card(firm: Running) -> None:
    """F079: typed with a kind and words nothing is missing."""
    ana = firm.ana
    number = selling.create(ana, contact="Called AG")
    ana.command(f"/opp log {number} call Talked to the buyer <b>")
    ana.sees("Logged: Talked to the buyer <b>", "1 interaction")
    ana.command(f"/opp {number} log réunion Showed it on {firm.today(-1)}")
    ana.sees("Logged: Showed it", "2 interactions")
    ana.click("Interactions")
    said = ana.sees(f"Interactions: {number}", "Phone call", "Meeting", "Talked to the buyer", "Called AG")
    assert said.index("Talked") < said.index("Showed it")  # the newest first
    ana.click("Cancel interaction")
    ana.sees("The interaction is cancelled.")
    ana.command(f"/opp {number}")
    ana.sees("1 interaction")
    assert firm.refused == []


def test_what_is_missing_opens_the_form_and_what_is_wrong_stands_on_its_field(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, contact="Written AG")
    ana.command(f"/opp log {number} e-mail")
    ana.opens("Log interaction", number)
    assert (ana.value("Type"), ana.value("Contact"), ana.value("Date")) == ("E-mail", "Written AG", firm.today())
    ana.fill("Description", "Sent the brochure")
    ana.fill("Date", firm.today(1))
    with firm.nothing_stored():
        ana.submit("Save")
        ana.waits(lambda: set(ana.errors()) == {"Date"})
    ana.fill("Date", firm.today())
    ana.fill("Comment", "They had lost it")
    ana.submit("Save")
    ana.sees("Logged: Sent the brochure")
    before = len(ana.messages())
    ana.click("Interactions")
    ana.hears("Sent the brochure", after=before)  # older messages have a Show too
    ana.click("Show")
    ana.sees("Sent the brochure", "They had lost it")


def test_an_interaction_with_many_remarks_is_shown_a_page_at_a_time(firm: Running) -> None:
    ana = firm.ana
    number = contact(ana, "Talkative AG")
    ana.command(f"/opp log {number} call Talked a lot")
    ana.sees("The interaction is logged.")
    for n in range(12):
        before = len(ana.messages())
        ana.click("Comment")
        ana.opens("Comment")
        ana.fill("Comment", f"Remark {n:02d}")
        ana.submit("Save")
        ana.hears(f"Remark {n:02d}", after=before)
    assert "Remark 01" not in ana.screen()
    ana.click("Older")
    assert "Remark 02" not in ana.sees("Remark 01", "Remark 00")
    assert "Older" not in ana.buttons()
    assert firm.refused == []


def test_a_manager_is_offered_to_cancel_somebody_elses_interaction_and_a_salesperson_is_not(firm: Running) -> None:
    """F079."""
    ana, marc, ada = firm.ana, firm.person("U00MARC"), firm.ada
    number = contact(ana, "Overheard AG")
    ana.command(f"/opp log {number} call Said too much")
    ana.sees("The interaction is logged.")
    marc.command(f"/opp interactions {number}")
    marc.sees("Said too much")
    assert "Comment" in marc.buttons() and "Cancel interaction" not in marc.buttons()
    ada.command(f"/opp interactions {number}")
    ada.sees("Said too much")
    ada.click("Cancel interaction")
    ada.sees("The interaction is cancelled.")


def test_after_a_call_without_opportunity_one_is_offered_and_carries_what_was_said(firm: Running) -> None:
    """F028: description, contact, salesperson and comments; and only once."""
    ana = firm.ana
    number = contact(ana, "Ringing AG")
    ana.command(f"/opp log {number} call Wants three pumps")
    ana.sees(
        "The interaction is logged.",
        "Wants three pumps",
        "There is no opportunity for it yet. Create one for Ringing AG?",
    )
    ana.click("Comment")
    ana.opens("Comment")
    ana.fill("Comment", "Before the summer")
    ana.submit("Save")
    ana.sees("Wants three pumps", "Before the summer")
    ana.click("Create opportunity")
    ana.opens("New opportunity")
    assert ana.value("Description") == "Wants three pumps"
    assert (ana.value("Contact"), ana.value("Salesperson")) == ("Ringing AG", "Ana Keller")
    ana.fill("Estimated value", "3000")
    made = selling.sent(ana, "Create", "is created")
    ana.sees("1 interaction", "Before the summer")
    with firm.nothing_stored():
        ana.command(f"/opp interactions {number}")
        ana.sees("Wants three pumps", made)
        assert "Create opportunity" not in ana.buttons()


def test_a_second_attempt_with_a_button_that_is_older_is_refused_naming_the_opportunity(firm: Running) -> None:
    """F028: also when the form was open while somebody else made one."""
    ana = firm.ana
    number = contact(ana, "Twice AG")
    ana.command(f"/opp log {number} meeting Twice wanted")
    ana.click("Create opportunity")
    ana.opens("New opportunity")
    ana.fill("Activate first stage", "off")
    ana.waits(lambda: "Estimated value" not in ana.labels())
    other = firm.ada
    other.command(f"/opp interactions {number}")
    other.click("Create opportunity")
    other.opens("New opportunity")
    other.fill("Estimated value", "3000")
    made = selling.sent(other, "Create", "is created")
    with firm.nothing_stored():
        ana.submit("Create")
        ana.waits(lambda: f"This interaction belongs to {made} already." in str(ana.errors()))
        ana.close()
        ana.click("Create opportunity")
        ana.sees(f"This interaction belongs to {made} already.")
        ana.click("Show")
        ana.sees(f"{made} · Twice wanted")


def test_the_log_of_a_contact_that_nobody_has_dealt_with_offers_to_log(firm: Running) -> None:
    ana = firm.ana
    number = contact(ana, "Quiet AG")
    ana.command(f"/opp interactions {number}")
    ana.sees("Nothing has been logged yet.")
    ana.click("Log interaction")
    ana.opens("Log interaction")
    assert ana.value("Contact") == "Quiet AG"
