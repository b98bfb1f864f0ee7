"""Digests set up in chat: typed, filled in, previewed, paused, deleted, refused; they come on their day."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.sandbox import people
from store.models.workspaces import people as people_table
from store.rules.words import Role
from store.sessions import Sessions
from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running, running


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Running]:
    """A workspace with EX-LARGE and an opportunity, at the pace of a test."""
    with running(sqlite_url, "http", messages_per_second=None) as bot:
        selling.install(bot.ada)
        selling.create(bot.ana)
        yield bot


@pytest.fixture
def ada(office: Running) -> Person:
    """The admin, in her messages with Stagepost."""
    ada = office.person(people.ADA)
    ada.go("Stagepost")
    return ada


def set_up(ada: Person, typed: str = "digest new weekly tuesday 7:30 Sales review") -> None:
    """A digest, as typed."""
    ada.command(f"/opp {typed}")
    ada.opens("Digest")
    ada.submit("Save")
    ada.sees("is set up.")


def manager(office: Running, slack_id: str) -> Person:
    """Somebody as a manager, in their messages with Stagepost."""
    person = office.person(slack_id)
    person.go("Stagepost")
    person.command("/opp help")
    with closing(Sessions(office.database_url)) as sessions, sessions.writing() as session:
        session.change(people_table.update().where(people_table.c.slack_id == slack_id).values(role=Role.MANAGER))
    return person


def test_a_digest_is_typed_filled_in_previewed_and_comes_on_its_day(office: Running, ada: Person) -> None:
    ada.command("/opp digest")
    ada.sees("You have set up no digest yet.", "New digest")
    ada.command("/opp digest new weekly tuesday 7:30 Sales review")
    ada.opens("Digest", "Next: ", "at 07:30 (Europe/Zurich), then every Tuesday")
    assert (ada.value("Name"), ada.value("How often"), ada.value("Weekday")) == (
        "Sales review",
        "Every week",
        "Tuesday",
    )
    ada.fill("How often", "Every month")
    ada.sees("Day of the month", "on the first of every month")
    ada.fill("Day of the month", "30")
    ada.sees("on day 30 of every month, in shorter ones on the last")
    ada.fill("How often", "Every day")
    ada.sees("then every day")
    ada.fill("Goes to", "A channel")
    ada.fill("Channel", "#sales")
    ada.click("Preview")
    ada.opens("Stagepost", "Sales review")
    ada.close()
    ada.submit("Save")
    ada.sees("Sales review is set up. Next: ", "every day at ", "Everybody → #sales", "Pause")
    ada.go("#sales")
    office.to("2026-01-06", "06:30")
    ada.sees("Sales review")
    ada.go("Stagepost")
    ada.command("/opp digest")
    ada.sees("last on ", "Next on ")


def test_a_digest_is_previewed_paused_resumed_changed_and_deleted_by_words_and_by_buttons(ada: Person) -> None:
    set_up(ada)
    set_up(ada, "digest daily Morning")
    ada.command("/opp digest preview 1")
    ada.sees("Sales review · ")
    ada.command("/opp digest preview morn 2.1.2026")
    ada.sees("Morning · 2 Jan 2026")
    ada.command("/opp digest preview morn 31.12.9999")
    ada.sees("Day: This date is too late: it must be on or before 31 Dec 2199.")
    ada.command("/opp digest pause sales review")
    ada.sees("Sales review is paused.", "Resume")
    ada.click("Resume")
    ada.sees("Sales review goes on. Next: ")
    ada.command("/opp digest change 2")
    ada.opens("Digest")
    assert (ada.value("Name"), ada.value("How often")) == ("Morning", "Every day")
    ada.fill("Name", "Evening")
    ada.submit("Save")
    ada.sees("Evening is changed.")
    ada.command("/opp digest delete evening")
    ada.opens("Delete digest?", "Evening")
    ada.submit("Delete")
    ada.sees("Evening is deleted.")
    ada.click("Delete", confirm="Delete")
    ada.sees("Sales review is deleted.", "You have set up no digest yet.")


def test_what_can_not_be_is_said_on_its_field(office: Running, ada: Person) -> None:
    ada.command("/opp digest new")
    ada.opens("Digest")
    ada.fill("How often", "By a cron line")
    ada.sees("at most once a day")
    with office.nothing_stored():
        for line, said in (
            ("0 8 31 2 *", "never rings: there is no such day."),
            ("*/10 8 * * 1", "rings 6 times a day. A digest comes at most once a day"),
            ("at eight", "is not a cron line. Write minute, hour"),
        ):
            ada.fill("Cron line", line)
            ada.sees(said)
            ada.submit("Save")
            assert said in ada.errors()["Cron line"]
        ada.fill("Cron line", "30 7 * * 1-5")
        ada.sees("by the cron line 30 7 * * 1-5")
        ada.fill("Goes to", "A channel")
        for channel, said in (
            ("#general", "#general is the general channel, which is left alone."),
            ("#partners", "#partners is shared with another company, which would read your amounts."),
        ):
            ada.fill("Channel", channel)
            ada.submit("Save")
            assert said in ada.errors()["Channel"]
        ada.fill("Name", "")
        ada.fill("About", "One person")
        ada.sees("Person")
        ada.submit("Save")
        assert {"Name", "Person"} <= ada.errors().keys()


def test_a_team_that_is_not_ones_own_and_what_is_no_digest_are_refused_in_a_sentence(
    office: Running, ada: Person
) -> None:
    ada.command("/opp digest new weekly team Nowhere")
    ada.opens("Digest", "There is no such team: Nowhere. No team of yours is set up.")
    ada.submit("Save")
    assert "About" in ada.errors()
    ada.close()
    ada.command("/opp digest new weekly cycle EX-LARG")
    ada.opens("Digest", "There is no such sales cycle: EX-LARG. There are: EX-LARGE.")
    ada.close()
    ada.command("/opp digest pause 3")
    ada.sees("There is no such digest of yours: 3.")
    ada.command("/opp digest sometimes")
    ada.sees("Type it like this:", "digest preview 1")
    office.ana.command("/opp digest")
    office.ana.sees("needs the role manager")


def test_a_channel_that_dies_lets_the_digest_rest_and_its_owner_is_told(office: Running, ada: Person) -> None:
    ada.command("/opp digest new daily Morning")
    ada.opens("Digest")
    ada.fill("Goes to", "A channel")
    ada.fill("Channel", "#sales")
    ada.submit("Save")
    ada.sees("Morning is set up.")
    ada.go("#sales")
    ada.say("/remove @Stagepost")
    ada.go("Stagepost")
    office.to("2026-01-06", "08:00")
    ada.sees("The digest Morning rests.", "Stagepost is not in #sales.", "/opp digest, then Change or Resume")
    ada.command("/opp digest")
    ada.sees("It rests.", "Resume")


def test_a_french_speaker_sets_a_digest_up_in_french(office: Running) -> None:
    chloe = manager(office, people.CHLOE)
    chloe.command("/opp résumé nouveau hebdomadaire mardi 7h30 Ventes")
    chloe.opens("Résumé", "puis chaque mardi", "(Europe/Paris)")
    assert chloe.value("Jour de la semaine") == "mardi"
    chloe.fill("Fréquence", "Selon une ligne cron")
    chloe.fill("Ligne cron", "0 8 31 2 *")
    chloe.submit("Enregistrer")
    assert "ne se déclenche jamais" in chloe.errors()["Ligne cron"]
    chloe.fill("Fréquence", "Chaque mois")
    chloe.submit("Enregistrer")
    chloe.sees(
        "Le résumé Ventes est créé. Prochain envoi", "le 1er de chaque mois", "Tout le monde → message direct pour vous"
    )


def test_an_admin_previews_a_change_of_somebody_elses_digest_as_it_would_be_saved(office: Running, ada: Person) -> None:
    """The names of its owner's digests count, and not those of the admin's own."""
    set_up(manager(office, people.MARC), "digest new weekly tuesday Morning")
    set_up(ada, "digest new daily Morning")
    ada.command("/opp digest change 1")
    ada.opens("Digest")
    ada.fill("Weekday", "Friday")
    ada.click("Preview")
    ada.opens("Stagepost", "Morning · ")
    ada.close()
    ada.submit("Save")
    ada.sees("Morning is changed.")


def test_a_preview_shows_the_thread_by_name_and_an_asterisk_in_a_name_stays_one(office: Running, ada: Person) -> None:
    selling.create(office.person(people.MARC), "Filters", contact="Lac SA")
    set_up(ada, "digest new weekly tuesday 7:30 30 7 * * 1-5")
    ada.sees("1 · 30 7 ∗ ∗ 1-5 · every Tuesday")  # in bold, which an asterisk would end
    ada.command("/opp digest preview 1")
    said = ada.sees("A preview, which only you see.", "In its thread, a reply for each salesperson:")
    thread = said.partition("In its thread")[2].splitlines()
    assert [line for line in thread if line in ("Ana Keller", "Marc Weber")] == ["Ana Keller", "Marc Weber"]


def test_a_preview_of_what_could_not_be_saved_says_why(ada: Person) -> None:
    set_up(ada, "digest new daily Morning")
    ada.command("/opp digest new daily Morning")
    ada.opens("Digest")
    ada.click("Preview")
    ada.opens("Stagepost", "Morning", "already")


def test_what_is_misspelt_stands_above_the_form_until_it_is_chosen(ada: Person) -> None:
    ada.command("/opp digest new monthly 31.2. 25:00 zone Europe/Zuerich #nowhere Sales")
    day = "“31.2.” is no day that comes every month. Write the day alone, like monthly 15, or monthly last."
    time = "“25:00” is no time of the day. Write it like 8:30, 8h30 or 6pm."
    zone = "There is no time zone “Europe/Zuerich”. The nearest one, Europe/Zurich, stands in the form."
    ada.opens("Digest", day, time, zone, "Slack knows no channel #nowhere here. Choose one from the list.")
    assert ada.value("Name") == "Sales"
    ada.submit("Save")
    assert {"Day of the month", "Time", "Channel"} <= ada.errors().keys()
    ada.fill("Day of the month", "15")
    ada.fill("Time", "08:30")
    said = ada.sees("(Europe/Zurich), then on day 15 of every month", zone)
    assert day not in said
    assert time not in said
    ada.fill("Goes to", "Direct message to me")
    ada.waits(lambda: "#nowhere" not in ada.screen())  # drawn anew without the channel, which must be filled in
    ada.submit("Save")
    ada.sees("Sales is set up.")


def test_a_day_that_no_calendar_has_is_not_previewed(ada: Person) -> None:
    set_up(ada)
    for typed, day in (("31.2.2026", "31.2.2026"), ("sales 31.2.2026", "31.2.2026"), ("1 2026-02-30", "2026-02-30")):
        ada.command(f"/opp digest preview {typed}")
        ada.sees(f"There is no day {day}: that month is shorter.")
    ada.command("/opp digest preview 2.1.2026")
    ada.sees("Sales review · 2 Jan 2026")
