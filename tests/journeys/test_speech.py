"""Salespeople type little: what is said plainly acts at once, and what can mean two things is asked about."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


@pytest.fixture(autouse=True)
def wednesday(firm: Running) -> None:
    """It is Wednesday, 7 January 2026."""
    firm.to("2026-01-07")


@pytest.fixture
def ana(firm: Running) -> Person:
    """The salesperson; she groups figures as Switzerland does."""
    return firm.ana


def test_a_move_said_in_a_breath_acts_at_once(firm: Running, ana: Person) -> None:
    number = selling.create(ana)
    ana.command(f"/opp next {number[4:]} 60k 75% by 26.1.")
    ana.sees("is now at stage 2", "CHF 60’000.00", "75 %", "26 Jan 2026")
    ana.command(f"/opp update {number} 1,2 Mio. 70 prozent bis Ende Monat")
    ana.sees("is updated", "CHF 1’200’000.00", "70 %", "31 Jan 2026")
    chloe = firm.chloe
    chloe.command(f"/opp précédent {number} 12 500,50 20 pour cent d’ici le 15 mars")
    chloe.sees("étape 1", "12 500,50 CHF", "20 %", "15 mars 2026")
    ana.command(f"/opp skip {number} to 2 CHF 500.- in 3 weeks")
    ana.sees("is now at stage 2", "CHF 500.00", "28 Jan 2026")
    assert firm.refused == []


def test_what_new_understood_stands_above_the_form(firm: Running, ana: Person) -> None:
    ana.command("/opp new Budget 2026 pumps €1,2 Mio")
    ana.opens(
        "New opportunity", "“€1,2 Mio” is in another currency. Amounts are in CHF here, and nothing is converted."
    )
    assert (ana.value("Description"), ana.value("Estimated value")) == ("Budget 2026 pumps", "")
    ana.close()
    ana.command("/opp new 5 pumps 12.5k 70% fin du mois for Ina Frei")
    ana.opens("New opportunity", "Understood: CHF 12’500.00, 70 %, Sat, 31 Jan 2026 (in 24 days), new contact Ina Frei")
    ana.close()
    ana.command("/opp new pumps 12k @marc ex-large for Ina Frei")
    ana.opens("New opportunity", "Understood: CHF 12’000.00, new contact Ina Frei, @Marc Weber, EX-LARGE")
    assert ana.value("Description") == "pumps"
    ana.close()
    ana.command("/opp new Two pumps for the winter for Dupont SA 5k")
    ana.opens("New opportunity", "new contact Dupont SA")
    assert ana.value("Description") == "Two pumps for the winter"
    ana.close()
    ana.command("/opp contact new Winter Gardens for Rest")
    ana.command("/opp new Two pumps for Winter Gardens for Rest CHF 300 per month for the winter")
    ana.opens("New opportunity", "Winter Gardens for Rest")
    assert ana.value("Description") == "Two pumps per month for the winter"
    ana.close()
    ana.command("/opp new 5 pumps 12.5k 70% fin du mois for Ina Frei")
    for label, value in (
        ("Description", "5 pumps"),
        ("Estimated value", "12500"),
        ("Chances of success %", "70"),
        ("Estimated closing date", "2026-01-31"),
    ):
        assert ana.value(label) == value
    ana.fill("Estimated value", "1.25M")
    ana.sees("CHF 1’250’000.00")
    selling.sent(ana, "Create", "is created")
    ana.sees("CHF 1’250’000.00")
    assert firm.refused == []


def test_what_can_mean_two_things_is_asked_above_the_form_with_its_field_empty(firm: Running, ana: Person) -> None:
    number = selling.create(ana)
    with firm.nothing_stored():
        ana.command(f"/opp next {number} 12.500 75% by next friday")
        ana.opens(
            f"Next {number}",
            "“12.500” can mean CHF 12’500.00 or CHF 12.50. Say which one you mean, like 12500.",
            "“next friday” can mean Fri, 9 Jan 2026 or Fri, 16 Jan 2026. Say which one you mean, like 2026-01-09.",
        )
        assert ana.value("Estimated value") == ana.value("Estimated closing date") == ""
        assert ana.value("Chances of success %") == "75"
        ana.submit("Move")
        assert set(ana.errors()) == {"Estimated value", "Estimated closing date"}
        ana.fill("Estimated value", "12.500")
        ana.sees("“next friday” can mean")
        ana.fill("Estimated closing date", "2026-01-16")
        ana.submit("Move")
        assert ana.errors() == {
            "Estimated value": "“12.500” can mean CHF 12’500.00 or CHF 12.50. Say which one you mean, like 12500."
        }
    ana.fill("Estimated value", "12'500")
    ana.sees("CHF 12’500.00 × ")
    assert ana.value("Estimated closing date") == "2026-01-16"
    selling.sent(ana, "Move", "is now at stage 2")
    ana.sees("CHF 12’500.00", "16 Jan 2026")
    assert firm.refused == []


def test_a_french_reader_is_asked_in_french(firm: Running) -> None:
    number = selling.create(firm.ana)
    chloe = firm.chloe
    chloe.command(f"/opp suivant {number} 12.500 vendredi prochain")
    chloe.opens(
        f"Suivant · {number}",
        "« 12.500 » peut vouloir dire 12 500,00 CHF ou 12,50 CHF. Dites lequel vous voulez, comme 12500.",
        "« vendredi prochain » peut vouloir dire ven. 9 janv. 2026 ou ven. 16 janv. 2026.",
    )
    chloe.close()
    chloe.command("/opp nouvelle Pompes 1/2/2026 12,501 pour le 3/4/2026")
    chloe.opens("Nouvelle opportunité", "1er févr. 2026")


def test_other_commands_ask_in_their_forms(firm: Running, ana: Person) -> None:
    number = selling.create(ana)
    for line, title, label, asks in (
        ("new Pumps 12,500", "New opportunity", "Estimated value", "“12,500” can mean CHF 12’500.00 or CHF 12.50."),
        ("new Pumps 3-4-2026", "New opportunity", "Estimated closing date", "3 Apr 2026 or Wed, 4 Mar 2026."),
        (f"activate {number} 5", "", "", "has been activated already"),
        (f"won {number} 12.500", f"Close {number}", "Sales value", "“12.500” can mean"),
        (f"won {number} 5.1", f"Close {number}", "Sales value", "“5.1” can be an amount or a date. Write 5.1. for"),
        (f"update {number} 26.1", f"Update {number}", "Estimated value", "date, or CHF 26.1 for the amount."),
        (f"quote {number} Q-1 12.10", "Link a quote", "Total", "“12.10” can be an amount or a date."),
        (f"lost {number} last monday", f"Close {number}", "Date closed", "Mon, 5 Jan 2026 or Mon, 29 Dec 2025."),
        (f"quote {number} Q-1 12.500", "Link a quote", "Total", "“12.500” can mean"),
        (f"quote {number} Q-1 5k 3-4-2025", "Link a quote", "Date", "“3-4-2025” can mean"),
        (f"task {number} Call on next friday", "New task", "Due", "“next friday” can mean"),
    ):  # fmt: skip
        with firm.nothing_stored():
            ana.command(f"/opp {line}")
            if not title:
                ana.sees(asks)
                continue
            ana.opens(title, asks)
            assert ana.value(label) == "", line
            ana.close()
    assert firm.refused == []


def test_closing_and_quotes_and_tasks_take_spoken_figures(firm: Running, ana: Person) -> None:
    number = selling.create(ana)
    ana.command(f"/opp quote {number} Q-{number} 58.5k 5.1.")
    ana.sees(f"Quote Q-{number} is linked", "CHF 58’500.00")
    ana.command(f"/opp quote {number}")
    ana.sees("5 Jan 2026")
    for said, due in (
        ("Call them tomorrow", "Thu, 8 Jan"),
        ("Les appeler vendredi", "Fri, 9 Jan"),
        ("Send the offer by end of month", "Sat, 31 Jan"),
        ("Anrufen am 15. Januar", "Thu, 15 Jan"),
        ("Chiamare entro lunedì", "Mon, 12 Jan"),
    ):
        ana.command(f"/opp task {number} {said}")
        ana.sees("is created")
        ana.command(f"/opp tasks {number}")
        ana.sees(due)
    other = selling.create(ana)
    ana.command(f"/opp won {other} 60k PRICE_W today")
    ana.opens(f"Close {other}")
    assert (ana.value("Sales value"), ana.value("Date closed")) == ("60000", "2026-01-07")
    ana.close()
    for line, said in (
        (f"lost {other} 60k", "This close code is not offered here."),
        (f"won {other} 60%", "“60%” is not an amount."),
        (f"quote {other} Q-9 5k about", "“5k about” is not an amount."),
        (f"quote {other} Q-9 500 EUR", "“500 EUR” is in another currency."),
    ):
        with firm.nothing_stored():
            ana.command(f"/opp {line}")
            ana.sees(said)
            if "EUR" in line:
                ana.close()


def test_a_move_that_takes_the_quotes_total_says_so(ana: Person) -> None:
    """F041: with a linked quote a typed move without an amount takes its total, and tells."""
    number = selling.create(ana, value="50000")
    selling.link_quote(ana, number, f"Q-{number}", "58'500")
    ana.command(f"/opp next {number}")
    ana.sees("is now at stage 2", "The estimated value is now CHF 58’500.00, the total of quote")
    ana.command(f"/opp next {number}")
    assert "the total of quote" not in ana.sees("is now at stage 3")
    ana.command(f"/opp previous {number} 50k")
    assert "the total of quote" not in ana.sees("is now at stage 2", "CHF 50’000.00")


def test_a_list_is_narrowed_to_closing_dates(fresh: Running) -> None:
    selling.install(fresh.ada)
    fresh.to("2026-01-07")
    ana = fresh.ana
    for description, closing in (
        ("January pump", "2026-01-20"),
        ("March pump", "2026-03-31"),
        ("May pump", "2026-05-04"),
    ):
        selling.create(ana, description, closing=closing)
    for said, title, found in (
        ("closing this month", "closing from 1 Jan 2026 to 31 Jan 2026", ["January"]),
        ("closing next quarter sort value", "closing from 1 Apr 2026 to 30 Jun 2026", ["May"]),
        ("closing Q1", "closing from 1 Jan 2026 to 31 Mar 2026", ["January", "March"]),
        ("all closing until 31.3. open", "closing until 31 Mar 2026 · not closed", ["January", "March"]),
        ("closing from march", "closing from 1 Mar 2026", ["March", "May"]),
        ("clôture du 1.3. au 30.4. tri date", "closing from 1 Mar 2026 to 30 Apr 2026", ["March"]),
        ("closing 4 may", "closing on 4 May 2026", ["May"]),
    ):
        ana.command(f"/opp list {said}")
        screen = ana.sees(title)
        assert [one for one in ("January", "March", "May") if f"{one} pump" in screen] == found, said
    ana.command("/opp list closing soon sort value")
    ana.sees("“soon” is not a period. Write it like this month, Q1, January or until 31.12.2026.")
    ana.command("/opp list closing next friday")
    ana.sees("“next friday” can mean Fri, 9 Jan 2026 or Fri, 16 Jan 2026.")
    assert fresh.refused == []


def test_the_opportunities_of_somebody_who_left_can_be_listed(ana: Person) -> None:
    ana.command("/opp list @dora")
    ana.sees("Dora Left", "No opportunity is in this list.")
    ana.command("/opp tasks @dora")
    ana.sees("Tasks of Dora Left")


def test_what_was_logged_happened_on_a_day_that_is_past(ana: Person) -> None:
    number = selling.create(ana)
    for said, text, on in (
        ("Talked yesterday", "Talked", "6 Jan 2026"),
        ("Met them on 5.1.2026", "Met them", "5 Jan 2026"),
        ("They decide on friday", "They decide on friday", "7 Jan 2026"),
    ):
        ana.command(f"/opp log {number} call {said}")
        ana.sees(f"Logged: {text}")
        ana.command(f"/opp interactions {number}")
        screen = ana.sees(text, on)
        assert said == text or said not in screen
    ana.command(f"/opp log {number} call Talked last monday")
    ana.sees("“last monday” can mean Mon, 5 Jan 2026 or Mon, 29 Dec 2025.")
