"""A person acts by the words on the screen alone; here against the showcase."""

from collections.abc import Callable

import pytest

from bot.sandbox import Sandbox, people
from bot.sandbox.acting import Gone
from tests.journeys.person import Person
from tests.sandbox.demo import Demo, asked, client, modal, text
from tests.sandbox.showcase import build


@pytest.fixture
def ana(demo: Demo) -> Person:
    """Ana, with the showcase connected."""
    build(demo.app)
    return Person(demo.sandbox)


def test_a_form_is_filled_by_its_labels_and_complains_by_them(ana: Person) -> None:
    ana.command("/opp new")
    ana.sees("New opportunity")
    ana.submit("Create")
    assert set(ana.errors()) == {"Description", "Contact", "Estimated value", "Sales cycle"}
    ana.fill("Description", "Office chairs")
    ana.fill("Contact", "Cannon Group SARL", typing="cann")
    ana.fill("Chances of success %", "0.5")
    ana.fill("Estimated closing date", "2026-12-31")
    ana.fill("Priority", "High")
    ana.fill("Sales cycle", "EX-LARGE")
    ana.fill("Activate first stage", "off")
    ana.fill("Salesperson", "Marc Weber")
    ana.fill("Estimated value", "0")
    ana.sees("That would be 0", "Contact: Cannon Group SARL", "Salesperson: Marc Weber")
    ana.submit()
    assert ana.errors() == {"Chances of success %": "Please enter a number of 1 or more."}
    ana.fill("Chances of success %", "75.5")
    ana.submit("Create")
    assert ana.errors() == {"Estimated value": "The estimated value must be more than 0."}
    ana.fill("Estimated value", "60000")
    ana.submit("Create")
    assert ana.title() == ""
    ana.go("Stagepost")
    ana.sees("OP000007 · 100 office chairs", "Stage\n1 Initial")


def test_a_card_is_used_by_its_buttons_menu_and_confirmation(ana: Person) -> None:
    ana.command("/opp 7")
    assert ana.buttons() == ["Next", "Close", "Delete", "History", "Tasks"]
    ana.click("Next")
    ana.sees("Stage\n4 Contract")
    ana.click("History")
    ana.sees("You chose History")
    ana.click("Close")
    ana.sees("Close OP000007")
    ana.close()
    with pytest.raises(AssertionError, match="asks first"):
        ana.click("Delete")
    ana.click("Delete", confirm="Delete")
    assert ana.messages() == ["You chose History"]


def test_home_is_drawn_when_it_is_opened(ana: Person) -> None:
    ana.go("Home")
    ana.sees("My day", "closes in 12 days")
    ana.click("Open")


def test_what_is_not_on_the_screen_is_not_found(make: Callable[..., Sandbox]) -> None:
    lonely = Person(make(), people.MARC, patience=0.05)
    with pytest.raises(AssertionError, match="waited for the button 'Next'"):
        lonely.click("Next")


def test_a_thread_is_looked_into_answered_and_left(ana: Person, demo: Demo) -> None:
    marc = Person(demo.sandbox, people.MARC)
    ana.say("The offer?")
    marc.say("Lunch?")
    marc.look_into("The offer?")
    marc.reply("Here it is")
    marc.share_file("offer.pdf", "as a file")
    assert marc.messages() == ["The offer?\n2 replies", "Here it is", "as a file\n📄 offer.pdf"]
    marc.delete_file("offer.pdf")
    marc.sees("This file was deleted.")
    marc.go("#sales")
    assert marc.messages() == ["The offer?\n2 replies", "Lunch?"]
    ana.reply("Yes")
    assert ana.messages() == ["Lunch?\n1 reply", "Yes"]


def test_pickers_offer_what_slack_would_and_begin_where_the_form_was_opened(make: Callable[..., Sandbox]) -> None:
    sandbox = make()
    ana = Person(sandbox, people.ANA)
    places = {"include": ["public", "private"], "exclude_external_shared_channels": True}
    here = {"type": "conversations_select", "default_to_current_conversation": True, "filter": places}
    form = modal(
        asked("Where", here, "where"),
        asked("Who", {"type": "users_select", "placeholder": text("Somebody")}, "who"),
        asked("Channels", {"type": "multi_channels_select"}, "channels"),
    )
    trigger = sandbox.world.new_trigger(people.ANA, channel=people.SALES)
    client(sandbox).views_open(trigger_id=trigger, view=form)
    assert ana.value("Where") == "#sales"
    ana.fill("Where", "#general")
    for hidden in ("#board", "#partners"):
        with pytest.raises(AssertionError, match="is not offered"):
            ana.fill("Where", hidden)
    ana.fill("Who", "Marc Weber")
    with pytest.raises(AssertionError, match="is not offered"):
        ana.fill("Who", "Dora Left")
    ana.fill("Channels", ["#sales", "#partners"])
    assert [ana.value(label) for label in ana.labels()] == ["#general", "Marc Weber", "#sales, #partners"]
    with pytest.raises(Gone):
        sandbox.act.fill(people.ANA, sandbox.world.stacks[people.ANA][0].id, "where", "it", people.BOARD)
