"""What managers read of who did what, and nobody else."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_a_manager_reads_who_did_what_from_where_with_the_old_and_the_new_values(firm: Running) -> None:
    number = selling.create(firm.ana, "Audited pumps")
    firm.ana.command(f"/opp next {number} 60000")
    firm.ana.sees("Understanding needs meeting")
    boss = firm.ada
    boss.command(f"/opp audit {number.lower()}")
    said = boss.sees(f"Audit trail: {number}", "moved to the next stage", "created", "Ana Keller")
    assert "Estimated value: 50,000 → 60,000" in said.replace("’", ",")
    assert "Status: In progress" in said and "in_progress" not in said
    assert "by command" in said and "by form" in said
    firm.ana.command(f"/opp comment {number} Done")
    firm.ana.sees("Done")
    boss.command("/opp audit @ana")
    boss.sees("Audit trail: Ana Keller", "commented")
    boss.command("/opp audit today")
    boss.sees("Audit trail:", "commented", "Audited pumps")
    boss.command("/opp audit OP000999")
    boss.sees("Nothing was done here, or there is no such thing.")


def test_a_salesperson_reads_no_trail(firm: Running) -> None:
    firm.ana.command("/opp audit today")
    firm.ana.sees("it needs the role manager")
