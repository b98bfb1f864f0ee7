"""What can not be is refused with a sentence of its own, on the field in a form, and nothing is stored."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


@pytest.fixture
def ana(firm: Running) -> Person:
    """The salesperson."""
    return firm.ana


@pytest.fixture(scope="module")
def number(firm: Running) -> str:
    """An opportunity at its first stage since today, which is 7 January."""
    firm.to("2026-01-07")
    return selling.create(firm.ana)


@pytest.fixture(scope="module")
def won(firm: Running) -> str:
    """An opportunity that is won."""
    number = selling.create(firm.ana, "Three pumps")
    firm.ana.command(f"/opp won {number} 500 PRICE_W")
    firm.ana.opens(f"Close {number}")
    return selling.sent(firm.ana, "Close opportunity", "is won")


AMOUNTS = {
    "0": "The amount must be greater than zero.",
    "-5": "The amount must be greater than zero.",
    "−5": "The amount must be greater than zero.",
    "12,5,0": "“12,5,0” is not an amount. Write it in figures, like 12’500.",
    "1e999999": "“1e999999” is not an amount.",
    "٣": "“٣” is not an amount.",
    "5²": "“5²” is not an amount.",
    "<!channel>": "“<!channel>” is not an amount.",
    "9" * 3000: "is not an amount.",
    "1000000000000": "This is too large. At most 999’999’999’999.99 is kept.",
    "5.125": "At most 2 decimals are kept.",
}
CHANCES = {
    "0": "Chances of success must be more than 0 % and at most 100 %.",
    "101": "Chances of success must be more than 0 % and at most 100 %.",
    "-1": "Chances of success must be more than 0 % and at most 100 %.",
    "٣": "“٣” is not a percentage. Write a number from 1 to 100, like 75 %.",
    "many": "“many” is not a percentage.",
    "33.333": "At most 2 decimals are kept.",
}
CLOSINGS = {
    "2026-01-06": "This date is too early: it must be on or after 7 Jan 2026.",
    "2200-01-01": "This date is too late: it must be on or before 31 Dec 2199.",
}
CHANGES = {
    "2026-01-06": "This date is too early: it must be on or after 7 Jan 2026.",
    "2026-01-08": "This date is too late: it must be on or before 7 Jan 2026.",
}
ESTIMATES = {"Estimated value": AMOUNTS, "Chances of success %": CHANCES, "Estimated closing date": CLOSINGS}


def refused_on_each(
    firm: Running, person: Person, button: str, wrong: dict[str, dict[str, str]], subtests: pytest.Subtests
) -> None:
    """Put each wrong value into its field, alone, and find its sentence there and nowhere else."""
    with firm.nothing_stored():
        for label, values in wrong.items():
            right = person.value(label)
            for typed, said in values.items():
                with subtests.test(f"{label}: {typed[:20]}"):
                    person.fill(label, typed)
                    person.submit(button)
                    assert [label] == list(person.errors())
                    assert said in person.errors()[label]
            person.fill(label, right)


def test_an_opportunity_with_a_wrong_field_is_not_created(
    firm: Running, ana: Person, number: str, subtests: pytest.Subtests
) -> None:
    assert number
    ana.command("/opp new Two pumps 500")
    ana.opens("New opportunity")
    ana.fill("Description", "Two pumps")
    selling.name(ana, "Nobody at all")
    ana.fill("Estimated value", "500")
    blank = {"Description": {"\u200b\u202e": "Description is missing. Please fill it in."}}
    refused_on_each(firm, ana, "Create", blank | ESTIMATES, subtests)


def test_every_wrong_field_of_a_form_gets_its_own_sentence(firm: Running, ana: Person) -> None:
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", "\u200b")
    selling.name(ana, "Nobody at all")
    ana.fill("Estimated value", "0")
    ana.fill("Chances of success %", "101")
    ana.fill("Estimated closing date", "2025-12-31")
    with firm.nothing_stored():
        ana.submit("Create")
    assert set(ana.errors()) == {"Description", *ESTIMATES}


@pytest.mark.parametrize(("verb", "button"), [("Next", "Move"), ("Update", "Update")])
def test_a_move_with_a_wrong_field_is_not_made(
    firm: Running, ana: Person, number: str, subtests: pytest.Subtests, verb: str, button: str
) -> None:
    ana.command(f"/opp {number}")
    ana.sees(f"{number} · Two pumps")
    ana.click(verb)
    ana.opens(f"{verb} {number}")
    refused_on_each(firm, ana, button, {**ESTIMATES, "Date of change": CHANGES}, subtests)


def test_closing_with_a_wrong_field_closes_nothing(
    firm: Running, ana: Person, number: str, subtests: pytest.Subtests
) -> None:
    ana.command(f"/opp won {number} 500 PRICE_W")
    ana.opens(f"Close {number}")
    refused_on_each(firm, ana, "Close opportunity", {"Sales value": AMOUNTS, "Date closed": CHANGES}, subtests)


EARLY = {"1999-12-31": "This date is too early: it must be on or after 1 Jan 2000."}


@pytest.mark.parametrize(
    ("command", "title", "right", "button", "wrong"),
    [
        ("quote {}", "Link a quote", {"Quote number": "Q1", "Total": "500"}, "Save",
         {"Quote number": {"\u200b": "Quote number is missing."}, "Total": AMOUNTS, "Date": EARLY}),
        ("order {}", "Make order", {"Order number": "A1", "Close code": "PRICE_W"}, "Close and make order",
         {"Order number": {"\u200b": "Order number is missing."}, "Total": AMOUNTS, "Date closed": CHANGES}),
        ("task {}", "New task", {"Task": "Call"}, "Create", {"Task": {"\u200b": "Task is missing."}, "Due": EARLY}),
        ("comment {}", "Comment", {}, "Save", {"Comment": {"\u200b\n\u202e": "Comment is missing."}}),
        ("contact new", "New contact", {"Name": "Ina"}, "Create",
         {"E-mail": {"ina@": "“ina@” is not an e-mail address.", "a b@c.d": "is not an e-mail address."},
          "Name": {"\u202e": "Name is missing."}}),
    ],
)  # fmt: skip
def test_other_forms_with_a_wrong_field_store_nothing(
    firm: Running, ana: Person, number: str, subtests: pytest.Subtests, command: str, title: str,
    right: dict[str, str], button: str, wrong: dict[str, dict[str, str]],
) -> None:  # fmt: skip
    if "order" in command:
        number = selling.create(ana)
        selling.link_quote(ana, number, f"Q{number}", "500")
    ana.command(f"/opp {command.format(number)}")
    ana.opens(title)
    for label, typed in right.items():
        ana.fill(label, typed)
    refused_on_each(firm, ana, button, wrong, subtests)


TYPED = {
    "next {} 0": "Estimated value: The amount must be greater than zero.",
    "next {} 12,5,0": "“12,5,0” is not an amount.",
    "next {} 1e999999": "“1e999999” is not an amount.",
    "next {} ٣": "“٣” is not an amount.",
    "next {} <5>": "“<5>” is not an amount.",
    "won {} <5>": "This close code is not offered here.",
    "next {} 0%": "Chances of success must be more than 0 %",
    "next {} 101%": "Chances of success must be more than 0 % and at most 100 %.",
    "next {} by 31.2.2026": "“31.2.2026” is not a date. Write it like 2026-12-31 or 31.12.2026.",
    "next {} by 2026-01-06": "it must be on or after 7 Jan 2026.",
    "next {} 5000 6000": "“6000” is one figure too many.",
    "skip {} to 5": "This stage can not be reached from here. Possible are: 2 Understanding needs meeting",
    "skip {} to 99999999999999999999": "There is no such stage: 99999999999999999999.",
    "skip {} to nowhere": "There is no such stage: nowhere.",
    "jump {} to 1": "Jump is not possible from this stage. Possible are: Next, Skip, Update.",
    "previous {}": "Previous is not possible from this stage. Possible are: Next, Skip, Update.",
    "activate {} 500": "has been activated already.",
    "won {} PRICE_X": "This close code is not offered here. Choose one of:",
    "won {} 1e5": "“1e5” is not an amount.",
    "task {} Call on 31.2.2026": "“31.2.2026” is not a date.",
    "task {} Call on 1999-12-31": "on or after 1 Jan 2000",
    "comment {} " + "x" * 3001: "This is longer than 3’000 characters. Please shorten it.",
    "quote {} Q1 0x10": "“0x10” is not an amount.",
    "quote {} " + "Q" * 21 + " 500": "This is longer than 20 characters.",
    "bidule": "There is no “bidule”. These are used most:",
    "nxt {}": "There is no “nxt”. Did you mean this?\n/opp next OP7",
    "frobnicate": "There is no “frobnicate”.",
    "nèxt{}": "There is no “nèxt",
    "<!channel>": "There is no “<!channel>”.",
    "list wrongly": "“wrongly” is no filter of a list.",
    "list stage 99999999999999999999": "There is no such stage: 99999999999999999999.",
    "list contact Nobody Whoever": "There is no such contact: Nobody Whoever.",
    "list cycle NONE": "There is no such sales cycle: NONE.",
    "list closing wrongly": "“wrongly” is not a period. Write it like this month, Q1, January or until 31.12.2026.",
    "list closing 3-4-2026": "“3-4-2026” can mean Fri, 3 Apr 2026 or Wed, 4 Mar 2026.",
    "list @dora": "No opportunity is in this list.",
    "contact show Nobody Whoever": "There is no such contact: Nobody Whoever.",
    "contact new " + "x" * 201: "This is longer than 200 characters.",
    "setup template EX-LARGE": "Your role does not allow this: it needs the role admin.",
}


def test_what_is_typed_wrongly_is_answered_and_not_stored(
    firm: Running, ana: Person, number: str, subtests: pytest.Subtests
) -> None:
    ana.command("/opp list @dora")  # whoever is named for the first time is asked about, and kept
    with firm.nothing_stored():
        for typed, said in TYPED.items():
            with subtests.test(typed[:40]):
                ana.command(f"/opp {typed.format(number)}")
                assert said in ana.screen()
    assert firm.refused == []


def test_a_number_that_is_none_is_answered_as_that(firm: Running, ana: Person, subtests: pytest.Subtests) -> None:
    none = ["op999999", "999999999", "op0", "opx", "٣", "<!channel>", "op1;--", "op1'", "%", "0" * 99]
    verbs = ["show", "next", "activate", "won", "history", "quote", "order", "invoice", "comment", "task", "tasks"]
    asked = [("show", typed) for typed in none] + [(verb, "op999999") for verb in verbs] + [("won", "<!channel>")]
    with firm.nothing_stored():
        for verb, typed in asked:
            with subtests.test(f"{verb} {typed}"):
                ana.command(f"/opp {verb} {typed} 500" if verb != "show" else f"/opp show {typed}")
                assert f"There is no such opportunity: {typed}." in ana.screen()
    assert firm.refused == []


def test_a_closed_opportunity_stays_as_it_is(firm: Running, ana: Person, won: str, subtests: pytest.Subtests) -> None:
    changes = ["next {}", "previous {}", "skip {} to 2", "jump {} to 1", "update {} 5", "won {}",
               "lost {}", "activate {} 50", "quote {}", "quote {} Q1 5", "task {} x on 2026-12-31"]  # fmt: skip
    with firm.nothing_stored():
        for change in changes:
            with subtests.test(change):
                ana.command(f"/opp {change.format(won)}")
                assert f"{won} is closed (Won), and that is final. Comments can still be added." in ana.screen()
    ana.command(f"/opp comment {won} They were glad")
    ana.sees(f"Your comment on {won} is kept.", "They were glad")


def test_a_quote_belongs_to_one_opportunity_and_an_opportunity_has_one(firm: Running, ana: Person) -> None:
    first, second = selling.create(ana), selling.create(ana)
    selling.link_quote(ana, first, f"Q-{first}", "500")
    with firm.nothing_stored():
        ana.command(f"/opp quote {second} Q-{first} 500")
        ana.sees(f"Quote Q-{first} is linked to {first} already. Use another quote number.")
        ana.command(f"/opp quote {second} Q-{first}")
        ana.sees(f"Quote Q-{first} is linked to {first} already. Use another quote number.")
        ana.command(f"/opp quote {first} Q-other 500")
        ana.sees(f"{first} has the quote Q-{first} already. Unlink it first.")


def test_any_length_of_text_is_answered(firm: Running, ana: Person, subtests: pytest.Subtests) -> None:
    for verb in ("new", "find", "list", "contact new", "contact find", "contact show", "help", "setup", "show", "x"):
        for length in (2990, 3001, 12000):
            with subtests.test(f"{verb} {length}"):
                before = len(ana.messages())
                ana.command(f"/opp {verb} {'long ' * (length // 5)}")
                if verb == "new":
                    ana.opens("New opportunity")
                    ana.close()
                else:
                    assert len(ana.messages()) == before + 1
    assert firm.refused == []


NASTY = "a\u202eb\u0007c\u200bd <!channel> <https://evil.example|Acme> *bold* `code` &amp; \U0001f469\u200d\U0001f469"
CLEAN = "ab cd <!channel> <https://evil.example|Acme> *bold* `code` &amp; \U0001f469\u200d\U0001f469"


def test_control_bidi_and_markup_characters_are_cleaned_or_shown_and_never_read(firm: Running, ana: Person) -> None:
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", NASTY)
    (offered,) = ana.suggestions("Contact", NASTY)
    assert offered.startswith('Create contact "ab cd <!channel> <https://evil.example|Acme> *bold* `code`')
    ana.fill("Contact", offered, typing=NASTY)
    ana.fill("Estimated value", "500")
    number = selling.sent(ana, "Create", "is created")
    firm.sandbox.act.say(ana.user, ana.at, f"/opp {number}")
    card = ana.sees(f"{number} · {CLEAN}")
    assert "Contact\nab cd <!channel> <https://evil.example|Acme> bold" in card  # emphasis is harmless
