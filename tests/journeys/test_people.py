"""Who sees what: guests and people who left nothing, and nobody what belongs to another workspace."""

import pytest

from bot.sandbox import people
from store import workspaces
from store.sessions import Sessions
from tests.journeys import selling
from tests.journeys.running import Running
from tests.store.firm import founded

VERBS = ["", "help", "new", "list", "list all", "find pumps", "show {}", "next {}", "won {}", "history {}", "tasks",
         "tasks {}", "task {} Call on 2026-12-31", "comment {} Hello", "quote {} Q9 5", "order {} A9 5",
         "comments {}", "log {} call Hello", "log ct1 call Hello", "interactions {}", "interactions ct1",
         "order {} cancel", "invoice {} R9 5", "show quote {}", "contact new Evil AG",
         "contact find AG", "contact show Müller AG", "setup", "setup template NEW", "setup cycles"]  # fmt: skip


@pytest.mark.parametrize("user", [people.GIL, people.DORA], ids=["a guest", "somebody who left"])
def test_they_see_nothing_and_change_nothing(firm: Running, user: str, subtests: pytest.Subtests) -> None:
    number = selling.create(firm.ana, "Secret pumps", contact="Secret AG")
    stranger = firm.person(user)
    if user == people.GIL:
        stranger.go("Home")
        stranger.sees("Guests see nothing here.")
        assert stranger.buttons() == []
        stranger.go("#sales")
    stranger.command("/opp")  # from now on they are kept as what they are
    with firm.nothing_stored():
        for verb in VERBS:
            with subtests.test(verb):
                stranger.command(f"/opp {verb.format(number)}")
                said = stranger.screen()
                assert stranger.title() == ""
                assert "Secret" not in said and "Müller" not in said and "Initial" not in said


def test_another_workspaces_number_reads_as_one_that_there_is_not(firm: Running, subtests: pytest.Subtests) -> None:
    ana = firm.ana
    sessions = Sessions(firm.database_url)
    other = founded(sessions, "T00OTHER", prefix="Foreign ")
    with sessions.writing() as session:
        workspaces.numbers(session, other.ana, "opportunity", 776)
        workspaces.numbers(session, other.ana, "contact", 776)
    foreign = other.create("Foreign pumps", contact=(contact := other.contact("Foreign AG")))
    sessions.close()
    assert (foreign, contact.number) == ("OP000777", "CT000779")
    with firm.nothing_stored():
        for verb in ("show {}", "next {}", "update {} 5000", "won {}", "history {}", "tasks {}", "comment {} Hello",
                     "comments {}", "log {} call Hello", "interactions {}",
                     "task {} Call on 2026-12-31", "quote {} Q9 5", "order {} A9 5", "invoice {} R9",
                     "order {} cancel", "show quote {}", "activate {} 5", "contact show {}"):  # fmt: skip
            with subtests.test(verb):
                answers = []
                for number in ("777", "888") if "contact" not in verb else ("CT779", "CT888"):
                    ana.command(f"/opp {verb.format(number)}")
                    answers.append(ana.screen().replace(number, "…"))
                assert answers[0] == answers[1] and "There is no such" in answers[0]
        ana.command("/opp find Foreign")
        assert "Nothing has this in its name." in ana.screen()
        ana.command("/opp contact show Foreign AG")
        ana.sees("There is no such contact: Foreign AG.")
        ana.command("/opp new")
        ana.opens("New opportunity")
        assert ana.suggestions("Contact", "Foreign") == ['Create contact "Foreign"']


def test_help_shows_what_the_person_may_do(firm: Running) -> None:
    for person, may_set_up in ((firm.ana, False), (firm.ada, True)):
        person.command("/opp help")
        said = person.sees("What you can type", "/opp next OP7", "/opp won OP7")
        assert ("/opp setup" in said) is may_set_up


def test_an_admin_who_asks_for_the_cycles_makes_the_first_one(fresh: Running) -> None:
    """F001: a refusal would name the admin who asks."""
    fresh.ada.command("/opp setup cycles")
    assert "No sales cycle is set up yet." not in fresh.ada.sees("A sales cycle", "[New cycle]")


def test_a_salesperson_asks_an_admin_to_set_up(fresh: Running) -> None:
    fresh.ada.command("/opp help")  # an admin is known once they were here
    for verb in ("new", "setup cycles", "list", ""):
        fresh.ana.command(f"/opp {verb}")
        said = fresh.ana.screen()
        assert "No sales cycle is set up yet." in said or "No opportunity is in this list." in said
        assert "[Set up]" not in said
    fresh.ana.command("/opp setup template EX-LARGE")
    fresh.ana.sees("Your role does not allow this: it needs the role admin.")
