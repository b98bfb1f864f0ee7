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
        ("activity {} INIT from 1.1.1999", "Start date", EARLY, ("are made for",)),
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


def test_a_typed_move_goes_on_where_it_was_once_its_quote_is_there(firm: Running, ana: Person) -> None:
    """F036: the form of the move stands filled with what was typed, and the card with the quote beside it."""
    number = selling.create(ana)
    ana.command(f"/opp next {number}")
    ana.command(f"/opp {number} next 60k 70% by 26.1.")
    ana.sees("needs a quote")
    ana.click("Add quote")
    ana.opens("Link a quote")
    ana.fill("Quote number", f"Q-{number}")
    ana.fill("Total", "58'500")
    ana.submit("Save")
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
    ana.sees("needs a quote")
    ana.click("Add quote")
    ana.opens("Link a quote")
    ana.fill("Quote number", f"Q-{number}")
    ana.fill("Total", "58'500")
    ana.submit("Save")
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
