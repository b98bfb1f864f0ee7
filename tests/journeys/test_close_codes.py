"""An admin looks after the close codes in chat, and adds one that is missing while closing."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_an_admin_makes_changes_blocks_and_deletes_a_close_code(firm: Running) -> None:
    """F013, F014: the list says how often each was used; what is in use can be blocked only."""
    ada = firm.ada
    ada.command("/opp setup")
    ada.click("Close codes")
    ada.sees("Close codes", "PRICE_L", "Lost · 0 closings")
    ada.click("New close code")
    ada.opens("New close code")
    ada.fill("Description", "Wrong season")
    ada.submit("Create")
    assert ada.errors() == {"Outcome": "Please complete this required field."}  # Slack's own words
    ada.fill("Outcome", "Lost")
    ada.submit("Create")
    ada.sees("The close code WRONGSEASO is created.", "WRONGSEASO · Wrong season")
    number = selling.create(firm.ana)
    firm.ana.command(f"/opp lost {number} wrongseaso")
    firm.ana.opens(f"Close {number}")
    firm.ana.submit("Close opportunity")
    firm.ana.sees(f"{number} is lost.")
    ada.command("/opp setup codes")
    ada.sees("WRONGSEASO · Wrong season", "Lost · 1 closing")


def test_a_missing_code_is_added_while_closing_and_nothing_typed_is_lost(firm: Running) -> None:
    """F013: an admin who closes adds the code that is missing, and goes on."""
    ada = firm.ada
    number = selling.create(ada, "Two pumps for the winter")
    ada.command(f"/opp won {number}")
    ada.opens(f"Close {number}")
    ada.fill("Sales value", "61234")
    ada.fill("Date closed", firm.today())
    ada.click("New close code")
    ada.opens("New close code", "Outcome: Won")
    ada.fill("Description", "Snow came early")
    ada.submit("Create")
    ada.opens(f"Close {number}", "SNOWCAMEEA")
    assert (ada.value("Sales value"), ada.value("Close code")) == ("61234", "SNOWCAMEEA · Snow came early")
    ada.submit("Close opportunity")
    ada.sees(f"{number} is won.", "61’234.00")


def test_a_salesperson_who_closes_is_not_offered_to_add_a_code_and_is_refused_in_words(firm: Running) -> None:
    """F096: setting up is the admins'."""
    number = selling.create(firm.ana)
    firm.ana.command(f"/opp lost {number}")
    firm.ana.opens(f"Close {number}")
    assert "New close code" not in firm.ana.buttons()
    firm.ana.close()
    firm.ana.command("/opp setup codes")
    firm.ana.sees("Your role does not allow this: it needs the role admin.")


def test_a_code_that_was_never_used_is_deleted_after_a_question(firm: Running) -> None:
    ada = firm.ada
    ada.command("/opp setup codes")
    ada.click("Edit")
    ada.opens("Close code")
    ada.click("Delete", confirm="Delete")
    ada.sees("is deleted.")
    ada.close()
