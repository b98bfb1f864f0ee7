"""The channel feed: set up in chat, heard in the channel, with files and links, in English and in French."""

from collections.abc import Iterator

import pytest

from bot.sandbox import people
from store import cycle_changes, feeds, team_changes, workspaces
from store import people as people_of
from store.rules.places import Place
from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running, running


@pytest.fixture
def heard(sqlite_url: str) -> Iterator[Running]:
    """A workspace with EX-LARGE whose #sales hears of everything, at the pace of a test."""
    with running(sqlite_url, "http", messages_per_second=None) as bot:
        selling.install(bot.ada)
        add_channel(bot.ada, "#sales")
        yield bot


def add_channel(ada: Person, channel: str) -> None:
    """Ada lets a channel hear of everything."""
    ada.go("Stagepost")
    ada.command("/opp setup channels")
    ada.click("Add channel")
    ada.opens("Channel feed", "What it hears: The whole workspace")
    ada.fill("Channel", channel)
    ada.submit("Save")


def sold(heard: Running, user: str = people.ANA) -> tuple[Person, str]:
    """Somebody away from #sales, with a new opportunity."""
    person = heard.person(user)
    person.go("#general")
    return person, selling.create(person)


def thread(person: Person, number: str) -> None:
    """Look into the opportunity's thread in #sales, once something is told in it: until then its root is not known."""
    person.go("#sales")
    person.look_into(number)
    person.waits(lambda: len(person.messages()) > 1)


def test_an_admin_sets_a_channel_up_and_is_told_which_do_not_do(fresh: Running) -> None:
    """F098."""
    selling.install(ada := fresh.ada)
    ada.go("#sales")
    ada.say("/remove @Stagepost")
    ada.go("Stagepost")
    ada.command("/opp setup")
    ada.click("Channels")
    ada.sees("No channel hears of opportunities yet.")
    ada.click("Add channel")
    ada.opens("Channel feed")
    with fresh.nothing_stored():
        for channel, said in (
            ("#general", "#general is the general channel, which is left alone."),
            ("#partners", "#partners is shared with another company, which would read your amounts."),
            ("#sales", "Stagepost is not in #sales. Type /invite @Stagepost there, then save again."),
            ("#board", "Slack does not show this channel to Stagepost."),
        ):
            ada.fill("Channel", channel)
            ada.submit("Save")
            assert said in ada.errors()["Channel"]
    fresh.sandbox.act.say(people.ADA, people.SALES, "/invite @Stagepost")
    ada.fill("Channel", "#sales")
    ada.fill("What it hears", "Sales cycle EX-LARGE")
    ada.submit("Save")
    ada.sees("#sales hears from now on: sales cycle EX-LARGE.", "Set up by Ada Novak")
    ada.go("#sales")
    ada.sees("This channel now hears when opportunities (sales cycle EX-LARGE) are activated")
    assert [one.error for one in fresh.refused] == ["channel_not_found"], "of the private channel it is not in"


def test_a_channel_is_changed_and_removed(heard: Running) -> None:
    ada = heard.ada
    ada.command("/opp setup channels")
    ada.click("Change")
    ada.opens("Channel feed", "Channel: #sales", "What it hears: The whole workspace")
    ada.fill("What it hears", "Sales cycle EX-LARGE")
    ada.submit("Save")
    ada.sees("#sales hears from now on: sales cycle EX-LARGE.")
    assert "whole workspace" not in ada.screen()
    ada.click("Add channel")
    ada.opens("Channel feed")
    ada.fill("Channel", "#sales")
    ada.fill("What it hears", "Sales cycle EX-LARGE")
    ada.submit("Save")
    assert ada.errors()["What it hears"].startswith("#sales hears this already.")
    ada.close()
    ada.click("Remove", confirm="Remove")
    ada.sees("#sales hears no more: sales cycle EX-LARGE.", "No channel hears of opportunities yet.")
    _, number = sold(heard)
    heard.bot.jobs.tick()
    assert not any(number in said for said in heard.person(people.MARC).messages())
    assert heard.refused == []


def test_many_channels_are_turned_page_by_page_and_deleted_cycles_are_not_offered(heard: Running) -> None:
    with heard.bot.sessions.writing() as session:
        found = workspaces.every(session)[0]
        known = people_of.known(session, found.id, people.ADA, people_of.EVER)
        assert known
        for n in range(20):
            team = team_changes.create(session, known, team_changes.Wanted(f"Team {n}"), heard.clock.now())
            feeds.create(session, known, Place(f"C{n}", f"c{n}", None), f"team:{team.id}", heard.clock.now())
        gone = cycle_changes.create(session, known, code="GONE", description="x", now=heard.clock.now())
        cycle_changes.remove(session, known, gone, seen=1, now=heard.clock.now())
    ada = heard.ada
    ada.command("/opp setup channels")
    assert "#c19" not in ada.sees("#sales · whole workspace", "#c18")
    ada.click("Next page")
    assert "#c18" not in ada.sees("#c19 · team Team 19", "[Previous page]")
    ada.click("Add channel")
    assert "GONE" not in ada.opens("Channel feed")
    with pytest.raises(AssertionError, match="not offered"):
        ada.fill("What it hears", "Sales cycle GONE")
    ada.close()


def test_nobody_but_admins_sets_channels_up(heard: Running) -> None:
    ana, _ = sold(heard)
    with heard.nothing_stored():
        ana.command("/opp setup channels")
    ana.sees("it needs the role admin")


def test_the_channel_hears_what_happens_under_one_card_that_stays_true(heard: Running) -> None:
    """F098: activated, quoted, won each post one message in the configured channel."""
    (ana, number), marc = sold(heard), heard.person(people.MARC)
    marc.go("#sales")
    marc.sees(f"{number} ·", "Status\n🔵 In progress", "Set up by Ada Novak")
    ana.command(f"/opp quote {number} Q-17 58'500")
    ana.command(f"/opp won {number} PRICE_W")
    ana.opens(f"Close {number}")
    ana.submit("Close opportunity")
    thread(marc, number)
    marc.sees("🏆 Ana Keller won", "CHF 58’500.00")
    said = marc.messages()
    assert [one[0] for one in said[1:]] == ["🔵", "📄", "🏆"]
    assert "Status\n🏆 Won" in said[0]
    marc.go("#sales")
    assert [one.partition(" ")[0] for one in marc.messages() if one.startswith(("🔵", "📄", "🏆"))] == ["🏆"]
    assert heard.refused == []


def test_a_card_in_a_channel_is_used_by_its_buttons(heard: Running) -> None:
    _, number = sold(heard)
    marc = heard.person(people.MARC)
    marc.go("#sales")
    marc.sees(number, "[Next]")
    marc.click("History")
    marc.sees("First stage activated")
    marc.go("#sales")
    assert heard.refused == []


def test_a_file_shared_in_the_thread_and_a_link_are_listed_on_the_card(heard: Running) -> None:
    """F078: a file shared in the thread is listed with it."""
    (ana, number), marc = sold(heard), heard.person(people.MARC)
    thread(marc, number)
    marc.share_file("Offer <7>.pdf", "as agreed")
    marc.waits(lambda: "📎 Files & links Offer <7>.pdf" in marc.messages()[0])
    ana.command(f"/opp link {number} https://example.com/plan?a=1&b=2 The & plan")
    ana.sees("The link The & plan is kept with", "📎 Files & links The & plan Offer <7>.pdf")
    marc.delete_file("Offer <7>.pdf")
    marc.waits(lambda: "📎 Files & links The & plan\n" in marc.messages()[0])
    assert heard.refused == []


def test_a_link_without_an_address_opens_the_form_which_refuses_what_is_none(heard: Running) -> None:
    ana, number = sold(heard)
    ana.command(f"/opp link {number}")
    ana.opens("Link")
    ana.fill("Link", "https://[::1")
    with heard.nothing_stored():
        ana.submit("Save")
    assert ana.errors() == {
        "Link": "“https://[::1” is not a web address. Write it whole, like https://example.com/offer."
    }
    ana.fill("Link", "https://example.com/offer")
    ana.submit("Save")
    ana.sees("📎 Files & links example.com/offer")
    with heard.nothing_stored():
        ana.command(f"/opp link {number} https://example.com/offer")
    ana.sees("exists already")


def test_a_link_is_removed_in_the_form_that_lists_them(heard: Running) -> None:
    """F078: by who put it there; others see it without the button."""
    (ana, number), chloe = sold(heard), heard.person(people.CHLOE)
    ana.command(f"/opp link {number} https://example.com/offer The offer")
    ana.sees("📎 Files & links The offer")
    chloe.command(f"/opp lien {number}")
    assert "[Retirer]" not in chloe.opens("Lien", "The offer", "Ana Keller")
    chloe.close()
    ana.click("Link")
    ana.opens("Link", "The offer", "Ana Keller")
    ana.click("Remove", confirm="Remove")
    ana.sees(f"The offer is no longer kept with {number}.")
    assert "[Remove]" not in ana.buttons()
    ana.close()
    ana.command(f"/opp show {number}")
    assert "The offer" not in ana.sees(number, "Estimated value")
    assert heard.refused == []


def test_every_file_and_link_can_be_reached_from_the_card_also_by_a_reader(heard: Running) -> None:
    """F078: the card names the newest five and where the others are."""
    (ana, number), ada, marc = sold(heard), heard.ada, heard.person(people.MARC)
    for n in range(22):
        ana.command(f"/opp link {number} https://example.com/{n} Page {n:02d}")
        ana.sees(f"The link Page {n:02d} is kept")
    ana.sees("Page 21 Page 20 Page 19 Page 18 Page 17 and 17 more under “Link”")
    marc.command("/opp help")
    marc.sees("What you can type")
    ada.command("/opp person marc")
    ada.fill("Role", "reader")
    ada.sees("has the role reader now.")
    for reader in (ana, marc):
        reader.command(f"/opp show {number}")
        reader.sees(number, "Estimated value")
        reader.click("Link")
        reader.opens("Link", "Page 21", "Page 02")
        reader.click("Next page")
        assert "Page 02" not in reader.sees("Page 01", "Page 00")
        reader.click("Previous page")
        reader.sees("Page 02")
        assert ("Name" in reader.labels()) == (reader is ana)
        reader.close()
    assert heard.refused == []


def test_files_elsewhere_and_of_guests_are_left_alone(heard: Running) -> None:
    (ana, number), gil = sold(heard), heard.person(people.GIL)
    thread(gil, number)
    gil.share_file("guest.pdf")
    ana.go("#sales")
    ana.share_file("no thread.pdf")
    ana.say("A question")
    ana.look_into("A question")
    ana.share_file("other thread.pdf")
    thread(ana, number)
    ana.share_file("mine.pdf")
    ana.waits(lambda: "📎 Files & links mine.pdf" in ana.messages()[0])
    assert [row for row in heard.stored()["files"] if "mine.pdf" not in row] == []
    assert heard.refused == []


def test_who_set_a_channel_up_is_told_when_it_is_archived(heard: Running) -> None:
    ada = heard.person(people.ADA)
    ada.go("#sales")
    ada.waits(lambda: any("This channel now hears" in one for one in ada.messages()))
    ada.say("/archive")
    sold(heard)
    ada.go("Stagepost")
    ada.sees("The channel feed rests (whole workspace): nothing can go to #sales.", "#sales is archived.")
    ada.command("/opp setup channels")
    ada.sees("#sales · whole workspace", "⚠️ It rests. #sales is archived.")


def test_all_of_it_in_french(sqlite_url: str) -> None:
    """F098, F078."""
    with running(sqlite_url, "http", messages_per_second=None) as bot:
        bot.sandbox.world.people[people.ADA].locale = "fr-FR"
        ada, chloe = bot.ada, bot.person(people.CHLOE)
        ada.command("/opp configurer modèle EX-LARGE")
        ada.command("/opp configurer canaux")
        ada.sees("Canaux", "Aucun canal n’annonce encore les opportunités.")
        ada.click("Ajouter un canal")
        ada.opens("Annonces du canal", "Ce qui est annoncé: Tout l’espace de travail")
        ada.fill("Canal", "#general")
        ada.submit("Enregistrer")
        assert ada.errors()["Canal"].startswith("#general est le canal général")
        ada.fill("Canal", "#sales")
        ada.submit("Enregistrer")
        ada.sees("#sales reçoit désormais les annonces : tout l’espace de travail.", "Configuré par Ada Novak")
        _, number = sold(bot)
        chloe.go("#general")
        chloe.command(f"/opp lien {number} https://example.com/offre L’offre")
        chloe.sees("Le lien L’offre est enregistré avec", "📎 Fichiers et liens L’offre")
        thread(chloe, number)
        chloe.share_file("devis.pdf")
        chloe.waits(lambda: "📎 Files & links devis.pdf L’offre" in chloe.messages()[0])
        assert bot.refused == []
