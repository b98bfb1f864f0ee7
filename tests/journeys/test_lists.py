"""Lists as people read them: what is in them, and what they are worth."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_a_list_of_a_company_has_its_persons_and_says_what_it_is_worth(fresh: Running) -> None:
    """F080: stage, closing date, value and weighted value of each, and the exact total."""
    selling.install(fresh.ada)
    ana = fresh.ana
    ana.command("/opp contact new Lea Vogt at Vogt AG")
    ana.sees("is created")
    one = selling.create(ana, "For Lea", contact="Lea Vogt", value="10000.01", closing=fresh.today(30))
    two = selling.create(ana, "For all of Vogt", contact="Vogt AG", value="20000", closing=fresh.today(-0))
    selling.create(ana, "Elsewhere", contact="Other AG", value="5")
    ana.command("/opp list company Vogt AG")
    said = ana.sees(one, two, "Initial · CHF 10’000.01 · weighted CHF 20.00", "4 Feb 2026")
    assert "Elsewhere" not in said
    assert "Total of the 2 started: estimated CHF 30’000.01, weighted CHF 60.00" in said
    ana.command("/opp list contact Lea Vogt")
    said = ana.sees(one, "Total of the 1 started")
    assert two not in said
    ana.command(f"/opp won {one} 9000 PRICE_W")
    ana.opens(f"Close {one}")
    selling.sent(ana, "Close opportunity", "won")
    ana.command("/opp list won all")
    ana.sees(one, "Won · Initial · CHF 10’000.01 · sales value CHF 9’000.00", "weighted CHF 9’000.00")
    assert fresh.refused == []
