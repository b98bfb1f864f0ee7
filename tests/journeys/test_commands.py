"""Every verb as it is typed, in English and in French, and lists of any length."""

import pytest

from bot.sandbox import people
from tests.journeys import selling
from tests.journeys.running import Running


def test_every_verb_is_answered_with_what_it_is_for(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, "Five pumps", closing=firm.today(60))
    for line, *expected in (
        ("", "My day", "My pipeline"),
        (number, f"{number} · Five pumps", "● Initial"),
        (number[2:], f"{number} · Five pumps"),
        (f"show {number.lower()}", f"{number} · Five pumps"),
        ("list", "My opportunities", "Five pumps"),
        ("find five pum", "Found for “five pum”", number),
        (f"update {number} 60000 30%", "is updated", "CHF 60’000.00", "30 %"),
        (f"next {number} 70% by {firm.today(30)}", "is now at stage 2", "70 %"),
        (f"previous {number}", "is now at stage 1", "10 %"),
        (f"skip {number} to 2", "is now at stage 2"),
        (f"quote {number} Q-{number} 12'500.50", f"Quote Q-{number} is linked", "CHF 12’500.50"),
        (f"quote {number}", f"{number} has quote Q-{number}", "CHF 12’500.50, open"),
        (f"next {number}", "is now at stage 3", "60 %"),
        (f"jump {number} to 1", "is now at stage 1"),
        (f"task {number} Call them on {firm.today(5)}", "Call them"),
        (f"tasks {number}", "Call them", "[Done]"),
        ("tasks", "My tasks", "Call them"),
        ("tasks overdue", "My overdue tasks"),
        (f"comment {number} They like it", "Your comment", "They like it"),
        (f"history {number}", "Jumped back", "First stage activated"),
        ("contact new Ina Frei at Neue AG", "is created", "Ina Frei", "Neue AG"),
        ("contact find neue", "Contacts: neue", "Ina Frei"),
        ("contact show Ina Frei", "Ina Frei", "Neue AG"),
        ("setup cycles", "EX-LARGE · Existing customer, large"),
        ("help next", "/opp next OP7"),
        ("next", "Type it like this:", "/opp next OP7"),
    ):  # fmt: skip
        ana.command(f"/opp {line}")
        said = ana.screen()
        assert all(one in said for one in expected), (line, said)
    assert firm.refused == []


def test_what_is_missing_opens_the_form_filled_with_what_was_typed(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    closing = firm.today(60)
    ana.command(f"/opp new 12'500 75% {closing} for Ina Frei & Co 20 pumps")
    ana.opens("New opportunity", "Understood:")
    for label, value in (
        ("Estimated value", "12500"),
        ("Chances of success %", "75"),
        ("Estimated closing date", closing),
    ):
        assert ana.value(label) == value
    ana.close()
    for line, title, label, value in (
        (f"skip {number} 60000", f"Skip {number}", "Estimated value", "60000"),
        (f"update {number}", f"Update {number}", "Estimated value", "50000"),
        (f"won {number} 50'500 PRICE_W", f"Close {number}", "Sales value", "50500"),
        (f"lost {number} PRICE_L", f"Close {number}", "Outcome", "Lost"),
        (f"quote {number} Q-1", "Link a quote", "Quote number", "Q-1"),
        (f"task {number} Call & ask", "New task", "Task", "Call & ask"),
        (f"comment {number}", "Comment", "Comment", ""),
        ("contact new", "New contact", "Name", ""),
    ):
        ana.command(f"/opp {line}")
        ana.opens(title)
        assert ana.value(label) == value, line
        ana.close()


def test_an_opportunity_is_created_first_and_activated_later(firm: Running) -> None:
    ana = firm.ana
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", "Not yet")
    selling.name(ana, "Müller AG")
    ana.fill("Activate first stage", "off")
    ana.waits(lambda: "Estimated value" not in ana.labels())
    number = selling.sent(ana, "Create", "is not started. Activate its first stage?")
    with firm.nothing_stored():
        ana.command(f"/opp next {number}")
        ana.sees(f"{number} is not started yet. Activate its first stage first.")
        ana.command(f"/opp quote {number} Q-5 500")
        ana.sees(f"{number} is not started yet.")
    ana.click("Activate")
    ana.opens(f"Activate {number}")
    ana.fill("Estimated value", "500")
    selling.sent(ana, "Activate", "is activated")
    ana.command(f"/opp activate {number} 500")
    ana.sees(f"{number} has been activated already.")


def test_a_quote_can_be_unlinked(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q{number}", "500")
    ana.command(f"/opp quote {number}")
    ana.click("Unlink", confirm="Unlink")
    ana.sees(f"Quote Q{number} is no longer linked.")


def test_a_list_of_25_is_turned_page_by_page(fresh: Running) -> None:
    selling.install(fresh.ada)
    ana = fresh.ana
    for n in range(25):
        selling.create(ana, f"Pump {n:02}", value=f"{1000 + n}", closing=fresh.today(n + 1))
    ana.command("/opp list")
    first = ana.sees("1–20 of 25", "Pump 00", "Pump 19")
    assert "Pump 20" not in first and ana.buttons().count("Next page") == 1 and "Previous page" not in ana.buttons()
    ana.click("Next page")
    second = ana.sees("21–25 of 25", "Pump 20", "Pump 24")
    assert "Pump 19" not in second and "Next page" not in ana.buttons()
    ana.click("Previous page")
    ana.sees("1–20 of 25")
    ana.command("/opp list sort value")
    ana.sees("1–20 of 25", "Pump 24")
    ana.command("/opp list due")
    ana.sees("Pump 06", "7 opportunities")
    ana.command("/opp list won")
    ana.sees("No opportunity is in this list.")
    ana.command("/opp list @marc")
    ana.sees("Marc Weber", "No opportunity is in this list.")
    ana.command("/opp list contact Müller AG")
    ana.sees("1–20 of 25")
    ana.command("/opp list")
    ana.click("History")
    ana.sees("History of OP000001")
    assert fresh.refused == []


@pytest.mark.parametrize(
    ("english", "french"),
    [("list", "liste"), ("tasks", "tâches"), ("help", "aide"), ("find x", "chercher x"), ("history", "historique")],
)
def test_english_verbs_work_for_everybody_and_french_ones_too(firm: Running, english: str, french: str) -> None:
    for person in (firm.ana, firm.chloe):
        answers = []
        for verb in (english, french):
            person.command(f"/opp {verb}")
            answers.append(person.screen())
        assert answers[0] == answers[1]


def test_a_word_that_is_no_verb_is_answered_in_a_sentence_with_help_beside_it(firm: Running) -> None:
    ana = firm.ana
    ana.command("/opp qwxyz OP7")
    said = ana.sees("There is no “qwxyz”. These are used most:", "/opp new", "/opp list", "[Help]")
    assert "/opp won" not in said
    ana.click("Help")
    ana.sees("What you can type", "/opp won OP7")
    ana.command("/opp tasks delete everything")
    ana.sees("Type it like this:", "tasks delete cancelled [before 31.12.2025]")


def test_a_plain_at_and_a_name_mean_the_person_wherever_one_can_be_named(firm: Running) -> None:
    """product.md, The command: Slack did not make a mention of `@weber`, nobody's handle; folded, it is one person."""
    ana, ada = firm.ana, firm.ada
    firm.person(people.MARC).command("/opp help")
    numbers = [selling.create(ana, f"Named pumps {n}", contact="Named AG") for n in range(2)]
    for person, line, *expected in (
        (ana, f"assign {numbers[0]} @Weber", f"{numbers[0]} now belongs to Marc Weber."),
        (ana, "list @wéber", "Marc Weber", "Named pumps 0"),
        (ana, f"task {numbers[0]} Call them on {firm.today(5)} @weber", "Call them"),
        (ana, "tasks @weber", "Tasks of Marc Weber", "Call them"),
        (ana, f"activity {numbers[1]} PRESENT @weber", "Marc Weber"),
        (ana, "person @weber", "Marc Weber"),
        (ana, f"comment {numbers[1]} Ask @weber", "Ask @weber"),
        (ada, "audit @keller", "Ana Keller"),
        (ada, "delete closed contact Named AG @weber", "No closed opportunity"),
        (ada, "tasks delete cancelled @weber", "No cancelled task is to be deleted."),
        (ada, "assign @weber @keller", "Ana Keller", "Marc Weber"),
    ):
        person.command(f"/opp {line}")
        assert all(one in person.screen() for one in expected), (line, person.screen())
    ana.command("/opp new Pumps for Named AG @weber")
    ana.opens("New opportunity")
    assert ana.value("Salesperson") == "Marc Weber"
    ana.close()
    for line in ("list @nobody", "tasks @nobody", f"assign {numbers[0]} @nobody", "person @nobody"):
        ana.command(f"/opp {line}")
        ana.sees("There is no such person: @nobody.")
    assert firm.refused == []
