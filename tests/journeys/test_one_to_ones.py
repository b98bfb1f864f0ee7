"""Before a manager sits down with somebody: the pack, for their eyes alone, and the moment it is marked as held."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_a_manager_looks_at_the_pack_and_marks_it_as_held(fresh: Running) -> None:
    selling.install(fresh.ada)
    number = selling.create(fresh.ana, "Two pumps", closing="2026-03-31")
    fresh.ana.command(f"/opp next {number} 60k")
    fresh.ana.sees(f"{number} is now at stage 2")
    ada = fresh.ada
    ada.command("/opp 1:1 @Ana")
    ada.sees("One-to-one: Ana Keller", "The first one: since 22 Dec 2025", "Pipeline now: 1 · CHF 60’000.00")
    ada.sees("New opportunities (1, CHF 60’000.00)", f"{number} Two pumps · Müller AG", "31 Mar 2026")
    assert "[Mark as held]" in ada.screen()
    ada.click("Mark as held")
    ada.sees("The one-to-one with Ana Keller is marked as held: the next pack begins 5 Jan 2026")
    ada.command("/opp entretien @Ana")
    ada.sees("Since the last one, 5 Jan 2026", "Pipeline then: 1", "Nothing has happened since")
    for todo in ("Call", "Write"):
        fresh.ana.command(f"/opp task {number} {todo} on 7.1.2026")
        fresh.ana.sees(todo)
    fresh.to("2026-01-08", nudge=False)
    fresh.ana.command(f"/opp update {number} by 30.6.2026")
    fresh.ana.sees("is updated")
    ada.command("/opp einzelgespräch @Ana")
    ada.sees("Closing date put off", number, "31 Mar 2026 → 30 Jun 2026", "Tasks overdue (", "and 1 more")
    fresh.ana.command(f"/opp won {number} 58000 PRICE_W")
    fresh.ana.opens(f"Close {number}")
    selling.sent(fresh.ana, "Close opportunity", "is won")
    ada.command("/opp oneonone @Ana")
    ada.sees("Won opportunities (1, CHF 58’000.00)", "CHF 58’000.00 · PRICE_W Price")
    for line, sentence in (
        ("oneonone @ada", "it needs the role manager"),
        ("oneonone", "it needs the role manager"),
    ):
        fresh.ana.command(f"/opp {line}")
        fresh.ana.sees(sentence)
    ada.command("/opp oneonone")
    ada.sees("Type it like this:", "oneonone @ana")
    assert fresh.refused == []
