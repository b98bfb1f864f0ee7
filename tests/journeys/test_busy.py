"""While the database is busy: what somebody filled in stays, and they are told in their language."""

from collections.abc import Iterator

import pytest

from bot.sandbox import people
from tests.journeys import selling
from tests.journeys.running import Running, running
from tests.journeys.test_channels import add_channel

BUSY = "Nothing was saved: the service is busy just now. Please try again."
FRENCH = "Rien n’a été enregistré"


@pytest.fixture
def set_up(sqlite_url: str) -> Iterator[Running]:
    """A workspace with EX-LARGE on SQLite, where one writes at a time."""
    with running(sqlite_url, "http", messages_per_second=None) as bot:
        selling.install(bot.ada)
        yield bot


def test_a_form_sent_while_somebody_writes_stays_with_what_stands_in_it(set_up: Running) -> None:
    ada = set_up.ada
    ada.command("/opp setup teams")
    ada.click("New team")
    ada.opens("New team")
    ada.fill("Team", "North")
    with set_up.nothing_stored(), set_up.bot.sessions.writing():
        ada.submit("Create")
        assert ada.errors() == {"Team": BUSY}
    assert ada.value("Team") == "North"
    ada.submit("Create")
    ada.sees("The team North is created.")


def test_who_presses_or_types_while_somebody_writes_is_told_in_their_language(set_up: Running) -> None:
    number = selling.create(set_up.ana)
    chloe = set_up.chloe
    chloe.command("/opp aide")
    chloe.sees("/opp devis")
    with set_up.nothing_stored(), set_up.bot.sessions.writing():
        chloe.command(f"/opp commenter {number} Bonjour")
        chloe.sees(FRENCH)


def test_a_press_while_somebody_writes_is_answered(set_up: Running) -> None:
    ana = set_up.ana
    number = selling.create(ana)
    ana.command(f"/opp tasks {number}")
    said = len(ana.messages())
    with set_up.nothing_stored(), set_up.bot.sessions.writing():
        ana.click("Done")
        ana.hears(BUSY, after=said)


def test_somebody_never_seen_before_is_told_so_too_while_somebody_writes(set_up: Running) -> None:
    add_channel(set_up.ada, "#sales")
    number = selling.create(set_up.ana)
    chloe, marc = set_up.person(people.CHLOE), set_up.person(people.MARC)
    chloe.go("#sales")
    chloe.sees(number, "[History]")
    said = len(chloe.messages())
    with set_up.nothing_stored(), set_up.bot.sessions.writing():
        chloe.click("History")
        chloe.hears(BUSY, after=said)
        marc.command("/opp help")
        marc.sees(BUSY)
