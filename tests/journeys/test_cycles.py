"""Admins set up sales cycles and their stages in chat, and opportunities run in them."""

import re

from tests.journeys import selling
from tests.journeys.person import Person
from tests.journeys.running import Running
from tests.journeys.test_french_walk import ENGLISH


def add(admin: Person, name: str, completed: str, chances: str, **fields: object) -> str:
    """Add a stage in the form that Add stage opens; what the page then says."""
    admin.click("Add stage")
    admin.opens("New stage")
    admin.fill("Description", name)
    admin.fill("Completed %", completed)
    admin.fill("Chances of success %", chances)
    for label, value in fields.items():
        admin.fill(label.replace("_", " "), value)
    admin.submit("Save")
    return admin.sees(f"{name}\n{completed} % completed, {chances} % chances")


def build(admin: Person, code: str = "SHORT", *stages: str) -> None:
    """A cycle with these stages, from nothing."""
    admin.command("/opp setup")
    admin.sees("Setup")
    admin.click("New cycle")
    admin.opens("New sales cycle")
    admin.fill("Code", code.lower())
    admin.fill("Description", "Short one")
    admin.submit("Create")
    admin.sees("The cycle is made. Now add its stages.", f"{code} · Short one", "No stages yet")
    for n, name in enumerate(stages, 1):
        add(admin, name, f"{n * 10}", f"{n * 20}")


def test_an_admin_builds_a_cycle_from_nothing_and_an_opportunity_runs_in_it(fresh: Running) -> None:
    """F001, F002, F006, F007, F008, F009, F016: four stages, every field a chooser, the track as it will look."""
    ada, ana = fresh.ada, fresh.ana
    build(ada)
    assert "Probability: chances × completed" in ada.screen()
    add(ada, "First talk", "5", "10", Date_formula="2W", Maximum_days_at_a_stage="7", Allow_skip="on")
    ada.sees("○ First talk", "may be skipped · closing date 2W · at most 7 days")
    ada.click("Add stage")
    ada.opens("New stage")
    ada.fill("Date formula", "2w+1")
    ada.sees("This is not a date formula yet.")
    ada.fill("Date formula", "2w+1d")
    ada.sees("From today: 20 Jan 2026 (in 15 days)")
    assert ada.value("Activity") == "No activity"
    ada.close()
    add(ada, "Offer", "50", "60", Quote_required="on")
    add(ada, "Contract", "95", "100")
    screen = add(ada, "Demonstration", "30", "40", Number="5")
    assert "1. First talk" in screen and "2. Offer" in screen and "5. Demonstration" in screen
    assert "○ First talk   ○ Offer   ○ Contract   ○ Demonstration" in screen
    ada.click("Setup")
    ada.sees(
        "✅ A sales cycle", "✅ A default cycle: SHORT", "⬜ A close code for winning", "SHORT · Short one (default)"
    )
    number = selling.create(ana, chances="10")
    ana.sees("● First talk", "Sales cycle\nSHORT · Short one")
    ana.command(f"/opp next {number}")
    ana.sees("Stage 2 Offer needs a quote.")
    ada.command("/opp setup cycle short")
    ada.sees("In progress: 1, estimated CHF 50’000.00, weighted CHF 250.00")
    assert fresh.refused == []


def french(fresh: Running) -> Person:
    """Chloé, who reads French, and whom Ada makes an admin."""
    fresh.chloe.command("/opp aide")
    fresh.ada.command("/opp person chloé")
    fresh.ada.fill("Role", "admin")
    fresh.ada.sees("has the role admin now.")
    return fresh.chloe


def test_a_cycle_is_renamed_reordered_copied_blocked_and_deleted(fresh: Running) -> None:
    """F003, F004, F005, F010, F011: on its page, which shows each time how it stands."""
    ada = fresh.ada
    build(ada, "SHORT", "One", "Two", "Three")
    ada.click("Edit")
    ada.opens("Edit SHORT")
    ada.fill("Description", "Quite short")
    ada.fill("Probability", "average of chances and completed")
    ada.submit("Save")
    ada.sees("Saved.", "SHORT · Quite short", "Probability: average of chances and completed")
    ada.click("Move down")
    ada.sees("○ Two   ○ One   ○ Three")
    ada.click("Insert after")
    ada.opens("New stage")
    assert "Number" not in ada.labels()
    ada.fill("Description", "Between")
    ada.fill("Completed %", "12.5")
    ada.fill("Chances of success %", "0")
    ada.submit("Save")
    ada.sees("Stage 2 is added.", "○ Two   ○ Between   ○ One   ○ Three", "2. Between\n12.5 % completed, 0 % chances")
    ada.click("Remove")
    ada.opens("Remove stage 1", "Stage 1 Two is taken out of SHORT.")
    ada.submit("Remove")
    ada.sees("Stage 1 is removed.", "○ Between   ○ One   ○ Three")
    ada.click("Copy")
    ada.opens("Copy SHORT", "3 stages are copied.")
    ada.fill("Code", "short")
    ada.submit("Copy")
    assert ada.errors() == {"Code": "SHORT exists already. Choose another one."}
    ada.fill("Code", "other")
    ada.submit("Copy")
    ada.sees("This is the copy.", "OTHER · Quite short", "○ Between   ○ One   ○ Three")
    ada.click("Make default")
    ada.sees("OTHER is the default cycle.", "New opportunities take this cycle")
    ada.click("Block")
    ada.sees("OTHER takes no new opportunities any more.", "Blocked: it takes no new opportunities.")
    ada.click("Delete")
    ada.opens("Delete OTHER", "Its 3 stages go with it.")
    ada.submit("Delete")
    ada.sees("OTHER is deleted.", "⬜ A default cycle")
    ada.click("Take SHORT")
    ada.sees("SHORT is the default cycle.", "✅ A default cycle: SHORT")
    assert "OTHER" not in ada.screen()
    ada.command("/opp audit OTHER")
    ada.sees("cycle deleted", "default cycle changed", "copied from another cycle")
    assert fresh.refused == []


def test_what_is_in_use_names_what_uses_it_and_offers_the_way_on(fresh: Running) -> None:
    """F005, F011: a cycle, a stage and a stage's number."""
    ada = fresh.ada
    build(ada, "SHORT", "One", "Two", "Three")
    number = selling.create(fresh.ana)
    ada.command("/opp setup cycle SHORT")
    ada.click("Delete")
    ada.sees(f"1 opportunity runs in SHORT, so it can not be deleted: {number}.", "[Opportunities]")
    ada.click("Opportunities")
    ada.sees("All opportunities · SHORT", number)
    ada.command("/opp setup cycle SHORT")
    ada.click("Remove")
    ada.sees(f"1 opportunity stands at stage 1 One, so it can not be removed: {number}.")
    fresh.ana.command(f"/opp next {number}")
    fresh.ana.sees("is now at stage 2 Two")
    ada.command("/opp setup cycle SHORT")
    before = len(ada.messages())
    ada.click("Insert after")
    ada.hears("1 opportunity has been at stage 2 Two, so it keeps its number.", after=before)
    ada.click("Copy")
    ada.opens("Copy SHORT")


def test_a_form_of_a_stage_says_on_its_fields_what_is_wrong(fresh: Running) -> None:
    """F007, F009: everything at once, and then it is saved."""
    ada = fresh.ada
    build(ada)
    ada.click("Add stage")
    ada.opens("New stage")
    for label, value in {
        "Description": "\u200b", "Completed %": "100.01", "Chances of success %": "-1", "Date formula": "2X",
        "Maximum days at a stage": "x", "Number": "0",
    }.items():  # fmt: skip
        ada.fill(label, value)
    ada.submit("Save")
    assert ada.errors() == {"Maximum days at a stage": "“x” is not a whole number. Write it in figures, like 14."}
    ada.fill("Maximum days at a stage", "0")
    ada.submit("Save")
    assert ada.errors() == {
        "Description": "Description is missing. Please fill it in.",
        "Completed %": "This must be a percentage from 0 to 100.",
        "Chances of success %": "This must be a percentage from 0 to 100.",
        "Date formula": "“2X” is not a date formula. Write it like 2W+1D.",
        "Maximum days at a stage": "This must be a whole number from 1 to 9’999.",
        "Number": "This must be a whole number from 1 to 9’999.",
    }
    ada.fill("Date formula", "-CM")
    ada.submit("Save")
    assert "would lead from 5 Jan 2026 to 1 Jan 2026" in ada.errors()["Date formula"]


def test_a_form_whose_cycle_was_changed_or_taken_away_meanwhile_says_so(fresh: Running) -> None:
    """F005: of two admins one is quicker."""
    ada = fresh.ada
    build(ada, "SHORT", "One")
    chloe = french(fresh)
    chloe.command("/opp configurer cycle short")
    chloe.sees("SHORT · Short one")
    ada.command("/opp setup cycle SHORT")
    ada.click("Add stage")
    ada.opens("New stage")
    for label, value in {"Description": "Two", "Completed %": "1", "Chances of success %": "1"}.items():
        ada.fill(label, value)
    chloe.click("Bloquer")
    chloe.sees("SHORT ne prend plus de nouvelles opportunités.")
    ada.submit("Save")
    assert ada.errors() == {
        "Description": "Somebody else has changed SHORT meanwhile. Open it again to see what is set up now."
    }
    chloe.click("Supprimer")
    chloe.submit("Supprimer")
    chloe.sees("SHORT est supprimé.")
    ada.submit("Save")
    assert ada.errors() == {"Description": "There is no such sales cycle: SHORT."}
    ada.close()
    before = len(ada.messages())
    ada.click("Block")
    ada.hears("There is no such sales cycle", after=before)


def test_a_move_whose_stages_were_changed_meanwhile_is_not_made_on_what_it_showed(fresh: Running) -> None:
    """F010: the form showed another stage and another probability."""
    ada, ana = fresh.ada, fresh.ana
    build(ada, "SHORT", "One", "Two", "Three")
    number = selling.create(ana)
    ana.click("Next")
    ana.opens(f"Next {number}", "2 Two")
    ada.command("/opp setup cycle SHORT")
    ada.click("Insert after")
    ada.opens("New stage")
    for label, value in {"Description": "Between", "Completed %": "1", "Chances of success %": "1"}.items():
        ada.fill(label, value)
    ada.submit("Save")
    ada.sees("Stage 2 is added.")
    ana.submit("Move")
    assert "Somebody else has changed SHORT meanwhile." in ana.errors()["Estimated value"]
    ana.close()
    ana.command(f"/opp next {number}")
    ana.sees(f"{number} is now at stage 2 Between.")


def test_an_activation_whose_stages_were_changed_meanwhile_is_not_made_on_what_it_showed(fresh: Running) -> None:
    """F010, F023: the form showed another first stage and another probability."""
    ada, ana = fresh.ada, fresh.ana
    build(ada, "SHORT", "One", "Two")
    ana.command("/opp new Later")
    ana.opens("New opportunity")
    selling.name(ana, "Müller AG")
    ana.fill("Activate first stage", "off")
    ana.waits(lambda: "Estimated value" not in ana.labels())
    number = selling.sent(ana, "Create", "is not started")
    ana.click("Activate")
    ana.opens(f"Activate {number}", "1 One")
    ana.fill("Estimated value", "1")
    ana.sees("Weighted value:")
    ada.command("/opp setup cycle SHORT")
    ada.click("Move down")
    ada.sees("○ Two   ○ One")
    ana.submit("Activate")
    assert "Somebody else has changed SHORT meanwhile." in ana.errors()["Estimated value"]
    ana.close()
    ana.click("Activate")
    ana.opens(f"Activate {number}", "1 Two")
    ana.fill("Estimated value", "1")
    selling.sent(ana, "Activate", "is activated")


def test_everybody_looks_at_cycles_and_only_admins_get_buttons(fresh: Running) -> None:
    """F096: a salesperson sees the stages, and no way to change them."""
    selling.install(fresh.ada)
    ana = fresh.ana
    ana.command("/opp setup cycles")
    assert "[Edit]" not in ana.sees("EX-LARGE · Existing customer, large (default)", "○ Initial")
    ana.command("/opp setup cycle")
    ana.sees("Sales cycles", "EX-LARGE · Existing customer, large (default)")
    ana.click("Stages")
    screen = ana.sees("3. Product Presentation/Workshop", "70 % completed, 60 % chances · quote required")
    assert ana.buttons() == [] and "activity INIT · closing date 8W · at most 14 days" in screen
    ana.command("/opp setup")
    ana.sees("Your role does not allow this")


def test_many_stages_are_paged(fresh: Running) -> None:
    """F006: after saving one, the page on which it stands is shown."""
    ada = fresh.ada
    build(ada)
    for n in range(1, 27):
        add(ada, f"S{n}", "10", "20")
    screen = ada.sees("Stage 26 is added.", "26. S26", "and 14 more")
    assert "25. S25" not in screen
    ada.click("Previous stages")
    assert "26. S26" not in ada.sees("1. S1\n", "25. S25")
    ada.click("More stages")
    ada.sees("26. S26")
    assert fresh.refused == []


def test_from_home_the_board_is_a_page_on_which_forms_stand(fresh: Running) -> None:
    ada = fresh.ada
    build(ada, "SHORT", "One")
    ada.go("Home")
    ada.sees("Set-up checklist", "⬜ A close code for winning")
    ada.click("Set up")
    ada.opens("Stagepost", "SHORT · Short one (default)")
    ada.click("Stages")
    ada.sees("1. One")
    ada.click("Add stage")
    ada.opens("New stage")
    ada.fill("Description", "Two")
    ada.fill("Completed %", "20")
    ada.fill("Chances of success %", "30")
    ada.submit("Save")
    ada.opens("Stagepost", "Stage 2 is added.", "2. Two\n20 % completed, 30 % chances")
    ada.click("Block")
    ada.opens("Stagepost", "SHORT takes no new opportunities any more.")
    assert fresh.refused == []


# What Ada and the test typed.
GIVEN = re.compile(r"EXPRESS|Premier contact|Démo|Offre|Signature")


def reads(chloe: Person, *expected: str) -> str:
    """Wait for these words, and find none that is English."""
    screen = chloe.sees(*expected)
    assert ENGLISH.findall(GIVEN.sub("", screen)) == [], screen
    return screen


def test_in_french_an_admin_builds_a_cycle_and_uses_it(fresh: Running) -> None:
    """F001, F006, F009: from nothing to a first opportunity, without a word of English."""
    chloe = french(fresh)
    chloe.command("/opp configurer")
    reads(chloe, "⬜ Un cycle de vente")
    chloe.click("Nouveau cycle")
    chloe.opens("Nouveau cycle de vente")
    reads(chloe, "Au plus 10 caractères")
    chloe.fill("Code", "express")
    chloe.fill("Désignation", "Premier contact")
    chloe.fill("Probabilité", "moyenne")
    chloe.submit("Créer")
    reads(chloe, "Le cycle est créé. Ajoutez maintenant ses étapes.", "Pas encore d’étapes")
    for name, completed in (("Premier contact", "5"), ("Démo", "30,5"), ("Offre", "60"), ("Signature", "95")):
        chloe.click("Ajouter une étape")
        chloe.opens("Nouvelle étape")
        chloe.fill("Désignation", name)
        chloe.fill("Achevé (%)", completed)
        chloe.fill("Chances de réussite (%)", "50 %")
        chloe.fill("Formule de date", "2W")
        reads(chloe, "À partir d’aujourd’hui : 19 janv. 2026 (dans 14 jours)")
        chloe.submit("Enregistrer")
        reads(chloe, f"{name}\nachevé {completed} %, chances de réussite 50 %")
    reads(chloe, "○ Premier contact   ○ Démo   ○ Offre   ○ Signature", "date de clôture 2W")
    chloe.command("/opp nouvelle 100'000 CHF pour Müller AG")
    chloe.opens("Nouvelle opportunité")
    chloe.fill("Désignation", "Signature")
    reads(chloe, "EXPRESS · Premier contact")
    chloe.close()
    chloe.command("/opp configurer cycle express")
    chloe.click("Supprimer")
    chloe.opens("Supprimer EXPRESS")
    reads(chloe, "4 étapes sont supprimées avec lui.")
    chloe.submit("Supprimer")
    reads(chloe, "EXPRESS est supprimé.")
    assert fresh.refused == []
