"""What managers read of who did what, and nobody else."""

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


def test_a_manager_reads_who_did_what_from_where_with_the_old_and_the_new_values(firm: Running) -> None:
    number = selling.create(firm.ana, "Audited pumps")
    firm.ana.command(f"/opp next {number} 60000")
    firm.ana.sees("Understanding needs meeting")
    boss = firm.ada
    boss.command(f"/opp audit {number.lower()}")
    said = boss.sees(f"Audit trail: {number}", "moved to the next stage", "created", "Ana Keller")
    assert "Estimated value: CHF 50’000.00 → CHF 60’000.00" in said
    assert "Chances of success: 10 % → 25 %" in said and "Probability: 0.2 % → 8.75 %" in said
    assert "Status: In progress" in said and "in_progress" not in said
    assert "Number:" not in said  # it stands at the head of the row
    assert "by command" in said and "by form" in said
    firm.ana.command(f"/opp comment {number} Done")
    firm.ana.sees("Done")
    boss.command("/opp audit @ana")
    boss.sees("Audit trail: Ana Keller", "commented")
    boss.command("/opp audit today")
    boss.sees("Audit trail:", "commented", "Audited pumps")
    boss.command("/opp audit OP000999")
    boss.sees("Nothing was done here, or there is no such thing.")


def test_what_an_undo_put_back_stands_beside_what_it_took_away(firm: Running) -> None:
    """F054: the figures of the withdrawn closing, and those that count again."""
    number = selling.create(firm.ana, "Undone pumps")
    firm.ana.command(f"/opp won {number} 42000")
    firm.ana.opens(f"Close {number}")
    firm.ana.fill("Close code", "BUSINESS_W")
    firm.ana.submit("Close opportunity")
    firm.ana.click("Undo")
    firm.ana.sees("In progress")
    firm.ada.command(f"/opp audit {number}")
    said = firm.ada.sees("closing undone").partition("closed as won")[0]
    assert "Status: Won → In progress" in said
    assert "Weighted value: CHF 42’000.00 → CHF 100.00" in said
    assert "Chances of success: 100 % → 10 %" in said and "Stage: – → 1 ·" in said
    assert "Estimated value" not in said  # closing left it as it was


def test_the_codes_of_settings_are_read_in_words(firm: Running) -> None:
    boss = firm.ada
    boss.command("/opp setup workspace")
    boss.click("Edit")
    boss.fill("Language", "French")
    boss.fill("Default role", "reader")
    boss.submit("Save")
    boss.sees("French")
    boss.command("/opp audit today")
    boss.sees("settings changed", "Language: English → French", "Default role: salesperson → reader")
    boss.command("/opp setup workspace")
    boss.click("Edit")
    boss.fill("Language", "English")
    boss.fill("Default role", "salesperson")
    boss.submit("Save")
    boss.sees("English")


def _begin_as(admin: Person, role: str) -> None:
    """Give everybody new this role."""
    admin.command("/opp setup workspace")
    admin.click("Edit")
    admin.fill("Default role", role)
    admin.submit("Save")


def test_what_is_set_up_is_looked_up_by_its_name_or_code(firm: Running) -> None:
    boss = firm.ada
    boss.command("/opp setup teams")
    boss.click("New team")
    boss.opens("New team")
    boss.fill("Team", "Ice & Snow")
    boss.submit("Create")
    boss.sees("The team Ice & Snow is created.")
    boss.command("/opp audit Ice & Snow")
    boss.sees("Audit trail: Ice & Snow", "team created")
    boss.command("/opp audit ex-large")
    boss.sees("Audit trail: ex-large", "EX-LARGE")
    _begin_as(boss, "reader")
    boss.sees("reader")
    boss.command("/opp audit Summit Traders")
    boss.sees("Audit trail: Summit Traders", "Default role: salesperson → reader")
    _begin_as(boss, "salesperson")


def test_a_salesperson_reads_no_trail(firm: Running) -> None:
    firm.ana.command("/opp audit today")
    firm.ana.sees("it needs the role manager")
