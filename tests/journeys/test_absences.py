"""Being away: said in a line or a form, changed, ended; what is refused says what would be accepted."""

import pytest

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running


@pytest.fixture
def ana(firm: Running) -> Person:
    """The salesperson, when Chloé, Ada and a guest are known."""
    firm.to("2026-01-07")
    firm.chloe.command("/opp help")
    firm.ada.command("/opp person @gil")
    return firm.ana


def off(ana: Person) -> None:
    """No absence is set any more."""
    ana.command("/opp away")
    while "[Cancel absence]" in ana.screen():
        ana.click("Cancel absence")
        ana.sees("is cancelled")
        ana.command("/opp away")


@pytest.mark.parametrize(
    "line",
    [
        "away 2.-13.3. cover @chloé",
        "away from 2 to 13 march covered by @chloé",
        "abwesend 2.–13.3. Vertretung @chloé",
        "absent du 2 au 13 mars remplaçante @chloé",
        "assente dal 2 al 13.3. sostituta @chloé",
        "away 2026-03-02 to 2026-03-13 @chloé",
    ],
)
def test_an_absence_is_set_in_a_line_of_any_language(firm: Running, ana: Person, line: str) -> None:
    ana.command(f"/opp {line}")
    ana.sees("You are away: Mon, 2 Mar 2026 – Fri, 13 Mar 2026.", "Chloé", "covers.")
    off(ana)
    assert firm.refused == []


def test_away_alone_says_what_is_set_and_its_form_sets_it(firm: Running, ana: Person) -> None:
    off(ana)
    ana.sees("Your absences", "No absence is set.")
    ana.click("New absence")
    ana.opens("New absence")
    assert ana.labels() == ["From", "Until", "Cover"] and ana.value("From") == "2026-01-07"
    ana.fill("From", "2026-01-05")
    ana.fill("Cover", "Ana Keller")
    with firm.nothing_stored():
        ana.submit("Save")
    assert set(ana.errors()) == {"Until"}
    ana.fill("Until", "2026-01-09")
    with firm.nothing_stored():
        ana.submit("Save")
    assert "too early" in ana.errors()["From"] and "cover for themselves" in ana.errors()["Cover"]
    ana.fill("From", "2026-01-07")
    ana.fill("Cover", "Chloé Martin")
    ana.submit("Save")
    ana.sees("You are away: Wed, 7 Jan 2026 – Fri, 9 Jan 2026.", "now", "Chloé Martin covers.")
    ana.click("Change")
    ana.opens("Change absence")
    ana.fill("Until", "2026-01-12")
    ana.submit("Save")
    ana.sees("This takes the place of Wed, 7 Jan 2026 – Fri, 9 Jan 2026.", "Chloé Martin covers.")
    ana.command("/opp away until 14.1.2026")
    ana.sees("Wed, 7 Jan 2026 – Wed, 14 Jan 2026", "Chloé Martin covers.")
    ana.command("/opp away without cover")
    ana.sees("Nobody covers")
    ana.command("/opp away off")
    ana.sees("is cancelled", "No absence is set.")
    assert firm.refused == []


def test_a_button_of_what_was_changed_meanwhile_says_so(firm: Running, ana: Person) -> None:
    ana.command("/opp away tomorrow")
    ana.sees("Thu, 8 Jan 2026")
    ana.click("Change")
    ana.opens("Change absence")
    firm.ada.command("/opp away @Ana until 9.1.2026")
    firm.ada.sees("Ana Keller is away: Wed, 7 Jan 2026 – Fri, 9 Jan 2026.")
    ana.submit("Save")
    assert "changed meanwhile" in " ".join(ana.errors().values())
    ana.close()
    off(ana)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("away until friday cover @ana", "cover for themselves"),
        ("away until friday cover @gil", "is a guest here"),
        ("away until friday cover @nobodyknown", "There is no such person"),
        ("away 1.1.2025-3.1.2025", "This date is too early"),
        ("away until 1.1.2199", "This date is too late"),
        ("away off", "No absence of Ana Keller is set."),
        ("away @ada until friday", "This belongs to somebody else."),
    ],
)
def test_what_can_not_be_is_refused_with_its_sentence(firm: Running, ana: Person, line: str, sentence: str) -> None:
    off(ana)
    with firm.nothing_stored():
        ana.command(f"/opp {line}")
        ana.sees(sentence)


@pytest.mark.parametrize(
    ("line", "way_on", "said"),
    [
        ("away 1.2.2026-1.5.2027", "Use 2 Feb 2027", "Sun, 1 Feb 2026 – Tue, 2 Feb 2027"),
        ("away until 1.1.2028", "Use 8 Jan 2027", "Wed, 7 Jan 2026 – Fri, 8 Jan 2027"),
        ("away until 2026-01-05", "Use today", "Wed, 7 Jan 2026"),
    ],
)
def test_the_last_day_that_was_refused_can_be_the_nearest_that_is_accepted(
    firm: Running, ana: Person, line: str, way_on: str, said: str
) -> None:
    off(ana)
    with firm.nothing_stored():
        ana.command(f"/opp {line}")
        ana.sees("Until: This date is too")
    ana.click(way_on)
    ana.sees(f"You are away: {said}.")
    off(ana)
    assert firm.refused == []


def test_of_a_period_that_is_over_both_days_are_refused_and_no_other_one_is_offered(firm: Running, ana: Person) -> None:
    off(ana)
    with firm.nothing_stored():
        ana.command("/opp away 2026-01-03 to 2026-01-05")
        ana.sees("From: This date is too early", "Until: This date is too early")
    assert ana.buttons() == []
    assert firm.refused == []


def test_who_covers_mutes_only_their_own_reminders_and_is_told_so(firm: Running, ana: Person) -> None:
    number = selling.create(ana)
    ana.command("/opp away until 9.1.2026 cover @ada")
    ana.sees("Ada Novak covers.")
    firm.ada.command(f"/opp mute {number}")
    firm.ada.sees(f"You are not reminded of {number} any more. What comes for Ana Keller goes on coming: snooze it.")
    firm.ada.click("Unmute")
    firm.ada.sees(f"You are reminded of {number} again.")
    off(ana)
    assert firm.refused == []


def test_what_is_unclear_opens_the_form(ana: Person) -> None:
    for line, said in (("away some day cover @chloé", "is not a period"), ("away from 3.2.", "Until")):
        ana.command(f"/opp {line}")
        ana.opens("New absence", said)
        ana.close()


def test_another_cover_is_asked_for_where_the_one_named_can_not_be(firm: Running, ana: Person) -> None:
    off(ana)
    with firm.nothing_stored():
        ana.command("/opp away 2.-6.3. cover @gil")
        ana.opens("New absence", "is a guest here and can not cover")
        assert (ana.value("From"), ana.value("Until"), ana.value("Cover")) == ("2026-03-02", "2026-03-06", "")
    ana.fill("Cover", "Chloé Martin")
    ana.submit("Save")
    ana.sees("You are away: Mon, 2 Mar 2026 – Fri, 6 Mar 2026.", "Chloé Martin covers.")
    ana.command("/opp away cover @gil")
    ana.opens("Change absence", "is a guest here and can not cover")
    assert (ana.value("From"), ana.value("Cover")) == ("2026-03-02", "Chloé Martin")
    ana.close()
    off(ana)
    assert firm.refused == []


def test_who_covers_then_has_the_button_that_chooses_another_cover_where_they_may(firm: Running, ana: Person) -> None:
    off(ana)
    ana.command("/opp away 2.-6.3. cover @ada")
    ana.sees("Ada Novak covers.")
    with firm.nothing_stored():
        firm.ada.command("/opp away 4.3.")
        firm.ada.sees("Ana Keller is away from 2 Mar 2026 to 6 Mar 2026, and this person covers.")
    firm.ada.click("Choose another cover")
    firm.ada.opens("Change absence", "Ana Keller")
    firm.ada.fill("Cover", "Chloé Martin")
    firm.ada.submit("Save")
    firm.ada.sees("Chloé Martin covers.")
    with firm.nothing_stored():
        firm.chloe.command("/opp absente 4.3.")
        firm.chloe.waits(lambda: "Ana Keller" in firm.chloe.messages()[-1])
    assert "Choisir un autre remplaçant" not in firm.chloe.messages()[-1]
    off(ana)
    assert firm.refused == []
