"""An admin looks after people and teams in chat; everybody sees what somebody has in hand."""

from bot.sandbox import people
from bot.sandbox.records import Someone
from tests.journeys import selling
from tests.journeys.running import Running


def test_an_admin_gives_roles_by_a_menu_and_the_last_admin_stays(firm: Running) -> None:
    """F096: roles are given in chat and count at once."""
    ada, marc = firm.ada, firm.person(people.MARC)
    marc.command("/opp help")
    ada.command("/opp setup")
    ada.click("People")
    ada.sees("People", "Marc Weber\nsalesperson", "Ada Novak\nadmin")
    ada.command("/opp setup people marc")
    assert "Ada Novak" not in ada.sees("Those with “marc” in their name", "Marc Weber")
    ada.click("Show")
    ada.sees("@Marc Weber · salesperson", "Open opportunities\n0")
    ada.fill("Role", "manager")
    ada.sees("Marc Weber has the role manager now.", "@Marc Weber · manager")
    marc.command("/opp audit today")
    marc.sees("Audit trail", "role changed", "salesperson → manager")
    ada.command("/opp person")
    ada.sees("@Ada Novak · admin")
    ada.fill("Role", "reader")
    ada.sees("Ada Novak is the last admin", "Make somebody else an admin first.")


def test_somebody_never_seen_is_found_in_slack_and_who_holds_work_is_not_taken_out(firm: Running) -> None:
    """F076, F019: deletion is refused while work is theirs; a blocked person is not offered."""
    ada, chloe = firm.ada, firm.chloe
    ada.command("/opp setup people")
    ada.fill("Find somebody", "Chloé Martin")
    ada.sees("@Chloé Martin · salesperson")
    ada.click("New opportunity")
    ada.opens("New opportunity")
    assert ada.value("Salesperson") == "Chloé Martin"
    ada.fill("Description", "Her first")
    selling.name(ada, "Dupont SA")
    ada.fill("Estimated value", "500")
    ada.fill("Chances of success %", "10")
    number = selling.sent(ada, "Create", "is created")
    ada.command("/opp person chloé")
    ada.sees("Open opportunities\n1 ·")
    ada.click("Take out", confirm="Take out")
    ada.sees("Chloé Martin still has 1 open opportunity")
    ada.click("Opportunities")
    ada.sees(number, "Her first")
    ada.command("/opp person chloe")
    ada.click("Block as salesperson")
    ada.sees("not offered any more, and still reading.", "blocked as a salesperson", "[Unblock as salesperson]")
    assert "[New opportunity]" not in ada.screen()
    chloe.command(f"/opp next {number}")
    chloe.sees("Vous êtes bloqué comme vendeur")
    chloe.command(f"/opp {number}")
    chloe.sees("Her first")
    ada.click("Unblock as salesperson")
    ada.sees("Chloé Martin is offered as a salesperson again.")


def test_a_team_is_made_changed_and_deleted(firm: Running) -> None:
    """F096: a team names its managers."""
    ada = firm.ada
    ada.command("/opp setup teams")
    ada.sees("There is no team: every manager manages everybody.")
    ada.click("New team")
    ada.opens("New team")
    ada.fill("Team", "Alps")
    ada.fill("Members", ["Ana Keller"])
    ada.fill("Managers", ["Ana Keller"])
    ada.submit("Create")
    assert ada.errors()["Managers"].startswith("Ana Keller has the role salesperson.")
    ada.fill("Managers", ["Ada Novak"])
    ada.submit("Create")
    ada.sees("The team Alps is created.", "Alps · 2 members\nManaged by Ada Novak")
    firm.ana.command("/opp person")
    firm.ana.sees("salesperson · Alps")
    ada.click("Edit")
    ada.opens("Team")
    ada.click("Delete", confirm="Delete")
    ada.sees("The team Alps is deleted.")
    ada.close()


def test_a_team_of_people_never_seen_is_made_at_once_and_grows(fresh: Running) -> None:
    selling.install(ada := fresh.ada)
    new = [Someone(f"U00NEW{n}", f"new{n}", f"New Mate {n}", "salesperson") for n in range(9)]
    fresh.sandbox.world.people.update({one.id: one for one in new})
    ada.command("/opp setup teams")
    ada.click("New team")
    ada.opens("New team")
    ada.fill("Team", "Big")
    ada.fill("Members", [one.real_name for one in new[:8]])
    ada.submit("Create")
    ada.sees("The team Big is created.", "Big · 8 members")
    ada.click("Edit")
    ada.opens("Team")
    ada.fill("Members", [one.real_name for one in new])
    ada.submit("Save")
    ada.sees("Big · 9 members")


def test_whose_role_fell_while_a_form_was_open_is_refused_in_words(firm: Running) -> None:
    """F096: rights are asked for when the form is sent, too."""
    ada, ana = firm.ada, firm.ana
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", "Too late")
    selling.name(ana, "Late AG")
    ana.fill("Estimated value", "500")
    ana.fill("Chances of success %", "10")
    ada.command("/opp person ana")
    ada.fill("Role", "reader")
    ada.sees("Ana Keller has the role reader now.")
    with firm.nothing_stored():
        ana.submit("Create")
        assert "it needs the role salesperson" in next(iter(ana.errors().values()))
    ana.close()
    ada.fill("Role", "salesperson")
    ada.sees("Ana Keller has the role salesperson now.")


def test_the_pages_of_people_read_in_french(firm: Running) -> None:
    ada, chloe = firm.ada, firm.chloe
    chloe.command("/opp aide")
    ada.command("/opp person chloé")
    ada.fill("Role", "admin")
    ada.sees("has the role admin now.")
    chloe.command("/opp configurer personnes")
    chloe.sees("Personnes", "Chloé Martin\nadministrateur")
    chloe.command("/opp configurer équipes")
    chloe.sees("Il n’y a pas d’équipe : chaque responsable gère tout le monde.")
    chloe.command("/opp configurer codes")
    chloe.sees("Codes de clôture", "0 clôture")
    chloe.command("/opp personne ana")
    chloe.sees("Opportunités ouvertes", "Bloquer comme vendeur")
    ada.fill("Role", "salesperson")
    ada.sees("has the role salesperson now.")


def test_who_is_taken_out_is_told_so_everywhere_and_comes_back(firm: Running) -> None:
    """F076: taken out without work in hand; an admin brings them back."""
    ada, marc = firm.ada, firm.person(people.MARC)
    marc.command("/opp help")
    ada.command("/opp person marc")
    ada.click("Take out", confirm="Take out")
    ada.sees("Marc Weber is taken out of Stagepost.", "taken out", "[Bring back]")
    marc.command("/opp list")
    marc.sees("An admin has taken you out of Stagepost, and can bring you back.")
    marc.go("Home")
    marc.sees("An admin has taken you out of Stagepost")
    ada.click("Bring back")
    ada.sees("Marc Weber is back.")
    marc.go("#sales")
    marc.command("/opp person")
    marc.sees("@Marc Weber")
