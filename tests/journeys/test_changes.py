"""Closing's aftermath and changes, by the words on the screen: undo, delete, edit, hand over, contacts."""

from tests.journeys import selling
from tests.journeys.running import Running


def test_a_closing_is_undone_with_its_button_and_typed(firm: Running) -> None:
    """F054: Undo under what closing said, and `/opp undo`."""
    ana = firm.ana
    number = selling.create(ana, "Undone pumps", contact="Undo AG")
    ana.command(f"/opp won {number} 60000 BUSINESS_W")
    ana.opens(f"Close {number}")
    selling.sent(ana, "Close opportunity", "is won")
    ana.sees("Undo AG is now a customer.", "[Undo]")
    before = len(ana.messages())
    ana.click("Undo")
    said = ana.sees(f"The closing of {number} is undone: it is in progress again.")
    assert len(ana.messages()) == before  # in the place of what was said of the closing
    assert "2 tasks are open again." in said and "Undo AG is no longer marked as a customer." in said
    ana.command(f"/opp undo {number}")
    ana.sees(f"{number} is not closed: there is no closing to undo.")
    ana.command(f"/opp lost {number} PRICE_L")
    ana.opens(f"Close {number}")
    selling.sent(ana, "Close opportunity", "is lost")
    ana.command(f"/opp undo {number}")
    ana.sees("is undone")
    assert firm.refused == []


def test_an_undo_button_undoes_no_later_closing(firm: Running) -> None:
    """F054: the one under the closing that was undone already leaves somebody else's alone."""
    ana, ada = firm.ana, firm.ada
    number = selling.create(ana, "Closed twice")
    for person in (ada, ana):
        person.command(f"/opp lost {number} PRICE_L")
        person.opens(f"Close {number}")
        selling.sent(person, "Close opportunity", "is lost")
        if person is ada:
            ada.command(f"/opp undo {number}")
            ada.sees("is undone")
    ada.click("Undo")
    ada.sees(f"{number} has been changed meanwhile.")
    ana.click("Undo")
    ana.sees(f"The closing of {number} is undone")
    assert firm.refused == []


def test_what_is_done_from_ones_own_card_takes_its_place(firm: Running) -> None:
    """F100: no stale card stays whose buttons are refused."""
    ana = firm.ana
    number = selling.create(ana, "Replaced pumps")
    before = len(ana.messages())
    steps = [("Next", "Move", "is now at stage 2"), ("Edit", "Save", "Nothing was changed.")]
    for button, submit, said in steps:
        ana.click(button)
        ana.opens(f"{button} {number}")
        selling.sent(ana, submit, said)
        assert len(ana.messages()) == before
    ana.command(f"/opp {number}")
    assert len(ana.messages()) == before + 1
    assert firm.refused == []


def test_one_is_deleted_after_a_form_that_says_what_goes(firm: Running) -> None:
    """F057, F058: in progress refused; not started by its owner; what goes is said before."""
    ana = firm.ana
    number = selling.create(ana, "Deleted pumps")
    ana.command(f"/opp delete {number}")
    ana.sees(f"{number} is in progress, and what is in progress is not deleted. Close it first.", "[Show]")
    ana.command("/opp new")
    ana.opens("New opportunity")
    ana.fill("Description", "Never started")
    selling.name(ana, "Müller AG")
    ana.fill("Activate first stage", "off")
    ana.waits(lambda: "Estimated value" not in ana.labels())
    waiting = selling.sent(ana, "Create", "is created")
    ana.click("Delete")
    ana.opens(f"Delete {waiting}", "Never started", "Its history goes: 0 entries.", "This can not be undone.")
    ana.submit("Delete")
    ana.sees(f"{waiting} Never started is deleted.")
    ana.command(f"/opp show {waiting}")
    ana.sees("There is no such opportunity")
    assert firm.refused == []


def test_many_closed_ones_are_deleted_after_a_question_with_their_count(firm: Running) -> None:
    """F059: a manager asks, reads the count, confirms, and is told the count."""
    ana, ada = firm.ana, firm.ada
    for n in range(2):
        number = selling.create(ana, f"Old pumps {n}", contact="Old AG")
        ana.command(f"/opp lost {number} PRICE_L")
        ana.opens(f"Close {number}")
        selling.sent(ana, "Close opportunity", "is lost")
    ana.command("/opp delete closed contact Old AG")
    ana.sees("it needs the role manager")
    ada.command("/opp delete closed contact Old AG before tomorrow")
    ada.sees("Old pumps 0", "Old pumps 1", "[Delete 2 opportunities]")
    ada.click("Delete 2 opportunities", confirm="Delete")
    ada.sees("2 opportunities are deleted.")
    for typed, odd in (("nonsense", "nonsense"), ("@ana @chloe", "@chloe")):
        ada.command(f"/opp delete closed {typed}")
        ada.sees(f"“{odd}” is not understood here.")
    assert firm.refused == []


def test_an_opportunity_is_edited_in_a_form_and_its_contact_stays_in_its_company(firm: Running) -> None:
    """F021, F074: description, priority and contact; once started only contacts of the company are offered."""
    ana = firm.ana
    ana.command("/opp contact new Eva Ruf at Edit AG")
    ana.command("/opp contact new Elsewhere AG")
    number = selling.create(ana, "Pumps to edit", contact="Edit AG")
    ana.click("Edit")
    ana.opens(f"Edit {number}", "It is started: only somebody at Edit AG.")
    assert ana.suggestions("Contact", "") == ["Edit AG", "Eva Ruf (Edit AG)"]
    ana.fill("Description", "Valves")
    ana.fill("Contact", "Eva Ruf (Edit AG)", typing="eva")
    ana.fill("Open tasks", "on")
    ana.fill("Priority", "High")
    selling.sent(ana, "Save", "is changed")
    ana.sees(f"{number} · Valves", "Eva Ruf (Edit AG)", "Priority\nHigh")
    assert firm.refused == []


def test_it_is_handed_over_at_once_and_the_new_salesperson_is_told(firm: Running) -> None:
    """F073: typed at once, tasks stay unless said; the new owner hears of it by direct message."""
    ana, marc = firm.ana, firm.person("U00MARC")
    marc.command("/opp help")
    number = selling.create(ana, "Handed pumps")
    ana.command(f"/opp assign {number} @marc")
    ana.sees(f"{number} now belongs to Marc Weber.", "2 open tasks stay with Ana Keller.")
    firm.bot.jobs.tick()
    marc.go("Stagepost")
    marc.sees("Ana Keller handed 1 opportunity over to you.", "Handed pumps", "you are their salesperson now")
    marc.click("Show")
    marc.sees(f"{number} · Handed pumps")
    marc.click("Hand over")
    marc.opens(f"Hand over {number}")
    marc.fill("Salesperson", "Ana Keller")
    selling.sent(marc, "Hand over", "now belongs to Ana Keller")
    ana.command(f"/opp assign {number}")
    ana.opens(f"Hand over {number}", "Open tasks")
    ana.close()
    with firm.nothing_stored():
        for to_two in (f"{number} @marc @ana", "@ana @marc @ana"):
            ana.command(f"/opp assign {to_two}")
            ana.sees("Type it like this: /opp assign OP7|@ana @ben [with tasks]")
    assert firm.refused == []


def test_contacts_are_edited_merged_and_deleted(firm: Running) -> None:
    """F074, F075: the form of a contact; doubles are pointed out and merged; what is in use is not deleted."""
    ana, ada = firm.ana, firm.ada
    ana.command("/opp contact new Twin AG")
    ana.click("Edit")
    ana.sees("Privacy")
    ana.fill("E-mail", "twin@example.com")
    ana.submit("Save")
    ana.sees("is changed.", "twin@example.com")
    number = selling.create(ana, "Twin pumps", contact="Twin AG")
    ada.command("/opp contact new TWIN ag")
    ada.sees("It looks like", "Twin AG: use it?", "[Merge]")
    ada.click("Merge")
    ada.sees("Everything of the other one goes over to it")
    ada.close()
    ada.command("/opp contact show Twin AG")
    ada.sees("Twin AG")
    ada.command("/opp contact delete Twin AG")
    ada.sees("can not be deleted", number)
    assert firm.refused == []


def test_a_merge_is_of_the_two_contacts_as_its_form_showed_them(firm: Running) -> None:
    """F075: it can not be undone, so who was edited meanwhile is looked at again."""
    ana, ada = firm.ana, firm.ada
    for name in ("Stays AG", "Goes AG"):
        ana.command(f"/opp contact new {name}")
        ana.sees(name, "[Edit]")
    ada.command("/opp contact show Stays AG")
    ada.sees("Stays AG")
    ada.click("Merge")
    ada.sees("Everything of the other one goes over to it")
    ada.fill("Contact that goes", "Goes AG", typing="goes")
    ada.sees("Goes AG brings: nothing.")
    ana.click("Edit")
    ana.sees("Privacy")
    ana.fill("Name", "Quite another GmbH")
    ana.submit("Save")
    ana.sees("is changed.")
    ada.submit("Merge")
    assert "has been changed meanwhile." in ada.errors()["Contact that goes"]
    ada.fill("Contact that goes", "Quite another GmbH", typing="quite")
    ada.sees("Quite another GmbH brings: nothing.")
    ada.submit("Merge")
    ada.sees("Quite another GmbH is one with", "Stays AG now.")
    assert firm.refused == []


def test_a_privacy_blocked_contact_is_not_offered_and_takes_nothing_new(firm: Running) -> None:
    """F097: creating for it is refused."""
    ana = firm.ana
    ana.command("/opp contact new Blocked AG")
    ana.click("Edit")
    ana.sees("Privacy")
    ana.fill("Privacy", "on")
    ana.submit("Save")
    ana.sees("Blocked for privacy: nothing new can be kept about this contact.")
    ana.command("/opp new")
    ana.opens("New opportunity")
    assert ana.suggestions("Contact", "Blocked AG") == ['Create contact "Blocked AG"']
    ana.close()
    assert firm.refused == []


def test_the_aftermath_in_french(firm: Running) -> None:
    """F054, F057, F073: undo, delete, hand over and edit for a French reader."""
    chloe, ana = firm.chloe, firm.ana
    chloe.command("/opp aide")
    number = selling.create(ana, "Pompes", contact="Pompes SA")
    ana.command(f"/opp assign {number} @chloe")
    chloe.command(f"/opp {number}")
    chloe.click("Modifier")
    chloe.opens(f"Modifier {number}", "Elle est commencée : seulement quelqu’un de Pompes SA.")
    chloe.close()
    chloe.command(f"/opp supprimer {number}")
    chloe.sees("est en cours, et ce qui est en cours ne se supprime pas.")
    chloe.command(f"/opp perdu {number} PRICE_L")
    chloe.submit()
    chloe.click("Annuler la clôture")
    chloe.sees(f"La clôture de {number} est annulée")
