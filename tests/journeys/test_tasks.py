"""Tasks on the screen: made by hand and from activities, done, cancelled, reopened, recurring, listed and deleted."""

import re

from tests.journeys.person import Person
from tests.journeys.running import Running
from tests.journeys.selling import create


def _add(person: Person, text: str, day: str) -> None:
    person.command(f"/opp task {text} on {day}")
    person.sees("is created: ", text)


def test_a_task_is_made_by_hand_edited_cancelled_and_reopened(firm: Running) -> None:
    """F063, F065, F066, F067: from an opportunity everything is preset but what is to be done."""
    ana, today = firm.ana, firm.today()
    number = create(ana, "Three pumps")
    ana.command(f"/opp tasks {number}")
    ana.sees(f"Tasks of {number} Three pumps", "2 tasks")
    ana.click("New task")
    ana.opens("New task", f"{number} Three pumps · Müller AG")
    assert (ana.value("Due"), ana.value("Priority"), ana.value("Salesperson")) == (today, "Normal", "Ana Keller")
    ana.fill("Due", "")
    ana.submit("Create")
    assert set(ana.errors()) == {"Task", "Due"}
    ana.fill("Task", "Visit the plant")
    ana.fill("Due", firm.today(3))
    ana.fill("Type", "Phone call")
    ana.fill("Priority", "High")
    ana.submit("Create")
    ana.sees("is created: Visit the plant", "📞 Visit the plant", "(in 3 days) · Not started · ❗ high priority")
    ana.click("Edit")
    ana.opens(ana.title(), f"{number} Three pumps · Müller AG", "Visit the plant")
    ana.fill("Status", "Waiting")
    ana.fill("Salesperson", "Marc Weber")
    ana.submit("Save")
    ana.sees("is changed: Visit the plant", "· Waiting · ❗ high priority · Marc Weber")

    ana.click("Cancel task")
    screen = ana.sees("is cancelled: Visit the plant", "✖️ 📞 Visit the plant", "cancelled on 5 Jan 2026")
    assert "Log interaction" not in screen  # F067: nothing is asked
    ana.command(f"/opp tasks {number}")
    ana.sees("3 tasks", "cancelled on 5 Jan 2026")
    ana.click("Open only")
    screen = ana.sees("· open only", "2 tasks")
    assert "Visit the plant" not in screen
    ana.click("Open and closed")
    ana.sees("3 tasks", "✖️ 📞 Visit the plant")
    ana.click("Reopen")
    ana.sees("is open again: Visit the plant", "3 tasks")
    ana.sees("In progress · ❗ high priority · Marc Weber")
    ana.click("Done")
    ana.sees("is done: Check how good the lead is", "[Log interaction]", "✅ Check how good the lead is")
    assert firm.refused == []


def test_an_activity_is_assigned_as_its_preview_says(firm: Running) -> None:
    """F064: activity, start date and person; one task a step, dated from the start."""
    ana = firm.ana
    number = create(ana, "Four pumps")
    ana.command(f"/opp tasks {number}")
    ana.click("Assign activity")
    ana.opens("Assign activity", f"{number} Four pumps")
    ana.submit("Assign")
    assert set(ana.errors()) == {"Activity"}
    ana.fill("Activity", "INIT · Initial contact")
    ana.sees("These tasks would be made:\nMon, 5 Jan 2026 · Check how good the lead is")
    ana.fill("Start date", "2026-01-15")
    ana.sees("Thu, 15 Jan 2026 · Check how good the lead is", "Thu, 22 Jan 2026 · Find the people who decide")
    ana.fill("Salesperson", "Marc Weber")
    ana.fill("Once more", "on")  # the first stage made these tasks already
    ana.submit("Assign")
    ana.sees(f"2 tasks are made for {number}.")
    due = ("due Thu, 15 Jan (in 10 days)", "due Thu, 22 Jan (in 17 days)")
    wanted = ["4 tasks", *(f"{one} · Not started · low priority · Marc Weber" for one in due)]
    ana.waits(lambda: any(all(one in said for one in wanted) for said in ana.messages()))
    ana.command(f"/opp activity {number} needs from 2026-02-02")
    ana.sees(f"made for {number}.", f"Tasks of {number} Four pumps", "2 Feb")
    ana.command(f"/opp activity {number} needs from 2026-02-02 @marc")
    ana.opens("Assign activity", "⚠️ Open tasks of this activity are there already:\nMon, 2 Feb 2026 · TD0000")
    assert (ana.value("Start date"), ana.value("Salesperson")) == ("2026-02-02", "Marc Weber")
    ana.submit("Assign")
    assert f"{number} has open tasks of NEEDS already: TD0000" in ana.errors()["Once more"]
    ana.fill("Activity", "SIGN")
    ana.waits(lambda: "Once more" not in ana.labels())
    ana.close()
    for said in ("@marc from 2026-02-03", "from 2026-02-03 @marc"):
        ana.command(f"/opp activity {number} {said}")
        ana.opens("Assign activity")
        assert (ana.value("Start date"), ana.value("Salesperson")) == ("2026-02-03", "Marc Weber")
        ana.close()
    ana.command(f"/opp activity {number} XMAS")
    ana.sees("There is no such activity: XMAS.")


def test_a_recurring_task_says_when_the_next_one_is_due(firm: Running) -> None:
    """F068: a week after the due date, whenever it is done; an interval that leads nowhere is refused on its field."""
    ana = firm.ana
    ana.command("/opp task Write the report")
    ana.opens("New task")
    ana.fill("Due", "2026-01-07")
    ana.fill("Recurring", "Another interval")
    ana.sees("A date formula: 10D is ten days")
    ana.fill("Interval", "0D")
    ana.submit("Create")
    assert "leads to no later day" in ana.errors()["Interval"]
    ana.fill("Recurring", "Every week")
    ana.waits(lambda: "Interval" not in ana.labels())
    assert ana.value("Counted from") == "Due date"
    ana.submit("Create")
    ana.sees("is created: Write the report", "🔁 Every week")
    ana.click("Done")
    ana.sees("is done: Write the report\nThe next one is TD", "due 14 Jan 2026.", "[Log interaction]")
    ana.command("/opp tasks mine")
    ana.sees("Write the report", "due Wed, 14 Jan (in 9 days) · Not started · normal priority · 🔁 Every week")


def test_lists_of_tasks_are_of_somebody_in_a_state_and_by_page(firm: Running) -> None:
    """F065: what is overdue, what is done, a colleague's and a contact's with their next day, twenty a page."""
    ana, ada = firm.ana, firm.ada
    _add(ana, "Call the printers", "2026-01-02")
    ana.command("/opp tasks overdue")
    ana.sees("My overdue tasks", "⚠️ Call the printers", "due Fri, 2 Jan (3 days ago)", "1 task")
    ana.click("Done")
    ana.sees("is done: Call the printers", "No task is in this list.")
    ana.command("/opp tasks closed")
    ana.sees("My tasks · done and cancelled", "✅ Call the printers", "done on 5 Jan 2026")
    for position in range(21):
        ada.command(f"/opp task Count shelf {position + 1} on 2026-01-{position + 7:02}")
        ada.sees(f"is created: Count shelf {position + 1}")
    ada.command("/opp tasks")
    screen = ada.sees("My tasks", "1–20 of 21", "Count shelf 20")
    assert "Count shelf 21" not in screen
    ada.click("Next page")
    ada.sees("Count shelf 21", "21–21 of 21")
    ada.click("Previous page")
    ada.sees("1–20 of 21")
    ana.command("/opp tasks @ada")
    ana.sees("Tasks of Ada Novak", "Next task: Wed, 7 Jan (in 2 days)")
    ana.command("/opp tasks soon")
    ana.sees("tasks [mine|all|@person|OP7|CT3]")


def test_cancelled_tasks_are_counted_then_deleted(firm: Running) -> None:
    """F067: the batch removes cancelled ones only, and says first how many."""
    ada = firm.ada
    _add(ada, "Keep this", "2026-01-06")
    ada.click("Done")
    ada.sees("is done: Keep this")
    _add(ada, "Forget this", "2026-01-06")
    ada.click("Cancel task")
    ada.sees("is cancelled: Forget this")
    ada.command("/opp tasks delete cancelled before 2026-01-05 @ada")
    ada.sees("No cancelled task is to be deleted.")
    ada.command("/opp tasks delete cancelled @ada")
    ada.sees("1 cancelled task would be deleted for good: of Ada Novak.")
    _add(ada, "And this", "2026-01-06")
    ada.click("Cancel task")
    ada.sees("is cancelled: And this")
    with firm.nothing_stored():
        ada.click("Delete 1 task", confirm="Delete")
        asked = "2 cancelled tasks would be deleted for good: of Ada Novak."
        ada.waits(lambda: any("Meanwhile there are others" in one and asked in one for one in ada.messages()))
    ada.click("Delete 2 tasks", confirm="Delete")
    ada.waits(lambda: any("2 cancelled tasks are deleted." in one for one in ada.messages()))
    ada.command("/opp tasks closed")
    left = ada.sees("My tasks · done and cancelled", "✅ Keep this")
    assert "Forget this" not in left and "And this" not in left


def test_of_several_people_the_first_is_meant_and_the_others_stay_in_the_words(firm: Running) -> None:
    ana, number = firm.ana, create(firm.ana, "Three pumps")
    ana.command(f"/opp task {number} Call @marc with @chloe tomorrow")
    ana.sees("is created: Call with @chloe")
    task = re.search(r"TD\d+(?= is created: Call with)", ana.screen())
    assert task
    with firm.nothing_stored():
        ana.command(f"/opp activity {number} NEEDS @marc @chloe")
        ana.opens("Assign activity", "There is no such activity: NEEDS @chloe.")
        assert ana.value("Salesperson") == "Marc Weber"
        ana.close()
        ana.command(f"/opp task {task[0]} @ana @chloe")
        ana.sees("Type it like this:", "/opp task ")
        ana.command(f"/opp task {task[0]}")
        ana.sees("Call with @chloe", "Marc Weber")
    assert firm.refused == []


def test_tasks_read_in_french(firm: Running) -> None:
    """F063, F065, F066, F067, F068: the form, a list, and what comes next."""
    chloe = firm.chloe
    chloe.command("/opp tâche Écrire le rapport")
    chloe.opens("Nouvelle tâche", "Échéance", "Priorité", "Récurrente")
    chloe.fill("Échéance", "2026-01-07")
    chloe.fill("Récurrente", "Chaque semaine")
    chloe.sees("Compté à partir de", "Une fois terminée, la suivante se crée d’elle-même.")
    chloe.submit("Créer")
    chloe.sees("est créée : Écrire le rapport", "échéance mer. 7 janv. (dans 2 jours)", "priorité normale")
    chloe.click("Terminée")
    chloe.sees("est terminée : Écrire le rapport", "14 janv. 2026", "[Saisir une interaction]")
    chloe.command("/opp tâches ouvertes")
    chloe.sees("Mes tâches", "échéance mer. 14 janv. (dans 9 jours)", "🔁 Chaque semaine", "1 tâche")
    chloe.click("Annuler la tâche")
    chloe.sees("est annulée : Écrire le rapport")
    chloe.command("/opp tâches terminées")
    chloe.sees("Mes tâches · terminées et annulées", "✖️ Écrire le rapport", "annulée le 5 janv. 2026")
    chloe.command("/opp tâches supprimer annulées")
    chloe.sees("il faut le rôle « responsable »")
    assert firm.refused == []
