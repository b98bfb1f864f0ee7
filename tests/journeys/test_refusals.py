"""A refusal offers the way on: what was typed is done with a date that is accepted, or once what it needs is there."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running
from tests.journeys.test_twice import last


@pytest.fixture(autouse=True)
def wednesday(firm: Running) -> None:
    """It is Wednesday, 7 January 2026."""
    firm.to("2026-01-07")


@pytest.fixture
def ana(firm: Running) -> Person:
    """The salesperson."""
    return firm.ana


EARLY, LATE = "This date is too early: it must be on or after", "This date is too late: it must be on or before"


@pytest.mark.parametrize(
    ("line", "caption", "sentence", "done"),
    [
        ("next {} 60k 75% by 1.1.2025", "Estimated closing date", EARLY, ("now at stage 2", "CHF 60’000.00", "75 %")),
        ("{} update 9k by 1.1.2025", "Estimated closing date", EARLY, ("is updated", "CHF 9’000.00")),
        ("skip {} to 2 by 1.1.2025", "Estimated closing date", EARLY, ("now at stage 2", "CHF 50’000.00")),
        ("log {} call Talked on 2026-01-09", "Date", LATE, ("Logged: Talked",)),
        ("task {} Call on 1.1.2300", "Due", LATE, ("is created: Call",)),
        ("activity {} NEEDS from 1.1.1999", "Start date", EARLY, ("are made for",)),
        ("quote {} Q-D 500 1.1.1999", "Date", EARLY, ("Quote Q-D is linked",)),
    ],
)
def test_a_typed_date_that_is_refused_can_be_today_instead(
    firm: Running, ana: Person, line: str, caption: str, sentence: str, done: tuple[str, ...]
) -> None:
    """F034, F035, F060, F068, F070, F078: the rest is done as it was typed, in the place of the refusal."""
    number = selling.create(ana)
    with firm.nothing_stored():
        ana.command("/opp " + line.format(number))
        ana.sees(f"{caption}: {sentence}")
    assert ana.buttons() == ["Use today"]
    said = len(ana.messages())
    ana.click("Use today")
    ana.sees(*done)
    assert len(ana.messages()) == said
    assert firm.refused == []


@pytest.mark.parametrize(
    ("line", "title", "values"),
    [
        ("skip {} 60k by 1.1.2025", "Skip {}", {"Estimated value": "60000", "Estimated closing date": "2026-01-07"}),
        ("won {} 500 PRICE_W 2026-02-01", "Close {}", {"Sales value": "500", "Date closed": "2026-01-07"}),
        ("{} lost 2026-02-01", "Close {}", {"Outcome": "Lost", "Date closed": "2026-01-07"}),
        ("quote {} Q-D 1.1.1999", "Link a quote", {"Quote number": "Q-D", "Date": "2026-01-07"}),
        (
            "new Pumps 5k by 1.1.2025",
            "New opportunity",
            {"Description": "Pumps", "Estimated closing date": "2026-01-07"},
        ),
    ],
)
def test_a_command_that_opens_a_form_refuses_its_date_before_and_opens_it_with_today(
    ana: Person, line: str, title: str, values: dict[str, str]
) -> None:
    """F034, F047: no form stands there with a date that it would refuse."""
    number = selling.create(ana)
    ana.command("/opp " + line.format(number))
    ana.sees("This date is too")
    assert ana.title() == ""
    ana.click("Use today")
    ana.opens(title.format(number))
    assert {label: ana.value(label) for label in values} == values


def test_what_today_becomes_at_a_stage_that_plans_the_date_is_said(ana: Person) -> None:
    """F034: an entered date equal to the date of change becomes the formula's date (decision 8)."""
    number = selling.create(ana)
    ana.command(f"/opp update {number} by 1.1.2025")
    ana.sees("[Use today]")
    ana.click("Use today")
    ana.sees("The estimated closing date is 4 Mar 2026, as stage Initial plans it.")
    ana.command(f"/opp update {number} by 9.1.")
    assert "plans it" not in ana.sees("is updated", "9 Jan 2026")


def test_the_nearest_date_is_offered_beside_today(fresh: Running) -> None:
    """F047: what was closed before the last change was closed with it, or today."""
    fresh.to("2026-01-07")
    ana = fresh.ana
    selling.install(fresh.ada)
    number = selling.create(ana)
    fresh.to("2026-01-20")
    ana.command(f"/opp lost {number} 5.1.")
    ana.sees("Date closed: This date is too early: it must be on or after 7 Jan 2026.")
    assert ana.buttons() == ["Use 7 Jan 2026", "Use today"]
    ana.click("Use 7 Jan 2026")
    ana.opens(f"Close {number}")
    assert ana.value("Date closed") == "2026-01-07"


def test_use_today_clicked_twice_does_it_once(firm: Running, ana: Person) -> None:
    """The second click is of a request that was answered: nothing is done again."""
    number = selling.create(ana)
    ana.command(f"/opp log {number} call Talked on 2026-01-09")
    ana.sees("[Use today]")
    ana.click("Use today")
    ana.sees("Logged: Talked")
    with firm.nothing_stored():
        again = last(firm, "block_actions").payload | {"trigger_id": firm.sandbox.world.new_trigger(ana.user)}
        assert firm.post(*firm.signed("interactive", again)) == (200, "")


def test_what_is_refused_for_more_than_its_date_offers_no_other_date(ana: Person) -> None:
    """With another date it would be refused all the same."""
    number = selling.create(ana)
    ana.command(f"/opp next {number} 0 by 1.1.2025")
    ana.sees("The amount must be greater than zero.", "too early")
    assert ana.buttons() == []


def _add_quote(person: Person, number: str) -> None:
    """The way on from a stage that needs one."""
    person.sees("needs a quote")
    person.click("Add quote")
    person.opens("Link a quote")
    person.fill("Quote number", f"Q-{number}")
    person.fill("Total", "58'500")
    person.submit("Save")


def test_a_typed_move_goes_on_where_it_was_once_its_quote_is_there(firm: Running, ana: Person) -> None:
    """F036: the form of the move stands filled with what was typed, and the card with the quote beside it."""
    number = selling.create(ana)
    ana.command(f"/opp next {number}")
    ana.command(f"/opp {number} next 60k 70% by 26.1.")
    _add_quote(ana, number)
    ana.opens(f"Next {number}", f"Quote Q-{number} is linked to {number}.", "Stage: 3 Product")
    filled = [ana.value(label) for label in ("Estimated value", "Chances of success %", "Estimated closing date")]
    assert filled == ["60000", "70", "2026-01-26"]
    selling.sent(ana, "Move", "is now at stage 3")
    ana.sees("CHF 60’000.00", "70 %", f"Quote Q-{number} · CHF 58’500.00")
    assert any(f"Quote Q-{number} is linked to {number}." in said for said in ana.messages())
    assert firm.refused == []


def test_a_typed_move_whose_date_is_refused_too_asks_for_it_once_its_quote_is_there(ana: Person) -> None:
    """F036: one refusal after the other, and nothing that was typed is dropped silently."""
    number = selling.create(ana)
    ana.command(f"/opp next {number}")
    ana.command(f"/opp next {number} 60k by 1.1.2025")
    _add_quote(ana, number)
    ana.opens(f"Next {number}", "This date is too early: it must be on or after 7 Jan 2026.")
    assert (ana.value("Estimated value"), ana.value("Estimated closing date")) == ("60000", "")


def test_a_typed_move_that_is_no_longer_possible_leaves_the_card_with_the_quote(firm: Running, ana: Person) -> None:
    """F036: somebody else moved it meanwhile; the quote is linked all the same."""
    number = selling.create(ana)
    ana.command(f"/opp next {number}")
    ana.command(f"/opp next {number} to 3")
    ana.sees("needs a quote")
    ana.click("Add quote")
    ana.opens("Link a quote")
    marc = firm.person("U00MARC")
    marc.command(f"/opp previous {number}")
    marc.sees("is now at stage 1")
    ana.fill("Quote number", f"Q-{number}")
    ana.fill("Total", "58'500")
    selling.sent(ana, "Save", f"Quote Q-{number} is linked to {number}.")
    assert ana.title() == ""


def test_the_way_on_in_french(firm: Running) -> None:
    """F034: the same buttons in the reader's language."""
    number = selling.create(firm.ana)
    chloe = firm.chloe
    chloe.command(f"/opp suivant {number} 60k pour le 1.1.2025")
    chloe.sees("Cette date est trop ancienne : elle ne peut pas être antérieure au 7 janv. 2026.")
    chloe.click("Utiliser la date du jour")
    chloe.sees("est maintenant à l’étape 2")


def test_who_holds_work_is_handed_over_from_the_refusal_and_then_taken_out(firm: Running) -> None:
    """F073, F076: opportunities and every open task, also those that are about no opportunity."""
    ada, marc = firm.ada, firm.person("U00MARC")
    number = selling.create(marc, "Left pumps")
    marc.command("/opp task Tidy up on 9.1.")
    marc.sees("is created: Tidy up")
    ada.command("/opp person marc")
    ada.click("Take out", confirm="Take out")
    ada.sees("Marc Weber still has 1 open opportunity and 3 open tasks.", "[Hand over] [Opportunities] [Tasks]")
    ada.click("Hand over")
    ada.opens("Hand over", "Marc Weber · 1 open opportunity · 3 open tasks", "3 open tasks go along")
    ada.fill("Salesperson", "Ana Keller")
    said = len(ada.messages())
    ada.submit("Hand over")
    ada.hears("1 opportunity of Marc Weber now belongs to Ana Keller.", "3 open tasks went along.", after=said)
    ada.command(f"/opp {number}")
    ada.sees("Salesperson\n@Ana Keller")
    ada.command("/opp audit today")
    ada.sees("tasks handed over")
    ada.command("/opp person marc")
    ada.sees("Open tasks\n0")
    ada.click("Take out", confirm="Take out")
    ada.sees("Marc Weber is taken out of Stagepost.")
    ada.click("Bring back")
    ada.sees("Marc Weber is back.")
    assert firm.refused == []


def test_a_contact_in_use_shows_what_is_in_the_way(firm: Running, ana: Person) -> None:
    """F075: the numbers, and the lists of them."""
    number = selling.create(ana, contact="Kept AG")
    ada = firm.ada
    ada.command("/opp contact delete Kept AG")
    ada.sees("Kept AG can not be deleted", number, "[Opportunities] [Tasks]")
    ada.click("Opportunities")
    ada.sees("Kept AG", number, "Two pumps")
    ada.command("/opp contact delete Kept AG")
    ada.sees("[Opportunities] [Tasks]")
    ada.click("Tasks")
    ada.sees("Tasks of Kept AG", "Check how good the lead is")


def test_an_activity_that_there_is_not_is_chosen_in_the_form(firm: Running, ana: Person) -> None:
    """F068: with the person and the start that were typed."""
    number = selling.create(ana)
    ana.command(f"/opp activity {number} NOSUCH from 9.1.")
    ana.opens("Assign activity", "There is no such activity: NOSUCH.")
    assert ana.value("Start date") == "2026-01-09"
    ana.fill("Activity", "NEEDS · Understand the needs")
    assert "no such activity" not in ana.sees("These tasks would be made:")
    ana.submit("Assign")
    ana.sees("are made for")
    assert firm.refused == []


def test_an_undo_that_an_order_prevents_shows_the_order(ana: Person) -> None:
    """F054: what was built on it is named, and can be looked at."""
    number = selling.create(ana)
    selling.link_quote(ana, number, f"Q-{number}", "500")
    ana.command(f"/opp won {number} PRICE_W")
    ana.opens(f"Close {number}")
    selling.sent(ana, "Close opportunity", "is won")
    ana.command(f"/opp order {number} A-{number}")
    ana.sees(f"Order A-{number} is made")
    ana.command(f"/opp undo {number}")
    ana.sees(f"{number} stays closed: order A-{number} was made after it.", "[Order] [Show]")
    ana.click("Order")
    ana.sees(f"{number} has order A-{number}")
    ana.command(f"/opp undo {selling.create(ana)}")
    ana.sees("is not closed: there is no closing to undo.", "[Show]")


def test_contacts_with_names_of_several_words_are_merged(firm: Running) -> None:
    """F075: in either order, and the form asks for one that is not there."""
    ada = firm.ada
    for name in ("Nord Süd AG", "Nord und Süd AG", "Ost AG"):
        ada.command(f"/opp contact new {name}")
        ada.sees("is created.", name)
    for typed, stays, goes in (
        ("Ost AG into Nord Süd AG", "Nord Süd AG", "Ost AG"),
        ("Nord und Süd AG with Ost AG", "Nord und Süd AG", "Ost AG"),
        ("Nord und Süd AG Ost AG", "Nord und Süd AG", "Ost AG"),
        ("“Ost AG” → “Nord und Süd AG”", "Nord und Süd AG", "Ost AG"),
    ):
        ada.command(f"/opp contact merge {typed}")
        said = ada.sees("brings: nothing")
        assert f"{stays} stays" in said and f"{goes} brings" in said
        ada.close()
    ada.command("/opp contact merge Nobody Else into Ost AG")
    ada.sees("There is no such contact: Nobody Else.", "Ost AG stays")
    ada.close()
    ada.command("/opp contact merge Ost AG into Nobody Else")
    ada.sees("There is no such contact: Nobody Else.")
    assert ada.title() == "" and firm.refused == []


def test_what_names_nothing_says_what_there_is(firm: Running, ana: Person) -> None:
    """F035: a stage by a name that there is not lists the stages in reach; a number that there is not the own list."""
    number = selling.create(ana)
    ana.command(f"/opp update {number} by 8.1.")  # before all others: a list shows twenty
    ana.sees(f"{number} is updated.")
    with firm.nothing_stored():
        ana.command(f"/opp skip {number} to nowhere")
        ana.sees("There is no such stage: nowhere. Possible are: 2 Understanding needs meeting")
        ana.command("/opp next op999999")
        ana.sees("There is no such opportunity: op999999.")
    ana.click("My opportunities")
    ana.sees("My opportunities", number)


def test_the_last_admin_is_shown_the_people_of_whom_another_can_be_one(fresh: Running) -> None:
    """F076: the way on is where roles are given; and without a close code an admin can add one."""
    ada = fresh.ada
    ada.command("/opp setup template EX-LARGE")
    ada.sees("EX-LARGE is installed")
    ada.command("/opp person")
    ada.click("Take out", confirm="Take out")
    ada.sees("Ada Novak is the last admin")
    ada.click("People")
    ada.sees("People", "Ada Novak\nadmin")
