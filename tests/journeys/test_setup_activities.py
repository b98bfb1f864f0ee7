"""An admin defines an activity with its steps in chat, and sees the dates they give."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_an_activity_is_defined_previewed_changed_and_deleted(fresh: Running) -> None:
    """F015: two steps with offsets; the preview shows the dates for a start date."""
    ada = fresh.ada
    ada.command("/opp setup activities")
    ada.sees("There is no activity yet.")
    ada.click("New activity")
    ada.opens("New activity")
    ada.fill("Description", "First contact")
    ada.fill("Code", "INIT")
    ada.submit("Create")
    ada.opens("Activity", "0 steps")
    for text, kind, formula in (("Call them", "Phone call", "2X"), ("Send papers", "To do", "1W")):
        ada.click("Add step")
        ada.opens("New step")
        ada.fill("Description", text)
        ada.fill("Type", kind)
        ada.fill("Date formula", formula)
        if formula == "2X":
            ada.sees("The date appears as soon as the formula can be read.")
            ada.submit("Add")
            assert "is not a date formula" in ada.errors()["Date formula"]
            ada.fill("Date formula", "3D")
            ada.sees("A start on 5 Jan 2026 gives 8 Jan 2026.")
        ada.submit("Add")
        ada.opens("Activity", text)
    ada.sees("1. 📞 Call them\nLow · 3D → Thu, 8 Jan", "2. Send papers\nLow · 1W → Mon, 12 Jan")
    ada.fill("Start date", "2026-02-02")
    ada.sees("Low · 3D → Thu, 5 Feb", "Low · 1W → Mon, 9 Feb")
    ada.click("Move down")
    ada.sees("1. Send papers", "2. 📞 Call them")
    ada.click("Edit")
    ada.opens("Step", "A start on 2 Feb 2026 gives 9 Feb 2026.")
    ada.fill("Description", "Send the papers")
    ada.submit("Save")
    ada.opens("Activity", "1. Send the papers")
    ada.click("Remove")
    ada.waits(lambda: "Send the papers" not in ada.screen())
    ada.fill("Description", "The first contact")
    ada.submit("Save")
    ada.sees("The activity INIT is saved.", "INIT · The first contact\n1 step · used by 0 stages")
    ada.click("Edit")
    ada.opens("Activity")
    ada.click("Delete", confirm="Delete")
    ada.sees("The activity INIT is deleted.")


def test_an_activity_in_use_names_its_stages(firm: Running) -> None:
    """F015: decision 30."""
    ada = firm.ada
    ada.command("/opp setup activities")
    ada.click("Edit")
    ada.opens("Activity")
    ada.click("Delete", confirm="Delete")
    ada.sees("is used by these stages, so it can not be deleted: EX-LARGE")
    ada.close()


def test_an_activity_that_is_changed_under_an_open_form_is_assigned_only_as_it_is_shown(fresh: Running) -> None:
    """F064, F015."""
    ana, ada, step = fresh.ana, fresh.ada, "Check how good the lead is"
    selling.install(ada)
    number = selling.create(ana)
    ana.command(f"/opp activity {number}")
    ana.opens("Assign activity")
    ana.fill("Activity", "INIT")
    ana.sees(f"These tasks would be made:\nMon, 5 Jan 2026 · {step}")
    ana.fill("Once more", "on")
    ada.command("/opp setup activities")
    ada.sees("INIT")
    ada.click("Edit")
    ada.opens("Activity")
    ada.click("Remove")
    ada.waits(lambda: step not in ada.screen())
    with fresh.nothing_stored():
        ana.submit("Assign")
        ana.waits(lambda: "Somebody else has changed INIT meanwhile." in str(ana.errors()))
    ana.fill("Start date", "2026-01-06")
    ana.waits(lambda: f"· {step}\nTue" not in ana.screen() and "Tue, 13 Jan 2026" in ana.screen())
    selling.sent(ana, "Assign", f"1 task is made for {number}.")


def test_the_activities_read_in_french(firm: Running) -> None:
    firm.chloe.command("/opp aide")
    firm.ada.command("/opp person chloé")
    firm.ada.fill("Role", "admin")
    firm.ada.sees("has the role admin now.")
    firm.chloe.command("/opp configurer activités")
    firm.chloe.sees("Activités", "utilisée par 1 étape")
    firm.chloe.click("Modifier")
    firm.chloe.opens("Activité", "Date de début", "Basse")
    firm.chloe.click("Ajouter une étape")
    firm.chloe.opens("Nouvelle étape", "Formule de date")
    firm.chloe.close()
