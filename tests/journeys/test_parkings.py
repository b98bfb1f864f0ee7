"""Parking as people do it: typed, by button and form; what is refused; waking."""

import pytest

from tests.journeys import selling
from tests.journeys.running import Running


def test_typed_it_is_parked_at_once_and_the_card_says_until_when_and_why(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, "Parked pumps")
    ana.command(f"/opp park {number} until 1.3. because budget <freeze> & more")
    said = ana.sees(f"{number} is parked until Sun, 1 Mar 2026.", "Parked until 1 Mar 2026", "in 55 days", "[Unpark]")
    assert "budget <freeze> & more" in said and "Parked 1 time" not in said
    ana.command(f"/opp {number} parken bis 2.3. weil krank")
    ana.sees("Parked until 2 Mar 2026", "krank")
    ana.command(f"/opp unpark {number}")
    ana.sees(f"{number} is awake again. It was parked until 2 Mar 2026: krank")
    assert "Unpark" not in ana.screen()
    assert firm.refused == []


def test_the_button_opens_the_form_which_changes_what_is_parked_too(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana, "Resting pumps")
    before = len(ana.messages())
    ana.click("Park")
    said = ana.opens(f"Park {number}")
    assert "At most a year: until 5 Jan 2027." in said and "Parked now" not in said
    ana.fill("Until", "2026-03-02")
    ana.fill("Reason", "budget freeze")
    selling.sent(ana, "Park", "is parked until Mon, 2 Mar 2026.")
    assert len(ana.messages()) == before  # in the place of the card
    ana.click("Park")
    ana.opens(f"Park {number}", "Parked now until Mon, 2 Mar 2026, by Ana Keller.")
    assert (ana.value("Until"), ana.value("Reason")) == ("2026-03-02", "budget freeze")
    ana.fill("Until", "2026-04-01")
    selling.sent(ana, "Park", "is parked until Wed, 1 Apr 2026.")
    ana.click("Unpark")
    ana.sees(f"{number} is awake again. It was parked until 1 Apr 2026: budget freeze")
    assert len(ana.messages()) == before
    ana.command(f"/opp audit {number}")
    assert firm.refused == []


def test_a_wrong_day_and_no_reason_are_told_each_on_its_field(firm: Running) -> None:
    ana = firm.ana
    ana.command(f"/opp park {selling.create(ana)}")
    ana.fill("Until", firm.today())
    ana.fill("Reason", "​")
    with firm.nothing_stored():
        ana.submit("Park")
    wrong = ana.errors()
    assert wrong == {
        "Until": "This date is too early: it must be on or after 6 Jan 2026.",
        "Reason": "Reason is missing. Please fill it in.",
    }


@pytest.mark.parametrize(
    ("typed", "said", "button"),
    [
        ("until 4.1.2026 because x", "too early: it must be on or after 6 Jan 2026", "Use 6 Jan 2026"),
        ("until 5.1.2026 because x", "too early: it must be on or after 6 Jan 2026", "Use 6 Jan 2026"),
        ("for ever because x", "too late: it must be on or before 5 Jan 2027", "Use 5 Jan 2027"),
        ("until 6.1.2027 because x", "too late: it must be on or before 5 Jan 2027", "Use 5 Jan 2027"),
    ],
)
def test_until_yesterday_or_for_ever_is_refused_with_the_day_that_does(
    firm: Running, typed: str, said: str, button: str
) -> None:
    ana = firm.ana
    number = selling.create(ana)
    with firm.nothing_stored():
        ana.command(f"/opp park {number} {typed}")
        ana.sees(said)
    assert ana.screen().count("[Use") == 1  # and not today, until which nothing rests
    ana.click(button)
    ana.sees(f"{number} is parked until", button[4:])


def test_what_is_missing_or_can_mean_two_days_opens_the_filled_form(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    ana.command(f"/opp park {number} budget freeze")
    ana.opens(f"Park {number}")
    assert (ana.value("Until"), ana.value("Reason")) == ("", "budget freeze")
    ana.close()
    ana.command(f"/opp park {number} until 1.3.")
    ana.opens(f"Park {number}")
    assert (ana.value("Until"), ana.value("Reason")) == ("2026-03-01", "")
    ana.close()
    ana.command(f"/opp park {number} until next friday because x")
    ana.opens(f"Park {number}", "“next friday” can mean Fri, 9 Jan 2026 or Fri, 16 Jan 2026.")
    assert (ana.value("Until"), ana.value("Reason")) == ("", "x")
    ana.close()
    ana.command(f"/opp park {number} until hell freezes because x")
    ana.sees("“hell freezes” is not a date.")
    ana.command("/opp park")
    ana.sees("Type it like this:", "park OP7 until 1.3. because budget freeze")


def test_two_who_park_it_at_once_one_is_told(firm: Running) -> None:
    """F100: the form carries what it showed, the button too."""
    ana, ada = firm.ana, firm.ada
    number = selling.create(ana)
    for person in (ana, ada):
        person.command(f"/opp park {number}")
        person.opens(f"Park {number}")
        person.fill("Until", "2026-03-02")
        person.fill("Reason", "x")
    selling.sent(ada, "Park", "is parked until")
    with firm.nothing_stored():
        ana.submit("Park")
    assert f"{number} has been changed meanwhile." in ana.screen()
    ana.close()
    ana.command(f"/opp park {number} until 3.3. because y")
    ana.sees("Parked until 3 Mar 2026")
    with firm.nothing_stored():
        ada.click("Unpark")
        ada.sees(f"{number} has been changed meanwhile.")
    ana.command(f"/opp unpark {number}")
    ana.sees("is awake again")
    with firm.nothing_stored():
        ana.command(f"/opp unpark {number}")
        ana.sees(f"{number} is not parked: it is awake.")


def test_a_button_of_what_was_moved_or_closed_meanwhile_says_so_and_opens_nothing(firm: Running) -> None:
    """F100: before anything is filled in."""
    ana, ada = firm.ana, firm.ada
    number = selling.create(ana)
    ana.command(f"/opp {number}")
    ada.command(f"/opp next {number} 60000")
    ada.sees("Understanding needs")
    with firm.nothing_stored():
        ana.click("Park")
        ana.sees(f"{number} has been moved meanwhile: to")
    ana.command(f"/opp {number}")
    ada.command(f"/opp lost {number} PRICE_L")
    ada.opens(f"Close {number}")
    selling.sent(ada, "Close opportunity", "is lost")
    with firm.nothing_stored():
        ana.click("Park")
        ana.sees(f"{number} is closed")


def test_parked_the_third_time_it_is_marked_as_a_risk(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    for day in (1, 2, 3):
        ana.command(f"/opp park {number} until {day}.3. because still frozen")
        ana.sees(f"Parked until {day} Mar 2026")
        if day < 3:
            assert "Parked 2 times" not in ana.screen()
            ana.command(f"/opp unpark {number}")
            ana.sees("is awake again")
    ana.sees("It was parked 3 times now.", "⚠️ Parked 3 times")
    ana.command("/opp list")
    ana.sees(number, "⏸️ Parked until 3 Mar 2026 · ⚠️ Parked 3 times")


def test_a_closed_one_is_not_parked(firm: Running) -> None:
    ana = firm.ana
    number = selling.create(ana)
    ana.command(f"/opp lost {number} PRICE_L")
    ana.opens(f"Close {number}")
    selling.sent(ana, "Close opportunity", "is lost")
    ana.command(f"/opp {number}")
    assert "Park" not in ana.buttons()
    with firm.nothing_stored():
        ana.command(f"/opp park {number} until 1.3. because x")
        ana.sees(f"{number} is closed")


def test_a_french_reader_parks_in_french(firm: Running) -> None:
    chloe = firm.chloe
    number = selling.create(firm.ana, "Pompes")
    chloe.command(f"/opp mettre en attente {number} jusqu’au 1.3. car budget gelé")
    chloe.sees(
        f"{number} est en attente jusqu’au dim. 1er mars 2026.", "En attente jusqu’au 1er mars 2026", "budget gelé"
    )
    chloe.click("Reprendre")
    chloe.sees(f"{number} n’est plus en attente.")
